// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/comparison_group.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/error.hpp"
#include "evaluating/known_facts.hpp"
#include "evaluating/nearest.hpp"
#include "metrics/selection.hpp"
#include "statistics/distribution.hpp"

namespace brujula::evaluating {
namespace {

using std::chrono::days;

/// Somebody's account on the wiki on which they are looked at.
struct Account {
    std::string wiki_db;
    std::string user_text;
    std::string month;  ///< of the registration: "2014-11"
    std::int64_t earlier = 0;
};

std::string in_one_text(const std::vector<std::string>& items) {
    return fmt::format("{}", fmt::join(items, "\n"));
}

void require_range(const char* name, double value, double least, double most) {
    if (value >= least && value <= most) return;
    throw Error{ErrorKind::bad_input,
                {"error-metric-parameter-range", {name, fmt::format("{}", least), fmt::format("{}", most)}}};
}

void require_sense(const metrics::ScopePart& activity, const MatchingRules& rules) {
    if (activity.everyone) throw Error{ErrorKind::bad_input, {"reason-needs-a-cohort", {}}};
    require_range("matches", rules.matches, 1, 10);
    require_range("days", rules.days_after, 1, 3'660);
    require_range("retained", rules.retained_from, 0, rules.days_after - 1);
    require_range("caliper", rules.caliper, 0, 20);
}

// -- who took part --

/// By name, wiki: registration as a moment and its month, edits by the end, edits before the beginning.
facts::Query participants_query(const metrics::ScopePart& activity) {
    metrics::ScopePart whenever;
    whenever.people = activity.people;
    whenever.wikis = activity.wikis;
    whenever.period = {Instant{}, activity.period.until};
    const metrics::Definition definition = every_edit();
    metrics::Writing writing;
    metrics::write_work(writing, definition, metrics::settle(definition, {}), {{whenever}});
    writing(
        ", account AS (SELECT u.event_user_text AS user_text, u.wiki_db, min(u.registration_timestamp) AS "
        "registered FROM users u JOIN part t ON t.wiki_db = u.wiki_db JOIN person p ON p.part = t.part AND "
        "p.user_text = u.event_user_text AND (p.wiki_db = '' OR p.wiki_db = u.wiki_db) WHERE "
        "u.registration_timestamp IS NOT NULL GROUP BY ALL) "
        "SELECT a.user_text, a.wiki_db, a.registered, strftime(a.registered, '%Y-%m'), "
        "count(w.revision_id), count(w.revision_id) FILTER (w.event_timestamp < CAST(? AS TIMESTAMP)) FROM "
        "account a LEFT JOIN work w ON w.event_user_text = a.user_text AND w.wiki_db = a.wiki_db GROUP BY "
        "ALL ORDER BY a.user_text, a.wiki_db",
        {activity.period.from});
    return std::move(writing).query();
}

struct OnOneWiki {
    Account account;
    Instant registered;
    std::int64_t edits = -1;  ///< none seen yet
};

/// The participants' accounts, by name; who has none in time is counted.
std::vector<Account> participants_of(const facts::Lake& lake, const metrics::ScopePart& activity,
                                     Comparison& comparison) {
    std::map<std::string, OnOneWiki> most_edited;
    std::set<std::string> later;
    for (const auto& row : lake.query(participants_query(activity)).rows) {
        const auto& name = std::get<std::string>(row.at(0));
        const auto registered = std::get<Instant>(row.at(2));
        if (registered >= activity.period.until) {
            later.insert(name);
            continue;
        }
        const auto edits = std::get<std::int64_t>(row.at(4));
        OnOneWiki& best = most_edited[name];
        if (edits <= best.edits) continue;
        best = {{std::get<std::string>(row.at(1)), name, std::get<std::string>(row.at(3)),
                 std::get<std::int64_t>(row.at(5))},
                registered,
                edits};
    }
    std::vector<Account> accounts;
    for (auto& [name, one] : most_edited) {
        later.erase(name);
        accounts.push_back(std::move(one.account));
    }
    comparison.unmatched.registered_later = static_cast<int>(later.size());
    comparison.unmatched.not_found =
        comparison.participants - static_cast<int>(accounts.size() + later.size());
    return accounts;
}

// -- who could be compared with --

facts::Query candidates_query(const metrics::ScopePart& activity, const std::vector<Account>& participants,
                              const std::vector<std::string>& barred) {
    std::set<std::pair<std::string, std::string>> strata;
    for (const Account& one : participants)
        strata.emplace(one.wiki_db, one.month);
    std::vector<std::string> wikis;
    std::vector<std::string> months;
    for (const auto& [wiki, month] : strata) {
        wikis.push_back(wiki);
        months.push_back(month);
    }
    metrics::Writing writing;
    writing(
        "WITH stratum AS MATERIALIZED (SELECT unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS month), barred AS MATERIALIZED (SELECT "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS user_text), ",
        {in_one_text(wikis), in_one_text(months), in_one_text(barred)});
    writing(
        "candidate AS MATERIALIZED (SELECT u.wiki_db, u.event_user_text AS user_text, s.month FROM users u "
        "JOIN stratum s ON s.wiki_db = u.wiki_db AND s.month = strftime(u.registration_timestamp, '%Y-%m') "
        "WHERE u.registration_timestamp < CAST(? AS TIMESTAMP) AND u.event_user_text <> '' AND NOT EXISTS "
        "(SELECT 1 FROM barred b WHERE b.user_text = u.event_user_text)) "
        "SELECT c.wiki_db, c.user_text, min(c.month), count(DISTINCT e.revision_id) FILTER "
        "(e.event_timestamp < CAST(? AS TIMESTAMP)) FROM candidate c LEFT JOIN edits e ON e.wiki_db = "
        "c.wiki_db AND e.event_user_text = c.user_text AND NOT e.event_user_is_anonymous GROUP BY 1, 2 "
        "HAVING NOT coalesce(bool_or(e.event_user_is_bot_by_name OR e.event_user_is_bot_by_group), false) "
        "ORDER BY 1, 2",
        {activity.period.until, activity.period.from});
    return std::move(writing).query();
}

std::vector<std::string> barred_names(const metrics::ScopePart& activity,
                                      const std::vector<std::string>& in_cohorts) {
    std::set<std::string> names;
    for (const std::string& name : metrics::people_of({{activity}}))
        names.insert(name);
    for (const std::string& name : in_cohorts)
        if (metrics::is_possible_name(name)) names.insert(name);
    return {names.begin(), names.end()};
}

std::vector<Account> candidates_of(const facts::Lake& lake, const metrics::ScopePart& activity,
                                   const std::vector<Account>& participants,
                                   const std::vector<std::string>& in_cohorts) {
    std::vector<Account> candidates;
    const auto query = candidates_query(activity, participants, barred_names(activity, in_cohorts));
    for (const auto& row : lake.query(query).rows)
        candidates.push_back({std::get<std::string>(row.at(0)), std::get<std::string>(row.at(1)),
                              std::get<std::string>(row.at(2)), std::get<std::int64_t>(row.at(3))});
    return candidates;
}

std::vector<Alike> as_alike(const std::vector<Account>& accounts) {
    std::vector<Alike> alike;
    alike.reserve(accounts.size());
    for (const Account& one : accounts)
        alike.push_back({one.wiki_db + '\n' + one.month, std::log2(1 + static_cast<double>(one.earlier))});
    return alike;
}

/// A participant and who they are compared with.
struct MatchedSet {
    Account participant;
    std::vector<Account> others;
};

std::vector<MatchedSet> matched_sets(const std::vector<Account>& participants,
                                     const std::vector<Account>& candidates, const MatchingRules& rules) {
    const auto found = nearest_matches(as_alike(participants), as_alike(candidates), rules.matches,
                                       rules.caliper, rules.resampling.seed);
    std::vector<MatchedSet> sets;
    for (std::size_t i = 0; i < participants.size(); ++i) {
        if (found[i].empty()) continue;
        MatchedSet set{participants[i], {}};
        for (const std::size_t other : found[i])
            set.others.push_back(candidates[other]);
        sets.push_back(std::move(set));
    }
    return sets;
}

// -- what they did after --

using Numbers = std::array<double, 3>;  ///< edits, bytes added, retained
constexpr std::array outcome_names{"edits", "bytes-added", "retained"};
using DoneBy = std::map<std::pair<std::string, std::string>, Numbers>;  ///< by wiki, name

facts::Query outcomes_query(const std::vector<MatchedSet>& sets, const Comparison& comparison) {
    std::vector<std::string> wikis;
    std::vector<std::string> names;
    const auto add = [&](const Account& account) {
        wikis.push_back(account.wiki_db);
        names.push_back(account.user_text);
    };
    for (const MatchedSet& set : sets) {
        add(set.participant);
        std::for_each(set.others.begin(), set.others.end(), add);
    }
    metrics::Writing writing;
    writing(
        "WITH chosen AS MATERIALIZED (SELECT unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS wiki_db, "
        "unnest(string_split(CAST(? AS VARCHAR), chr(10))) AS user_text) "
        "SELECT c.wiki_db, c.user_text, CAST(count(e.revision_id) AS DOUBLE), "
        "CAST(coalesce(sum(e.revision_text_bytes_diff) FILTER (e.revision_text_bytes_diff > 0 AND "
        "e.page_namespace = 0), 0) AS DOUBLE), CAST(count(e.revision_id) FILTER (e.event_timestamp >= CAST(? "
        "AS TIMESTAMP)) > 0 AS DOUBLE) FROM chosen c LEFT JOIN edits e ON e.wiki_db = c.wiki_db AND "
        "e.event_user_text = c.user_text AND NOT e.event_user_is_anonymous AND NOT e.page_is_deleted AND "
        "e.event_timestamp >= CAST(? AS TIMESTAMP) AND e.event_timestamp < CAST(? AS TIMESTAMP) GROUP BY 1, "
        "2",
        {in_one_text(wikis), in_one_text(names), comparison.after.from + days{comparison.rules.retained_from},
         comparison.after.from, comparison.after.until});
    return std::move(writing).query();
}

DoneBy done_by(const facts::Lake& lake, const std::vector<MatchedSet>& sets, const Comparison& comparison) {
    DoneBy done;
    for (const auto& row : lake.query(outcomes_query(sets, comparison)).rows)
        done[{std::get<std::string>(row.at(0)), std::get<std::string>(row.at(1))}] = {
            std::get<double>(row.at(2)), std::get<double>(row.at(3)), std::get<double>(row.at(4))};
    return done;
}

/// What `of` says of each participant and, on average, of their sets.
struct Sides {
    std::vector<double> participants;
    std::vector<double> comparison;
};

template <class Number>
Sides sides_of(const std::vector<MatchedSet>& sets, const Number& number) {
    Sides sides;
    for (const MatchedSet& set : sets) {
        sides.participants.push_back(number(set.participant));
        double sum = 0;
        for (const Account& other : set.others)
            sum += number(other);
        sides.comparison.push_back(sum / static_cast<double>(set.others.size()));
    }
    return sides;
}

ComparedOutcome outcome_of(const char* name, const Sides& sides, const statistics::Resampling& resampling) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < sides.participants.size(); ++i)
        differences.push_back(sides.participants[i] - sides.comparison[i]);
    return {name, *statistics::mean(sides.participants), *statistics::mean(sides.comparison),
            statistics::mean_with_interval(differences, resampling)};
}

void set_outcomes(const facts::Lake& lake, const std::vector<MatchedSet>& sets, Comparison& comparison) {
    const auto earlier =
        sides_of(sets, [](const Account& account) { return static_cast<double>(account.earlier); });
    comparison.earlier_edits = statistics::mean(earlier.participants);
    comparison.earlier_edits_of_comparison = statistics::mean(earlier.comparison);
    const DoneBy done = done_by(lake, sets, comparison);
    for (std::size_t i = 0; i < outcome_names.size(); ++i) {
        const auto sides = sides_of(sets, [&](const Account& account) {
            return done.at({account.wiki_db, account.user_text}).at(i);
        });
        comparison.outcomes.push_back(outcome_of(outcome_names[i], sides, comparison.rules.resampling));
    }
}

/// False where there can be no comparison; `comparison` says why.
bool can_be_compared(const facts::Lake& lake, const metrics::ScopePart& activity, Comparison& comparison) {
    const KnownFacts known = known_facts(lake, activity.wikis, true);
    comparison.reason = known.reason;
    if (!known.edits) return false;
    if (known.edits->until >= comparison.after.until) return true;
    comparison.reason = "reason-time-after-not-covered";
    return false;
}

}  // namespace

Comparison compare(const facts::Lake& lake, const metrics::ScopePart& activity,
                   const std::vector<std::string>& in_cohorts, const MatchingRules& rules) {
    require_sense(activity, rules);
    metrics::check({{activity}});
    Comparison comparison;
    comparison.rules = rules;
    comparison.activity = activity.period;
    comparison.after = {activity.period.until, activity.period.until + days{rules.days_after}};
    comparison.participants = static_cast<int>(metrics::people_of({{activity}}).size());
    if (!can_be_compared(lake, activity, comparison)) return comparison;
    const auto participants = participants_of(lake, activity, comparison);
    const auto candidates = candidates_of(lake, activity, participants, in_cohorts);
    const auto sets = matched_sets(participants, candidates, rules);
    comparison.matched = static_cast<int>(sets.size());
    comparison.unmatched.nobody_alike = static_cast<int>(participants.size() - sets.size());
    for (const MatchedSet& set : sets)
        comparison.comparison += static_cast<int>(set.others.size());
    if (sets.empty())
        comparison.reason = "reason-nobody-alike";
    else
        set_outcomes(lake, sets, comparison);
    return comparison;
}

std::vector<Message> assumptions_of(const Comparison& comparison) {
    const MatchingRules& rules = comparison.rules;
    std::vector<Message> assumptions;
    assumptions.push_back({"assumption-nobody-assigned", {}});
    assumptions.push_back({"assumption-alike", {fmt::format("{:.3g}", std::exp2(rules.caliper))}});
    if (comparison.matched < comparison.participants)
        assumptions.push_back({"assumption-left-out",
                               {std::to_string(comparison.participants - comparison.matched),
                                std::to_string(comparison.participants)}});
    assumptions.push_back({"assumption-others-untouched", {}});
    assumptions.push_back({"assumption-one-wiki", {}});
    assumptions.push_back({"assumption-interval",
                           {fmt::format("{:.3g}", rules.resampling.confidence * 100),
                            std::to_string(rules.resampling.rounds), std::to_string(rules.resampling.seed)}});
    return assumptions;
}

}  // namespace brujula::evaluating

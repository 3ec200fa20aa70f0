// SPDX-License-Identifier: GPL-3.0-or-later
#include "evaluating/before_after.hpp"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/error.hpp"
#include "evaluating/known_facts.hpp"
#include "metrics/selection.hpp"
#include "statistics/distribution.hpp"

namespace brujula::evaluating {
namespace {

using records::MeasuredScope;
using records::Measurement;

void require_sense(const BeforeAfterQuestion& question) {
    if (question.before >= 0 && question.before <= most_periods_before) return;
    throw Error{ErrorKind::bad_input,
                {"error-metric-parameter-range", {"before", "0", std::to_string(most_periods_before)}}};
}

MeasuredScope in_days(MeasuredScope scope, const planning::Days& days) {
    scope.first_day = days.first_day;
    scope.last_day = days.last_day;
    return scope;
}

/// Nothing where no activity of the scope falls in its days.
std::optional<Measurement> measured(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                                    const MeasuredScope& scope, const std::vector<measuring::Asked>& asked,
                                    const Naming& naming) {
    const measuring::Named named = naming(scope);
    try {
        return measuring::run(lake, catalogue, {{}, scope, asked}, named);
    } catch (const Error& error) {
        if (error.message().key == "error-no-activity-in-period") return std::nullopt;
        throw;
    }
}

class Comparing {
public:
    Comparing(const facts::Lake& lake, const metrics::Catalogue& catalogue,
              const BeforeAfterQuestion& question, const Naming& naming)
        : m_lake(lake), m_catalogue(catalogue), m_naming(naming) {
        m_compared.question = question;
        if (m_compared.question.metrics.empty()) m_compared.question.metrics = default_metrics();
    }

    BeforeAfter run() {
        name_metrics();
        const auto& question = m_compared.question;
        const planning::Days now{question.scope.first_day, question.scope.last_day};
        add({now, 0, false});
        for (const PlacedDays& when : earlier_days(now, question.until, question.before))
            add(when);
        for (std::size_t i = 0; i < m_compared.metrics.size(); ++i) {
            set_changes(i);
            set_trend(i);
        }
        return std::move(m_compared);
    }

private:
    void name_metrics() {
        for (const auto& asked : m_compared.question.metrics) {
            const auto found = m_catalogue.find(asked.metric, asked.definition);
            m_compared.metrics.push_back({found.metric->name, found.full_name(), found.metric->unit, 0, {}});
        }
    }

    void add(const PlacedDays& when) {
        const auto& question = m_compared.question;
        ComparedPeriod period;
        period.when = when;
        const auto own =
            measured(m_lake, m_catalogue, in_days(question.scope, when.days), question.metrics, m_naming);
        if (!own) {
            period.reason = "reason-no-activity-in-period";
            m_compared.periods.push_back(std::move(period));
            return;
        }
        if (m_compared.periods.empty()) {
            m_compared.wikis = own->scope.wikis;
            m_compared.snapshots = own->snapshots;
        }
        period.people = own->scope.people;
        for (const auto& value : own->values) {
            PeriodNumber number;
            number.value = value.value;
            number.reason = value.reason;
            period.numbers.push_back(number);
        }
        add_wikis(period);
        m_compared.periods.push_back(std::move(period));
    }

    void add_wikis(ComparedPeriod& period) {
        if (m_compared.wikis.empty()) return;
        MeasuredScope everyone;
        everyone.wikis = m_compared.wikis;
        everyone.time_zone = m_compared.question.scope.time_zone;
        const auto whole = measuring::run(
            m_lake, m_catalogue, {{}, in_days(everyone, period.when.days), m_compared.question.metrics}, {});
        for (std::size_t i = 0; i < period.numbers.size(); ++i)
            period.numbers[i].of_wikis = whole.values[i].value;
    }

    static bool is_whole(const PeriodNumber& number) {
        return number.value && number.reason != "reason-period-partly-covered";
    }

    void set_changes(std::size_t metric) {
        const ComparedPeriod& now = m_compared.periods.front();
        if (now.numbers.empty()) return;
        const PeriodNumber present = now.numbers[metric];
        if (!is_whole(present)) return;
        for (auto period = m_compared.periods.begin() + 1; period != m_compared.periods.end(); ++period) {
            if (period->numbers.empty()) continue;
            PeriodNumber& then = period->numbers[metric];
            if (!is_whole(then)) continue;
            then.change = change_between(*present.value, *then.value);
            if (present.of_wikis && then.of_wikis)
                then.wikis_change = change_between(*present.of_wikis, *then.of_wikis);
        }
    }

    static double day_number(const ComparedPeriod& period) {
        return static_cast<double>(
            std::chrono::sys_days{period.when.days.first_day}.time_since_epoch().count());
    }

    void set_trend(std::size_t metric) {
        std::vector<statistics::Point> points;
        for (const ComparedPeriod& period : m_compared.periods)
            if (period.when.back > 0 && !period.numbers.empty() && is_whole(period.numbers[metric]))
                points.push_back({day_number(period), *period.numbers[metric].value});
        ComparedMetric& compared = m_compared.metrics[metric];
        compared.whole_periods = points.size();
        if (points.size() < least_periods_for_trend) return;
        compared.trend = statistics::forecast(points, day_number(m_compared.periods.front()),
                                              m_compared.question.resampling.confidence);
    }

    const facts::Lake& m_lake;
    const metrics::Catalogue& m_catalogue;
    const Naming& m_naming;
    BeforeAfter m_compared;
};

// -- each person's own difference --

constexpr const char* edits_of_part =
    "CAST(count(*) FILTER (part = {0}) AS DOUBLE), CAST(coalesce(sum(revision_text_bytes_diff) FILTER (part "
    "= "
    "{0} AND page_namespace = 0 AND revision_text_bytes_diff > 0), 0) AS DOUBLE)";

/// By name: edits and bytes of each of the scope's parts, its two periods.
facts::Query pairs_query(const metrics::Scope& periods) {
    metrics::Definition definition;
    definition.id = "paired";
    definition.source = "Brújula";
    metrics::Writing writing;
    metrics::write_work(writing, definition, metrics::settle(definition, {}), periods, true);
    writing("SELECT event_user_text, ")(fmt::format(fmt::runtime(edits_of_part), 0))(", ")(
        fmt::format(fmt::runtime(edits_of_part), 1))(
        " FROM (SELECT DISTINCT part, wiki_db, revision_id, "
        "event_user_text, page_namespace, "
        "revision_text_bytes_diff FROM work) GROUP BY 1 ORDER BY 1");
    return std::move(writing).query();
}

PairedNumber paired(const char* name, const std::vector<double>& before, const std::vector<double>& after,
                    const statistics::Resampling& resampling) {
    std::vector<double> differences;
    for (std::size_t i = 0; i < before.size(); ++i)
        differences.push_back(after[i] - before[i]);
    return {name, statistics::mean(before).value_or(0), statistics::mean(after).value_or(0),
            statistics::mean_with_interval(differences, resampling)};
}

/// Of all people, those without a row included: they did nothing.
Pairs pairs_from(const facts::Table& table, int people, const statistics::Resampling& resampling) {
    std::vector<std::vector<double>> columns(4, std::vector<double>(static_cast<std::size_t>(people), 0));
    for (std::size_t row = 0; row < table.rows.size(); ++row)
        for (std::size_t column = 0; column < columns.size(); ++column)
            columns[column].at(row) = std::get<double>(table.rows[row].at(column + 1));
    const auto some = [](const std::vector<double>& numbers) {
        return static_cast<int>(
            std::count_if(numbers.begin(), numbers.end(), [](double number) { return number > 0; }));
    };
    Pairs pairs;
    pairs.people = people;
    pairs.edited_before = some(columns[0]);
    pairs.edited_after = some(columns[2]);
    pairs.numbers = {paired("edits", columns[0], columns[2], resampling),
                     paired("bytes-added", columns[1], columns[3], resampling)};
    return pairs;
}

std::optional<Pairs> pairs_of(const facts::Lake& lake, const BeforeAfter& compared, const Naming& naming) {
    const auto before = std::find_if(compared.periods.begin(), compared.periods.end(),
                                     [](const ComparedPeriod& one) { return one.when.back == 1; });
    const MeasuredScope& now = compared.question.scope;
    const MeasuredScope then = before == compared.periods.end() ? now : in_days(now, before->when.days);
    if (before == compared.periods.end()) return std::nullopt;
    const measuring::Named named = naming(now);
    const auto after = measuring::union_of(measuring::parts_of(now, named));
    const KnownFacts known = known_facts(lake, metrics::wikis_of(after), false);
    const Period from = whole_days(then.first_day, then.last_day, now.time_zone);
    const Period until = whole_days(now.first_day, now.last_day, now.time_zone);
    if (!known.edits || from.from < known.edits->from || known.edits->until < until.until)
        return std::nullopt;
    metrics::ScopePart people = after.parts.at(0);
    metrics::Scope periods{{people, people}};
    periods.parts[0].period = from;
    periods.parts[1].period = until;
    return pairs_from(lake.query(pairs_query(periods)),
                      static_cast<int>(metrics::people_of({{people}}).size()), compared.question.resampling);
}

}  // namespace

std::vector<measuring::Asked> default_metrics() {
    return {{"edits", "", {}},
            {"bytes-added", "brujula.added", {}},
            {"pages-created", "", {}},
            {"pages-edited", "", {}},
            {"participants", "", {}}};
}

Change change_between(double now, double then) {
    Change change{now - then, std::nullopt};
    if (then != 0) change.ratio = now / then;
    return change;
}

BeforeAfter before_after(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                         const BeforeAfterQuestion& question, const Naming& naming) {
    require_sense(question);
    BeforeAfter compared = Comparing(lake, catalogue, question, naming).run();
    if (question.pairs) compared.pairs = pairs_of(lake, compared, naming);
    return compared;
}

std::vector<Message> assumptions_of(const BeforeAfter& compared) {
    const auto& question = compared.question;
    std::vector<Message> assumptions;
    assumptions.push_back({question.pairs ? "assumption-same-people" : "assumption-scope-then", {}});
    assumptions.push_back({"assumption-regression", {}});
    assumptions.push_back({"assumption-season", {}});
    assumptions.push_back({"assumption-wikis-grow", {}});
    std::int64_t least = planning::length(compared.periods.front().when.days);
    std::int64_t most = least;
    for (const ComparedPeriod& period : compared.periods) {
        least = std::min(least, planning::length(period.when.days));
        most = std::max(most, planning::length(period.when.days));
    }
    if (least != most)
        assumptions.push_back({"assumption-lengths", {std::to_string(least), std::to_string(most)}});
    assumptions.push_back({"assumption-trend", {std::to_string(least_periods_for_trend)}});
    if (compared.pairs)
        assumptions.push_back(
            {"assumption-interval",
             {fmt::format("{:.3g}", question.resampling.confidence * 100),
              std::to_string(question.resampling.rounds), std::to_string(question.resampling.seed)}});
    return assumptions;
}

}  // namespace brujula::evaluating

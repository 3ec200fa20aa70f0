// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/coverage.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace brujula::metrics {

namespace {

/// The first moment that a source of this snapshot cannot know, where the snapshot tells a day: "20260101",
/// "2026-01-01"; a month, "2026-01", is over at its end.
std::optional<Instant> end_of_snapshot(const std::string& snapshot) {
    using std::chrono::sys_days;
    std::string text = snapshot;
    if (text.size() == 8) text = text.substr(0, 4) + "-" + text.substr(4, 2) + "-" + text.substr(6, 2);
    if (text.size() == 7) {
        const auto first = parse_date(text + "-01");
        if (!first) return std::nullopt;
        return Instant{sys_days{*first + std::chrono::months{1}}};
    }
    const auto day = parse_date(text);
    if (!day) return std::nullopt;
    return Instant{sys_days{*day}};
}

bool names_day_of_load(const facts::Loaded& loaded) {
    const auto end = end_of_snapshot(loaded.snapshot);
    return end && *end == std::chrono::floor<std::chrono::days>(loaded.loaded_at);
}

std::optional<Period> known_of(const facts::Loaded& loaded) {
    if (!loaded.first || !loaded.last) return std::nullopt;
    Period known{*loaded.first, *loaded.last + std::chrono::seconds{1}};
    if (const auto end = end_of_snapshot(loaded.snapshot); end && !names_day_of_load(loaded))
        known.until = std::max(known.until, *end);
    return known;
}

void widen(std::optional<Period>& known, const std::optional<Period>& more) {
    if (!more) return;
    known = known ? Period{std::min(known->from, more->from), std::max(known->until, more->until)} : *more;
}

std::set<std::string> wikis_in(const facts::Lake& lake, const char* sql) {
    std::set<std::string> wikis;
    for (const auto& row : lake.query({sql, {}}).rows)
        wikis.insert(std::get<std::string>(row.at(0)));
    return wikis;
}

std::map<std::string, Categories> categories_in(const facts::Lake& lake) {
    std::map<std::string, Categories> categories;
    for (const auto& row : lake.query({"SELECT wiki_db, links, unnamed FROM category_counts", {}}).rows) {
        const auto links = std::get<std::int64_t>(row.at(1));
        const auto unnamed = std::get<std::int64_t>(row.at(2));
        categories[std::get<std::string>(row.at(0))] = unnamed == 0       ? Categories::named
                                                       : unnamed == links ? Categories::unnamed
                                                                          : Categories::partly_named;
    }
    return categories;
}

/// How much of what a definition looks at is there, over all parts and wikis.
struct Tally {
    int wikis = 0;
    int without_facts = 0;
    int without_categories = 0;
    int without_category_names = 0;
    int partly_named = 0;
    int outside = 0;
    int cut = 0;

    void look(const std::optional<Period>& known, const Period& window, Categories categories) {
        ++wikis;
        partly_named += categories == Categories::partly_named ? 1 : 0;
        if (!known)
            ++without_facts;
        else if (categories == Categories::none)
            ++without_categories;
        else if (categories == Categories::unnamed)
            ++without_category_names;
        else if (window.until <= known->from || known->until <= window.from)
            ++outside;
        else if (window.from < known->from || known->until < window.until)
            ++cut;
    }

    [[nodiscard]] Judgement judgement(bool registrations) const {
        if (without_facts == wikis)
            return {false, registrations ? "reason-no-registrations" : "reason-no-wiki-loaded"};
        const int lacking = without_facts + without_categories + without_category_names;
        if (lacking == wikis)
            return {false, without_categories > 0 ? "reason-no-categories" : "reason-no-category-names"};
        if (lacking + outside == wikis) return {false, "reason-period-not-covered"};
        if (without_facts > 0)
            return {true,
                    registrations ? "reason-some-registrations-missing" : "reason-some-wikis-not-loaded"};
        if (without_categories + without_category_names > 0) return {true, "reason-some-categories-missing"};
        if (partly_named > 0) return {true, "reason-some-category-names-missing"};
        if (outside + cut > 0) return {true, "reason-period-partly-covered"};
        return {};
    }
};

}  // namespace

std::vector<Coverage> coverage_of(const std::vector<facts::Loaded>& manifest,
                                  const std::vector<std::string>& wikis) {
    std::vector<Coverage> coverage;
    for (const auto& wiki : wikis) {
        Coverage of_wiki;
        of_wiki.wiki_db = wiki;
        for (const auto& loaded : manifest)
            if (loaded.wiki_db == wiki && loaded.kind == "edits")
                widen(of_wiki.edits, known_of(loaded));
            else if (loaded.wiki_db == wiki && loaded.kind == "registrations")
                widen(of_wiki.registrations, known_of(loaded));
        coverage.push_back(std::move(of_wiki));
    }
    return coverage;
}

std::vector<Coverage> coverage_of(const facts::Lake& lake, const std::vector<std::string>& wikis) {
    auto coverage = coverage_of(lake.manifest(), wikis);
    const auto simulated = wikis_in(lake, "SELECT wiki_db FROM wikis WHERE simulated");
    const auto categories = categories_in(lake);
    for (auto& of_wiki : coverage) {
        of_wiki.snapshot = lake.snapshot_of(of_wiki.wiki_db);
        of_wiki.simulated = simulated.contains(of_wiki.wiki_db);
        if (const auto known = categories.find(of_wiki.wiki_db); known != categories.end())
            of_wiki.categories = known->second;
    }
    return coverage;
}

Judgement judge(const Definition& definition, const Settings& settings, const Scope& scope,
                const std::vector<Coverage>& coverage) {
    if (definition.needs_people && has_everyone(scope)) return {false, "reason-needs-a-cohort"};
    if (definition.need == Need::nothing) return {};
    const bool registrations = definition.need == Need::registrations;
    Tally tally;
    for (const auto& part : scope.parts)
        for (const auto& wiki : part.wikis) {
            const auto found = std::find_if(coverage.begin(), coverage.end(),
                                            [&](const Coverage& of_wiki) { return of_wiki.wiki_db == wiki; });
            const auto window = definition.window(definition, settings, part.period);
            if (found == coverage.end()) {
                tally.look(std::nullopt, window, Categories::named);
                continue;
            }
            const bool looks_at_categories = !registrations && !part.categories.empty();
            tally.look(registrations ? found->registrations : found->edits, window,
                       looks_at_categories ? found->categories : Categories::named);
        }
    return tally.judgement(registrations);
}

}  // namespace brujula::metrics

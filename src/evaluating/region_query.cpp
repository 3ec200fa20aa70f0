// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <map>
#include <set>

#include "evaluating/region.hpp"
#include "records/limits.hpp"

namespace brujula::evaluating {

using planning::Days;
using planning::NetworkRecords;

namespace {

std::optional<int> parse_year(std::string_view text) {
    int year = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), year);
    if (text.size() != 4 || error != std::errc{} || end != text.data() + text.size() || year < 1)
        return std::nullopt;
    return year;
}

/// The days of `months` months from the `first` (1 to 12) of a year on.
Days months_of(int year, int first, int months) {
    using namespace std::chrono;
    const year_month from = std::chrono::year{year} / month{static_cast<unsigned>(first)};
    const year_month last = from + std::chrono::months{months - 1};
    return {from / 1, year_month_day{last / std::chrono::last}};
}

/// The days of "H2" or "Q3" of a year.
std::optional<Days> part_of_year(int year, std::string_view part) {
    if (part.size() != 2 || part[1] < '1') return std::nullopt;
    const int index = part[1] - '0';
    if (part[0] == 'H' && index <= 2) return months_of(year, 6 * index - 5, 6);
    if (part[0] == 'Q' && index <= 4) return months_of(year, 3 * index - 2, 3);
    return std::nullopt;
}

/// The definition that a choice is run with and its namespaces, which an empty choice leaves to the
/// catalogue.
records::MetricChoice settled(const records::MetricChoice& choice, const metrics::Catalogue& catalogue) {
    records::MetricChoice whole = choice;
    for (const auto& metric : catalogue.metrics()) {
        if (metric.name != choice.metric) continue;
        for (const auto& definition : metric.definitions) {
            if (!choice.definition.empty() && choice.definition != definition.id) continue;
            whole.definition = definition.id;
            if (whole.namespaces.empty()) whole.namespaces = definition.namespaces;
            break;
        }
    }
    std::sort(whole.namespaces.begin(), whole.namespaces.end());
    return whole;
}

std::string measure_suffix(records::Measure measure) {
    switch (measure) {
        case records::Measure::unit:
            return "";
        case records::Measure::percentage:
            return "~percentage";
        case records::Measure::ordinal:
            return "~ordinal";
        case records::Measure::qualitative:
            return "~qualitative";
    }
    return "";
}

}  // namespace

std::optional<RegionPeriod> parse_region_period(std::string_view text) {
    const auto year = parse_year(text.substr(0, 4));
    if (!year) return std::nullopt;
    const std::string name{text};
    if (text.size() == 4) return RegionPeriod{name, months_of(*year, 1, 12)};
    if (text[4] != '-') return std::nullopt;
    if (const auto days = part_of_year(*year, text.substr(5))) return RegionPeriod{name, *days};
    const auto until = parse_year(text.substr(5));
    if (!until || *until <= *year) return std::nullopt;
    return RegionPeriod{name, {months_of(*year, 1, 1).first_day, months_of(*until, 12, 1).last_day}};
}

std::string region_key(const records::Indicator& indicator, const metrics::Catalogue& catalogue) {
    std::string key = planning::comparison_key(indicator);
    if (key.empty()) return key;
    if (indicator.core_metric.empty()) {
        const records::MetricChoice choice = settled(*indicator.metric, catalogue);
        key = "metric:" + choice.metric + "/" + choice.definition;
        for (std::size_t i = 0; i < choice.namespaces.size(); ++i)
            key += (i == 0 ? "@" : ".") + std::to_string(choice.namespaces[i]);
    }
    return key + measure_suffix(indicator.measure);
}

std::optional<int> newest_full_year(const NetworkRecords& network) {
    std::map<int, std::set<std::string_view>> measured;
    const std::string own = planning::network_of(network);
    const auto is_sane = [](Date day) {
        const int year = static_cast<int>(day.year());
        return records::earliest_year <= year && year <= records::latest_year;
    };
    for (const auto& [id, observation] : network.observations)
        if (observation.value && observation.organisation.id != own && is_sane(observation.last_day))
            measured[static_cast<int>(observation.last_day.year())].insert(observation.organisation.id);
    if (measured.empty()) {
        std::optional<int> newest;
        for (const auto& [id, goal] : network.goals)
            if (is_sane(goal.last_day))
                newest = std::max(newest.value_or(0), static_cast<int>(goal.last_day.year()));
        return newest;
    }
    std::size_t fullest = 0;
    for (const auto& [year, members] : measured)
        fullest = std::max(fullest, members.size());
    std::optional<int> latest;
    for (const auto& [year, members] : measured)
        if (members.size() * 2 >= fullest) latest = year;
    return latest;
}

}  // namespace brujula::evaluating

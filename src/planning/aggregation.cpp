// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/aggregation.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <map>
#include <numeric>
#include <tuple>

#include "planning/formula_numbers.hpp"

namespace brujula::planning {

using records::Accumulation;
using records::Amount;
using records::AmountQuality;
using records::Disaggregation;
using records::Part;
using std::chrono::days;
using std::chrono::sys_days;

namespace {

constexpr std::int64_t longest_by_middle = 14;

using Series = std::span<const SeriesValue>;
using Indexes = std::vector<std::size_t>;

Date day_after(Date date, int by = 1) {
    return sys_days{date} + days{by};
}

bool same(const Amount& a, const Amount& b) {
    return a.value == b.value && a.quality == b.quality;
}

bool belongs(const Days& value, const Days& over) {
    if (length(value) == 0) return false;
    return length(value) <= longest_by_middle ? over.contains(middle_day(value)) : over.contains(value);
}

auto by_days(const SeriesValue& one) {
    return std::make_tuple(one.days, one.value.value, one.value.quality);
}

Overlap overlap_of(Series series, std::size_t a, std::size_t b) {
    return {std::min(a, b),
            std::max(a, b),
            {std::max(series[a].days.first_day, series[b].days.first_day),
             std::min(series[a].days.last_day, series[b].days.last_day)}};
}

/// The longest first; of one length by days and value, whatever the order they are given in.
Indexes longest_first(Series series, Indexes chosen) {
    std::sort(chosen.begin(), chosen.end(), [&](auto a, auto b) {
        const auto of_a = length(series[a].days);
        const auto of_b = length(series[b].days);
        return of_a != of_b ? of_a > of_b : by_days(series[a]) < by_days(series[b]);
    });
    return chosen;
}

/// Takes the values that do not lie within another; what shares days otherwise is noted in `disagreeing`.
Indexes without_shorter(Series series, const Indexes& chosen, std::vector<Overlap>& disagreeing) {
    std::map<Date, std::size_t> taken;  // by last day: those taken share no day
    const auto hit_by = [&](std::size_t one) {
        const auto hit = taken.lower_bound(series[one].days.first_day);
        return hit != taken.end() && series[hit->second].days.overlaps(series[one].days) ? hit : taken.end();
    };
    for (const auto one : longest_first(series, chosen)) {
        const auto hit = hit_by(one);
        if (hit == taken.end()) {
            taken.emplace(series[one].days.last_day, one);
            continue;
        }
        const auto& other = series[hit->second];
        const bool within = other.days.contains(series[one].days) && other.days != series[one].days;
        const bool twice = other.days == series[one].days && same(other.value, series[one].value);
        if (!within && !twice) disagreeing.push_back(overlap_of(series, one, hit->second));
    }
    Indexes kept;
    for (const auto& [last_day, one] : taken)
        kept.push_back(one);
    return kept;
}

Amount sum_of(Series series, const Indexes& used) {
    std::vector<Amount> amounts;
    for (const auto one : used)
        amounts.push_back(series[one].value);
    return sum(amounts);
}

/// Days of `over` in none of the used values, and in none that belongs to a neighbour with most of its days.
std::vector<Days> gaps_of(Series series, const Indexes& used, const Days& over) {
    std::vector<Days> covered;
    for (const auto one : used)
        covered.push_back(series[one].days);
    for (const auto& one : series)
        if (length(one.days) > 0 && length(one.days) <= longest_by_middle && one.days.overlaps(over))
            covered.push_back(one.days);
    return tiling_of(covered, over).gaps;
}

Combined combine_periodic(Series series, const Days& over) {
    Combined combined;
    Indexes chosen;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (belongs(series[i].days, over))
            chosen.push_back(i);
        else if (length(series[i].days) > longest_by_middle && series[i].days.overlaps(over))
            combined.straddling.push_back(i);
    }
    combined.used = without_shorter(series, chosen, combined.disagreeing);
    combined.gaps = gaps_of(series, combined.used, over);
    if (!combined.used.empty() && combined.disagreeing.empty())
        combined.value = sum_of(series, combined.used);
    return combined;
}

std::optional<std::size_t> latest_within(Series series, const Days& over) {
    std::optional<std::size_t> latest;
    for (std::size_t i = 0; i < series.size(); ++i) {
        if (length(series[i].days) == 0 || !over.contains(series[i].days.last_day)) continue;
        const auto later = [&](const SeriesValue& one, const SeriesValue& other) {
            if (one.days.last_day != other.days.last_day) return one.days.last_day > other.days.last_day;
            return by_days(one) < by_days(other);
        };
        if (!latest || later(series[i], series[*latest])) latest = i;
    }
    return latest;
}

Combined combine_cumulative(Series series, const Days& over) {
    Combined combined;
    combined.gaps = {over};
    const auto latest = latest_within(series, over);
    if (!latest) return combined;
    const Date last_day = series[*latest].days.last_day;
    for (std::size_t i = 0; i < series.size(); ++i)
        if (series[i].days.last_day == last_day && length(series[i].days) > 0 &&
            !same(series[i].value, series[*latest].value))
            combined.disagreeing.push_back(overlap_of(series, *latest, i));
    combined.used = {*latest};
    combined.gaps.clear();
    if (last_day < over.last_day) combined.gaps.push_back({day_after(last_day), over.last_day});
    if (combined.disagreeing.empty()) combined.value = series[*latest].value;
    return combined;
}

/// a − b: at least a, less something exact, is at least that; everything else inexact has no better word.
Amount difference(const Amount& a, const Amount& b) {
    const bool kept = b.quality == AmountQuality::exact;
    return {a.value - b.value, kept ? a.quality : AmountQuality::about};
}

}  // namespace

std::vector<SeriesValue> series_of(const Observations& observations) {
    std::vector<SeriesValue> series;
    for (std::size_t i = 0; i < observations.size(); ++i)
        if (const auto& one = *observations[i]; one.value)
            series.push_back({{one.first_day, one.last_day}, *one.value, i});
    return series;
}

std::vector<SeriesValue> series_of(const Observations& observations, const std::string& dimension,
                                   const std::string& category) {
    const auto asked = [&](const Part& part) {
        return part.category == category && (dimension.empty() || part.dimension == dimension);
    };
    std::vector<SeriesValue> series;
    for (std::size_t i = 0; i < observations.size(); ++i) {
        const auto& one = *observations[i];
        if (std::count_if(one.parts.begin(), one.parts.end(), asked) != 1) continue;
        const auto part = std::find_if(one.parts.begin(), one.parts.end(), asked);
        series.push_back({{one.first_day, one.last_day}, part->value, i});
    }
    return series;
}

Combined combine(Series series, Accumulation accumulation, const Days& over) {
    if (length(over) == 0) return {};
    return accumulation == Accumulation::cumulative ? combine_cumulative(series, over)
                                                    : combine_periodic(series, over);
}

Combined gained(Series series, Accumulation accumulation, const Days& over) {
    auto end = combine(series, accumulation, over);
    if (accumulation == Accumulation::periodic || !end.value) return end;
    const auto& total = series[end.used[0]].days;
    if (total.first_day >= over.first_day) return end;
    std::vector<SeriesValue> before;
    Indexes place;
    for (std::size_t i = 0; i < series.size(); ++i)
        if (series[i].days.first_day == total.first_day && series[i].days.last_day < over.first_day) {
            before.push_back(series[i]);
            place.push_back(i);
        }
    const auto start = combine_cumulative(before, {total.first_day, day_after(over.first_day, -1)});
    for (const auto& one : start.disagreeing)
        end.disagreeing.push_back({place[one.first], place[one.second], one.days});
    end.gaps.insert(end.gaps.begin(), start.gaps.begin(), start.gaps.end());
    if (!start.value) {
        end.value.reset();
        return end;
    }
    end.value = difference(*end.value, *start.value);
    end.used.insert(end.used.begin(), place[start.used[0]]);
    return end;
}

Completeness completeness(Series series, Accumulation accumulation, const PeriodType& type,
                          const Days& over) {
    Completeness result;
    for (const auto& period : periods_in(type, over)) {
        ++result.expected;
        const bool there = accumulation == Accumulation::cumulative
                               ? latest_within(series, period.days).has_value()
                               : combine_periodic(series, period.days).complete();
        if (there)
            ++result.there;
        else
            result.missing.push_back(period);
    }
    return result;
}

namespace {

/// Places of the series by last day; two for the same days with different values are left out and noted.
Indexes agreeing(Series series, std::vector<Overlap>& disagreeing) {
    Indexes order(series.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::erase_if(order, [&](auto one) { return length(series[one].days) == 0; });
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
        const auto key = [&](auto i) { return std::make_pair(series[i].days.last_day, by_days(series[i])); };
        return key(a) < key(b);
    });
    Indexes kept;
    for (std::size_t i = 0; i < order.size();) {
        auto end = i + 1;
        bool all_same = true;
        while (end < order.size() && series[order[end]].days == series[order[i]].days) {
            all_same = all_same && same(series[order[end]].value, series[order[i]].value);
            if (!same(series[order[end]].value, series[order[i]].value))
                disagreeing.push_back(overlap_of(series, order[i], order[end]));
            ++end;
        }
        if (all_same) kept.push_back(order[i]);
        i = end;
    }
    return kept;
}

}  // namespace

Converted to_periodic(Series cumulative) {
    Converted converted;
    std::map<Date, std::size_t> last_of;  // by the first day of the running total
    for (const auto one : agreeing(cumulative, converted.disagreeing)) {
        SeriesValue value = cumulative[one];
        const auto [before, first] = last_of.try_emplace(value.days.first_day, one);
        if (!first) {
            const auto& earlier = cumulative[before->second];
            value.days.first_day = day_after(earlier.days.last_day);
            value.value = difference(value.value, earlier.value);
            if (value.value.value < 0) converted.falling.push_back(converted.values.size());
            before->second = one;
        }
        converted.values.push_back(value);
    }
    return converted;
}

Converted to_cumulative(Series periodic) {
    Converted converted;
    Indexes all(periodic.size());
    std::iota(all.begin(), all.end(), std::size_t{0});
    std::erase_if(all, [&](auto one) { return length(periodic[one].days) == 0; });
    const auto used = without_shorter(periodic, all, converted.disagreeing);
    std::erase_if(all, [&](auto one) {
        return std::none_of(converted.disagreeing.begin(), converted.disagreeing.end(),
                            [&](const auto& pair) { return pair.first == one || pair.second == one; });
    });
    std::vector<Amount> so_far;
    for (const auto one : used) {
        if (std::find(all.begin(), all.end(), one) != all.end()) continue;
        SeriesValue value = periodic[one];
        so_far.push_back(value.value);
        value.value = sum(so_far);
        if (!converted.values.empty()) {
            const Date next = day_after(converted.values.back().days.last_day);
            if (next < value.days.first_day)
                converted.gaps.push_back({next, day_after(value.days.first_day, -1)});
            value.days.first_day = converted.values.front().days.first_day;
        }
        converted.values.push_back(value);
    }
    return converted;
}

Amount sum(std::span<const Amount> amounts) {
    std::vector<double> numbers;
    Amount total;
    for (const auto& amount : amounts) {
        numbers.push_back(amount.value);
        total.quality = quality_of_sum(total.quality, amount.quality);
    }
    std::sort(numbers.begin(), numbers.end());  // the same to the last digit in any order
    total.value = std::accumulate(numbers.begin(), numbers.end(), 0.0);
    return total;
}

namespace {

bool about_equal(double a, double b) {
    return std::abs(a - b) <= 1e-9 * std::max({1.0, std::abs(a), std::abs(b)});
}

/// Checks one dimension's parts.
class DimensionCheck {
public:
    DimensionCheck(const Amount& total, const Disaggregation& disaggregation, bool marked_incomplete)
        : m_total(total), m_disaggregation(disaggregation), m_marked_incomplete(marked_incomplete) {}

    std::vector<PartsFinding> operator()(const std::vector<Part>& parts) {
        for (const auto& part : parts)
            if (part.dimension == m_disaggregation.key) take(part);
        if (m_seen.empty()) return {};
        if (m_disaggregation.complete) {
            check_categories();
            check_sum();
        }
        return m_findings;
    }

private:
    void note(PartsFault fault, const std::string& category, double parts) {
        m_findings.push_back({fault, m_disaggregation.key, category, parts, m_total.value});
    }

    [[nodiscard]] bool known(const std::string& category) const {
        const auto& all = m_disaggregation.categories;
        return std::any_of(all.begin(), all.end(), [&](const auto& one) { return one.key == category; });
    }

    void take(const Part& part) {
        m_amounts.push_back(part.value);
        if (!known(part.category)) note(PartsFault::unknown_category, part.category, part.value.value);
        if (++m_seen[part.category] == 2) note(PartsFault::category_twice, part.category, part.value.value);
        if (!m_disaggregation.complete && more_than_total(part.value))
            note(PartsFault::part_above_total, part.category, part.value.value);
    }

    [[nodiscard]] bool more_than_total(const Amount& parts) const {
        return m_total.quality == AmountQuality::exact && parts.quality != AmountQuality::about &&
               parts.value > m_total.value && !about_equal(parts.value, m_total.value);
    }

    [[nodiscard]] bool less_than_total(const Amount& parts) const {
        return m_total.quality != AmountQuality::about && parts.quality == AmountQuality::exact &&
               parts.value < m_total.value && !about_equal(parts.value, m_total.value);
    }

    void check_categories() {
        if (m_marked_incomplete) return;
        for (const auto& category : m_disaggregation.categories)
            if (!m_seen.contains(category.key)) note(PartsFault::category_missing, category.key, 0);
    }

    void check_sum() {
        const auto together = sum(m_amounts);
        if (more_than_total(together)) note(PartsFault::above_total, "", together.value);
        if (!m_marked_incomplete && less_than_total(together))
            note(PartsFault::below_total, "", together.value);
    }

    const Amount& m_total;
    const Disaggregation& m_disaggregation;
    bool m_marked_incomplete;
    std::vector<Amount> m_amounts;
    std::map<std::string, int> m_seen;
    std::vector<PartsFinding> m_findings;
};

}  // namespace

std::vector<PartsFinding> check_parts(const Amount& total, const std::vector<Part>& parts,
                                      const std::vector<Disaggregation>& disaggregations,
                                      bool marked_incomplete) {
    std::vector<PartsFinding> findings;
    for (const auto& part : parts)
        if (std::none_of(disaggregations.begin(), disaggregations.end(),
                         [&](const auto& one) { return one.key == part.dimension; }))
            findings.push_back({PartsFault::unknown_dimension, part.dimension, part.category,
                                part.value.value, total.value});
    for (const auto& disaggregation : disaggregations) {
        const auto found = DimensionCheck{total, disaggregation, marked_incomplete}(parts);
        findings.insert(findings.end(), found.begin(), found.end());
    }
    return findings;
}

RollUp roll_up(std::span<const std::optional<Amount>> members) {
    std::vector<Amount> amounts;
    for (const auto& member : members)
        if (member) amounts.push_back(*member);
    RollUp result{std::nullopt, amounts.size(), members.size()};
    if (!amounts.empty()) result.value = sum(amounts);
    return result;
}

RollUp roll_up_ratio(std::span<const RatioParts> members, double factor) {
    std::vector<Amount> numerators;
    std::vector<Amount> denominators;
    for (const auto& member : members) {
        if (!member.numerator || !member.denominator) continue;
        numerators.push_back(*member.numerator);
        denominators.push_back(*member.denominator);
    }
    RollUp result{std::nullopt, numerators.size(), members.size()};
    const auto above = sum(numerators);
    const auto below = sum(denominators);
    if (below.value == 0) return result;
    const bool kept = below.quality == AmountQuality::exact && below.value > 0 && factor > 0;
    const bool exact = above.quality == AmountQuality::exact && below.quality == AmountQuality::exact;
    result.value =
        Amount{above.value / below.value * factor, kept || exact ? above.quality : AmountQuality::about};
    return result;
}

std::optional<double> shared_by(std::span<const double> parts, double united) {
    std::vector<double> ordered(parts.begin(), parts.end());
    std::sort(ordered.begin(), ordered.end());
    const double together = std::accumulate(ordered.begin(), ordered.end(), 0.0);
    const double largest = ordered.empty() ? 0.0 : ordered.back();
    const bool possible = (united <= together || about_equal(united, together)) &&
                          (united >= largest || about_equal(united, largest));
    if (!possible) return std::nullopt;
    return std::max(0.0, together - united);
}

}  // namespace brujula::planning

// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/aggregation.hpp"

#include <algorithm>
#include <numeric>

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

using namespace brujula;
using namespace brujula::planning;
using namespace brujula::records;
using namespace std::chrono;

namespace {

constexpr auto cumulative = Accumulation::cumulative;
constexpr auto periodic = Accumulation::periodic;
constexpr Days year_2014{2014y / January / 1, 2014y / December / 31};

Days quarter(int year_of, int index) {
    return period_of_year({Frequency::quarterly, 1}, year_of, index)->days;
}

SeriesValue value(Days days, double number, AmountQuality quality = AmountQuality::exact) {
    return {days, {number, quality}, 0};
}

/// Four quarters of 2014.
std::vector<SeriesValue> quarters(double a, double b, double c, double d) {
    return {value(quarter(2014, 1), a), value(quarter(2014, 2), b), value(quarter(2014, 3), c),
            value(quarter(2014, 4), d)};
}

std::optional<double> number(const Combined& combined) {
    return combined.value ? std::optional{combined.value->value} : std::nullopt;
}

/// What does not depend on where the values stand in the list.
auto essence(const Combined& combined) {
    return std::make_tuple(number(combined), combined.used.size(), combined.straddling.size(),
                           combined.disagreeing.size(), combined.gaps);
}

/// Values for months, weeks and quarters of two years, gaps and repetitions among them.
std::vector<SeriesValue> any_series() {
    std::vector<SeriesValue> series;
    const int size = *rc::gen::inRange(0, 14);
    for (int i = 0; i < size; ++i) {
        const auto frequency = *rc::gen::element(Frequency::weekly, Frequency::monthly, Frequency::quarterly);
        const Date day = sys_days{2014y / January / 1} + days{*rc::gen::inRange(0, 600)};
        series.push_back(value(period_holding({frequency, 1}, day)->days, *rc::gen::inRange(0, 3) * 0.1));
        series.back().value.quality = *rc::gen::element(AmountQuality::exact, AmountQuality::at_least);
    }
    return series;
}

template <class T>
std::vector<T> shuffled(std::vector<T> list) {
    for (std::size_t i = list.size(); i > 1; --i)
        std::swap(list[i - 1], list[*rc::gen::inRange<std::size_t>(0, i)]);
    return list;
}

/// A value of each of the first `count` months of 2014, whole numbers.
std::vector<SeriesValue> any_months(int count) {
    std::vector<SeriesValue> series;
    for (int month = 1; month <= count; ++month)
        series.push_back(
            value(period_of_year({Frequency::monthly, 1}, 2014, month)->days, *rc::gen::inRange(0, 1000)));
    return series;
}

Disaggregation gender(bool complete = true) {
    return {"gender", {{"en", "gender"}}, {{"women", {}}, {"men", {}}, {"others", {}}}, complete};
}

Part part(const std::string& category, double number, AmountQuality quality = AmountQuality::exact) {
    return {"gender", category, {number, quality}};
}

std::vector<PartsFault> faults(const Amount& total, const std::vector<Part>& parts, bool complete = true,
                               bool marked = false) {
    std::vector<PartsFault> found;
    for (const auto& finding : check_parts(total, parts, {gender(complete)}, marked))
        found.push_back(finding.fault);
    return found;
}

}  // namespace

TEST(Aggregation, a_periodic_year_is_the_sum_of_its_quarters) {
    const auto combined = combine(quarters(10, 20, 30, 40), periodic, year_2014);
    EXPECT_EQ(number(combined), 100);
    EXPECT_TRUE(combined.complete());
    EXPECT_EQ(combined.used.size(), 4u);
}

TEST(Aggregation, a_cumulative_year_is_its_last_value) {
    std::vector<SeriesValue> totals;
    for (const auto& [index, total] : {std::pair{1, 10.0}, {2, 30.0}, {3, 60.0}, {4, 100.0}})
        totals.push_back(value({2014y / January / 1, quarter(2014, index).last_day}, total));
    EXPECT_EQ(number(combine(totals, cumulative, year_2014)), 100);
    EXPECT_EQ(number(combine(totals, cumulative, quarter(2014, 2))), 30);
}

TEST(Aggregation, a_sum_of_some_of_the_parts_says_so) {
    auto series = quarters(10, 20, 30, 40);
    series.erase(series.begin() + 1);
    const auto combined = combine(series, periodic, year_2014);
    EXPECT_EQ(number(combined), 80);
    EXPECT_FALSE(combined.complete());
    EXPECT_EQ(combined.gaps, std::vector<Days>{quarter(2014, 2)});
    const auto there = completeness(series, periodic, {Frequency::quarterly, 1}, year_2014);
    EXPECT_EQ(there.there, 3u);
    EXPECT_EQ(there.expected, 4u);
    ASSERT_EQ(there.missing.size(), 1u);
    EXPECT_EQ(there.missing[0].index, 2);
}

TEST(Aggregation, nothing_is_no_value_and_not_zero) {
    EXPECT_FALSE(combine({}, periodic, year_2014).value);
    EXPECT_FALSE(combine({}, cumulative, year_2014).value);
    EXPECT_FALSE(roll_up({}).value);
    EXPECT_FALSE(roll_up_ratio({}, 100).value);
}

TEST(Aggregation, a_running_total_that_ends_early_leaves_a_gap) {
    const std::vector series{value({2014y / January / 1, 2014y / September / 30}, 60)};
    const auto combined = combine(series, cumulative, year_2014);
    EXPECT_EQ(number(combined), 60);
    EXPECT_EQ(combined.gaps, std::vector<Days>{quarter(2014, 4)});
}

TEST(Aggregation, a_quarter_counts_and_the_months_within_it_do_not_count_again) {
    auto series = quarters(10, 20, 30, 40);
    series.push_back(value({2014y / January / 1, 2014y / January / 31}, 4));
    series.push_back(value({2014y / March / 1, 2014y / March / 31}, 5));
    const auto combined = combine(series, periodic, year_2014);
    EXPECT_EQ(number(combined), 100);
    EXPECT_TRUE(combined.disagreeing.empty());
}

TEST(Aggregation, values_that_share_days_disagree_and_are_not_added) {
    const std::vector series{value({2014y / January / 1, 2014y / April / 30}, 10),
                             value({2014y / April / 1, 2014y / December / 31}, 20)};
    const auto combined = combine(series, periodic, year_2014);
    EXPECT_FALSE(combined.value);
    EXPECT_EQ(combined.disagreeing, (std::vector<Overlap>{{0, 1, {2014y / April / 1, 2014y / April / 30}}}));
}

TEST(Aggregation, the_same_value_twice_counts_once_and_two_different_ones_disagree) {
    EXPECT_EQ(number(combine(std::vector{value(year_2014, 7), value(year_2014, 7)}, periodic, year_2014)), 7);
    EXPECT_FALSE(combine(std::vector{value(year_2014, 7), value(year_2014, 8)}, periodic, year_2014).value);
    EXPECT_FALSE(combine(std::vector{value(year_2014, 7), value(year_2014, 8)}, cumulative, year_2014).value);
}

TEST(Aggregation, a_week_counts_in_the_month_of_most_of_its_days) {
    // weeks of 27 October (5 days of October) to 24 November (7 days): those of 3 to 24 November belong
    std::vector<SeriesValue> weeks;
    for (Date monday = 2014y / October / 27; monday <= Date{2014y / December / 1};
         monday = sys_days{monday} + days{7})
        weeks.push_back(value({monday, sys_days{monday} + days{6}}, 1));
    const auto november = period_of_year({Frequency::monthly, 1}, 2014, 11)->days;
    const auto combined = combine(weeks, periodic, november);
    EXPECT_EQ(number(combined), 4);
    EXPECT_TRUE(combined.complete()) << "1 and 2 November are in a week that counts in October";
}

TEST(Aggregation, a_quarter_that_reaches_past_the_days_is_not_split) {
    const auto combined =
        combine(quarters(10, 20, 30, 40), periodic, {2014y / February / 1, 2014y / September / 30});
    EXPECT_EQ(number(combined), 50) << "the second and third quarter";
    EXPECT_EQ(combined.straddling, (std::vector<std::size_t>{0}));
    EXPECT_EQ(combined.gaps, (std::vector<Days>{{2014y / February / 1, 2014y / March / 31}}));
}

TEST(Aggregation, what_a_running_total_gained_in_a_year_is_its_end_less_its_beginning) {
    const std::vector series{value({2013y / July / 1, 2013y / December / 31}, 40),
                             value({2013y / July / 1, 2014y / December / 31}, 100)};
    EXPECT_EQ(number(gained(series, cumulative, year_2014)), 60);
    EXPECT_TRUE(gained(series, cumulative, year_2014).complete());
}

TEST(Aggregation, what_was_gained_is_not_known_without_the_total_before) {
    const std::vector series{value({2013y / July / 1, 2014y / December / 31}, 100)};
    EXPECT_FALSE(gained(series, cumulative, year_2014).value) << "100 came in a year and a half";
    const std::vector old{value({2013y / July / 1, 2013y / September / 30}, 40),
                          value({2013y / July / 1, 2014y / December / 31}, 100)};
    const auto combined = gained(old, cumulative, year_2014);
    EXPECT_EQ(number(combined), 60);
    EXPECT_EQ(combined.gaps, std::vector<Days>{quarter(2013, 4)}) << "60 since September";
}

TEST(Aggregation, a_running_total_that_falls_is_told_and_kept) {
    const std::vector series{value({2014y / January / 1, 2014y / March / 31}, 50),
                             value({2014y / January / 1, 2014y / June / 30}, 45)};
    const auto converted = to_periodic(series);
    ASSERT_EQ(converted.values.size(), 2u);
    EXPECT_EQ(converted.values[1].value.value, -5);
    EXPECT_EQ(converted.values[1].days, quarter(2014, 2));
    EXPECT_EQ(converted.falling, (std::vector<std::size_t>{1}));
}

TEST(Aggregation, running_totals_of_a_series_with_a_gap_name_the_gap) {
    auto series = quarters(10, 20, 30, 40);
    series.erase(series.begin() + 1);
    const auto converted = to_cumulative(series);
    ASSERT_EQ(converted.values.size(), 3u);
    EXPECT_EQ(converted.values[2].value.value, 80);
    EXPECT_EQ(converted.values[2].days, year_2014);
    EXPECT_EQ(converted.gaps, std::vector<Days>{quarter(2014, 2)});
}

TEST(Aggregation, qualities_go_through_sums) {
    auto series = quarters(10, 20, 30, 40);
    series[0].value.quality = AmountQuality::at_least;
    EXPECT_EQ(combine(series, periodic, year_2014).value->quality, AmountQuality::at_least);
    series[1].value.quality = AmountQuality::about;
    EXPECT_EQ(combine(series, periodic, year_2014).value->quality, AmountQuality::about);
}

TEST(Aggregation, parts_that_are_not_the_total_are_found_unless_marked_incomplete) {
    EXPECT_TRUE(faults({100}, {part("women", 60), part("men", 35), part("others", 5)}).empty());
    EXPECT_EQ(faults({100}, {part("women", 60), part("men", 30), part("others", 5)}),
              (std::vector{PartsFault::below_total}));
    EXPECT_TRUE(faults({100}, {part("women", 60), part("men", 30)}, true, true).empty());
    EXPECT_EQ(faults({100}, {part("women", 60), part("men", 41)}, true, true),
              (std::vector{PartsFault::above_total}))
        << "marked incomplete excuses less, not more";
    EXPECT_EQ(faults({100}, {part("women", 60), part("men", 40)}),
              (std::vector{PartsFault::category_missing}))
        << "missing is not zero";
}

TEST(Aggregation, parts_have_known_categories_once) {
    EXPECT_EQ(faults({100}, {part("women", 60), part("men", 30), part("others", 5), part("trees", 5)}),
              (std::vector{PartsFault::unknown_category}));
    EXPECT_EQ(faults({100}, {part("women", 50), part("women", 50), part("men", 0), part("others", 0)}),
              (std::vector{PartsFault::category_twice}));
    EXPECT_EQ(check_parts({3}, {{"age", "young", {3}}}, {gender()}, false)[0].fault,
              PartsFault::unknown_dimension);
}

TEST(Aggregation, categories_that_overlap_may_be_more_together_and_not_each) {
    EXPECT_TRUE(faults({100}, {part("women", 80), part("men", 70)}, false).empty());
    EXPECT_EQ(faults({100}, {part("women", 101)}, false), (std::vector{PartsFault::part_above_total}));
}

TEST(Aggregation, at_least_and_about_excuse_what_they_may) {
    const auto parts = [](double women, AmountQuality quality = AmountQuality::exact) {
        return std::vector{part("women", women, quality), part("men", 100), part("others", 0)};
    };
    EXPECT_TRUE(faults({200, AmountQuality::at_least}, parts(110)).empty());
    EXPECT_EQ(faults({200, AmountQuality::at_least}, parts(90)), (std::vector{PartsFault::below_total}));
    EXPECT_TRUE(faults({200}, parts(90, AmountQuality::at_least)).empty());
    EXPECT_EQ(faults({200}, parts(110, AmountQuality::at_least)), (std::vector{PartsFault::above_total}));
    EXPECT_TRUE(faults({200, AmountQuality::about}, parts(150)).empty());
    EXPECT_TRUE(faults({200}, parts(150, AmountQuality::about)).empty());
}

TEST(Aggregation, tenths_add_up) {
    EXPECT_TRUE(faults({0.3}, {part("women", 0.1), part("men", 0.2), part("others", 0)}).empty());
}

TEST(Aggregation, a_network_s_ratio_is_the_ratio_of_sums_and_not_the_mean_of_ratios) {
    // 1 of 2 and 10 of 100: 11 of 102 are 10.78 %; the mean of 50 % and 10 % would be 30 %
    const std::vector<RatioParts> members{{Amount{1}, Amount{2}}, {Amount{10}, Amount{100}}};
    const auto rolled = roll_up_ratio(members, 100);
    ASSERT_TRUE(rolled.value);
    EXPECT_DOUBLE_EQ(rolled.value->value, 1100.0 / 102);
    EXPECT_TRUE(rolled.complete());
}

TEST(Aggregation, a_member_without_denominator_is_left_out_of_both_sums) {
    const std::vector<RatioParts> members{{Amount{1}, Amount{2}}, {Amount{10}, std::nullopt}};
    const auto rolled = roll_up_ratio(members, 100);
    EXPECT_EQ(rolled.value->value, 50);
    EXPECT_EQ(rolled.counted, 1u);
    EXPECT_FALSE(rolled.complete());
}

TEST(Aggregation, denominators_that_are_zero_together_give_no_ratio) {
    const auto rolled = roll_up_ratio(std::vector<RatioParts>{{Amount{1}, Amount{0}}}, 100);
    EXPECT_FALSE(rolled.value);
    EXPECT_EQ(rolled.counted, 1u);
}

TEST(Aggregation, a_union_is_between_its_largest_part_and_the_sum) {
    const std::vector<double> parts{30, 50, 20};
    EXPECT_EQ(shared_by(parts, 80), 20);
    EXPECT_EQ(shared_by(parts, 100), 0);
    EXPECT_FALSE(shared_by(parts, 101));
    EXPECT_FALSE(shared_by(parts, 49));
}

TEST(Aggregation, of_a_category_uses_the_observations_that_have_it_once) {
    Observation with;
    with.first_day = 2014y / January / 1;
    with.last_day = 2014y / March / 31;
    with.value = Amount{10};
    with.parts = {part("women", 6), {"age", "young", {9}}};
    Observation without = with;
    without.parts.clear();
    Observation twice = with;
    twice.parts = {part("women", 6), {"leaders", "women", {2}}};
    EXPECT_EQ(series_of({&with, &without}, "gender", "women").size(), 1u);
    EXPECT_EQ(series_of({&with}, "", "young").size(), 1u);
    EXPECT_TRUE(series_of({&twice}, "", "women").empty()) << "of two dimensions";
    EXPECT_EQ(series_of({&twice}, "leaders", "women")[0].value.value, 2);
}

RC_GTEST_PROP(Aggregation, does_not_depend_on_the_order_of_updates, ()) {
    const auto series = any_series();
    const auto turned = shuffled(series);
    for (const auto way : {periodic, cumulative}) {
        RC_ASSERT(essence(combine(series, way, year_2014)) == essence(combine(turned, way, year_2014)));
        RC_ASSERT(number(gained(series, way, year_2014)) == number(gained(turned, way, year_2014)));
        RC_ASSERT(completeness(series, way, {Frequency::monthly, 1}, year_2014).there ==
                  completeness(turned, way, {Frequency::monthly, 1}, year_2014).there);
    }
    const auto one = to_periodic(series).values;
    const auto other = to_periodic(turned).values;
    RC_ASSERT(one.size() == other.size());
    for (std::size_t i = 0; i < one.size(); ++i)
        RC_ASSERT(one[i].days == other[i].days && one[i].value.value == other[i].value.value);
}

RC_GTEST_PROP(Aggregation, the_year_to_date_is_the_sum_of_its_periods, ()) {
    const int count = *rc::gen::inRange(1, 13);
    const auto months = any_months(count);
    const auto last = *period_of_year({Frequency::monthly, 1}, 2014, count);
    double together = 0;
    for (const auto& month : months)
        together += number(combine(months, periodic, month.days)).value();
    RC_ASSERT(number(combine(months, periodic, year_to_date(last))) == together);
    const auto totals = to_cumulative(months).values;
    RC_ASSERT(number(gained(totals, cumulative, year_to_date(last))) == together);
}

RC_GTEST_PROP(Aggregation, running_totals_and_back_are_the_same_values, ()) {
    const auto months = any_months(*rc::gen::inRange(1, 13));
    const auto back = to_periodic(to_cumulative(shuffled(months)).values);
    RC_ASSERT(back.falling.empty());
    RC_ASSERT(back.values.size() == months.size());
    for (std::size_t i = 0; i < months.size(); ++i)
        RC_ASSERT(back.values[i].days == months[i].days &&
                  back.values[i].value.value == months[i].value.value);
}

RC_GTEST_PROP(Aggregation, parts_that_add_up_in_each_period_add_up_in_the_year, ()) {
    std::vector<Observation> observations;
    for (const auto& month : any_months(12)) {
        Observation one;
        one.first_day = month.days.first_day;
        one.last_day = month.days.last_day;
        one.value = month.value;
        const int women = *rc::gen::inRange(0, static_cast<int>(month.value.value) + 1);
        one.parts = {part("women", women), part("men", month.value.value - women), part("others", 0)};
        RC_ASSERT(check_parts(*one.value, one.parts, {gender()}, false).empty());
        observations.push_back(std::move(one));
    }
    Observations pointers;
    for (const auto& one : observations)
        pointers.push_back(&one);
    const auto whole = combine(series_of(pointers), periodic, year_2014);
    std::vector<Part> parts;
    for (const auto* category : {"women", "men", "others"})
        parts.push_back({"gender", category,
                         *combine(series_of(pointers, "gender", category), periodic, year_2014).value});
    RC_ASSERT(check_parts(*whole.value, parts, {gender()}, false).empty());
}

RC_GTEST_PROP(Aggregation, a_union_is_never_more_than_the_sum_of_the_members, ()) {
    // people 0 to 29, each member a set of them
    std::vector<double> sizes;
    std::vector<bool> anywhere(30);
    const int members = *rc::gen::inRange(1, 6);
    for (int member = 0; member < members; ++member) {
        double size = 0;
        for (std::size_t person = 0; person < anywhere.size(); ++person)
            if (*rc::gen::arbitrary<bool>()) {
                ++size;
                anywhere[person] = true;
            }
        sizes.push_back(size);
    }
    const auto united = static_cast<double>(std::count(anywhere.begin(), anywhere.end(), true));
    const auto shared = shared_by(sizes, united);
    RC_ASSERT(shared.has_value());
    RC_ASSERT(*shared == std::accumulate(sizes.begin(), sizes.end(), 0.0) - united);
}

RC_GTEST_PROP(Aggregation, a_network_s_ratio_lies_between_those_of_its_members, ()) {
    std::vector<RatioParts> members;
    double least = 1e9;
    double most = -1e9;
    const int count = *rc::gen::inRange(1, 8);
    for (int i = 0; i < count; ++i) {
        const double below = *rc::gen::inRange(1, 1000);
        const double above = *rc::gen::inRange(0, 1000);
        members.push_back({Amount{above}, Amount{below}});
        least = std::min(least, above / below);
        most = std::max(most, above / below);
    }
    const double all = roll_up_ratio(members, 1).value->value;
    RC_ASSERT(all >= least - 1e-9);
    RC_ASSERT(all <= most + 1e-9);
    RC_ASSERT(roll_up_ratio(shuffled(members), 1).value->value == all);
}

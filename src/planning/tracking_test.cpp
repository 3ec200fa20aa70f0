// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/tracking.hpp"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"

namespace brujula::planning {
namespace {

using records::Accumulation;
using records::Amount;
using records::AmountQuality;
using records::Direction;
using records::Frequency;
using records::ObservedBy;

Date on(const char* text) {
    return *parse_date(text);
}

records::Target target(const char* first, const char* last, double value) {
    records::Target made;
    made.first_day = on(first);
    made.last_day = on(last);
    made.value = {value, AmountQuality::exact};
    return made;
}

TrackedObservation observed(const char* first, const char* last, std::optional<double> value) {
    TrackedObservation made;
    made.id = std::string{"o-"} + last;
    made.value.first_day = on(first);
    made.value.last_day = on(last);
    if (value) made.value.value = Amount{*value, AmountQuality::exact};
    return made;
}

/// 1,500 new editors in 2015, counted on through the year, told quarterly.
TrackedIndicator new_editors() {
    TrackedIndicator made;
    made.id = "new";
    made.indicator.accumulation = Accumulation::cumulative;
    made.indicator.frequency = Frequency::quarterly;
    made.indicator.targets = {target("2015-01-01", "2015-12-31", 1500)};
    return made;
}

/// Share of newcomers who leave: 50 % in the first half-year, 45 % in the second; less is better.
TrackedIndicator leaving() {
    TrackedIndicator made;
    made.id = "leaving";
    made.indicator.measure = records::Measure::percentage;
    made.indicator.accumulation = Accumulation::periodic;
    made.indicator.frequency = Frequency::half_yearly;
    made.indicator.direction = Direction::decreasing;
    made.indicator.targets = {target("2015-01-01", "2015-06-30", 50), target("2015-07-01", "2015-12-31", 45)};
    return made;
}

TrackingQuestion question_on(const char* today, TrackingColumns columns = TrackingColumns::own) {
    return {{on("2015-01-01"), on("2015-12-31")}, columns, {}, on(today), 1};
}

TEST(tracking, a_running_total_is_held_against_what_is_expected_by_then) {
    TrackedIndicator tracked = new_editors();
    tracked.observations = {observed("2015-01-01", "2015-03-31", 310),
                            observed("2015-01-01", "2015-06-30", 905),
                            observed("2015-01-01", "2015-12-31", 1620)};
    const TrackingTable table = tracking_table({tracked}, question_on("2016-01-10"));
    ASSERT_EQ(table.columns.size(), 4U);
    const auto& cells = table.rows[0].cells;

    // 90 of 365 days are over: 1500 × 90 / 365 = 369.863; 310 is 59.863 short, 16.19 % of it.
    EXPECT_FALSE(cells[0].target);
    EXPECT_NEAR(*cells[0].expected, 369.863, 0.001);
    EXPECT_NEAR(*cells[0].variance, -59.863, 0.001);
    EXPECT_NEAR(*cells[0].variance_share, -16.185, 0.001);
    EXPECT_NEAR(*cells[0].achieved, 83.815, 0.001);
    EXPECT_EQ(cells[0].light, Light::on_course);
    // 181 days: 743.836; 905 is more, and not yet all of 1500.
    EXPECT_NEAR(*cells[1].expected, 743.836, 0.001);
    EXPECT_EQ(cells[1].light, Light::on_course);
    // The third quarter was never told: that is not zero.
    EXPECT_FALSE(cells[2].actual);
    EXPECT_FALSE(cells[2].variance);
    EXPECT_EQ(cells[2].light, Light::not_measured);
    // The fourth ends with the target: 1620 − 1500 = 120, 8 %.
    EXPECT_EQ(cells[3].target, 0U);
    EXPECT_EQ(cells[3].variance, 120);
    EXPECT_EQ(cells[3].variance_share, 8);
    EXPECT_EQ(cells[3].achieved, 108);
    EXPECT_EQ(cells[3].light, Light::met);

    EXPECT_EQ(table.rows[0].due, 4U);
    EXPECT_EQ(table.rows[0].filled, 3U);
    EXPECT_EQ(table.rows[0].last_target, 0U);
}

TEST(tracking, less_is_better_where_the_indicator_says_so) {
    TrackedIndicator tracked = leaving();
    tracked.observations = {observed("2015-01-01", "2015-06-30", 56),
                            observed("2015-07-01", "2015-12-31", 44)};
    const auto cells = tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells;
    // 56 against 50: 6 too many, 12 % on the wrong side: 88 % achieved.
    EXPECT_EQ(cells[0].variance, 6);
    EXPECT_EQ(cells[0].variance_share, 12);
    EXPECT_EQ(cells[0].achieved, 88);
    EXPECT_EQ(cells[0].light, Light::close);
    // 44 against 45 is better: −1, −2.22 %, 102.22 %.
    EXPECT_EQ(cells[1].variance, -1);
    EXPECT_NEAR(*cells[1].achieved, 102.222, 0.001);
    EXPECT_EQ(cells[1].light, Light::met);
}

TEST(tracking, the_legend_says_where_the_lights_change) {
    TrackedIndicator tracked = leaving();
    tracked.indicator.direction = Direction::increasing;
    tracked.observations = {observed("2015-01-01", "2015-06-30", 40),
                            observed("2015-07-01", "2015-12-31", 40)};
    TrackingQuestion question = question_on("2016-01-10");
    // 40 of 50 is 80 %: exactly on the edge. 40 of 45 is 88.9 %.
    EXPECT_EQ(tracking_table({tracked}, question).rows[0].cells[0].light, Light::close);
    question.legend = {100, 85};
    EXPECT_EQ(tracking_table({tracked}, question).rows[0].cells[0].light, Light::missed);
    EXPECT_EQ(tracking_table({tracked}, question).rows[0].cells[1].light, Light::close);
    question.legend = {80, 60};
    EXPECT_EQ(tracking_table({tracked}, question).rows[0].cells[0].light, Light::met);
}

/// New editors have a target of 1500 for the year; the usual legend is met from 1500 and on course from 1200.
TEST(tracking, a_target_is_under_way_until_its_last_day_and_reached_nearly_reached_or_missed_after_it) {
    const auto light_of = [](double value, const char* today) {
        TrackedIndicator tracked = new_editors();
        tracked.observations = {observed("2015-01-01", "2015-12-31", value)};
        return tracking_table({tracked}, question_on(today)).rows[0].cells[3].light;
    };
    for (const char* today : {"2015-12-20", "2015-12-31"}) {  // the last day is still the target's
        EXPECT_EQ(light_of(1500, today), Light::met) << today;
        EXPECT_EQ(light_of(1425, today), Light::on_course) << today;  // 95 %
        EXPECT_EQ(light_of(1199, today), Light::behind) << today;
    }
    EXPECT_EQ(light_of(1500, "2016-01-01"), Light::met);
    EXPECT_EQ(light_of(1425, "2016-01-01"), Light::close);
    EXPECT_EQ(light_of(1200, "2016-01-01"), Light::close);
    EXPECT_EQ(light_of(1199, "2016-01-01"), Light::missed);
}

TEST(tracking, parts_without_a_total_are_no_value) {
    TrackedIndicator tracked = leaving();
    tracked.observations = {observed("2015-01-01", "2015-06-30", std::nullopt)};
    tracked.observations[0].value.parts = {{"gender", "women", {12}}, {"gender", "men", {8}}};
    const TrackingRow row = tracking_table({tracked}, question_on("2015-08-01")).rows[0];
    EXPECT_FALSE(row.cells[0].actual);
    EXPECT_FALSE(row.cells[0].sum);
    EXPECT_EQ(row.cells[0].light, Light::not_measured);
    EXPECT_EQ(row.cells[0].entry, Entry::open);
    EXPECT_EQ(row.cells[0].shown, 0U);
    EXPECT_EQ(row.due, 1U);
    EXPECT_EQ(row.filled, 0U);
}

TEST(tracking, a_target_of_zero_has_no_share) {
    TrackedIndicator tracked = leaving();
    tracked.indicator.targets = {target("2015-01-01", "2015-06-30", 0),
                                 target("2015-07-01", "2015-12-31", 0)};
    tracked.observations = {observed("2015-01-01", "2015-06-30", 0), observed("2015-07-01", "2015-12-31", 3)};
    const auto cells = tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells;
    EXPECT_EQ(cells[0].light, Light::met);
    EXPECT_EQ(cells[0].variance, 0);
    EXPECT_FALSE(cells[0].variance_share);
    EXPECT_EQ(cells[1].light, Light::missed);
    EXPECT_EQ(cells[1].variance, 3);
    EXPECT_FALSE(cells[1].achieved);
}

TEST(tracking, at_least_meets_when_rising_and_is_never_sure_when_falling) {
    TrackedIndicator tracked = leaving();
    tracked.observations = {observed("2015-01-01", "2015-06-30", 50)};
    tracked.observations[0].value.value->quality = AmountQuality::at_least;
    EXPECT_EQ(tracking_table({tracked}, question_on("2015-06-30")).rows[0].cells[0].light, Light::on_course);
    EXPECT_EQ(tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells[0].light, Light::close);
    tracked.indicator.direction = Direction::increasing;
    EXPECT_EQ(tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells[0].light, Light::met);
}

TEST(tracking, what_is_not_over_is_not_due_and_a_reason_is_not_a_value) {
    TrackedIndicator tracked = leaving();
    tracked.observations = {observed("2015-01-01", "2015-06-30", std::nullopt)};
    tracked.observations[0].value.note = {{"es", "No hubo encuesta"}};
    const TrackingRow row = tracking_table({tracked}, question_on("2015-12-31")).rows[0];
    EXPECT_EQ(row.cells[0].light, Light::explained);
    EXPECT_FALSE(row.cells[0].actual);
    EXPECT_EQ(row.cells[0].entry, Entry::open);
    EXPECT_EQ(row.cells[1].light, Light::not_due);  // its last day is today
    EXPECT_EQ(row.due, 1U);
    EXPECT_EQ(row.filled, 1U);
}

TEST(tracking, the_columns_can_be_calendar_periods_or_the_targets_own) {
    TrackedIndicator tracked = leaving();
    tracked.observations = {observed("2015-01-01", "2015-03-31", 52),
                            observed("2015-01-01", "2015-06-30", 51)};
    // A value of a quarter is no value of the half-year; by its own days it has a column.
    const TrackingTable own = tracking_table({tracked}, question_on("2016-01-10"));
    ASSERT_EQ(own.columns.size(), 3U);
    EXPECT_EQ(own.columns[0].days.last_day, on("2015-03-31"));
    EXPECT_EQ(own.rows[0].cells[0].light, Light::no_target);
    EXPECT_FALSE(own.rows[0].cells[0].due);
    EXPECT_EQ(own.rows[0].cells[1].actual->value, 51);
    EXPECT_EQ(own.rows[0].cells[1].entry, Entry::several);  // the quarter's stands behind it as well

    const TrackingTable quarters =
        tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::quarters));
    ASSERT_EQ(quarters.columns.size(), 4U);
    EXPECT_EQ(quarters.rows[0].cells[0].actual->value, 52);
    EXPECT_FALSE(quarters.rows[0].cells[1].actual);
    EXPECT_FALSE(quarters.rows[0].cells[1].due);

    const TrackingTable years = tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::years));
    ASSERT_EQ(years.columns.size(), 1U);
    EXPECT_FALSE(years.rows[0].cells[0].actual);
    EXPECT_EQ(years.rows[0].cells[0].observations.size(), 2U);
    EXPECT_EQ(years.rows[0].cells[0].entry, Entry::several);

    EXPECT_EQ(tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::targets)).columns.size(),
              2U);
    EXPECT_EQ(tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::months)).columns.size(),
              12U);
}

TEST(tracking, what_is_told_in_words_is_told_and_not_missing) {
    TrackedIndicator tracked = leaving();
    tracked.indicator.measure = records::Measure::qualitative;
    tracked.indicator.targets.clear();
    tracked.observations = {observed("2015-01-01", "2015-06-30", std::nullopt)};
    tracked.observations[0].value.narrative = {{"es", "Docentes siguen editando con sus cursos"}};
    const TrackingRow row = tracking_table({tracked}, question_on("2016-01-10")).rows[0];
    EXPECT_EQ(row.cells[0].light, Light::told);
    EXPECT_EQ(row.cells[0].entry, Entry::open);
    EXPECT_EQ(row.cells[1].light, Light::not_measured);
    EXPECT_EQ(row.due, 2U);
    EXPECT_EQ(row.filled, 1U);
}

TEST(tracking, the_whole_target_reached_early_is_met) {
    TrackedIndicator tracked = new_editors();
    tracked.observations = {observed("2015-01-01", "2015-06-30", 1500)};
    EXPECT_EQ(tracking_table({tracked}, question_on("2015-07-10")).rows[0].cells[1].light, Light::met);
}

TEST(tracking, shorter_periods_of_a_count_are_summed_and_not_judged) {
    TrackedIndicator tracked = leaving();
    tracked.indicator.measure = records::Measure::unit;
    tracked.observations = {observed("2015-01-01", "2015-03-31", 10),
                            observed("2015-04-01", "2015-06-30", 12)};
    const auto half =
        tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::half_years)).rows[0];
    EXPECT_EQ(half.cells[0].sum->value, 22);
    EXPECT_TRUE(half.cells[0].sum_complete);
    EXPECT_EQ(half.cells[0].light, Light::summed);
    EXPECT_FALSE(half.cells[0].actual);
    EXPECT_FALSE(half.cells[0].variance);
    EXPECT_EQ(half.filled, 1U);
    const auto year =
        tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::years)).rows[0].cells[0];
    EXPECT_EQ(year.sum->value, 22);
    EXPECT_FALSE(year.sum_complete);
    // Percentages do not add up.
    tracked.indicator.measure = records::Measure::percentage;
    EXPECT_FALSE(
        tracking_table({tracked}, question_on("2016-01-10", TrackingColumns::years)).rows[0].cells[0].sum);
}

TEST(tracking, indicators_of_different_frequencies_share_the_columns_that_are_the_same) {
    TrackedIndicator yearly = leaving();
    yearly.indicator.frequency = Frequency::yearly;
    yearly.indicator.targets.clear();
    const TrackingTable table = tracking_table({new_editors(), leaving(), yearly}, question_on("2015-02-01"));
    // Q1, Q2, first half, Q3, Q4, second half, year: by their last day, shorter ones first.
    ASSERT_EQ(table.columns.size(), 7U);
    const std::vector<std::string> applies{"1101100", "0010010", "0000001"};
    for (std::size_t row = 0; row < 3; ++row)
        for (std::size_t column = 0; column < 7; ++column)
            EXPECT_EQ(table.rows[row].cells[column].applies, applies[row][column] == '1')
                << row << ',' << column;
}

TEST(tracking, a_running_total_counts_as_of_its_own_last_day) {
    TrackedIndicator tracked = new_editors();
    tracked.observations = {observed("2015-01-01", "2015-02-15", 200),
                            observed("2015-01-01", "2015-03-20", 300)};
    const TrackingTable table = tracking_table({tracked}, question_on("2016-01-10"));
    ASSERT_EQ(table.columns.size(), 4U);
    const TrackingCell& cell = table.rows[0].cells[0];
    EXPECT_EQ(cell.actual->value, 300);
    EXPECT_EQ(cell.as_of, on("2015-03-20"));
    EXPECT_EQ(cell.entry, Entry::several);
}

TEST(tracking, only_a_single_reported_value_of_these_very_days_is_written_in_the_table) {
    const auto entry = [](auto change) {
        TrackedIndicator tracked = new_editors();
        tracked.observations = {observed("2015-01-01", "2015-03-31", 310)};
        change(tracked);
        return tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells[0].entry;
    };
    EXPECT_EQ(entry([](auto&) {}), Entry::open);
    EXPECT_EQ(entry([](auto& t) { t.observations.clear(); }), Entry::open);
    EXPECT_EQ(entry([](auto& t) { t.observations[0].value.by = ObservedBy::measured; }), Entry::measured);
    EXPECT_EQ(entry([](auto& t) { t.observations[0].value.numerator = 36; }), Entry::counts);
    EXPECT_EQ(entry([](auto& t) { t.indicator.kind = records::IndicatorKind::formula; }), Entry::formula);
    EXPECT_EQ(entry([](auto& t) { t.indicator.measure = records::Measure::qualitative; }), Entry::open);
    EXPECT_EQ(entry([](auto& t) { t.observations.push_back(t.observations[0]); }), Entry::several);
}

TEST(tracking, of_two_values_for_the_same_days_the_later_counts) {
    TrackedIndicator tracked = new_editors();
    tracked.observations = {observed("2015-01-01", "2015-03-31", 310),
                            observed("2015-01-01", "2015-03-31", 312)};
    EXPECT_EQ(tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells[0].actual->value, 312);
}

TEST(tracking, a_value_entered_for_a_running_total_begins_with_its_target) {
    const Days year{on("2015-01-01"), on("2015-12-31")};
    const Days second{on("2015-04-01"), on("2015-06-30")};
    EXPECT_EQ(days_entered(new_editors().indicator, second, year),
              (Days{on("2015-01-01"), on("2015-06-30")}));
    EXPECT_EQ(days_entered(leaving().indicator, second, year), second);
    TrackedIndicator without = new_editors();
    without.indicator.targets = {target("2015-07-01", "2015-12-31", 5)};
    EXPECT_EQ(days_entered(without.indicator, second, year), (Days{on("2015-01-01"), on("2015-06-30")}));
}

TEST(tracking, one_hundred_years_of_weeks_are_too_many_columns_for_that_row_alone) {
    TrackedIndicator weekly = new_editors();
    weekly.indicator.frequency = Frequency::weekly;
    TrackedIndicator yearly = new_editors();
    yearly.indicator.frequency = Frequency::yearly;
    TrackingQuestion question = question_on("2016-01-10");
    question.days.last_day = on("2114-12-31");
    const TrackingTable table = tracking_table({weekly, yearly}, question);
    EXPECT_EQ(table.columns.size(), 100U);
    ASSERT_TRUE(table.rows[0].over);
    EXPECT_EQ(
        text_of(*table.rows[0].over),
        "Asks for more than 2,000 periods: from 2015-01-01 to 2114-12-31 they are 5,219. Begin it later, "
        "end it earlier, or choose longer periods.");
    EXPECT_FALSE(table.rows[0].cells[0].applies);
    EXPECT_FALSE(table.rows[1].over);
    EXPECT_TRUE(table.rows[1].cells[99].applies);
}

TEST(tracking, twenty_thousand_values_of_days_of_their_own_cost_no_more_than_their_row) {
    TrackedIndicator many = leaving();
    for (int i = 0; i < 20'000; ++i) {
        const Date day{std::chrono::sys_days{on("1950-01-01")} + std::chrono::days{i}};
        many.observations.push_back(observed(format(day).c_str(), format(day).c_str(), 1));
    }
    const TrackingTable table = tracking_table({many, leaving()}, question_on("2016-01-10"));
    ASSERT_TRUE(table.rows[0].over);
    EXPECT_EQ(table.rows[0].over->key, "reason-too-many-columns");
    EXPECT_FALSE(table.rows[1].over);
}

TEST(tracking, no_indicators_make_no_columns) {
    EXPECT_TRUE(tracking_table({}, question_on("2016-01-10")).columns.empty());
}

RC_GTEST_PROP(tracking, achieved_and_variance_tell_the_same, (int value, int aim, bool rising)) {
    RC_PRE(aim != 0);
    TrackedIndicator tracked = leaving();
    tracked.indicator.direction = rising ? Direction::increasing : Direction::decreasing;
    tracked.indicator.targets[0].value.value = aim;
    tracked.observations = {observed("2015-01-01", "2015-06-30", value)};
    const auto cell = tracking_table({tracked}, question_on("2016-01-10")).rows[0].cells[0];
    const bool better = rising ? value >= aim : value <= aim;
    RC_ASSERT((*cell.achieved >= 100) == better);
    RC_ASSERT((cell.light == Light::met) == better);
}

}  // namespace
}  // namespace brujula::planning

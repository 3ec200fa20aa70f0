// SPDX-License-Identifier: GPL-3.0-or-later
#include <fmt/format.h>

#include "base/message.hpp"
#include "base/text.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"
#include "web/tracking_page.hpp"

namespace brujula::web {
using planning::Light;
using planning::ReportingPeriod;
using planning::TrackingCell;
using records::Frequency;
using sheets::Cell;
namespace {

std::string in_words(Light light, const std::string& language) {
    switch (light) {
        case Light::none:
            return {};
        case Light::no_target:
            return text_of({"tracking-light-no_target", {}}, language);
        case Light::met:
            return text_of({"tracking-light-met", {}}, language);
        case Light::on_course:
            return text_of({"tracking-light-on_course", {}}, language);
        case Light::behind:
            return text_of({"tracking-light-behind", {}}, language);
        case Light::close:
            return text_of({"tracking-light-close", {}}, language);
        case Light::missed:
            return text_of({"tracking-light-missed", {}}, language);
        case Light::not_due:
            return text_of({"tracking-light-not_due", {}}, language);
        case Light::not_measured:
            return text_of({"tracking-light-not_measured", {}}, language);
        case Light::explained:
            return text_of({"tracking-light-explained", {}}, language);
        case Light::told:
            return text_of({"tracking-light-told", {}}, language);
        case Light::summed:
            return text_of({"tracking-light-summed", {}}, language);
    }
    return {};
}

Cell number(const std::optional<double>& value) {
    return value ? Cell{*value} : Cell{};
}

Cell number(const std::optional<records::Amount>& amount) {
    return amount ? Cell{amount->value} : Cell{};
}

/// What a spreadsheet's number cannot say: at least, about, as of, and why there is none.
std::string remarks(const TrackingCell& cell, const planning::TrackedIndicator& tracked,
                    const std::string& language) {
    std::string words;
    const auto add = [&](const std::string& more) {
        if (!more.empty()) words += (words.empty() ? "" : "; ") + more;
    };
    if (cell.actual && cell.actual->quality == records::AmountQuality::at_least)
        add(text_of({"tracking-at-least", {}}, language));
    if (cell.actual && cell.actual->quality == records::AmountQuality::about)
        add(text_of({"tracking-about", {}}, language));
    if (cell.sum)
        add(text_of(
            {cell.sum_complete ? "tracking-sum" : "tracking-sum-part", {fmt::format("{}", cell.sum->value)}},
            language));
    if (cell.as_of) add(text_of({"tracking-as-of", {format(*cell.as_of)}}, language));
    if (cell.shown) {
        const records::Observation& shown = tracked.observations[*cell.shown].value;
        add(choose(shown.narrative, language).text);
        add(choose(shown.note, language).text);
    }
    return words;
}

void add_cells(std::vector<Cell>& row, const TrackingCell& cell, const planning::TrackedIndicator& tracked,
               const std::string& language) {
    std::optional<double> aim = cell.expected;
    if (cell.target) aim = tracked.indicator.targets[*cell.target].value.value;
    row.push_back(number(aim));
    row.push_back(number(cell.actual));
    row.push_back(number(cell.variance));
    row.push_back(number(cell.variance_share));
    std::string status = in_words(cell.light, language);
    if (cell.expected && cell.actual) status = text_of({"tracking-by-then", {status}}, language);
    row.emplace_back(std::move(status));
    row.emplace_back(remarks(cell, tracked, language));
}

std::string name_of_month(int year, int month) {
    return fmt::format("{:04}-{:02}", year, month);
}

std::vector<sheets::Column> headers(const TrackingPage& page, const std::string& language) {
    const auto words = [&](const char* key) { return text_of({key, {}}, language); };
    std::vector<sheets::Column> columns;
    for (const char* key : {"tracking-objective", "tracking-goal", "tracking-indicator"})
        columns.push_back({words(key), {}, 36});
    for (const char* key : {"tracking-unit", "tracking-baseline", "tracking-baseline-day",
                            "tracking-last-target", "tracking-last-target-day"})
        columns.push_back({words(key), {}, 0});
    for (const planning::TrackingColumn& column : page.table.columns) {
        const std::string name = column_name(column, language) + ": ";
        for (const char* key : {"tracking-target", "tracking-actual", "tracking-variance"})
            columns.push_back({name + words(key), {}, 0});
        columns.push_back({name + words("tracking-variance-share"), sheets::NumberStyle::per_cent, 0});
        for (const char* key : {"tracking-status", "tracking-remarks"})
            columns.push_back({name + words(key), {}, 0});
    }
    return columns;
}

void add_indicator(std::vector<Cell>& cells, const TrackingPage& page, std::size_t row,
                   const std::string& language) {
    const planning::TrackedIndicator& tracked = page.tracked[row];
    const records::Indicator& indicator = tracked.indicator;
    cells.emplace_back(choose(indicator.name, language).text);
    cells.emplace_back(choose(indicator.unit, language).text);
    const auto& baseline = indicator.baseline;
    cells.push_back(baseline ? number(baseline->value) : Cell{});
    cells.push_back(baseline && baseline->date ? Cell{*baseline->date} : Cell{});
    const auto last = page.table.rows[row].last_target;
    cells.push_back(last ? Cell{indicator.targets[*last].value.value} : Cell{});
    cells.push_back(last ? Cell{indicator.targets[*last].last_day} : Cell{});
    for (const TrackingCell& cell : page.table.rows[row].cells)
        add_cells(cells, cell, tracked, language);
    // Beside the first period, where the others have their remarks.
    constexpr std::size_t columns_before = 8;
    constexpr std::size_t columns_of_period = 6;
    if (const auto& over = page.table.rows[row].over; over && cells.size() > columns_before)
        cells[columns_before + columns_of_period - 1] = Cell{text_of(*over, language)};
}

}  // namespace

std::string column_name(const planning::TrackingColumn& column, const std::string& language) {
    const std::string days =
        fmt::format("{} – {}", format(column.days.first_day), format(column.days.last_day));
    if (!column.period || column.period->clipped) return days;
    const ReportingPeriod& period = *column.period;
    const std::string year = std::to_string(period.year);
    const std::string index = std::to_string(period.index);
    switch (period.type.frequency) {
        case Frequency::weekly:
            return text_of({"period-weekly", {index, year}}, language);
        case Frequency::monthly:
            return name_of_month(period.year, period.index);
        case Frequency::quarterly:
            return text_of({"period-quarterly", {index, year}}, language);
        case Frequency::half_yearly:
            return text_of({"period-half_yearly", {index, year}}, language);
        case Frequency::yearly:
            return year;
        case Frequency::financial_year:
            if (period.type.first_month == 1) return year;
            return fmt::format("{}/{}", period.year, period.year + 1);
        case Frequency::two_weekly:
        case Frequency::two_monthly:
        case Frequency::once:
            break;
    }
    return days;
}

sheets::Sheet tracking_sheet(const TrackingPage& page, const std::string& language) {
    sheets::Sheet sheet{text_of({"tracking-title", {}}, language), headers(page, language), {}, 3};
    for (const TrackedObjective& objective : page.objectives) {
        std::string title;
        if (objective.objective)
            title = choose(records::from_json<records::Objective>(objective.objective->body).title, language)
                        .text;
        for (const TrackedGoal& goal : objective.goals) {
            const auto body = records::from_json<records::Goal>(goal.goal.body);
            const std::string statement = choose(body.statement, language).text;
            for (const std::size_t row : goal.rows) {
                std::vector<Cell> cells{title, statement};
                add_indicator(cells, page, row, language);
                sheet.rows.push_back(std::move(cells));
            }
        }
    }
    return sheet;
}

}  // namespace brujula::web

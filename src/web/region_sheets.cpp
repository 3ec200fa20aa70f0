// SPDX-License-Identifier: GPL-3.0-or-later
#include <map>

#include "base/message.hpp"
#include "base/text.hpp"
#include "web/region_page.hpp"

namespace brujula::web {
using evaluating::GoalStanding;
using evaluating::Region;
using evaluating::RegionIndicator;
using sheets::Cell;
using sheets::Sheet;
namespace {

class Tables {
public:
    Tables(const Region& region, std::string_view language) : m_region(region), m_language(language) {
        for (const auto& member : region.members)
            m_names[member.id] = choose(member.name, language).text;
    }

    [[nodiscard]] Sheet values() const {
        Sheet sheet =
            started("region-sheet-values", {"period", "member-id", "member", "indicator-key", "indicator",
                                            "value", "quality", "until", "by", "baseline", "target",
                                            "agreed-target", "target-day", "goal", "observation"});
        for (const RegionIndicator& indicator : m_region.indicators)
            for (const auto& row : indicator.rows)
                for (std::size_t i = 0; i < row.cells.size(); ++i)
                    for (const auto& value : row.cells[i].values)
                        sheet.rows.push_back(value_row(indicator, row.member, i, value));
        return sheet;
    }

    [[nodiscard]] Sheet medians() const {
        Sheet sheet =
            started("region-sheet-medians", {"period", "indicator-key", "indicator", "members", "measured",
                                             "lower-quartile", "median", "upper-quartile", "lower-bounds"});
        for (const RegionIndicator& indicator : m_region.indicators)
            for (std::size_t i = 0; i < indicator.summaries.size(); ++i) {
                const auto& summary = indicator.summaries[i];
                sheet.rows.push_back({m_region.periods[i].name, indicator.key, name_of(indicator),
                                      count(summary.members), count(summary.measured), number(summary.lower),
                                      number(summary.median), number(summary.upper),
                                      count(summary.lower_bounds)});
            }
        return sheet;
    }

    [[nodiscard]] Sheet goals() const {
        std::vector<std::string> columns{"period", "member-id", "member"};
        for (std::size_t i = 0; i < evaluating::goal_standings; ++i)
            columns.push_back("goals-" + std::string{evaluating::name_of(static_cast<GoalStanding>(i))});
        Sheet sheet = started("region-sheet-goals", columns);
        for (const auto& goals : m_region.goals)
            for (std::size_t i = 0; i < goals.counts.size(); ++i) {
                std::vector<Cell> row{m_region.periods[i].name, goals.member, m_names.at(goals.member)};
                for (const std::size_t number : goals.counts[i])
                    row.push_back(count(number));
                sheet.rows.push_back(std::move(row));
            }
        return sheet;
    }

private:
    [[nodiscard]] std::string words(const std::string& key) const { return text_of({key, {}}, m_language); }

    [[nodiscard]] Sheet started(const std::string& name, const std::vector<std::string>& columns) const {
        Sheet sheet;
        sheet.name = words(name);
        for (const std::string& column : columns)
            sheet.columns.push_back({words("region-column-" + column)});
        sheet.fixed_columns = 1;
        return sheet;
    }

    [[nodiscard]] std::string name_of(const RegionIndicator& indicator) const {
        if (!indicator.metric) return choose(indicator.name, m_language).text;
        return words("metric-" + indicator.metric->metric + "-name");
    }

    [[nodiscard]] std::vector<Cell> value_row(const RegionIndicator& indicator, const std::string& member,
                                              std::size_t period,
                                              const evaluating::RegionValue& value) const {
        const auto& progress = value.progress;
        return {m_region.periods[period].name,
                member,
                m_names.at(member),
                indicator.key,
                name_of(indicator),
                number(progress.actual),
                quality(progress.actual),
                day(progress.actual_day),
                by(progress.by),
                number(progress.baseline),
                number(progress.target),
                number(progress.agreed_target),
                day(progress.target_day),
                value.goal,
                text_or_nothing(value.observation)};
    }

    [[nodiscard]] Cell quality(const std::optional<records::Amount>& amount) const {
        if (!amount) return {};
        if (amount->quality == records::AmountQuality::at_least) return words("tracking-at-least");
        if (amount->quality == records::AmountQuality::about) return words("tracking-about");
        return {};
    }

    [[nodiscard]] Cell by(const std::optional<records::ObservedBy>& by) const {
        if (!by) return {};
        return words(*by == records::ObservedBy::measured ? "region-by-measured" : "region-by-reported");
    }

    static Cell count(std::size_t number) { return static_cast<double>(number); }
    static Cell number(const std::optional<double>& value) { return value ? Cell{*value} : Cell{}; }
    static Cell number(const std::optional<records::Amount>& amount) {
        return amount ? Cell{amount->value} : Cell{};
    }
    static Cell day(const std::optional<Date>& day) { return day ? Cell{*day} : Cell{}; }
    static Cell text_or_nothing(const std::string& text) { return text.empty() ? Cell{} : Cell{text}; }

    const Region& m_region;
    std::string_view m_language;
    std::map<std::string, std::string, std::less<>> m_names;
};

}  // namespace

std::vector<Sheet> region_sheets(const Region& region, std::string_view language) {
    const Tables tables(region, language);
    return {tables.values(), tables.medians(), tables.goals()};
}

}  // namespace brujula::web

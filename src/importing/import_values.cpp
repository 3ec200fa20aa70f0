// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "base/error.hpp"
#include "importing/table_reading.hpp"
#include "records/described.hpp"

namespace brujula::importing {
using sheets::CellPlace;

namespace {

/// Values of indicators that are there.
class ValuesImport {
public:
    explicit ValuesImport(TableReading& reading)
        : m_reading(reading), m_network(reading.around().network), m_ids(reading.around()) {}

    std::vector<Entry> all() {
        for (const auto* field : {"indicator", "value"})
            if (!m_reading.column(field))
                m_reading.problem(
                    {m_reading.order().layout.last_header, 0},
                    {std::string_view{field} == "value" ? "import-no-value" : "import-no-indicator", {}});
        if (!m_reading.column("indicator")) return {};
        if (into().organisation.empty() && into().plan.empty()) m_reading.ask("organisation");
        for (const auto row : m_reading.rows())
            take(row);
        return std::move(m_entries);
    }

private:
    [[nodiscard]] const Destination& into() const { return m_reading.order().into; }

    void take(std::size_t row) {
        if (const auto goal = m_reading.text(row, "goal"); !goal.empty()) m_goal = goal;
        if (const auto name = m_reading.text(row, "indicator"); !name.empty()) m_name = name;
        if (m_name.empty()) return;
        const auto id = indicator(row);
        if (id.empty()) return;
        for (const auto* column : m_reading.columns("value"))
            take_value(row, *column, id);
    }

    void take_value(std::size_t row, const Column& column, const std::string& id) {
        const CellPlace cell{row, column.index};
        const auto number = m_reading.number(cell);
        if (!number) return;
        if (column.year_open) return m_reading.problem(m_reading.header(column), {"import-header-year", {}});
        const auto days = column.days ? column.days : m_reading.period(row, "period", plan_days(id));
        if (!days) return m_reading.problem(m_reading.header(column), {"import-value-period", {}});
        records::Observation value;
        value.first_day = days->first_day;
        value.last_day = days->last_day;
        value.value = number->amount;
        value.note = m_reading.localized(m_reading.text(row, "note"));
        const auto& known = m_network.indicators.find(id)->second;
        if (known.kind == records::IndicatorKind::formula)
            return m_reading.problem(cell, {"import-value-formula", {}});
        add_value(m_reading, m_ids, m_entries, cell, known.organisation.id, id, std::move(value));
    }

    [[nodiscard]] std::optional<planning::Days> plan_days(const std::string& indicator) const {
        const auto* goal = goal_of(m_network.indicators.find(indicator)->second);
        const auto plan = goal == nullptr ? m_network.plans.end() : m_network.plans.find(goal->plan.id);
        if (plan == m_network.plans.end()) return std::nullopt;
        return planning::Days{plan->second.first_day, plan->second.last_day};
    }

    [[nodiscard]] const records::Goal* goal_of(const records::Indicator& indicator) const {
        const auto goal = m_network.goals.find(indicator.goal.id);
        return goal == m_network.goals.end() ? nullptr : &goal->second;
    }

    static bool is_named(const LocalizedText& text, const std::string& wanted) {
        return std::any_of(text.begin(), text.end(),
                           [&](const auto& one) { return as_compared(one.second) == wanted; });
    }

    [[nodiscard]] bool is_meant(const std::string& id, const records::Indicator& indicator) const {
        const auto* goal = goal_of(indicator);
        if (goal == nullptr) return false;
        const bool here = into().plan.empty() ? indicator.organisation.id == into().organisation
                                              : goal->plan.id == into().plan;
        if (!here || (id != m_name && !is_named(indicator.name, as_compared(m_name)))) return false;
        return m_goal.empty() || is_named(goal->statement, as_compared(m_goal)) ||
               indicator.goal.id == m_goal;
    }

    /// The one that the row is about; empty where there is none or more than one, which is a problem.
    std::string indicator(std::size_t row) {
        std::vector<std::string> found;
        for (const auto& [id, indicator] : m_network.indicators)
            if (is_meant(id, indicator)) found.push_back(id);
        if (found.size() == 1) return found.front();
        const char* key = found.empty() ? "import-indicator-unknown" : "import-indicator-several";
        m_reading.problem(m_reading.place(row, "indicator"), {key, {m_name, std::to_string(found.size())}});
        return {};
    }

    TableReading& m_reading;
    const planning::NetworkRecords& m_network;
    ImportIds m_ids;
    std::string m_goal;
    std::string m_name;
    std::vector<Entry> m_entries;
};

}  // namespace

std::vector<Entry> import_values(TableReading& reading) {
    return ValuesImport(reading).all();
}

}  // namespace brujula::importing

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <chrono>
#include <utility>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/json.hpp"
#include "importing/table_reading.hpp"
#include "planning/statement.hpp"
#include "records/described.hpp"

namespace brujula::importing {
using planning::Days;
using sheets::CellPlace;

namespace {

/// How often a period comes round, by its length.
records::Frequency frequency_of(const Days& days) {
    const auto length = planning::length(days);
    if (length <= 8) return records::Frequency::weekly;
    if (length <= 31) return records::Frequency::monthly;
    if (length <= 62) return records::Frequency::two_monthly;
    if (length <= 92) return records::Frequency::quarterly;
    return length <= 184 ? records::Frequency::half_yearly : records::Frequency::yearly;
}

bool is_per_cent(std::string_view unit) {
    const auto folded = as_compared(unit);
    return folded == "%" || folded == "por ciento" || folded == "porcentaje" || folded == "per cent" ||
           folded == "percent" || folded == "percentage" || folded == "por cento" ||
           folded == "percentagem" || folded == "porcentagem";
}

/// The entry of a record that stands in a list of them.
Entry* entry_of(std::vector<Entry>& entries, std::string_view kind, std::string_view id) {
    for (auto& entry : entries)
        if (entry.kind == kind && entry.id == id) return &entry;
    return nullptr;
}

/// Puts a plan together, row by row.
class PlanImport {
public:
    explicit PlanImport(TableReading& reading)
        : m_reading(reading), m_network(reading.around().network), m_ids(reading.around()) {}

    std::vector<Entry> all() {
        if (!begin()) return {};
        const auto rows = m_reading.rows();
        for (const auto row : rows)
            take(row);
        write_indicators();
        std::vector<Entry> entries = std::move(m_entries);
        std::move(m_indicators.begin(), m_indicators.end(), std::back_inserter(entries));
        std::move(m_values.begin(), m_values.end(), std::back_inserter(entries));
        return entries;
    }

private:
    /// An indicator while its rows are read.
    struct Open {
        std::string id;
        Standing standing = Standing::added;
        CellPlace from;
        Days goal_days;
        records::Indicator record;
        std::size_t values = 0;
    };

    [[nodiscard]] const Destination& into() const { return m_reading.order().into; }

    /// The plan, and what the table must have. False where nothing can be read yet.
    bool begin() {
        if (!m_reading.column("goal"))
            m_reading.problem({m_reading.order().layout.last_header, 0}, {"import-no-goal", {}});
        if (!into().plan.empty()) return existing_plan();
        if (into().organisation.empty()) m_reading.ask("organisation");
        if (into().title.empty() || !into().days) m_reading.ask("plan");
        if (!into().days || into().title.empty()) return false;
        new_plan();
        return m_reading.column("goal") != nullptr;
    }

    bool existing_plan() {
        const auto found = m_network.plans.find(into().plan);
        if (found == m_network.plans.end())
            throw Error{ErrorKind::not_found, {"error-no-record", {"plan", into().plan}}};
        m_plan = found->first;
        m_organisation = found->second.organisation.id;
        m_days = {found->second.first_day, found->second.last_day};
        m_entries.push_back({"plan", m_plan, Standing::there, {}, records::to_json(found->second)});
        return m_reading.column("goal") != nullptr;
    }

    void new_plan() {
        m_organisation = into().organisation;
        m_days = *into().days;
        records::Plan plan;
        plan.organisation.id = m_organisation;
        plan.title = into().title;
        plan.type = into().strategic ? records::PlanType::strategic : records::PlanType::annual;
        plan.first_day = m_days.first_day;
        plan.last_day = m_days.last_day;
        const auto title = choose(plan.title, m_reading.order().language).text;
        for (const auto& [id, known] : m_network.plans)
            if (known.organisation.id == m_organisation && is_named(known.title, title))
                m_reading.problem({m_reading.order().layout.last_header, 0}, {"import-plan-there", {title}});
        m_plan = m_ids.of_title("plan", m_organisation, title);
        m_entries.push_back({"plan", m_plan, Standing::added, {}, records::to_json(plan)});
    }

    void take(std::size_t row) {
        inherit(row);
        const auto statement = m_goal;
        if (statement.empty()) {
            if (holds_numbers(row) || !m_reading.text(row, "indicator").empty())
                m_reading.problem(m_reading.place(row, "goal"), {"import-goal-missing", {}});
            return;
        }
        const auto objective = objective_id(row);
        if (objective.empty()) return;
        const auto goal = goal_id(row, objective);
        take_indicator(row, goal);
    }

    /// A blank axis, objective or goal is that of the row above; under a new objective there is no goal yet.
    void inherit(std::size_t row) {
        const auto next = [&](const char* field, std::string& now) {
            const auto said = m_reading.text(row, field);
            const bool changed = !said.empty() && as_compared(said) != as_compared(now);
            if (!said.empty()) now = said;
            return changed;
        };
        if (next("axis", m_axis)) {
            m_objective.clear();
            m_goal.clear();
        }
        if (next("objective", m_objective)) m_goal.clear();
        next("goal", m_goal);
    }

    bool holds_numbers(std::size_t row) {
        for (const auto* field : {"target", "value", "baseline"})
            for (const auto* column : m_reading.columns(field))
                if (!says_nothing(m_reading.text(CellPlace{row, column->index}))) return true;
        return false;
    }

    std::string axis_id(std::size_t row) {
        if (m_axis.empty()) return {};
        auto& id = m_axes[as_compared(m_axis)];
        if (!id.empty()) return id;
        for (const auto& [known, axis] : m_network.axes)
            if (axis.plan.id == m_plan && is_named(axis.title, m_axis)) return id = known;
        records::Axis axis;
        axis.organisation.id = m_organisation;
        axis.plan.id = m_plan;
        axis.title = m_reading.localized(m_axis);
        axis.order = static_cast<int>(m_axes.size());
        id = m_ids.of_title("axis", m_plan, m_axis);
        m_entries.push_back(
            {"axis", id, Standing::added, m_reading.place(row, "axis"), records::to_json(axis)});
        return id;
    }

    std::string objective_id(std::size_t row) {
        const auto& title = m_objective.empty() ? m_reading.order().objective : m_objective;
        if (title.empty()) {
            m_reading.ask("objective", m_reading.place(row, "goal"));
            return {};
        }
        const auto axis = axis_id(row);
        auto& id = m_objectives[axis + '\n' + as_compared(title)];
        if (!id.empty()) return id;
        if (const auto known = known_objective(title); !known.empty()) return id = known;
        records::Objective objective;
        objective.organisation.id = m_organisation;
        objective.plan.id = m_plan;
        if (!axis.empty()) objective.axis = records::Ref<"axis">{axis};
        objective.title = m_reading.localized(title);
        id = m_ids.of_title("objective", m_plan, title);
        const auto from = m_reading.place(row, m_reading.column("objective") ? "objective" : "goal");
        m_entries.push_back({"objective", id, Standing::added, from, records::to_json(objective)});
        return id;
    }

    std::string known_objective(const std::string& title) {
        for (const auto& id : planning::ids_in(m_network.objectives_of_plan, m_plan)) {
            const auto& objective = m_network.objectives.find(id)->second;
            if (!is_named(objective.title, title)) continue;
            m_entries.push_back({"objective", id, Standing::there, {}, records::to_json(objective)});
            return id;
        }
        return {};
    }

    static bool is_named(const LocalizedText& text, std::string_view name) {
        const auto wanted = as_compared(name);
        return std::any_of(text.begin(), text.end(),
                           [&](const auto& one) { return as_compared(one.second) == wanted; });
    }

    std::string goal_id(std::size_t row, const std::string& objective) {
        auto& id = m_goals[objective + '\n' + as_compared(m_goal)];
        if (!id.empty()) return id;
        for (const auto& known : planning::ids_in(m_network.goals_of_plan, m_plan)) {
            const auto& goal = m_network.goals.find(known)->second;
            if (!is_named(goal.statement, m_goal)) continue;
            m_entries.push_back(
                {"goal", known, Standing::there, m_reading.place(row, "goal"), records::to_json(goal)});
            m_days_of_goal[known] = {goal.first_day, goal.last_day};
            return id = known;
        }
        id = m_ids.of_title("goal", m_plan, m_goal);
        const auto goal = new_goal(row, objective);
        m_days_of_goal[id] = {goal.first_day, goal.last_day};
        m_entries.push_back(
            {"goal", id, Standing::added, m_reading.place(row, "goal"), records::to_json(goal)});
        return id;
    }

    records::Goal new_goal(std::size_t row, const std::string& objective) {
        const auto& order = m_reading.order();
        records::Goal goal;
        goal.organisation.id = m_organisation;
        goal.plan.id = m_plan;
        goal.objective.id = objective;
        goal.statement = m_reading.localized(m_goal);
        goal.target_group = m_reading.localized(m_reading.text(row, "target_group"));
        goal.rationale = m_reading.localized(m_reading.text(row, "rationale"));
        const auto first = m_reading.period(row, "goal_first_day", m_days);
        const auto last = m_reading.period(row, "goal_last_day", m_days);
        goal.first_day = first ? first->first_day : m_days.first_day;
        goal.last_day = last ? last->last_day : m_days.last_day;
        const auto& lexica = m_reading.around().lexica;
        goal.type = planning::read_statement(m_goal, order.language, lexica, m_reading.around().today)
                        .type.value_or(records::GoalType::reach);
        if (const auto person = responsible(row); !person.empty())
            goal.owner = records::Ref<"person">{person};
        return goal;
    }

    std::string responsible(std::size_t row) {
        const auto name = m_reading.text(row, "responsible");
        if (says_nothing(name)) return {};
        auto person = person_called(m_network, name);
        if (person.empty())
            m_reading.note(m_reading.place(row, "responsible"), {"import-person-unknown", {name}});
        return person;
    }

    void take_indicator(std::size_t row, const std::string& goal) {
        auto name = m_reading.text(row, "indicator");
        if (name.empty() && !holds_numbers(row)) return;
        if (name.empty()) name = continued(goal);
        if (name.empty()) {
            name = m_goal;
            m_reading.note(m_reading.place(row, "goal"), {"import-indicator-named", {}});
        }
        auto& open = indicator(row, goal, name);
        m_last = {goal, name};
        if (open.standing == Standing::added) {
            describe(open, row);
            add_baseline(open, row);
            add_targets(open, row);
        } else if (!m_reading.columns("target").empty()) {
            m_reading.note(open.from, {"import-indicator-there", {}});
        }
        add_values(open, row);
    }

    /// In a table with a row for each period, a blank indicator is that of the row above.
    [[nodiscard]] std::string continued(const std::string& goal) const {
        return m_reading.column("period") && m_last.first == goal ? m_last.second : std::string{};
    }

    Open& indicator(std::size_t row, const std::string& goal, const std::string& name) {
        const auto key = goal + '\n' + as_compared(name);
        if (const auto found = m_index.find(key); found != m_index.end()) return m_open[found->second];
        m_index[key] = m_open.size();
        auto& open = m_open.emplace_back();
        open.from = m_reading.place(row, m_reading.column("indicator") ? "indicator" : "goal");
        open.goal_days = m_days_of_goal[goal];
        for (const auto& id : planning::ids_in(m_network.indicators_of_goal, goal)) {
            const auto& known = m_network.indicators.find(id)->second;
            if (!is_named(known.name, name)) continue;
            open.id = id;
            open.standing = Standing::there;
            open.record = known;
            return open;
        }
        open.id = m_ids.of_title("indicator", m_plan, name);
        open.record.organisation.id = m_organisation;
        open.record.goal.id = goal;
        open.record.name = m_reading.localized(name);
        open.record.frequency = records::Frequency::once;
        return open;
    }

    void describe(Open& open, std::size_t row) {
        const auto take_text = [&](LocalizedText& into_text, const char* field) {
            if (into_text.empty()) into_text = m_reading.localized(m_reading.text(row, field));
        };
        take_text(open.record.definition, "definition");
        take_text(open.record.means_of_verification, "means_of_verification");
        if (const auto unit = m_reading.text(row, "unit"); !unit.empty()) set_unit(open, unit);
        if (const auto person = responsible(row); !person.empty() && !open.record.responsible)
            open.record.responsible = records::Ref<"person">{person};
    }

    void set_unit(Open& open, const std::string& unit) {
        if (!open.record.unit.empty()) return;
        open.record.unit = m_reading.localized(is_per_cent(unit) ? "%" : unit);
        if (is_per_cent(unit)) open.record.measure = records::Measure::percentage;
    }

    /// The number, and what it says of the unit.
    std::optional<records::Amount> amount(Open& open, CellPlace cell) {
        const auto number = m_reading.number(cell);
        if (!number) return std::nullopt;
        if (open.standing == Standing::added && (number->per_cent || !number->unit.empty()))
            set_unit(open, number->per_cent ? "%" : number->unit);
        return number->amount;
    }

    void add_baseline(Open& open, std::size_t row) {
        const auto* column = m_reading.column("baseline");
        if (column == nullptr || open.record.baseline) return;
        const CellPlace cell{row, column->index};
        const auto value = amount(open, cell);
        if (!value) return;
        const auto said = m_reading.period(row, "baseline_day", std::nullopt);
        auto day = said ? std::optional{said->last_day} : std::nullopt;
        if (!day && column->days) day = column->days->last_day;
        if (!day) day = m_reading.order().baseline_day;
        if (!day) m_reading.ask("baseline_day", cell);
        records::Baseline baseline;
        baseline.value = value;
        baseline.date = day;
        baseline.source = m_reading.order().source;
        open.record.baseline = baseline;
    }

    /// The days that a cell of a column is about: of the row's period, or the header's.
    std::optional<Days> days_of(std::size_t row, const Column& column) {
        if (column.year_open) {
            m_reading.problem(m_reading.header(column), {"import-header-year", {}});
            return std::nullopt;
        }
        if (column.days) return column.days;
        return m_reading.period(row, "period", m_days);
    }

    void add_targets(Open& open, std::size_t row) {
        for (const auto* column : m_reading.columns("target")) {
            const CellPlace cell{row, column->index};
            const auto value = amount(open, cell);
            if (!value) continue;
            const bool own = column->days || column->year_open || m_reading.column("period");
            const auto days = own ? days_of(row, *column) : std::optional{open.goal_days};
            if (!days) continue;
            records::Target target;
            target.first_day = days->first_day;
            target.last_day = days->last_day;
            target.value = *value;
            open.record.targets.push_back(std::move(target));
            if (own) open.record.frequency = frequency_of(*days);
        }
    }

    void add_values(Open& open, std::size_t row) {
        for (const auto* column : m_reading.columns("value")) {
            const CellPlace cell{row, column->index};
            const auto value = amount(open, cell);
            if (!value) continue;
            const auto days = days_of(row, *column);
            if (!days) {
                if (!column->year_open)
                    m_reading.problem(m_reading.header(*column), {"import-value-period", {}});
                continue;
            }
            records::Observation observation;
            observation.first_day = days->first_day;
            observation.last_day = days->last_day;
            observation.value = value;
            ++open.values;
            if (open.record.targets.empty() && open.standing == Standing::added)
                open.record.frequency = frequency_of(*days);
            add_value(m_reading, m_ids, m_values, cell, m_organisation, open.id, std::move(observation));
        }
    }

    void write_indicators() {
        for (auto& open : m_open) {
            const bool several = open.record.targets.size() > 1 || open.values > 1;
            if (open.standing == Standing::added) settle(open, several);
            m_indicators.push_back(
                {"indicator", open.id, open.standing, open.from, records::to_json(open.record)});
        }
    }

    /// What follows from the numbers of an indicator when they are all there.
    void settle(Open& open, bool several) {
        auto& record = open.record;
        std::sort(record.targets.begin(), record.targets.end(),
                  [](const auto& a, const auto& b) { return a.last_day < b.last_day; });
        const auto& accumulation = m_reading.order().accumulation;
        if (several && !accumulation) m_reading.ask("accumulation", open.from);
        if (accumulation) record.accumulation = *accumulation;
        if (!record.baseline || record.targets.empty()) return;
        if (record.targets.back().value.value < record.baseline->value->value)
            record.direction = records::Direction::decreasing;
    }

    TableReading& m_reading;
    const planning::NetworkRecords& m_network;
    ImportIds m_ids;
    std::string m_plan;
    std::string m_organisation;
    Days m_days;
    std::string m_axis;
    std::string m_objective;
    std::string m_goal;
    std::pair<std::string, std::string> m_last;  ///< goal and indicator of the row above
    std::map<std::string, std::string> m_axes;
    std::map<std::string, std::string> m_objectives;
    std::map<std::string, std::string> m_goals;
    std::map<std::string, Days> m_days_of_goal;
    std::map<std::string, std::size_t> m_index;
    std::vector<Open> m_open;
    std::vector<Entry> m_entries;
    std::vector<Entry> m_indicators;
    std::vector<Entry> m_values;
};

}  // namespace

std::vector<Entry> import_plan(TableReading& reading) {
    return PlanImport(reading).all();
}

void add_value(TableReading& reading, ImportIds& ids, std::vector<Entry>& entries, CellPlace cell,
               const std::string& organisation, const std::string& indicator, records::Observation value) {
    value.organisation.id = organisation;
    value.indicator.id = indicator;
    value.by = records::ObservedBy::reported;
    value.source = reading.order().source;
    const auto same = [&](const records::Observation& other) {
        return other.first_day == value.first_day && other.last_day == value.last_day;
    };
    const auto& network = reading.around().network;
    for (const auto& id : planning::ids_in(network.observations_of_indicator, indicator)) {
        auto known = network.observations.find(id)->second;
        if (!same(known)) continue;
        auto standing = Standing::there;
        const bool differs = known.value ? known.value->value != value.value->value : true;
        if (differs && !reading.order().replace)
            return reading.problem(
                cell, {"import-value-differs", {known.value ? format_number(known.value->value) : "–"}});
        if (differs && known.by == records::ObservedBy::measured)
            return reading.problem(cell, {"import-value-measured", {}});
        if (differs) {
            standing = Standing::changed;
            known.value = value.value;
        }
        entries.push_back({"observation", id, standing, cell, records::to_json(known)});
        return;
    }
    constexpr std::size_t longest_start = 50;
    const auto id =
        indicator.substr(0, longest_start) + '-' + format(value.first_day) + '-' + format(value.last_day);
    if (const auto* twice = entry_of(entries, "observation", id); twice != nullptr)
        return reading.problem(cell, {"import-value-twice", {sheets::address_of(twice->from)}});
    entries.push_back(
        {"observation", ids.exactly("observation", id), Standing::added, cell, records::to_json(value)});
}

}  // namespace brujula::importing

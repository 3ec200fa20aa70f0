// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/clone.hpp"

#include <chrono>
#include <map>
#include <set>

#include "base/error.hpp"
#include "base/message.hpp"

namespace brujula::planning {
namespace chrono = std::chrono;
namespace {

Date month_end(chrono::year_month month) {
    return month.year() / month.month() / chrono::last;
}

bool is_month_end(Date day) {
    return day == month_end(day.year() / day.month());
}

constexpr std::size_t longest_id = 80;

/// Gives ids and remembers which record became which.
class NewIds {
public:
    explicit NewIds(const CloneOptions& options) : m_options(options) {}

    /// "wmar-2015-aumentar-los-editores": the plan's and the beginning of the title.
    std::string make(const std::string& kind, const std::string& from, const LocalizedText& title) {
        constexpr std::size_t words = 32;
        std::string base =
            m_options.id + '-' + beginning(slug(choose(title, m_options.language).text), words);
        while (base.size() > longest_id - 5 || base.ends_with('-'))
            base.pop_back();
        std::string id = base;
        for (int n = 2; is_taken(kind, id); ++n)
            id = base + '-' + std::to_string(n);
        m_given.insert({kind, id});
        m_became[{kind, from}] = id;
        return id;
    }

    /// The copy's id where the record was copied; else the id itself.
    [[nodiscard]] std::string of(const std::string& kind, const std::string& id) const {
        const auto found = m_became.find({kind, id});
        return found == m_became.end() ? id : found->second;
    }

private:
    static std::string beginning(std::string text, std::size_t longest) {
        if (text.size() <= longest) return text;
        const std::size_t hyphen = text.rfind('-', longest);
        return text.substr(0, hyphen == std::string::npos ? longest : hyphen);
    }
    [[nodiscard]] bool is_taken(const std::string& kind, const std::string& id) const {
        return m_given.contains({kind, id}) || (m_options.taken && m_options.taken(kind, id));
    }

    using Named = std::pair<std::string, std::string>;
    const CloneOptions& m_options;
    std::set<Named> m_given;
    std::map<Named, std::string> m_became;
};

class Cloning {
public:
    Cloning(const NetworkRecords& network, std::string_view plan, const CloneOptions& options)
        : m_network(network), m_from(plan), m_options(options), m_ids(options) {
        const auto found = network.plans.find(plan);
        if (found == network.plans.end())
            throw Error{ErrorKind::not_found, {"error-no-record", {"plan", std::string{plan}}}};
        m_clone.plan = found->second;
        m_shift = shift_between(m_clone.plan.first_day, options.first_day);
    }

    PlanClone made() {
        make_plan();
        collect();
        for (auto& copy : m_clone.axes)
            copy.record.plan.id = m_options.id;
        for (auto& copy : m_clone.objectives)
            move_objective(copy.record);
        for (auto& copy : m_clone.goals)
            move_goal(copy.record);
        for (auto& copy : m_clone.indicators)
            move_indicator(copy.from, copy.record);
        return std::move(m_clone);
    }

private:
    void make_plan() {
        records::Plan& plan = m_clone.plan;
        m_clone.id = m_options.id;
        plan.title = m_options.title;
        plan.state = records::PlanState::draft;
        plan.first_day = m_options.first_day;
        plan.last_day = m_options.last_day;
        plan.cloned_from = records::Ref<"plan">{m_from};
        plan.agreed_versions.clear();
        for (Date& day : plan.review_days)
            day = shifted(day, m_shift);
        plan.source.clear();
    }

    /// All copies with their ids, so that links can go either way.
    void collect() {
        for (const auto& [id, axis] : m_network.axes)
            if (axis.plan.id == m_from)
                m_clone.axes.push_back({id, m_ids.make("axis", id, axis.title), axis});
        for (const auto& id : ids_in(m_network.objectives_of_plan, m_from)) {
            const auto& objective = m_network.objectives.find(id)->second;
            m_clone.objectives.push_back({id, m_ids.make("objective", id, objective.title), objective});
        }
        for (const auto& id : ids_in(m_network.goals_of_plan, m_from)) {
            const auto& goal = m_network.goals.find(id)->second;
            m_clone.goals.push_back({id, m_ids.make("goal", id, goal.statement), goal});
            for (const auto& of_goal : ids_in(m_network.indicators_of_goal, id)) {
                const auto& indicator = m_network.indicators.find(of_goal)->second;
                const std::string made = m_ids.make("indicator", of_goal, indicator.name);
                m_clone.indicators.push_back({of_goal, made, indicator});
            }
        }
    }

    void move_objective(records::Objective& objective) const {
        objective.plan.id = m_options.id;
        if (objective.axis) objective.axis->id = m_ids.of("axis", objective.axis->id);
        if (objective.regional_objective)
            objective.regional_objective->id = m_ids.of("objective", objective.regional_objective->id);
    }

    void move_goal(records::Goal& goal) const {
        goal.plan.id = m_options.id;
        goal.objective.id = m_ids.of("objective", goal.objective.id);
        goal.first_day = shifted(goal.first_day, m_shift);
        goal.last_day = shifted(goal.last_day, m_shift);
        if (goal.shared_goal) goal.shared_goal->id = m_ids.of("goal", goal.shared_goal->id);
        for (auto& other : goal.depends_on)
            other.id = m_ids.of("goal", other.id);
        goal.endorsed_by.clear();
        goal.answers.clear();
        goal.source.clear();
        for (auto& line : goal.budget) {
            line.rate.reset();
            line.rate_date.reset();
        }
    }

    void move_indicator(const std::string& from, records::Indicator& indicator) const {
        indicator.goal.id = m_ids.of("goal", indicator.goal.id);
        if (indicator.formula) {
            indicator.formula->numerator = with_copies(indicator.formula->numerator);
            indicator.formula->denominator = with_copies(indicator.formula->denominator);
        }
        indicator.baseline = baseline_of(from, indicator);
        if (!m_options.keep_targets) indicator.targets.clear();
        for (auto& target : indicator.targets) {
            target.first_day = shifted(target.first_day, m_shift);
            target.last_day = shifted(target.last_day, m_shift);
            target.parts.clear();
            target.revisions.clear();
        }
    }

    /// A formula whose "#{id}" name the copies.
    [[nodiscard]] std::string with_copies(const std::string& formula) const {
        std::string result;
        std::size_t done = 0;
        for (std::size_t at = formula.find("#{"); at != std::string::npos; at = formula.find("#{", done)) {
            const std::size_t begin = at + 2;
            const std::size_t end = formula.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-", begin);
            const std::size_t size = end == std::string::npos ? end : end - begin;
            result.append(formula, done, begin - done);
            result += m_ids.of("indicator", formula.substr(begin, size));
            done = end == std::string::npos ? formula.size() : end;
        }
        return result + formula.substr(done);
    }

    [[nodiscard]] std::optional<records::Baseline> baseline_of(const std::string& from,
                                                               const records::Indicator& indicator) const {
        records::Baseline baseline;
        if (indicator.baseline) baseline.collect_how = indicator.baseline->collect_how;
        const std::string observation = latest_value(from);
        if (!observation.empty()) {
            const auto& observed = m_network.observations.find(observation)->second;
            baseline.value = observed.value;
            baseline.date = observed.last_day;
            baseline.source = source_of(observation, observed);
            return baseline;
        }
        if (!m_options.collect_by) return std::nullopt;
        baseline.collect_by = m_options.collect_by;
        return baseline;
    }

    /// The id of the indicator's latest observation with a value; empty where it has none.
    [[nodiscard]] std::string latest_value(const std::string& indicator) const {
        std::string latest;
        Date day{};
        for (const auto& id : ids_in(m_network.observations_of_indicator, indicator)) {
            const auto& observed = m_network.observations.find(id)->second;
            if (!observed.value || (!latest.empty() && observed.last_day < day)) continue;
            latest = id;
            day = observed.last_day;
        }
        return latest;
    }

    [[nodiscard]] std::string source_of(const std::string& id, const records::Observation& observed) const {
        if (!observed.measurement) return text_of({"clone-baseline-observation", {id}}, m_options.language);
        return text_of({"clone-baseline-measurement", {id, observed.measurement->id}}, m_options.language);
    }

    const NetworkRecords& m_network;
    std::string m_from;
    const CloneOptions& m_options;
    NewIds m_ids;
    DateShift m_shift;
    PlanClone m_clone;
};

}  // namespace

DateShift shift_between(Date from, Date to) {
    const bool whole = from.day() == to.day() || (is_month_end(from) && is_month_end(to));
    if (whole) {
        const auto months = to.year() / to.month() - from.year() / from.month();
        return {static_cast<int>(months.count()), 0};
    }
    return {std::nullopt, static_cast<int>((chrono::sys_days{to} - chrono::sys_days{from}).count())};
}

Date shifted(Date day, const DateShift& shift) {
    if (!shift.months) return Date{chrono::sys_days{day} + chrono::days{shift.days}};
    const auto month = day.year() / day.month() + chrono::months{*shift.months};
    const Date last = month_end(month);
    if (is_month_end(day)) return last;
    const Date same = month / day.day();
    return same.ok() ? same : last;
}

PlanClone clone_plan(const NetworkRecords& network, std::string_view plan, const CloneOptions& options) {
    return Cloning(network, plan, options).made();
}

}  // namespace brujula::planning

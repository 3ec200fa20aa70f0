// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/tracking_entry.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "planning/tracking.hpp"
#include "records/described.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

constexpr std::size_t most_cells = 2'000;
constexpr std::size_t longest_comment = 1'000;

/// One cell as it was sent.
struct EnteredCell {
    std::string indicator;
    planning::Days days;      ///< the column's
    std::string observation;  ///< empty: there was none
    std::int64_t base = 0;    ///< its revision that the writer saw
    std::optional<records::Amount> value;
    std::optional<LocalizedText> note;                ///< nothing: the note stays
    std::optional<LocalizedText> narrative;           ///< nothing: the narrative stays
    std::optional<std::vector<records::Part>> parts;  ///< nothing: the parts stay
};

[[noreturn]] void bad_cell(std::size_t index, const Message& message) {
    throw store::InvalidRecord({{"/cells/" + std::to_string(index), message}});
}

Date day_in(const json::value& cell, const char* name, std::size_t index) {
    const std::string text = text_in(cell, name);
    const auto day = parse_date(text);
    if (!day) bad_cell(index, {"error-not-a-day", {text}});
    return *day;
}

/// A member of the cell as a record's part; its problems are the cell's.
template <class T>
std::optional<T> part_of(const json::value& cell, const char* name, std::size_t index) {
    const json::value* member = cell.get_object().if_contains(name);
    if (!member || member->is_null()) return std::nullopt;
    std::vector<Problem> problems;
    T part = records::from_json<T>(*member, problems);
    if (!problems.empty())
        throw store::InvalidRecord({{"/cells/" + std::to_string(index) + "/" + name + problems.front().field,
                                     problems.front().message}});
    return part;
}

EnteredCell entered_cell(const json::value& cell, std::size_t index) {
    if (!cell.is_object()) bad_cell(index, {"error-member-missing", {"indicator"}});
    EnteredCell entered;
    entered.indicator = text_in(cell, "indicator");
    entered.days = {day_in(cell, "first_day", index), day_in(cell, "last_day", index)};
    entered.observation = text_in(cell, "observation");
    if (const json::value* base = cell.get_object().if_contains("base"); base && base->is_int64())
        entered.base = base->get_int64();
    entered.value = part_of<records::Amount>(cell, "value", index);
    entered.note = part_of<LocalizedText>(cell, "note", index);
    entered.narrative = part_of<LocalizedText>(cell, "narrative", index);
    entered.parts = part_of<std::vector<records::Part>>(cell, "parts", index);
    return entered;
}

std::vector<EnteredCell> entered_cells(const Call& call) {
    const json::value* cells = call.body.if_contains("cells");
    if (!cells || !cells->is_array()) throw Error{ErrorKind::bad_input, {"error-member-missing", {"cells"}}};
    const json::array& list = cells->get_array();
    if (list.size() > most_cells)
        throw Error{ErrorKind::too_large, {"error-tracking-cells", {std::to_string(most_cells)}}};
    std::vector<EnteredCell> entered;
    std::set<std::pair<std::string, planning::Days>> seen;
    for (std::size_t i = 0; i < list.size(); ++i) {
        entered.push_back(entered_cell(list[i], i));
        if (!seen.emplace(entered.back().indicator, entered.back().days).second)
            bad_cell(i, {"error-tracking-twice", {}});
    }
    return entered;
}

class Entering {
public:
    Entering(const House& house, const Call& call)
        : m_house(house), m_call(call), m_plan(records::from_json<records::Plan>(call.record->body)) {}

    Response all(const std::vector<EnteredCell>& cells) {
        for (std::size_t i = 0; i < cells.size(); ++i)
            prepare(cells[i], i);
        if (!m_stale.empty()) return stale_answer();
        if (!m_problems.empty()) throw store::InvalidRecord(m_problems);
        json::array written;
        for (const store::Revision& revision : m_house.store.write_all(m_writes))
            written.push_back(envelope_without_data(revision));
        return json_response(200, {{"saved", written.size()}, {"observations", std::move(written)}});
    }

private:
    /// The indicator, where it is one of this plan's and the asker may write its values.
    store::Revision indicator_of(const EnteredCell& cell, std::size_t index) {
        auto indicator = m_house.store.find("indicator", cell.indicator);
        const auto goal = indicator ? m_house.store.find("goal", text_in(*indicator, "goal")) : std::nullopt;
        if (!goal || text_in(*goal, "plan") != m_call.record->id)
            bad_cell(index, {"error-tracking-indicator", {cell.indicator}});
        const json::value as_if = {{"organisation", indicator->owner}};
        if (!m_call.asker.may(Action::create, "observation", "", as_if)) m_call.asker.refuse();
        return *indicator;
    }

    /// The observation that the cell is about as it is now: the one it names, else one of just its days.
    std::optional<store::Revision> newest_of(const EnteredCell& cell, const planning::Days& days) const {
        if (!cell.observation.empty()) return m_house.store.find("observation", cell.observation);
        for (store::Revision& observation :
             readable(m_house.store, m_call.asker,
                      linked("observation", "indicator", "indicator", cell.indicator))) {
            const bool same = text_in(observation, "first_day") == format(days.first_day) &&
                              text_in(observation, "last_day") == format(days.last_day);
            if (same) return std::move(observation);
        }
        return std::nullopt;
    }

    void prepare(const EnteredCell& cell, std::size_t index) {
        const store::Revision indicator = indicator_of(cell, index);
        const auto described = records::from_json<records::Indicator>(indicator.body);
        if (described.kind == records::IndicatorKind::formula)
            bad_cell(index, {"error-tracking-measured", {indicator.id}});
        const planning::Days days =
            planning::days_entered(described, cell.days, {m_plan.first_day, m_plan.last_day});
        const auto newest = newest_of(cell, days);
        const bool unchanged = newest ? newest->number == cell.base : cell.base == 0;
        if (!unchanged) {
            m_stale.push_back(stale_json(cell, newest));
            return;
        }
        store::Write write;
        write.kind = "observation";
        write.author = m_call.asker.actor().person;
        write.comment = m_call.text_or("comment", "");
        records::Observation observation;
        if (newest) {
            if (!m_call.asker.may(Action::write, *newest)) m_call.asker.refuse();
            observation = records::from_json<records::Observation>(newest->body);
            if (observation.indicator.id != cell.indicator || observation.measurement)
                bad_cell(index, {"error-tracking-measured", {newest->id}});
            write.id = newest->id;
            write.base = newest->number;
        } else {
            begin(write, observation, indicator, days);
        }
        check_parts(cell, described, observation.parts, index);
        finish(std::move(write), std::move(observation), cell, newest.has_value(), index);
    }

    /// A new observation. Its id says which it is, so that two people who fill the same cell at the same
    /// moment meet; one that was taken away before goes on from there.
    void begin(store::Write& write, records::Observation& observation, const store::Revision& indicator,
               const planning::Days& days) const {
        observation.organisation.id = indicator.owner;
        observation.indicator.id = indicator.id;
        observation.first_day = days.first_day;
        observation.last_day = days.last_day;
        constexpr std::size_t longest_start = 58;  // 80 less a hyphen and the days
        std::string id = indicator.id.substr(0, longest_start) + '-';
        id += format(days.first_day) + '-' + format(days.last_day);
        const auto history = m_house.store.history("observation", id);
        if (history.empty()) {
            write.id = id;
            return;
        }
        const auto last = std::max_element(history.begin(), history.end(),
                                           [](const auto& a, const auto& b) { return a.number < b.number; });
        if (!last->removed) return;  // it is another's now: the store finds an id
        write.id = id;
        write.base = last->number;
    }

    static bool has(const records::Indicator& indicator, const records::Part& part) {
        const auto& all = indicator.disaggregations;
        return std::any_of(all.begin(), all.end(), [&](const records::Disaggregation& one) {
            const auto& categories = one.categories;
            return one.key == part.dimension &&
                   std::any_of(categories.begin(), categories.end(),
                               [&](const auto& category) { return category.key == part.category; });
        });
    }

    /// A part is of a category that the indicator has, or that the observation had; and it is told once.
    static void check_parts(const EnteredCell& cell, const records::Indicator& indicator,
                            const std::vector<records::Part>& before, std::size_t index) {
        if (!cell.parts) return;
        std::set<std::pair<std::string, std::string>> seen;
        for (std::size_t i = 0; i < cell.parts->size(); ++i) {
            const records::Part& part = (*cell.parts)[i];
            const std::string field = "/cells/" + std::to_string(index) + "/parts/" + std::to_string(i);
            const bool was = std::any_of(before.begin(), before.end(), [&](const records::Part& one) {
                return one.dimension == part.dimension && one.category == part.category;
            });
            if (!was && !has(indicator, part))
                throw store::InvalidRecord(
                    {{field, {"error-tracking-category", {part.dimension, part.category}}}});
            if (!seen.emplace(part.dimension, part.category).second)
                throw store::InvalidRecord(
                    {{field, {"error-tracking-part-twice", {part.dimension, part.category}}}});
        }
    }

    void finish(store::Write write, records::Observation observation, const EnteredCell& cell, bool is_there,
                std::size_t index) {
        observation.value = cell.value;
        if (cell.note) observation.note = *cell.note;
        if (cell.narrative) observation.narrative = *cell.narrative;
        if (cell.parts) observation.parts = *cell.parts;
        if (!cell.value && observation.note.empty() && observation.narrative.empty() &&
            observation.parts.empty()) {
            if (!is_there) return;
            write.remove = true;
        }
        write.body = records::to_json(observation);
        if (!write.remove)
            for (Problem& problem : m_house.kinds.find("observation")->problems(write.body))
                m_problems.push_back({"/cells/" + std::to_string(index) + problem.field, problem.message});
        m_writes.push_back(std::move(write));
    }

    json::object stale_json(const EnteredCell& cell, const std::optional<store::Revision>& newest) const {
        return {{"indicator", cell.indicator},
                {"first_day", format(cell.days.first_day)},
                {"last_day", format(cell.days.last_day)},
                {"newest", newest ? json::value(envelope(*newest, m_call.asker)) : json::value{}}};
    }

    [[nodiscard]] Response stale_answer() const {
        json::object details = problem_details(
            ErrorKind::conflict, {"error-tracking-stale", {std::to_string(m_stale.size())}}, m_call.language);
        details["stale"] = m_stale;
        return problem_response(details);
    }

    const House& m_house;
    const Call& m_call;
    records::Plan m_plan;
    std::vector<store::Write> m_writes;
    std::vector<Problem> m_problems;
    json::array m_stale;
};

}  // namespace

Response enter_values(const House& house, Call& call) {
    const json::value as_if = {{"organisation", call.record->owner}};
    if (!call.asker.may(Action::create, "observation", "", as_if)) call.asker.refuse();
    if (call.text_or("comment", "").size() > longest_comment)
        throw Error{ErrorKind::bad_input, {"error-comment-long", {std::to_string(longest_comment)}}};
    const std::vector<EnteredCell> cells = entered_cells(call);
    constexpr int most_tries = 3;
    for (int tries = 1;; ++tries) {
        try {
            return Entering(house, call).all(cells);
        } catch (const store::StaleWrite&) {
            // Somebody wrote between our look and our write: the next look sees it.
            if (tries == most_tries) throw;
        } catch (const Error& error) {
            if (error.message().key != "error-id-taken" || tries == most_tries) throw;
        }
    }
}

}  // namespace brujula::web

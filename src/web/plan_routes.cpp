// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "base/id.hpp"
#include "base/message.hpp"
#include "planning/clone.hpp"
#include "planning/plan_state.hpp"
#include "records/described.hpp"
#include "web/agreed_json.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/plan_guard.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using records::Action;
using records::PlanState;
using store::Revision;
namespace {

constexpr std::size_t longest_comment = 1'000;

template <class T>
T member_of(const Call& call, const char* name) {
    const json::value* member = call.body.if_contains(name);
    if (!member) throw Error{ErrorKind::bad_input, {"error-member-missing", {name}}};
    std::vector<Problem> problems;
    T value{};
    records::described::Reader{problems}.read(*member, std::string{"/"} + name, value);
    if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
    return value;
}

template <class T>
std::optional<T> optional_member(const Call& call, const char* name) {
    const json::value* member = call.body.if_contains(name);
    if (!member || member->is_null()) return std::nullopt;
    return member_of<T>(call, name);
}

/// What the history says of a move where its author says nothing.
std::string said_of(PlanState from, PlanState to) {
    if (to == PlanState::in_consultation) return "plan-opened-for-consultation";
    if (to == PlanState::draft) return "plan-made-a-draft";
    if (to == PlanState::closed) return "plan-closed";
    return from == PlanState::closed ? "plan-reopened" : "plan-agreed";
}

class PlanRoutes {
public:
    PlanRoutes(const House& house, const NetworkMemory& memory, PlanGate& gate)
        : m_house(house), m_memory(memory), m_gate(gate) {}

    Response move(Call& call) const {
        auto plan = records::from_json<records::Plan>(call.record->body);
        const auto to = member_of<PlanState>(call, "state");
        const std::string comment = comment_of(call);
        const auto alone = m_gate.move();
        const std::vector<Revision> parts = parts_of_plan(m_house, call.asker, call.id());
        std::size_t goals = 0;
        for (const Revision& part : parts)
            if (part.kind == "goal") ++goals;
        if (const auto refused = planning::refusal({plan.state, to, goals, comment}))
            throw Error{ErrorKind::bad_input, *refused};
        if (to == PlanState::agreed && plan.state == PlanState::in_consultation)
            plan.agreed_versions.push_back(version_of(call, parts));
        store::Write write;
        write.kind = "plan";
        write.id = call.id();
        write.base = call.number("base");
        write.author = call.asker.actor().person;
        write.comment = comment.empty() ? text_of({said_of(plan.state, to), {}}, call.language) : comment;
        plan.state = to;
        write.body = records::to_json(plan);
        try {
            return json_response(200, envelope(m_house.store.write(write), call.asker));
        } catch (const store::StaleWrite& stale) {
            return stale_answer(call, stale, &write.body);
        }
    }

    Response clone(Call& call) const {
        const planning::CloneOptions options = clone_options(call);
        const planning::PlanClone clone = m_memory.read(
            [&](const NetworkRecords& network) { return planning::clone_plan(network, call.id(), options); });
        const std::vector<store::Write> writes = writes_of(call, clone);
        for (const store::Write& write : writes)
            if (!call.asker.may(Action::create, write.kind, write.id, write.body)) call.asker.refuse();
        check(writes);
        json::object answer = clone_json(clone);
        const json::value* preview = call.body.if_contains("preview");
        if (preview && preview->is_bool() && preview->get_bool()) return json_response(200, answer);
        const std::vector<Revision> written = m_house.store.write_all(writes);
        answer["plan"] = envelope(written.front(), call.asker);
        Response response = json_response(201, answer);
        response.set("Location", "/api/v1/plans/" + clone.id);
        return response;
    }

private:
    static std::string comment_of(const Call& call) {
        std::string comment = call.text_or("comment", "");
        if (comment.size() > longest_comment)
            throw Error{ErrorKind::bad_input, {"error-comment-long", {std::to_string(longest_comment)}}};
        return comment;
    }

    [[nodiscard]] records::AgreedVersion version_of(const Call& call,
                                                    const std::vector<Revision>& parts) const {
        records::AgreedVersion version;
        version.date = date_in(m_house.clock.now(), "UTC");
        version.by = call.asker.actor().person;
        for (const Revision& part : parts)
            version.records.push_back({part.kind, part.id, static_cast<int>(part.number)});
        return version;
    }

    [[nodiscard]] bool is_taken(std::string_view kind, std::string_view id) const {
        return !m_house.store.history(kind, id).empty();
    }

    [[nodiscard]] planning::CloneOptions clone_options(const Call& call) const {
        planning::CloneOptions options;
        options.title = member_of<LocalizedText>(call, "title");
        if (options.title.empty()) throw store::InvalidRecord({{"/title", {"problem-text-missing", {}}}});
        options.first_day = member_of<Date>(call, "first_day");
        options.last_day = member_of<Date>(call, "last_day");
        options.collect_by = optional_member<Date>(call, "collect_by");
        options.keep_targets = optional_member<bool>(call, "keep_targets").value_or(false);
        options.language = call.language;
        options.id = plan_id(call, options);
        options.taken = [this](std::string_view kind, std::string_view id) { return is_taken(kind, id); };
        return options;
    }

    /// The id that was asked for; else "wmar-plan-2015" of the organisation and the title.
    [[nodiscard]] std::string plan_id(const Call& call, const planning::CloneOptions& options) const {
        const std::string wanted = call.text_or("id", "");
        if (!wanted.empty()) {
            if (!is_record_id(wanted) || is_taken("plan", wanted))
                throw Error{ErrorKind::bad_input, {"error-id-taken", {wanted}}};
            return wanted;
        }
        constexpr std::size_t longest = 40;
        std::string base =
            text_in(*call.record, "organisation") + '-' + slug(choose(options.title, call.language).text);
        base.resize(std::min(base.size(), longest));
        while (base.ends_with('-'))
            base.pop_back();
        std::string id = base;
        for (int n = 2; is_taken("plan", id); ++n)
            id = base + '-' + std::to_string(n);
        return id;
    }

    template <class T>
    static void add(std::vector<store::Write>& writes, const store::Write& like, const char* kind,
                    const std::vector<planning::Copied<T>>& copies) {
        for (const auto& copy : copies) {
            writes.push_back(like);
            writes.back().kind = kind;
            writes.back().id = copy.id;
            writes.back().body = records::to_json(copy.record);
        }
    }

    static std::vector<store::Write> writes_of(const Call& call, const planning::PlanClone& clone) {
        store::Write like;
        like.author = call.asker.actor().person;
        like.comment = text_of({"plan-cloned", {call.id()}}, call.language);
        std::vector<store::Write> writes{like};
        writes.front().kind = "plan";
        writes.front().id = clone.id;
        writes.front().body = records::to_json(clone.plan);
        add(writes, like, "axis", clone.axes);
        add(writes, like, "objective", clone.objectives);
        add(writes, like, "goal", clone.goals);
        add(writes, like, "indicator", clone.indicators);
        return writes;
    }

    void check(const std::vector<store::Write>& writes) const {
        for (const store::Write& write : writes) {
            auto problems = m_house.kinds.find(write.kind)->problems(write.body);
            if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
        }
    }

    static json::object clone_json(const planning::PlanClone& clone) {
        json::array indicators;
        for (const auto& copy : clone.indicators) {
            const auto& baseline = copy.record.baseline;
            indicators.push_back({{"id", copy.id},
                                  {"from", copy.from},
                                  {"goal", copy.record.goal.id},
                                  {"name", localized_json(copy.record.name)},
                                  {"baseline", baseline ? records::to_json(*baseline) : json::value{}}});
        }
        json::array goals;
        for (const auto& copy : clone.goals)
            goals.push_back({{"id", copy.id},
                             {"from", copy.from},
                             {"statement", localized_json(copy.record.statement)},
                             {"first_day", format(copy.record.first_day)},
                             {"last_day", format(copy.record.last_day)}});
        return {{"id", clone.id},
                {"axes", clone.axes.size()},
                {"objectives", clone.objectives.size()},
                {"goals", std::move(goals)},
                {"indicators", std::move(indicators)}};
    }

    House m_house;
    const NetworkMemory& m_memory;
    PlanGate& m_gate;
};

}  // namespace

void add_plan_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate) {
    const auto own = std::make_shared<PlanRoutes>(house, memory, gate);
    const records::Kind* kind = house.kinds.find("plan");
    routes.add({.method = "POST",
                .pattern = "/plans/{id}/state",
                .access = Access::record(Action::write),
                .handler = [own](Call& call) { return own->move(call); },
                .name = "plans-state",
                .summary = "Take a plan into consultation, agree it, close it, or open it again",
                .kind = kind});
    routes.add({.method = "POST",
                .pattern = "/plans/{id}/clone",
                .access = Access::record(Action::write),
                .handler = [own](Call& call) { return own->clone(call); },
                .name = "plans-clone",
                .summary = "Make a new plan from this one, with its days moved and baselines filled",
                .kind = kind});
}

}  // namespace brujula::web

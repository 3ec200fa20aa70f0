// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/practice_actions.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/id.hpp"
#include "base/message.hpp"
#include "base/text.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using records::Stage;
using store::Revision;
namespace {

[[noreturn]] void refuse(const char* key, std::vector<std::string> parameters = {}) {
    throw Error{ErrorKind::bad_input, {key, std::move(parameters)}};
}

const json::value& member(const json::object& object, std::string_view name) {
    const json::value* found = object.if_contains(name);
    if (found == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {std::string{name}}}};
    return *found;
}

/// The body's `data`, an object: the access check has looked at its organisation.
json::object data_of(const Call& call) {
    const json::value& data = member(call.body, "data");
    if (!data.is_object()) refuse("error-member-missing", {"data"});
    return data.get_object();
}

/// Reads the struct that a record's data describes, with all its problems at once.
template <class T>
T read_record(const json::value& data) {
    std::vector<Problem> problems;
    T record = records::from_json<T>(data, problems);
    if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
    return record;
}

store::Write write_of(const Call& call, std::string kind, json::value body, std::string comment) {
    store::Write write;
    write.kind = std::move(kind);
    write.author = call.asker.actor().person;
    write.comment = std::move(comment);
    write.body = std::move(body);
    return write;
}

Response made(const Call& call, const Revision& revision, std::string_view plural) {
    Response response = json_response(201, envelope(revision, call.asker));
    response.set("Location", "/api/v1/" + std::string{plural} + "/" + revision.id);
    return response;
}

Revision there(const store::Store& store, const std::string& kind, const std::string& id) {
    auto found = store.find(kind, id);
    if (!found) throw Error{ErrorKind::not_found, {"error-no-record", {kind, id}}};
    return std::move(*found);
}

/// The message with each language's words of `text` as its first parameter.
LocalizedText in_each_language(const std::string& key, const LocalizedText& text,
                               const LocalizedText& second = {}) {
    LocalizedText made;
    for (const auto& [language, words] : text)
        made[language] = text_of({key, {words, choose(second, language).text}}, language);
    return made;
}

/// A new goal's address part: nothing has had it, removed or not.
std::string free_goal_id(const store::Store& store, const std::string& plan, const LocalizedText& title) {
    const std::string id = slug(plan + ' ' + choose(title, "es").text);
    const bool taken = !is_record_id(id) || !store.history("goal", id).empty();
    return taken ? id.substr(0, 48) + (id.empty() ? "" : "-") + random_id(6) : id;
}

}  // namespace

Revision PracticeActions::practice_of(const Call& call) const {
    return there(m_house.store, "practice", call.id());
}

Response PracticeActions::endorse(Call& call) const {
    const Revision practice = practice_of(call);
    json::object data = data_of(call);
    data["practice"] = practice.id;
    data["by"] = call.asker.actor().person;
    data["date"] = format(today());
    read_record<records::Endorsement>(data);
    const store::Write write = write_of(call, "endorsement", std::move(data), call.text_or("comment", ""));
    m_guard.check(write, {});
    return made(call, m_house.store.write(write), "endorsements");
}

namespace {

/// What the goal of an adoption starts as: to be made SMART by its authors.
records::Goal goal_to_write(const records::Adoption& adoption, const records::Practice& practice,
                            const records::Plan& plan, const std::string& objective,
                            const LocalizedText& owner) {
    records::Goal goal;
    goal.organisation = adoption.organisation;
    goal.plan = adoption.plan;
    goal.objective = {objective};
    goal.statement = in_each_language("adoption-goal-statement", practice.title);
    goal.rationale = in_each_language("adoption-goal-rationale", practice.title, owner);
    goal.first_day = std::max(plan.first_day, adoption.date);
    if (goal.first_day > plan.last_day) goal.first_day = plan.first_day;
    goal.last_day = plan.last_day;
    goal.check = adoption.check;
    return goal;
}

}  // namespace

Response PracticeActions::adopt(Call& call) const {
    const Revision practice = practice_of(call);
    const auto body = records::from_json<records::Practice>(practice.body);
    json::object data = data_of(call);
    data["practice"] = practice.id;
    data["date"] = format(today());
    auto adoption = read_record<records::Adoption>(data);
    const Revision plan_record = there(m_house.store, "plan", adoption.plan.id);
    const auto plan = records::from_json<records::Plan>(plan_record.body);
    const std::string comment = text_of({"adoption-comment", {}}, call.language);
    m_guard.check(write_of(call, "adoption", data, comment), {});
    std::vector<store::Write> writes;
    if (const std::string objective = call.text_or("objective", ""); !objective.empty()) {
        const Revision owner = there(m_house.store, "organisation", body.organisation.id);
        if (text_in(there(m_house.store, "objective", objective), "plan") != adoption.plan.id)
            refuse("error-adoption-objective", {objective});
        const auto goal = goal_to_write(adoption, body, plan, objective,
                                        m_house.kinds.find("organisation")->title(owner.body));
        writes.push_back(write_of(call, "goal", records::to_json(goal), comment));
        writes.back().id = free_goal_id(m_house.store, adoption.plan.id, body.title);
        if (!call.asker.may(Action::create, "goal", "", writes.back().body)) call.asker.refuse();
        adoption.goal = records::Ref<"goal">{writes.back().id};
    }
    const auto passing = m_gate.write();
    writes.push_back(write_of(call, "adoption", records::to_json(adoption), comment));
    return made(call, m_house.store.write_all(writes).back(), "adoptions");
}

namespace {

records::StageDecision decision_of(const Call& call, Date today) {
    json::object given{{"stage", call.text("stage")}, {"date", call.text_or("date", format(today))}};
    given["reason"] = member(call.body, "reason");
    if (const json::value* evidence = call.body.if_contains("evidence")) given["evidence"] = *evidence;
    constexpr std::array<std::string_view, 4> stages{"idea", "pilot", "practice", "retired"};
    if (std::find(stages.begin(), stages.end(), std::string_view{given.at("stage").get_string()}) ==
        stages.end())
        refuse("error-stage-unknown", {call.text("stage")});
    return read_record<records::StageDecision>(given);
}

void check_decision(const records::StageDecision& decision, const records::Practice& practice, Date today) {
    if (decision.stage == practice.stage) refuse("error-stage-same");
    if (decision.date > today) refuse("error-stage-future");
    if (!practice.decisions.empty() && decision.date < practice.decisions.back().date)
        refuse("error-stage-order", {format(practice.decisions.back().date)});
    const bool shown =
        !decision.evidence.empty() || !practice.evidence.empty() || !practice.measurements.empty();
    if (decision.stage == Stage::practice && !shown) refuse("error-stage-evidence");
}

}  // namespace

Response PracticeActions::stage(Call& call) const {
    auto practice = records::from_json<records::Practice>(call.record->body);
    const auto decision = decision_of(call, today());
    check_decision(decision, practice, today());
    practice.stage = decision.stage;
    practice.decisions.push_back(decision);
    const std::string name = "practice-stage-" + call.text("stage");
    const std::string word = text_of({name, {}}, call.language);
    store::Write write = write_of(call, "practice", records::to_json(practice),
                                  text_of({"practice-stage-comment", {word}}, call.language));
    write.id = call.id();
    write.base = call.number("base");
    try {
        return json_response(200, envelope(m_house.store.write(write), call.asker));
    } catch (const store::StaleWrite& stale) {
        return stale_answer(call, stale, &write.body);
    }
}

}  // namespace brujula::web

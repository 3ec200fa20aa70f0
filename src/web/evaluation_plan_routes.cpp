// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <set>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/message.hpp"
#include "evaluating/due.hpp"
#include "evaluating/evaluation_rules.hpp"
#include "evaluating/icalendar.hpp"
#include "records/described.hpp"
#include "web/advice_json.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"
#include "web/text_memo.hpp"

namespace brujula::web {
namespace json = boost::json;
using evaluating::Due;
using evaluating::DueWhat;
using planning::NetworkRecords;
using records::Action;
using records::EvaluationPlan;
namespace {

/// More than any calendar shows; the rest is told by `total`.
constexpr std::size_t most_due = 1000;
constexpr std::size_t most_people = 500;

json::value text_or_null(const std::string& text) {
    return text.empty() ? json::value{} : json::value(text);
}

/// "Collect: Do they still edit?"
std::string summary_of(const Due& one, const std::string& language) {
    std::string key = "due-" + std::string{evaluating::name_of(one.what)};
    std::replace(key.begin(), key.end(), '_', '-');
    return text_of({key, {choose(one.title, language).text}}, language);
}

class EvaluationPlanRoutes {
public:
    EvaluationPlanRoutes(const House& house, const Network& network, const NetworkMemory& memory)
        : m_house(house), m_network(network), m_memory(memory) {}

    Response view(Call& call) const {
        const auto plan = records::from_json<EvaluationPlan>(call.record->body);
        Cards cards(m_house, call.asker);
        json::object answer = m_memory.read([&](const NetworkRecords& network) {
            return json::object{{"findings", findings(plan, network, call)},
                                {"indicators", indicators(plan, network)},
                                {"people", people(plan, network)}};
        });
        answer["evaluation_plan"] = envelope(*call.record, call.asker);
        answer["chain"] = cards.chain(*call.record, m_network.id());
        return json_response(200, answer);
    }

    /// Of a draft: what it lacks to be written is passed over.
    Response check(Call& call) const {
        const json::value* data = call.body.if_contains("data");
        if (data == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        std::vector<Problem> passed_over;
        const auto plan = records::from_json<EvaluationPlan>(*data, passed_over);
        return json_response(200, {{"findings", m_memory.read([&](const NetworkRecords& network) {
                                        return findings(plan, network, call);
                                    })}});
    }

    Response due(Call& call) const {
        Response response = json_response(200, nullptr);
        response.body = m_kept.get(key_of(call, "view"), [&] { return to_text(due_list(call)); });
        return response;
    }

    /// A calendar cannot sign in: the records behind it are public ones.
    Response calendar(Call& call) const {
        Response response;
        response.set("Content-Type", "text/calendar; charset=utf-8");
        response.set("Content-Disposition", "inline; filename=\"brujula.ics\"");
        const std::string about = std::string{call.https ? "https " : "http "} + call.language + ' ' +
                                  call.request.header("host").value_or("");
        response.body = m_kept.get(key_of(call, about), [&] { return stream_of(call); });
        return response;
    }

private:
    [[nodiscard]] json::object due_list(const Call& call) const {
        const auto list = all_due(call);
        Cards cards(m_house, call.asker);
        json::array items;
        for (const Due& one : list) {
            if (items.size() == most_due) break;
            items.push_back(due_json(cards, one));
        }
        return {{"today", format(today())}, {"total", list.size()}, {"items", std::move(items)}};
    }

    [[nodiscard]] std::string stream_of(const Call& call) const {
        const auto list = all_due(call);
        Cards cards(m_house, call.asker);
        const std::string organisation = organisation_of(call);
        const auto& owner = cards.find("organisation", organisation.empty() ? m_network.id() : organisation);
        const std::string of = owner ? choose(title_of(*owner), call.language).text : "";
        std::vector<evaluating::CalendarDay> days;
        for (const Due& one : list) {
            if (days.size() == most_due) break;
            days.push_back(calendar_day(call, cards, one));
        }
        return evaluating::icalendar(text_of({"due-calendar", {of}}, call.language), days);
    }

    /// What is due is the same for everybody until a record changes or the day does: it is public.
    [[nodiscard]] std::string key_of(const Call& call, const std::string& about) const {
        return std::to_string(m_house.store.newest_sequence()) + ' ' + format(today()) + ' ' +
               organisation_of(call) + ' ' + about;
    }

    [[nodiscard]] Date today() const { return date_in(m_house.clock.now(), "UTC"); }

    [[nodiscard]] std::string organisation_of(const Call& call) const {
        std::string id = call.request.parameter("organisation").value_or("");
        if (!id.empty() && !m_house.store.find("organisation", id))
            throw Error{ErrorKind::not_found, {"error-no-record", {"organisation", id}}};
        return id;
    }

    [[nodiscard]] std::vector<Due> all_due(const Call& call) const {
        const std::string organisation = organisation_of(call);
        return m_memory.read(
            [&](const NetworkRecords& network) { return evaluating::due(network, organisation, today()); });
    }

    [[nodiscard]] LocalizedText title_of(const store::Revision& record) const {
        return m_house.kinds.find(record.kind)->title(record.body);
    }

    [[nodiscard]] json::array findings(const EvaluationPlan& plan, const NetworkRecords& network,
                                       const Call& call) const {
        const planning::RuleBook rules{planning::settings_of(network)};
        const std::string id = call.record ? call.record->id : "";
        json::array list;
        for (const auto& finding : evaluating::evaluation_findings(plan, id, network, rules, today()))
            list.push_back(finding_json(finding, call.language));
        return list;
    }

    /// Those of the plan's goals, and those that questions name already.
    static json::array indicators(const EvaluationPlan& plan, const NetworkRecords& network) {
        std::set<std::string> ids;
        for (const auto& goal : planning::ids_in(network.goals_of_plan, plan.plan.id))
            for (const auto& id : planning::ids_in(network.indicators_of_goal, goal))
                ids.insert(id);
        for (const auto& question : plan.questions)
            for (const auto& indicator : question.indicators)
                ids.insert(indicator.id);
        json::array list;
        for (const auto& id : ids) {
            const auto found = network.indicators.find(id);
            if (found == network.indicators.end()) continue;
            list.push_back({{"kind", "indicator"},
                            {"id", id},
                            {"title", localized_json(found->second.name)},
                            {"goal", found->second.goal.id}});
        }
        return list;
    }

    /// Who has a role in the organisation or its network, and who is named already.
    [[nodiscard]] json::array people(const EvaluationPlan& plan, const NetworkRecords& network) const {
        std::set<std::string> named;
        for (const auto& question : plan.questions)
            if (question.responsible) named.insert(question.responsible->id);
        json::array list;
        for (const auto& [id, person] : network.persons) {
            const bool has_role =
                std::any_of(person.roles.begin(), person.roles.end(), [&](const records::RoleIn& role) {
                    return role.organisation == plan.organisation || role.organisation.id == m_network.id();
                });
            if (!has_role && !named.contains(id)) continue;
            if (list.size() == most_people) break;
            const std::string& name = person.name.empty() ? person.user_name : person.name;
            list.push_back({{"kind", "person"}, {"id", id}, {"title", json::object{{"", name}}}});
        }
        return list;
    }

    [[nodiscard]] json::object due_json(Cards& cards, const Due& one) const {
        json::value period;
        if (one.period)
            period = {{"first_day", format(one.period->first_day)},
                      {"last_day", format(one.period->last_day)}};
        return {{"what", evaluating::name_of(one.what)},
                {"day", format(one.day)},
                {"overdue", one.day < today()},
                {"kind", one.kind},
                {"id", one.id},
                {"field", one.field},
                {"organisation", cards.titled("organisation", one.organisation)},
                {"plan", text_or_null(one.plan)},
                {"goal", text_or_null(one.goal)},
                {"title", localized_json(one.title)},
                {"responsible", one.responsible ? cards.titled("person", *one.responsible) : json::value{}},
                {"period", std::move(period)},
                {"missing", one.missing},
                {"key", one.key}};
    }

    [[nodiscard]] evaluating::CalendarDay calendar_day(const Call& call, Cards& cards, const Due& one) const {
        evaluating::CalendarDay day;
        day.uid = one.key + "@" + m_network.id() + ".brujula";
        day.day = one.day;
        if (const auto& record = cards.find(one.kind, one.id)) day.stamp = record->time;
        day.summary = summary_of(one, call.language);
        if (const auto& organisation = cards.find("organisation", one.organisation))
            day.description = choose(title_of(*organisation), call.language).text;
        if (one.period)
            day.description += "\n" + format(one.period->first_day) + " – " + format(one.period->last_day);
        const auto host = call.request.header("host");
        if (host) day.url = (call.https ? "https://" : "http://") + *host + page_of(one);
        return day;
    }

    static std::string page_of(const Due& one) {
        switch (one.what) {
            case DueWhat::collect:
            case DueWhat::analyse:
            case DueWhat::report:
                return "/evaluation-plans/" + one.id;
            case DueWhat::value:
            case DueWhat::baseline:
                return "/goals/" + one.goal;
            case DueWhat::practice:
                return "/practices/" + one.id;
            case DueWhat::plan_end:
            case DueWhat::plan_review:
                return "/plans/" + one.id;
        }
        return "/";
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
    mutable TextMemo m_kept{16 * 1024 * 1024};
};

}  // namespace

void add_evaluation_plan_routes(Routes& routes, const House& house, const Network& network,
                                const NetworkMemory& memory) {
    const auto own = std::make_shared<EvaluationPlanRoutes>(house, network, memory);
    const records::Kind* kind = house.kinds.find("evaluation_plan");
    routes.add({.method = "GET",
                .pattern = "/views/evaluation-plans/{id}",
                .access = Access::record(Action::read),
                .handler = [own](Call& call) { return own->view(call); },
                .name = "view-evaluation-plan",
                .summary = "An evaluation plan's page",
                .kind = kind});
    routes.add({.method = "POST",
                .pattern = "/evaluation-plans/findings",
                .access = Access::new_record(Action::write),
                .handler = [own](Call& call) { return own->check(call); },
                .name = "evaluation-plans-findings",
                .summary = "What the rules say of an evaluation plan that is being written; nothing is kept",
                .kind = kind});
    routes.add({.method = "GET",
                .pattern = "/views/due",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->due(call); },
                .name = "view-due",
                .summary = "What is due when, of an organisation or of the network",
                .query = {"organisation"}});
    routes.add({.method = "GET",
                .pattern = "/due.ics",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->calendar(call); },
                .name = "due-calendar",
                .summary = "The same as an iCalendar feed",
                .query = {"organisation", "uselang"}});
}

}  // namespace brujula::web

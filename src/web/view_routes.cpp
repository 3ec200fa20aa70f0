// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "planning/formula.hpp"
#include "planning/plan_state.hpp"
#include "records/described.hpp"
#include "web/agreed_json.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/places.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"
#include "web/text_memo.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using store::Revision;
namespace {

json::array envelopes(const std::vector<Revision>& records, const Asker& asker) {
    json::array list;
    for (const Revision& record : records)
        list.push_back(envelope(record, asker));
    return list;
}

json::array newest_first(std::vector<Revision> records, const Asker& asker) {
    std::sort(records.begin(), records.end(),
              [](const Revision& a, const Revision& b) { return a.time > b.time; });
    return envelopes(records, asker);
}

/// The last of an organisation's statuses: "chapter"; empty where it has none.
std::string kind_of(const Revision& organisation) {
    const json::value* statuses = organisation.body.get_object().if_contains("statuses");
    if (!statuses || !statuses->is_array() || statuses->get_array().empty()) return {};
    return text_in(statuses->get_array().back(), "kind");
}

std::map<std::string, int> counted_by(const std::vector<Revision>& records, std::string_view member) {
    std::map<std::string, int> counts;
    for (const Revision& record : records)
        ++counts[text_in(record, member)];
    return counts;
}

int count_in(const std::map<std::string, int>& counts, const std::string& key) {
    const auto found = counts.find(key);
    return found == counts.end() ? 0 : found->second;
}

class ViewRoutes {
public:
    using View = Response (ViewRoutes::*)(Call&) const;

    ViewRoutes(const House& house, const Network& network, const NetworkMemory& memory)
        : m_house(house), m_network(network), m_memory(memory) {}

    /// A view of the records alone is the same for everybody who is not signed in until a record changes or
    /// the day does.
    Response kept(Call& call, View view) const {
        if (call.asker.signed_in()) return (this->*view)(call);
        Response response = json_response(200, nullptr);
        const std::string key = std::to_string(m_house.store.newest_sequence()) + ' ' +
                                format(date_in(m_house.clock.now(), "UTC")) + ' ' + call.request.path;
        response.body = m_public.get(key, [&] { return (this->*view)(call).body; });
        return response;
    }

    Response home(Call& call) const {
        const std::string network = m_network.id();
        Cards cards(m_house, call.asker, m_memory);
        const auto& own = cards.find("organisation", network);
        std::vector<Revision> shared;
        if (own) {
            cards.load_organisation(network);
            shared = all(call, owned("goal", network));
        }
        return json_response(200, {{"network", own ? json::value(envelope(*own, call.asker)) : json::value{}},
                                   {"members", members(call, network)},
                                   {"shared_goals", cards.cards(shared)},
                                   {"recent", recent_json(m_house, call.asker, 20).at("items")}});
    }

    Response organisation(Call& call) const {
        const std::string& id = call.id();
        Cards cards(m_house, call.asker, m_memory);
        cards.load_organisation(id);
        const std::vector<Revision> goals = all(call, owned("goal", id));
        json::array goal_cards = cards.cards(goals);
        return json_response(
            200, {{"organisation", envelope(*call.record, call.asker)},
                  {"plans", plans(call, goal_cards)},
                  {"programmes", envelopes(all(call, owned("programme", id)), call.asker)},
                  {"activities", envelopes(all(call, owned("activity", id)), call.asker)},
                  {"people", people(call)},
                  {"measurements",
                   newest_first(all(call, linked("measurement", "organisations", "organisation", id)),
                                call.asker)},
                  {"goals", std::move(goal_cards)}});
    }

    Response plan(Call& call) const {
        Cards cards(m_house, call.asker, m_memory);
        const std::string organisation = text_in(*call.record, "organisation");
        cards.load_organisation(organisation);
        std::map<std::string, json::array> by_objective;
        for (const Revision& goal : all(call, linked("goal", "plan", "plan", call.id())))
            by_objective[text_in(goal, "objective")].push_back(cards.card(goal));
        json::array objectives;
        for (const Revision& objective : all(call, linked("objective", "plan", "plan", call.id()))) {
            objectives.push_back(
                {{"objective", envelope(objective, call.asker)}, {"goals", by_objective[objective.id]}});
            by_objective.erase(objective.id);
        }
        for (auto& [elsewhere, goals] : by_objective)
            objectives.push_back({{"objective", nullptr}, {"goals", std::move(goals)}});
        return json_response(
            200, {{"plan", envelope(*call.record, call.asker)},
                  {"organisation", cards.titled("organisation", organisation)},
                  {"objectives", std::move(objectives)},
                  {"axes", axes(call)},
                  {"moves", moves(call)},
                  {"agreed", agreed_json(m_house, call.asker, *call.record)},
                  {"serves", cards.titled("plan", text_in(*call.record, "serves"))},
                  {"cloned_from", cards.titled("plan", text_in(*call.record, "cloned_from"))},
                  {"served_by",
                   in_order_of_days(all(call, linked("plan", "serves", "plan", call.id())), call.asker)},
                  {"clones", in_order_of_days(all(call, linked("plan", "cloned_from", "plan", call.id())),
                                              call.asker)}});
    }

    Response goal(Call& call) const {
        Cards cards(m_house, call.asker, m_memory);
        const Revision& goal = *call.record;
        json::array indicators;
        for (const Revision& indicator : cards.indicators_of(goal)) {
            indicators.push_back({{"indicator", envelope(indicator, call.asker)},
                                  {"progress", cards.progress(indicator)},
                                  {"observations", cards.observation_envelopes(indicator)},
                                  {"computed_from", computed_from(cards, indicator)}});
        }
        const auto contributions = all(call, linked("goal", "shared_goal", "goal", goal.id));
        return json_response(
            200,
            {{"goal", envelope(goal, call.asker)},
             {"chain", cards.chain(goal, m_network.id())},
             {"indicators", std::move(indicators)},
             {"agreed", agreed_of_goal(cards, call)},
             {"may_endorse", speakers(cards, call)},
             {"plan_state", plan_state(cards, goal)},
             {"depends_on", titled_all(cards, "goal", texts_in(goal, "depends_on"))},
             {"needed_by", titled_all(all(call, linked("goal", "depends_on", "goal", goal.id)))},
             {"activities", envelopes(all(call, linked("activity", "goal", "goal", goal.id)), call.asker)},
             {"contributions", cards.cards(contributions)}});
    }

    /// Organisations that the asker may speak for, but the goal's own.
    [[nodiscard]] json::array speakers(Cards& cards, const Call& call) const {
        json::array list;
        for (const auto& id : places(m_memory, call.asker, "endorsement"))
            if (id != text_in(*call.record, "organisation")) list.push_back(cards.titled("organisation", id));
        return list;
    }

    Response activity(Call& call) const {
        Cards cards(m_house, call.asker, m_memory);
        return json_response(
            200, {{"activity", envelope(*call.record, call.asker)},
                  {"chain", cards.chain(*call.record, m_network.id())},
                  {"cohort", cohort(call)},
                  {"measurements",
                   newest_first(all(call, linked("measurement", "activities", "activity", call.id())),
                                call.asker)},
                  {"wikis", activity_wikis_json(m_house, *call.record)}});
    }

    Response person(Call& call) const {
        Cards cards(m_house, call.asker, m_memory);
        json::array organisations;
        for (const records::Link& link : m_house.kinds.find("person")->links(call.record->body)) {
            const auto& organisation = cards.find(link.kind, link.id);
            if (link.kind == "organisation" && organisation)
                organisations.push_back(envelope(*organisation, call.asker));
        }
        return json_response(200, {{"person", envelope(*call.record, call.asker)},
                                   {"organisations", std::move(organisations)}});
    }

private:
    [[nodiscard]] std::vector<Revision> all(const Call& call, store::ListQuery query) const {
        return readable(m_house.store, call.asker, std::move(query));
    }

    /// By their place in the plan.
    [[nodiscard]] json::array axes(const Call& call) const {
        std::vector<Revision> found = all(call, linked("axis", "plan", "plan", call.id()));
        const auto order = [](const Revision& axis) {
            const json::value* place = axis.body.get_object().if_contains("order");
            return place && place->is_int64() ? place->get_int64() : 0;
        };
        std::stable_sort(found.begin(), found.end(),
                         [&](const Revision& a, const Revision& b) { return order(a) < order(b); });
        return envelopes(found, call.asker);
    }

    static json::array in_order_of_days(std::vector<Revision> plans, const Asker& asker) {
        std::stable_sort(plans.begin(), plans.end(), [](const Revision& a, const Revision& b) {
            return text_in(a, "first_day") < text_in(b, "first_day");
        });
        return envelopes(plans, asker);
    }

    /// Where the asker may take the plan from here, the next step first.
    static json::array moves(const Call& call) {
        json::array list;
        if (!call.asker.may(Action::write, *call.record)) return list;
        const auto state = records::from_json<records::Plan>(call.record->body).state;
        for (const records::PlanState to : planning::moves_from(state))
            list.push_back(records::to_json(to));
        return list;
    }

    [[nodiscard]] json::value agreed_of_goal(Cards& cards, const Call& call) const {
        const auto& plan = cards.find("plan", text_in(*call.record, "plan"));
        return plan ? agreed_json(m_house, call.asker, *plan, call.id()) : json::value{};
    }

    static json::value plan_state(Cards& cards, const Revision& goal) {
        const auto& plan = cards.find("plan", text_in(goal, "plan"));
        return plan ? json::value(text_in(*plan, "state")) : json::value{};
    }

    /// The indicators that a formula refers to; none of another indicator.
    static json::array computed_from(Cards& cards, const Revision& indicator) {
        json::array list;
        const auto data = records::from_json<records::Indicator>(indicator.body);
        if (data.kind != records::IndicatorKind::formula || !data.formula) return list;
        const auto formula = planning::parse_formula(*data.formula);
        if (!formula) return list;
        std::set<std::string> ids;
        for (const auto& reference : formula->numerator.references())
            ids.insert(reference.indicator);
        if (formula->denominator)
            for (const auto& reference : formula->denominator->references())
                ids.insert(reference.indicator);
        for (const auto& id : ids)
            if (auto one = cards.titled("indicator", id); !one.is_null()) list.push_back(std::move(one));
        return list;
    }

    static json::array titled_all(Cards& cards, const std::string& kind,
                                  const std::vector<std::string>& ids) {
        json::array list;
        for (const std::string& id : ids) {
            json::value one = cards.titled(kind, id);
            if (!one.is_null()) list.push_back(std::move(one));
        }
        return list;
    }

    [[nodiscard]] json::array titled_all(const std::vector<Revision>& records) const {
        json::array list;
        for (const Revision& record : records)
            list.push_back(titled(record, m_house.kinds));
        return list;
    }

    [[nodiscard]] json::array members(const Call& call, const std::string& network) const {
        const auto plan_counts = counted_by(all(call, every("plan")), "organisation");
        const auto goal_counts = counted_by(all(call, every("goal")), "organisation");
        const records::Kind& kind = *m_house.kinds.find("organisation");
        json::array list;
        for (const Revision& organisation : all(call, every("organisation"))) {
            const auto links = kind.links(organisation.body);
            const bool member = std::any_of(links.begin(), links.end(), [&](const records::Link& link) {
                return link.kind == "organisation" && link.id == network;
            });
            if (!member || organisation.id == network) continue;
            list.push_back({{"organisation", envelope(organisation, call.asker)},
                            {"kind", kind_of(organisation)},
                            {"plans", count_in(plan_counts, organisation.id)},
                            {"goals", count_in(goal_counts, organisation.id)}});
        }
        return list;
    }

    /// Each plan with how many of its goals there are, have a value, and are met: by their first indicator.
    [[nodiscard]] json::array plans(const Call& call, const json::array& goal_cards) const {
        json::array list;
        for (const Revision& plan : all(call, owned("plan", call.id()))) {
            int goals = 0;
            int met = 0;
            int measured = 0;
            for (const json::value& card : goal_cards) {
                if (text_in(card.at("goal").at("data"), "plan") != plan.id) continue;
                ++goals;
                const json::value& progress = card.at("progress");
                if (progress.is_null()) continue;
                if (progress.at("status") == "met") ++met;
                if (!progress.at("actual").is_null()) ++measured;
            }
            list.push_back({{"plan", envelope(plan, call.asker)},
                            {"goals", goals},
                            {"met", met},
                            {"measured", measured}});
        }
        return list;
    }

    [[nodiscard]] json::array people(const Call& call) const {
        json::array list;
        for (const Revision& person :
             all(call, linked("person", "organisation", "organisation", call.id()))) {
            const json::value* roles = person.body.as_object().if_contains("roles");
            if (roles == nullptr) continue;  // the link is an earlier revision's
            for (const json::value& role : roles->as_array()) {
                if (text_in(role, "organisation") != call.id()) continue;
                const json::value* name = role.get_object().if_contains("role");
                list.push_back(
                    {{"person", envelope(person, call.asker)}, {"role", name ? *name : json::object{}}});
            }
        }
        return list;
    }

    /// How many people it has now, for who may read it: everybody else could see it grow by one.
    [[nodiscard]] json::value cohort(const Call& call) const {
        const std::string id = text_in(*call.record, "cohort");
        const auto cohort = id.empty() ? std::nullopt : m_house.store.find("cohort", id);
        if (!cohort) return nullptr;
        if (!call.asker.may(Action::read, *cohort)) return {{"id", id}, {"people", nullptr}};
        const json::value* members = cohort->body.get_object().if_contains("members");
        return {{"id", id}, {"people", members ? members->get_array().size() : 0}};
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
    mutable TextMemo m_public{32 * 1024 * 1024};
};

}  // namespace

void add_view_routes(Routes& routes, const House& house, const Network& network,
                     const NetworkMemory& memory) {
    const auto views = std::make_shared<ViewRoutes>(house, network, memory);
    const auto add = [&](const std::string& pattern, Access access, ViewRoutes::View view,
                         const std::string& name, const std::string& summary, const char* kind) {
        // An activity's page tells what the lake has, too.
        const bool of_records_alone = name != "activity";
        routes.add({.method = "GET",
                    .pattern = "/views/" + pattern,
                    .access = access,
                    .handler =
                        [views, view, of_records_alone](Call& call) {
                            return of_records_alone ? views->kept(call, view) : ((*views).*view)(call);
                        },
                    .name = "view-" + name,
                    .summary = summary,
                    .kind = house.kinds.find(kind)});
    };
    const Access reading = Access::record(Action::read);
    add("home", Access::everyone(), &ViewRoutes::home, "home", "The network's home", "");
    add("organisations/{id}", reading, &ViewRoutes::organisation, "organisation", "An organisation's page",
        "organisation");
    add("plans/{id}", reading, &ViewRoutes::plan, "plan", "A plan's page", "plan");
    add("goals/{id}", reading, &ViewRoutes::goal, "goal", "A goal's page", "goal");
    add("activities/{id}", reading, &ViewRoutes::activity, "activity", "An activity's page", "activity");
    add("persons/{id}", reading, &ViewRoutes::person, "person", "A person's page", "person");
}

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <set>

#include <boost/json.hpp>

#include "evaluating/next_step.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using evaluating::NextStep;
using evaluating::NextWhat;
using planning::NetworkRecords;
using records::Action;
namespace {

constexpr std::size_t most_changes = 8;
constexpr std::size_t looked_through = 500;  ///< newest revisions, whosever they are

/// What kind of record a step writes, in the organisation that it is for.
std::string_view written_by(NextWhat what) {
    switch (what) {
        case NextWhat::add_member:
            return "organisation";
        case NextWhat::begin_plan:
        case NextWhat::agree_plan:
            return "plan";
        case NextWhat::write_goal:
            return "goal";
        case NextWhat::choose_indicator:
            return "indicator";
    }
    return "plan";
}

/// The start of who is signed in: their organisations, the next thing to do in each, what others changed
/// there.
class MineRoutes {
public:
    MineRoutes(const House& house, const NetworkMemory& memory) : m_house(house), m_memory(memory) {}

    Response mine(Call& call) const {
        return json_response(200, {{"organisations", organisations(call)}, {"changed", changed(call)}});
    }

private:
    [[nodiscard]] json::array organisations(const Call& call) const {
        json::array list;
        for (const records::Grant& grant : call.asker.actor().grants) {
            const auto organisation = m_house.store.find("organisation", grant.organisation);
            if (!organisation) continue;
            json::object one{{"organisation", titled(*organisation, m_house.kinds)},
                             {"role", store::name_of(grant.role)}};
            m_memory.read([&](const NetworkRecords& network) {
                one["plan"] = plan(network, grant.organisation);
                one["next"] = next(network, grant.organisation, call.asker);
                return 0;
            });
            list.push_back(std::move(one));
        }
        return list;
    }

    [[nodiscard]] json::value plan(const NetworkRecords& network, const std::string& organisation) const {
        const auto* plan = evaluating::present_plan(network, organisation, today());
        if (plan == nullptr) return nullptr;
        return {{"kind", "plan"}, {"id", plan->first}, {"title", localized_json(plan->second.title)}};
    }

    /// Nothing where the asker could not do it.
    [[nodiscard]] json::value next(const NetworkRecords& network, const std::string& organisation,
                                   const Asker& asker) const {
        const auto step = evaluating::next_step(network, organisation, today());
        if (!step) return nullptr;
        const json::object there{{"organisation", organisation}};
        const std::string id = step->what == NextWhat::add_member ? organisation : "";
        if (!asker.may(Action::create, written_by(step->what), id, there)) return nullptr;
        return {{"what", evaluating::name_of(step->what)},
                {"kind", step->kind},
                {"id", step->id},
                {"plan", step->plan.empty() ? json::value{} : json::value(step->plan)},
                {"title", localized_json(step->title)}};
    }

    /// By others, newest first, one line a record.
    [[nodiscard]] json::array changed(const Call& call) const {
        json::array list;
        std::set<std::pair<std::string, std::string>> told;
        for (const store::Revision& revision : m_house.store.recent(looked_through)) {
            if (list.size() == most_changes) break;
            if (revision.author == call.asker.actor().person || !concerns(call.asker, revision)) continue;
            if (!told.emplace(revision.kind, revision.id).second) continue;
            json::object item = envelope_without_data(revision);
            item["title"] = titled(revision, m_house.kinds)["title"];
            list.push_back(std::move(item));
        }
        return list;
    }

    /// True where it is of an organisation in which the asker has a role, and they may read it.
    static bool concerns(const Asker& asker, const store::Revision& revision) {
        const std::string& owner = revision.owner;
        const auto& grants = asker.actor().grants;
        const bool own = std::any_of(grants.begin(), grants.end(), [&](const records::Grant& grant) {
            return grant.organisation == owner;
        });
        return own && asker.may(Action::read, revision);
    }

    [[nodiscard]] Date today() const { return date_in(m_house.clock.now(), "UTC"); }

    House m_house;
    const NetworkMemory& m_memory;
};

}  // namespace

void add_mine_routes(Routes& routes, const House& house, const NetworkMemory& memory) {
    const auto own = std::make_shared<MineRoutes>(house, memory);
    routes.add(
        {.method = "GET",
         .pattern = "/views/mine",
         .access = Access::signed_in(),
         .handler = [own](Call& call) { return own->mine(call); },
         .name = "view-mine",
         .summary =
             "The organisations of who is signed in, the next thing to do there, what others changed"});
}

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>

#include "store/security_log.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/region_page.hpp"
#include "web/routes.hpp"
#include "web/text_memo.hpp"

namespace brujula::web {
namespace json = boost::json;
using evaluating::Region;
using planning::NetworkRecords;
namespace {

/// Names that a question about the region understands.
const std::vector<std::string> asked{"year",     "indicator", "kind",     "country",
                                     "language", "theme",     "programme"};

std::vector<std::string> split(std::string_view list) {
    std::vector<std::string> parts;
    while (!list.empty()) {
        const std::string_view part = list.substr(0, list.find(','));
        if (!part.empty()) parts.emplace_back(part);
        list.remove_prefix(std::min(list.size(), part.size() + 1));
    }
    return parts;
}

std::string asked_for(const Request& request, std::string_view name) {
    return request.parameter(name).value_or("");
}

class RegionRoutes {
public:
    RegionRoutes(const House& house, const Network& network, const NetworkMemory& memory)
        : m_house(house), m_network(network), m_memory(memory) {}

    /// The same for everybody, since all of it is public: kept until a record changes.
    Response view(Call& call) const {
        Response response = json_response(200, nullptr);
        std::string key = std::to_string(m_house.store.newest_sequence());
        for (const std::string& name : asked)
            key += '\n' + asked_for(call.request, name);
        response.body = m_kept.get(key, [&] { return region_text(region(call.request)); });
        return response;
    }

    /// Measurements of the whole network together that share days with a period, newest first.
    Response unions(Call& call) const {
        const auto query = region_query(call.request);
        const std::string network = m_network.id();
        json::array items;
        for (const store::Revision& measurement : measured_together(call, network)) {
            const json::value& scope = measurement.body.at("scope");
            const auto first = parse_date(text_in(scope, "first_day"));
            const auto last = parse_date(text_in(scope, "last_day"));
            const bool in = first && last &&
                            std::any_of(query.periods.begin(), query.periods.end(), [&](const auto& period) {
                                return period.days.overlaps({*first, *last});
                            });
            if (in || query.periods.empty()) items.push_back(envelope(measurement, call.asker));
        }
        return json_response(200, {{"network", network}, {"measurements", std::move(items)}});
    }

    /// The goals behind one of the page's numbers, or behind all of them.
    Response goals(Call& call) const {
        evaluating::RegionGoalsAsked which{asked_for(call.request, "member"), std::nullopt};
        if (const std::string name = asked_for(call.request, "standing"); !name.empty()) {
            which.standing = evaluating::parse_goal_standing(name);
            if (!which.standing) throw Error{ErrorKind::bad_input, {"error-region-standing", {name}}};
        }
        const auto query = region_query(call.request);
        const auto list = m_memory.read(
            [&](const NetworkRecords& network) { return evaluating::region_goals(network, query, which); });
        json::array periods;
        for (const auto& period : list.periods)
            periods.emplace_back(period.name);
        json::object members;
        Cards cards(m_house, call.asker);
        for (const auto& goal : list.goals)
            if (!members.contains(goal.member))
                members[goal.member] = cards.titled("organisation", goal.member);
        return json_response(200, {{"periods", std::move(periods)},
                                   {"members", std::move(members)},
                                   {"goals", region_goals_json(list.goals)}});
    }

    Response csv(Call& call) const {
        const auto mark = call.request.parameter("mark") == "none" ? sheets::ByteOrderMark::none
                                                                   : sheets::ByteOrderMark::written;
        return download(sheets::csv_type, ".csv", sheets::csv(tables(call).front(), mark));
    }

    Response xlsx(Call& call) const {
        return download(sheets::xlsx_type, ".xlsx", sheets::xlsx(tables(call)));
    }

private:
    [[nodiscard]] Region region(const Request& request) const {
        const auto query = region_query(request);
        return m_memory.read([&](const NetworkRecords& network) {
            return evaluating::region_of(network, m_house.metrics, query);
        });
    }

    [[nodiscard]] std::vector<sheets::Sheet> tables(const Call& call) const {
        return region_sheets(region(call.request), call.language);
    }

    [[nodiscard]] std::vector<store::Revision> measured_together(const Call& call,
                                                                 const std::string& network) const {
        if (network.empty()) return {};
        auto found = readable(m_house.store, call.asker,
                              linked("measurement", "organisations", "organisation", network));
        std::sort(found.begin(), found.end(),
                  [](const store::Revision& a, const store::Revision& b) { return a.time > b.time; });
        return found;
    }

    [[nodiscard]] Response download(std::string_view type, const std::string& ending,
                                    std::string bytes) const {
        Response response;
        response.set("Content-Type", std::string{type});
        const std::string day = format(date_in(m_house.clock.now(), "UTC"));
        response.set("Content-Disposition", "attachment; filename=\"region-" + day + ending + "\"");
        response.body = std::move(bytes);
        return response;
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
    mutable TextMemo m_kept{32 * 1024 * 1024};
};

}  // namespace

evaluating::RegionQuery region_query(const Request& request) {
    evaluating::RegionQuery query;
    for (const std::string& name : split(asked_for(request, "year"))) {
        const auto period = evaluating::parse_region_period(name);
        if (!period) throw Error{ErrorKind::bad_input, {"error-region-period", {name}}};
        query.periods.push_back(*period);
    }
    if (query.periods.size() > evaluating::most_periods)
        throw Error{ErrorKind::bad_input,
                    {"error-region-periods", {std::to_string(evaluating::most_periods)}}};
    query.indicators = split(asked_for(request, "indicator"));
    query.kind = asked_for(request, "kind");
    query.country = asked_for(request, "country");
    query.language = asked_for(request, "language");
    query.theme = asked_for(request, "theme");
    query.programme = asked_for(request, "programme");
    return query;
}

void add_region_routes(Routes& routes, const House& house, const Network& network,
                       const NetworkMemory& memory) {
    const auto region = std::make_shared<RegionRoutes>(house, network, memory);
    const auto add = [&](const char* pattern, Response (RegionRoutes::*handler)(Call&) const,
                         const char* name, const char* summary, std::vector<std::string> query,
                         std::string_view logged = {}) {
        routes.add({.method = "GET",
                    .pattern = pattern,
                    .access = Access::everyone(),
                    .handler = [region, handler](Call& call) { return ((*region).*handler)(call); },
                    .name = name,
                    .summary = summary,
                    .query = std::move(query),
                    .logged = logged});
    };
    auto with_mark = asked;
    with_mark.emplace_back("mark");
    add("/views/region", &RegionRoutes::view, "view-region", "The region on one page", asked);
    add("/views/region/union", &RegionRoutes::unions, "view-region-union",
        "What was measured of the whole network together", {"year"});
    auto of_goals = asked;
    std::erase(of_goals, "indicator");
    of_goals.insert(of_goals.end(), {"member", "standing"});
    add("/views/region/goals", &RegionRoutes::goals, "view-region-goals",
        "The goals that the region's numbers count", of_goals);
    add("/region.csv", &RegionRoutes::csv, "region-csv", "The region's values as CSV", with_mark,
        store::security::exported);
    add("/region.xlsx", &RegionRoutes::xlsx, "region-xlsx", "The region's values, medians and goals as XLSX",
        asked, store::security::exported);
}

}  // namespace brujula::web

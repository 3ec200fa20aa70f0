// SPDX-License-Identifier: GPL-3.0-or-later
#include <memory>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "evaluating/quality.hpp"
#include "planning/network_records.hpp"
#include "web/advice_json.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;

namespace {

constexpr std::size_t most_findings = 1'000;

class QualityRoutes {
public:
    QualityRoutes(const House& house, const NetworkMemory& memory) : m_house(house), m_memory(memory) {}

    Response quality(Call& call) const {
        const std::string organisation = call.request.parameter("organisation").value_or("");
        if (!organisation.empty() && !m_house.store.find("organisation", organisation))
            throw Error{ErrorKind::not_found, {"error-no-record", {"organisation", organisation}}};
        const Date today = date_in(m_house.clock.now(), "UTC");
        return json_response(200, m_memory.read([&](const NetworkRecords& network) {
            const planning::RuleBook rules{planning::settings_of(network)};
            const auto found = evaluating::check_data(network, organisation, today, rules);
            json::array items;
            for (const planning::Finding& finding : found) {
                if (items.size() == most_findings) break;
                items.push_back(item(finding, network, call));
            }
            return json::object{
                {"today", format(today)}, {"total", found.size()}, {"items", std::move(items)}};
        }));
    }

private:
    /// A finding with the indicator that it is about, and the days of the value.
    [[nodiscard]] json::object item(const planning::Finding& finding, const NetworkRecords& network,
                                    const Call& call) const {
        json::object shown = finding_json(finding, call.language);
        shown["may"] = may(finding, call);
        std::string id = finding.id;
        shown["period"] = nullptr;
        if (const auto value = network.observations.find(finding.id);
            finding.kind == "observation" && value != network.observations.end()) {
            id = value->second.indicator.id;
            shown["period"] = {{"first_day", format(value->second.first_day)},
                               {"last_day", format(value->second.last_day)}};
        }
        const auto indicator = network.indicators.find(id);
        if (indicator == network.indicators.end()) return shown;
        shown["organisation"] = indicator->second.organisation.id;
        shown["goal"] = indicator->second.goal.id;
        shown["indicator"] = {
            {"kind", "indicator"}, {"id", id}, {"title", localized_json(indicator->second.name)}};
        return shown;
    }

    /// What the asker may do with the record that a fix would change; without a fix nothing is asked.
    [[nodiscard]] json::value may(const planning::Finding& finding, const Call& call) const {
        if (!finding.fix) return json::array{};
        const auto record = m_house.store.find(finding.kind, finding.id);
        if (!record) return json::array{};
        return envelope(*record, call.asker).at("may");
    }

    House m_house;
    const NetworkMemory& m_memory;
};

}  // namespace

void add_quality_routes(Routes& routes, const House& house, const NetworkMemory& memory) {
    const auto own = std::make_shared<QualityRoutes>(house, memory);
    routes.add({.method = "GET",
                .pattern = "/quality",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->quality(call); },
                .name = "quality",
                .summary = "Values that do not hold together, of an organisation or of the network",
                .query = {"organisation"}});
}

}  // namespace brujula::web

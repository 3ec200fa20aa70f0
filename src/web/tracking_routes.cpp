// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "store/security_log.hpp"
#include "web/network_memory.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"
#include "web/tracking_entry.hpp"
#include "web/tracking_page.hpp"

namespace brujula::web {
using records::Action;
namespace {

Response download(const House& house, const Call& call, std::string_view type, const std::string& ending,
                  std::string bytes) {
    Response response;
    response.set("Content-Type", std::string{type});
    const std::string day = format(date_in(house.clock.now(), "UTC"));
    response.set("Content-Disposition",
                 "attachment; filename=\"" + call.id() + "-tracking-" + day + ending + "\"");
    response.body = std::move(bytes);
    return response;
}

}  // namespace

void add_tracking_routes(Routes& routes, const House& house, const NetworkMemory& memory) {
    const std::vector<std::string> query{"columns", "met", "on"};
    const auto add = [&](const char* method, const std::string& pattern, const std::string& name,
                         const std::string& summary, std::function<Response(Call&)> handler,
                         std::vector<std::string> parameters, std::string_view logged = {}) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = Access::record(Action::read),
                    .handler = std::move(handler),
                    .name = name,
                    .summary = summary,
                    .kind = house.kinds.find("plan"),
                    .query = std::move(parameters),
                    .logged = logged});
    };
    add(
        "GET", "/views/plans/{id}/tracking", "view-tracking", "A plan's indicator tracking table",
        [house, &memory](Call& call) {
            return json_response(200, tracking_json(house, tracking_page(house, memory, call), call));
        },
        query);
    add("POST", "/plans/{id}/tracking", "plans-tracking-enter",
        "Write the values of a tracking table's cells, all or none",
        [house](Call& call) { return enter_values(house, call); }, {});
    add(
        "GET", "/plans/{id}/tracking.csv", "plans-tracking-csv", "The tracking table as CSV",
        [house, &memory](Call& call) {
            const auto sheet = tracking_sheet(tracking_page(house, memory, call), call.language);
            const auto mark = call.request.parameter("mark") == "none" ? sheets::ByteOrderMark::none
                                                                       : sheets::ByteOrderMark::written;
            return download(house, call, sheets::csv_type, ".csv", sheets::csv(sheet, mark));
        },
        {"columns", "met", "on", "mark"}, store::security::exported);
    add(
        "GET", "/plans/{id}/tracking.xlsx", "plans-tracking-xlsx", "The tracking table as XLSX",
        [house, &memory](Call& call) {
            const auto sheet = tracking_sheet(tracking_page(house, memory, call), call.language);
            return download(house, call, sheets::xlsx_type, ".xlsx", sheets::xlsx({sheet}));
        },
        query, store::security::exported);
}

}  // namespace brujula::web

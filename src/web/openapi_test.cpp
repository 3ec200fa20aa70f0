// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <iterator>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

std::string api_page() {
    std::ifstream file(BRUJULA_SOURCE_DIR "/docs/api.md");
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string general(const Route& route, const records::Kinds& kinds) {
    for (const records::Kind& kind : kinds.all()) {
        const std::string top = "/" + kind.plural;
        const bool is_of_all = route.kind == &kind && (route.pattern + "/").starts_with(top + "/");
        if (is_of_all) return "/{plural}" + route.pattern.substr(top.size());
    }
    return route.pattern;
}

/// Whether the page has a row of that address, with or without a query, and not of one below it.
bool tells(const std::string& page, const std::string& row) {
    return page.find(row + '`') != std::string::npos || page.find(row + '?') != std::string::npos;
}

TEST(openapi, every_route_is_in_the_document_and_on_the_page_of_the_interface) {
    World world;
    const json::value document = Visitor::json_of(Visitor(world).get("/api/v1/openapi.json"));
    EXPECT_EQ(document.at("openapi"), "3.1.0");
    const std::string page = api_page();
    std::set<std::string> operations;
    for (const Route& route : world.site->routes().all()) {
        std::string method = route.method;
        for (char& c : method)
            c = static_cast<char>(std::tolower(c));
        const json::value& operation = document.at("paths").at(route.pattern).at(method);
        EXPECT_EQ(operation.at("operationId"), json::value(route.name));
        EXPECT_FALSE(operation.at("summary").get_string().empty());
        EXPECT_TRUE(operations.insert(route.name).second);
        const std::string line = "| " + route.method + " | `";
        EXPECT_TRUE(tells(page, line + general(route, world.kinds)) || tells(page, line + route.pattern))
            << line << route.pattern << " is not in docs/api.md";
    }
}

TEST(openapi, every_kind_has_its_schema_and_no_reference_leads_nowhere) {
    World world;
    const Response answer = Visitor(world).get("/api/v1/openapi.json");
    const json::value document = Visitor::json_of(answer);
    const json::object& schemas = document.at("components").at("schemas").get_object();
    EXPECT_TRUE(schemas.contains("Goal"));
    EXPECT_TRUE(schemas.at("Goal").at("properties").get_object().contains("statement"));
    constexpr std::string_view mark = "\"#/components/schemas/";
    std::size_t found = 0;
    for (std::size_t at = 0; (at = answer.body.find(mark, at)) != std::string::npos; ++found) {
        at += mark.size();
        EXPECT_TRUE(schemas.contains(answer.body.substr(at, answer.body.find('"', at) - at)));
    }
    EXPECT_GT(found, 20U);
}

}  // namespace
}  // namespace brujula::web

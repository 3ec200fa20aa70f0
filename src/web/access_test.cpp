// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <fstream>
#include <map>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "web/problem.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

const std::vector<std::string> roles{"anonymous", "reader",        "member",   "coordinator",
                                     "steward",   "administrator", "elsewhere"};

/// The route's address for the world's record of its kind.
std::string target_of(const Route& route) {
    std::string target = "/api/v1" + route.pattern;
    const auto put = [&](const std::string& part, const std::string& value) {
        if (const std::size_t at = target.find(part); at != std::string::npos)
            target.replace(at, part.size(), value);
    };
    std::string kind = route.kind ? route.kind->name : "";
    std::replace(kind.begin(), kind.end(), '_', '-');
    put("{id}", kind == "organisation" ? "wmar" : "wmar-" + kind);
    put("{n}", "1");
    put("{language}", "es");
    if (route.method == "DELETE" && route.kind) target += "?base=99";
    return target;
}

/// A body that names wmar and would not be written in any case: it lacks what its kind needs.
json::value body_of(const Route& route) {
    if (route.method == "GET" || route.method == "DELETE") return nullptr;
    json::object body{{"base", 99}, {"revision", 1}, {"id", "wmar"}, {"organisation", "wmar"}};
    body["data"] = {{"organisation", "wmar"}, {"roles", json::array{{{"organisation", "wmar"}}}}, {"x", 1}};
    return body;
}

/// "nothing": of the world's cohort, which is there, told to who may not read it.
std::string decision(const Route& route, const Response& response) {
    const bool names_cohort =
        route.kind && route.kind->name == "cohort" && route.pattern.find("{id}") != std::string::npos;
    if (names_cohort && response.status == 404 &&
        response.body.find("\"error-no-record\"") != std::string::npos)
        return "nothing";
    if (response.status == 401) return "sign in";
    return response.status == 403 ? "no" : "yes";
}

/// "GET /goals/{id}" → the decisions for each role. A row of several kinds is one entry for each.
std::map<std::string, std::vector<std::string>> expected_table() {
    std::ifstream file(BRUJULA_SOURCE_DIR "/tests/cases/access/routes.tsv");
    std::map<std::string, std::vector<std::string>> table;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        std::istringstream cells(line);
        std::vector<std::string> row;
        for (std::string cell; std::getline(cells, cell, '\t');)
            row.push_back(cell);
        std::istringstream kinds(row.at(0));
        for (std::string kind; kinds >> kind;) {
            std::string route = row.at(1);
            if (const std::size_t at = route.find("{plural}"); at != std::string::npos)
                route.replace(at, 8, kind);
            EXPECT_TRUE(table.emplace(route, std::vector(row.begin() + 2, row.end())).second)
                << route << " twice";
        }
    }
    return table;
}

std::string row_of(const Route& route) {
    return route.method + " " + route.pattern;
}

TEST(access, every_route_answers_every_role_as_the_table_says) {
    World world;
    std::map<std::string, Visitor> visitors;
    for (const std::string& role : roles)
        visitors.emplace(role, role == "anonymous" ? Visitor(world) : Visitor(world, role));
    const auto expected = expected_table();
    std::ostringstream found;
    std::size_t rows = 0;
    for (const Route& route : world.site->routes().all()) {
        if (route.pattern == "/session") continue;  // signing in and out: session_test.cpp
        ++rows;
        found << row_of(route);
        const auto row = expected.find(row_of(route));
        EXPECT_TRUE(row != expected.end()) << row_of(route) << " is not in the table";
        for (std::size_t i = 0; i < roles.size(); ++i) {
            const Response answer =
                visitors.at(roles[i]).send(route.method, target_of(route), body_of(route));
            EXPECT_NE(answer.status, 500) << row_of(route) << ' ' << answer.body;
            found << '\t' << decision(route, answer);
            if (row == expected.end() || row->second.size() <= i) continue;
            EXPECT_EQ(decision(route, answer), row->second[i])
                << row_of(route) << " for " << roles[i] << ": " << answer.body;
        }
        found << '\n';
    }
    EXPECT_EQ(rows, expected.size()) << "the table has rows of routes that are not there";
    if (HasFailure()) std::ofstream(testing::TempDir() + "access-found.tsv") << found.str();
}

TEST(access, no_answer_to_who_is_not_signed_in_holds_a_name_of_a_cohort) {
    World world;
    Visitor anonymous(world);
    Visitor member(world, "member");
    std::size_t asked = 0;
    for (const Route& route : world.site->routes().all()) {
        if (route.method != "GET") continue;
        ++asked;
        for (Visitor* visitor : {&anonymous, &member}) {
            const Response answer = visitor->get(target_of(route));
            for (const std::string& name : World::secret_names)
                EXPECT_EQ(answer.body.find(name), std::string::npos) << route.pattern << " tells " << name;
        }
    }
    EXPECT_GT(asked, 70U);
    for (const char* query :
         {"/api/v1/search?q=estudiante", "/api/v1/search?q=escuela", "/api/v1/recent?limit=200"}) {
        const Response answer = anonymous.get(query);
        EXPECT_EQ(answer.status, 200);
        for (const std::string& name : World::secret_names)
            EXPECT_EQ(answer.body.find(name), std::string::npos) << query << " tells " << name;
    }
}

TEST(access, the_names_are_there_for_who_may_read_them) {
    World world;
    Visitor coordinator(world, "coordinator");
    EXPECT_NE(coordinator.get("/api/v1/cohorts/wmar-cohort").body.find("Estudiante Secreta"),
              std::string::npos);
}

TEST(access, each_kind_of_error_has_its_status) {
    const std::vector<std::tuple<ErrorKind, int, std::string_view>> pairs{
        {ErrorKind::bad_input, 400, "bad_input"}, {ErrorKind::unauthenticated, 401, "unauthenticated"},
        {ErrorKind::forbidden, 403, "forbidden"}, {ErrorKind::not_found, 404, "not_found"},
        {ErrorKind::conflict, 409, "conflict"},   {ErrorKind::too_large, 413, "too_large"},
        {ErrorKind::too_many, 429, "too_many"},   {ErrorKind::unavailable, 503, "unavailable"},
        {ErrorKind::internal, 500, "internal"},
    };
    for (const auto& [kind, status, name] : pairs) {
        EXPECT_EQ(status_of(kind), status);
        EXPECT_EQ(name_of(kind), name);
    }
}

TEST(access, what_fails_inside_is_not_told) {
    const Response answer = response_for(std::runtime_error("SELECT secret FROM table"), "es");
    EXPECT_EQ(answer.status, 500);
    EXPECT_EQ(answer.body.find("SELECT"), std::string::npos);
    EXPECT_EQ(answer.header("Content-Type"), "application/problem+json; charset=utf-8");
}

}  // namespace
}  // namespace brujula::web

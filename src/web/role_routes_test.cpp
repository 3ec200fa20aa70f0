// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>
#include <map>
#include <sstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

json::value roles_told() {
    World world;
    return Visitor::json_of(Visitor(world).get("/api/v1/roles"));
}

/// tests/cases/access/roles.tsv: "action kind visibility" → lowest role.
std::map<std::string, std::string> table() {
    std::ifstream file{BRUJULA_SOURCE_DIR "/tests/cases/access/roles.tsv"};
    std::map<std::string, std::string> rows;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream cells{line};
        std::string action;
        std::string kind;
        std::string visibility;
        std::string role;
        cells >> action >> kind >> visibility >> role;
        rows[action + " " + kind + " " + visibility] = role;
    }
    return rows;
}

TEST(access_roles, the_page_says_of_every_action_and_kind_what_the_table_of_the_rules_says) {
    const auto rows = table();
    const auto told = roles_told();
    std::size_t compared = 0;
    for (const auto& item : told.at("items").as_array()) {
        if (item.at("kind").is_null()) continue;
        ++compared;
        const std::string action{item.at("action").as_string()};
        const std::string kind{item.at("kind").as_string()};
        const char* visibility = kind == "cohort" ? "organisation" : "everyone";
        std::string expected = "no row";
        for (const auto& row : {action + " " + kind + " any", action + " * " + visibility, action + " * any"})
            if (const auto found = rows.find(row); found != rows.end()) {
                expected = found->second;
                break;
            }
        EXPECT_EQ(item.at("lowest").as_string(), expected) << action << ' ' << kind;
    }
    EXPECT_EQ(compared, records::all_kinds().all().size() * 5);
}

TEST(access_roles, measuring_giving_roles_and_operation_are_told_too) {
    std::map<std::string, std::string> lowest;
    const auto told = roles_told();
    for (const auto& item : told.at("items").as_array())
        if (item.at("kind").is_null())
            lowest[std::string{item.at("action").as_string()} + " " +
                   std::string{item.at("in").as_string()}] = item.at("lowest").as_string();
    const std::map<std::string, std::string> expected{{"measure organisation", "coordinator"},
                                                      {"remove_hung organisation", "coordinator"},
                                                      {"give_roles organisation", "administrator"},
                                                      {"manage_accounts network", "administrator"},
                                                      {"operate network", "administrator"}};
    EXPECT_EQ(lowest, expected);
    EXPECT_EQ(told.at("everywhere"), json::parse(R"(["steward","administrator"])"));
}

}  // namespace
}  // namespace brujula::web

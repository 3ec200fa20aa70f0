// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/route.hpp"

#include <type_traits>

#include <gtest/gtest.h>

namespace brujula::web {
namespace {

Route route(std::string method, std::string pattern, std::string name) {
    return {.method = std::move(method),
            .pattern = std::move(pattern),
            .access = Access::everyone(),
            .handler = [](Call&) { return Response{}; },
            .name = std::move(name),
            .summary = "A route"};
}

Routes some_routes() {
    Routes routes;
    routes.add(route("GET", "/measurements/{id}", "read"));
    routes.add(route("POST", "/measurements/run", "run"));
    routes.add(route("GET", "/measurements/run", "form"));
    routes.add(route("PUT", "/measurements/{id}", "write"));
    return routes;
}

TEST(routes, one_without_access_cannot_be_made) {
    EXPECT_FALSE(std::is_default_constructible_v<Route>);
}

TEST(routes, fixed_parts_win_over_named_ones) {
    const Routes routes = some_routes();
    EXPECT_EQ(routes.find("GET", "/measurements/run").route->name, "form");
    const auto match = routes.find("GET", "/measurements/r%C3%BAn");
    EXPECT_EQ(match.route->name, "read");
    EXPECT_EQ(match.parts.at("id"), "rún");
}

TEST(routes, head_is_answered_by_get) {
    EXPECT_EQ(some_routes().find("HEAD", "/measurements/a").route->name, "read");
}

TEST(routes, an_address_that_knows_other_methods_tells_them) {
    const Routes routes = some_routes();
    const auto match = routes.find("DELETE", "/measurements/a");
    EXPECT_EQ(match.route, nullptr);
    EXPECT_EQ(match.methods, (std::vector<std::string>{"GET", "PUT"}));
    EXPECT_TRUE(routes.find("GET", "/nowhere").methods.empty());
}

TEST(routes, an_encoded_slash_stays_inside_its_part) {
    const Routes routes = some_routes();
    EXPECT_EQ(routes.find("GET", "/measurements/a%2Fb").parts.at("id"), "a/b");
    for (const char* path :
         {"/measurements/", "/measurements", "/measurements/a/b", "/measurements/%zz", "//a"})
        EXPECT_EQ(routes.find("GET", path).route, nullptr) << path;
}

TEST(routes, two_of_one_name_or_address_are_a_fault_of_the_program) {
    Routes routes = some_routes();
    EXPECT_THROW(routes.add(route("GET", "/other", "read")), std::logic_error);
    EXPECT_THROW(routes.add(route("PUT", "/measurements/{id}", "other")), std::logic_error);
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

class mine_routes : public testing::Test {
protected:
    World world;

    json::value mine(const std::string& account) {
        Visitor visitor(world, account);
        const Response response = visitor.get("/api/v1/views/mine");
        EXPECT_EQ(response.status, 200) << response.body;
        return Visitor::json_of(response);
    }
    void write(const std::string& kind, const std::string& id, const std::string& author, const char* body) {
        world.store.write({kind, id, 0, author, "", false, json::parse(body)});
    }
};

TEST_F(mine_routes, nobody_has_no_start_of_their_own) {
    Visitor anonymous(world);
    EXPECT_EQ(anonymous.get("/api/v1/views/mine").status, 401);
}

TEST_F(mine_routes, a_coordinator_sees_their_organisation_its_plan_and_role) {
    const json::value one = mine("coordinator").at("organisations").at(0);
    EXPECT_EQ(one.at("organisation").at("id"), "wmar");
    EXPECT_EQ(one.at("role"), "coordinator");
}

TEST_F(mine_routes, a_coordinator_without_a_plan_is_told_to_begin_one_and_a_reader_is_not) {
    const json::value one = mine("elsewhere").at("organisations").at(0);
    EXPECT_EQ(one.at("organisation").at("id"), "wmcl");
    EXPECT_TRUE(one.at("plan").is_null());
    EXPECT_EQ(one.at("next").at("what"), "begin_plan");
    EXPECT_TRUE(mine("reader").at("organisations").at(0).at("next").is_null());
}

TEST_F(mine_routes, only_what_others_changed_in_ones_own_organisation_is_told_once) {
    const auto before = mine("coordinator").at("changed").get_array().size();
    write("programme", "neu", "somebody", R"({"organisation":"wmcl","name":{"es":"Ajeno"}})");
    EXPECT_EQ(mine("coordinator").at("changed").get_array().size(), before);
    write("programme", "own", "coordinator", R"({"organisation":"wmar","name":{"es":"Propio"}})");
    EXPECT_EQ(mine("coordinator").at("changed").get_array().size(), before);
    write("programme", "glam", "somebody", R"({"organisation":"wmar","name":{"es":"GLAM"}})");
    EXPECT_EQ(mine("coordinator").at("changed").at(0).at("id"), "glam");
}

TEST_F(mine_routes, what_one_may_not_read_is_not_told_as_changed) {
    write("cohort", "secret", "somebody",
          R"({"organisation":"wmar","name":{"es":"Curso"},"members":[{"user_name":"Ana"}]})");
    EXPECT_NE(mine("reader").at("changed").at(0).at("kind"), "cohort");
    EXPECT_EQ(mine("coordinator").at("changed").at(0).at("kind"), "cohort");
}

}  // namespace
}  // namespace brujula::web

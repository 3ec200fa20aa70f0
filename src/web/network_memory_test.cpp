// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/network_memory.hpp"

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "store/settings.hpp"
#include "store/sqlite.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {

std::string statement(const NetworkMemory& memory, const std::string& goal) {
    return memory.read([&](const planning::NetworkRecords& network) {
        const auto found = network.goals.find(goal);
        return found == network.goals.end() ? "none" : found->second.statement.at("es");
    });
}

std::size_t goals_of(const NetworkMemory& memory, const std::string& plan) {
    return memory.read(
        [&](const auto& network) { return planning::ids_in(network.goals_of_plan, plan).size(); });
}

store::Revision write(World& world, const std::string& id, std::int64_t base, boost::json::value body,
                      bool remove = false) {
    return world.store.write({.kind = "goal",
                              .id = id,
                              .base = base,
                              .author = "Ana",
                              .comment = "",
                              .remove = remove,
                              .body = std::move(body)});
}

TEST(network_memory, holds_what_the_store_holds_and_follows_every_write) {
    World world;
    const NetworkMemory memory(world.store);
    EXPECT_EQ(statement(memory, "wmar-goal"), "150 participantes en talleres");
    EXPECT_EQ(goals_of(memory, "wmar-plan"), 1U);
    write(world, "new-goal", 0, some_goal("Duplicar los talleres"));
    EXPECT_EQ(statement(memory, "new-goal"), "Duplicar los talleres");
    EXPECT_EQ(goals_of(memory, "wmar-plan"), 2U);
    write(world, "new-goal", 1, some_goal("Triplicar los talleres"));
    EXPECT_EQ(statement(memory, "new-goal"), "Triplicar los talleres");
    write(world, "new-goal", 2, some_goal("Triplicar los talleres"), true);
    EXPECT_EQ(statement(memory, "new-goal"), "none");
    EXPECT_EQ(goals_of(memory, "wmar-plan"), 1U);
}

TEST(network_memory, knows_the_network_by_the_installations_choice) {
    World world;
    const NetworkMemory memory(world.store);
    const auto network = [&] {
        return memory.read([](const auto& records) { return planning::network_of(records); });
    };
    EXPECT_EQ(network(), "iberocoop");
    auto body = world.store.find("organisation", "wmar")->body;
    body.at("statuses").as_array().push_back(boost::json::object{{"kind", "network"}});
    world.store.write({"organisation", "wmar", 1, "Ana", "", false, body});
    world.store.write({"organisation", "aaa", 0, "Ana", "", false, body});
    EXPECT_EQ(network(), "iberocoop");
    store::set_network(world.store, "wmcl", store::Chosen::replace);
    EXPECT_EQ(network(), "wmcl") << "though its status is another";
}

TEST(network_memory, puts_a_record_of_before_under_its_owner) {
    World world;
    store::Connection file{world.folder / "records.sqlite", store::Connection::Mode::read_write};
    file.run(R"(UPDATE revisions SET body = replace(body, '"organisation":"wmar"', '"organisation":"wmcl"')
                WHERE id = 'wmar-observation')");
    const NetworkMemory memory(world.store);
    memory.read([](const planning::NetworkRecords& network) {
        EXPECT_EQ(network.observations.at("wmar-observation").organisation.id, "wmar");
        return 0;
    });
}

TEST(network_memory, holds_no_cohort) {
    World world;
    const NetworkMemory memory(world.store);
    memory.read([](const planning::NetworkRecords& network) {
        EXPECT_EQ(network.observations.size(), 1U);
        EXPECT_EQ(planning::observations_of(network, "wmar-indicator").size(), 1U);
        return 0;
    });
}

}  // namespace
}  // namespace brujula::web

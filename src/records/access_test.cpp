// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/access.hpp"

#include <fstream>
#include <map>
#include <sstream>

#include <gtest/gtest.h>

using namespace brujula::records;

namespace {

Actor with(Role role, const std::string& organisation) {
    return {.person = "p", .grants = {{organisation, role}}, .network = "net"};
}

constexpr auto open = Visibility::everyone;
constexpr auto closed = Visibility::organisation;

/// tests/cases/access/roles.tsv: action, kind or *, visibility, lowest role in the record's organisation.
std::map<std::string, std::string> lowest_roles() {
    std::ifstream file{BRUJULA_SOURCE_DIR "/tests/cases/access/roles.tsv"};
    std::map<std::string, std::string> lowest;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line[0] == '#') continue;
        std::istringstream row{line};
        std::string action;
        std::string kind;
        std::string visibility;
        std::string role;
        row >> action >> kind >> visibility >> role;
        lowest[action + " " + kind + " " + visibility] = role;
    }
    return lowest;
}

/// The role that the file gives, by the names of its rows.
std::string lowest_role(const std::map<std::string, std::string>& lowest, const std::string& action,
                        const std::string& kind, const std::string& visibility) {
    for (const auto& row : {action + " " + kind + " " + visibility, action + " " + kind + " any",
                            action + " * " + visibility, action + " * any"})
        if (const auto found = lowest.find(row); found != lowest.end()) return found->second;
    return "no row";
}

const std::vector<std::pair<const char*, Role>> roles{
    {"none", Role::none},       {"reader", Role::reader},
    {"member", Role::member},   {"coordinator", Role::coordinator},
    {"steward", Role::steward}, {"administrator", Role::administrator}};
const std::vector<std::pair<const char*, Action>> actions{{"read", Action::read},
                                                          {"create", Action::create},
                                                          {"write", Action::write},
                                                          {"restore", Action::restore},
                                                          {"remove", Action::remove},
                                                          {"measure", Action::measure},
                                                          {"manage_accounts", Action::manage_accounts},
                                                          {"operate", Action::operate}};

std::size_t rank(const std::string& name) {
    for (std::size_t i = 0; i < roles.size(); ++i)
        if (name == roles[i].first) return i;
    throw std::runtime_error("no role " + name);
}

}  // namespace

// Every action × kind × visibility × role × where the role was given: in the record's organisation, in
// another one, in the network's.
TEST(Access, who_may_what_is_as_the_table_says) {
    const auto lowest = lowest_roles();
    const auto kinds = all_kinds();
    for (const auto& [action_name, action] : actions)
        for (const auto& kind : kinds.all())
            for (const auto& [visibility_name, visibility] :
                 {std::pair{"everyone", open}, std::pair{"organisation", closed}})
                for (std::size_t held = 0; held < roles.size(); ++held) {
                    const auto needed = rank(lowest_role(lowest, action_name, kind.name, visibility_name));
                    const bool network_only = action == Action::manage_accounts || action == Action::operate;
                    const auto role = roles[held].second;
                    const auto told = std::string(action_name) + " " + kind.name + " " + visibility_name +
                                      " as " + roles[held].first;
                    EXPECT_EQ(may(with(role, "wmar"), action, kind.name, "wmar", visibility),
                              !network_only ? held >= needed : needed == 0)
                        << told << " of it";
                    EXPECT_EQ(may(with(role, "wmcl"), action, kind.name, "wmar", visibility), needed == 0)
                        << told << " of another";
                    EXPECT_EQ(may(with(role, "net"), action, kind.name, "wmar", visibility),
                              (held >= rank("steward") ? held : 0) >= needed)
                        << told << " of the network";
                }
}

TEST(Access, anybody_reads_what_is_public_and_nobody_else_reads_a_cohort) {
    const Actor nobody{.person = "", .grants = {}, .network = "net"};
    EXPECT_TRUE(may(nobody, Action::read, "goal", "wmar", open));
    for (const auto role : {Role::none, Role::reader, Role::member})
        EXPECT_FALSE(may(with(role, "wmar"), Action::read, "cohort", "wmar", closed));
    EXPECT_FALSE(may(nobody, Action::read, "cohort", "wmar", closed));
    EXPECT_TRUE(may(with(Role::coordinator, "wmar"), Action::read, "cohort", "wmar", closed));
    EXPECT_FALSE(may(with(Role::administrator, "wmcl"), Action::read, "cohort", "wmar", closed));
    EXPECT_TRUE(may(with(Role::steward, "net"), Action::read, "cohort", "wmar", closed));
}

TEST(Access, a_role_holds_in_its_own_organisation_only) {
    EXPECT_TRUE(may(with(Role::coordinator, "wmar"), Action::write, "goal", "wmar", open));
    EXPECT_FALSE(may(with(Role::coordinator, "wmar"), Action::write, "goal", "wmcl", open));
    EXPECT_FALSE(may(with(Role::coordinator, "net"), Action::write, "goal", "wmcl", open));
    EXPECT_TRUE(may(with(Role::coordinator, "net"), Action::write, "goal", "net", open));
}

TEST(Access, observations_are_the_members_and_organisations_the_stewards) {
    EXPECT_TRUE(may(with(Role::member, "wmar"), Action::create, "observation", "wmar", open));
    EXPECT_FALSE(may(with(Role::member, "wmar"), Action::create, "goal", "wmar", open));
    EXPECT_FALSE(may(with(Role::reader, "wmar"), Action::create, "observation", "wmar", open));
    EXPECT_FALSE(may(with(Role::coordinator, "wmar"), Action::write, "organisation", "wmar", open));
    EXPECT_TRUE(may(with(Role::steward, "wmar"), Action::write, "organisation", "wmar", open));
}

TEST(Access, accounts_and_operation_are_the_networks_administrators) {
    EXPECT_FALSE(may(with(Role::administrator, "wmar"), Action::manage_accounts, "", "wmar", open));
    EXPECT_FALSE(may(with(Role::steward, "net"), Action::operate, "", "", open));
    EXPECT_TRUE(may(with(Role::administrator, "net"), Action::operate, "", "", open));
}

TEST(Access, a_role_is_given_by_administrators_where_they_are_and_never_above_their_own) {
    for (const auto& [name, role] : roles)
        for (const auto& [given_name, given] : roles) {
            const auto told = std::string(given_name) + " given by " + name;
            const bool administrates = role == Role::administrator;
            EXPECT_EQ(may_give(with(role, "wmar"), {"wmar", given}), administrates) << told << " of it";
            EXPECT_FALSE(may_give(with(role, "wmcl"), {"wmar", given})) << told << " of another";
            EXPECT_FALSE(may_give(with(role, "wmar"), {"net", given})) << told << " in the network";
            EXPECT_EQ(may_give(with(role, "net"), {"wmar", given}), administrates)
                << told << " of the network";
        }
    EXPECT_FALSE(may_give({.person = "", .grants = {}, .network = "net"}, {"wmar", Role::none}));
}

TEST(Access, while_there_is_no_network_no_role_is_the_networks) {
    const Actor actor{.person = "p", .grants = {{"", Role::administrator}}, .network = ""};
    EXPECT_FALSE(may(actor, Action::read, "cohort", "wmar", closed));
    EXPECT_FALSE(may_give(actor, {"wmar", Role::reader}));
}

TEST(Access, who_may_remove_a_record_may_remove_what_was_hung_on_it) {
    const std::vector<Host> on_a_goal{{"goal", "wmar"}};
    const auto remove = [&](Role role, const std::string& in) {
        return may_as_host(with(role, in), on_a_goal);
    };
    EXPECT_TRUE(remove(Role::coordinator, "wmar"));
    EXPECT_FALSE(remove(Role::member, "wmar"));
    EXPECT_FALSE(remove(Role::administrator, "wmcl"));
    EXPECT_TRUE(remove(Role::steward, "net"));
    EXPECT_FALSE(may_as_host(with(Role::coordinator, "wmar"), {{"purpose", "wmar"}})) << "a steward's";
    EXPECT_FALSE(may_as_host(with(Role::member, "wmar"), {{"observation", "wmar"}}));
    EXPECT_FALSE(may(with(Role::coordinator, "wmar"), Action::write, "comment", "wmcl", open));
}

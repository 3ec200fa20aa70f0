// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/access.hpp"

#include <gtest/gtest.h>

using namespace brujula::records;

namespace {

Actor with(Role role, const std::string& organisation) {
    return {.person = "p", .grants = {{organisation, role}}, .network = "net"};
}

constexpr auto open = Visibility::everyone;
constexpr auto closed = Visibility::organisation;

}  // namespace

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

TEST(Access, each_role_may_what_the_one_below_may) {
    const std::vector<Role> roles{Role::none,        Role::reader,  Role::member,
                                  Role::coordinator, Role::steward, Role::administrator};
    for (const auto action : {Action::read, Action::create, Action::write, Action::restore, Action::remove,
                              Action::measure, Action::manage_accounts, Action::operate})
        for (const char* kind :
             {"organisation", "person", "plan", "goal", "observation", "cohort", "measurement"})
            for (const auto visibility : {open, closed})
                for (std::size_t i = 1; i < roles.size(); ++i)
                    EXPECT_LE(may(with(roles[i - 1], "net"), action, kind, "net", visibility),
                              may(with(roles[i], "net"), action, kind, "net", visibility));
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

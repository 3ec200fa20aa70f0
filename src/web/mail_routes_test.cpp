// SPDX-License-Identifier: GPL-3.0-or-later
#include <atomic>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "store/mail.hpp"
#include "store/watching.hpp"
#include "web/notices.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// The world with mail, where nobody sends it: the test does what the sender would.
class MailRoutesTest : public testing::Test {
protected:
    MailRoutesTest() {
        world.site = std::make_unique<Site>(
            House{world.store, world.accounts, world.kinds, world.clock, world.lake, world.metrics},
            SiteOptions{.ui = world.folder / "ui",
                        .demo = true,
                        .version = "0.1.0",
                        .proxies = {},
                        .mail = {.offered = true,
                                 .zone = "America/Santiago",
                                 .nudge = [this] { ++nudges; },
                                 .state = [] { return "mail waiting=0"; }}});
    }

    /// The token that the mail with the link holds.
    std::string mailed_token() {
        const auto waiting = mail.take(world.clock.now());
        EXPECT_TRUE(waiting && waiting->confirmation);
        auto token = mail.begin_confirmation(*waiting, world.clock.now());
        mail.accepted(*waiting, world.clock.now());
        return token;
    }
    json::value put(Visitor& visitor, const json::value& body, int status = 200) {
        const auto answer = visitor.send("PUT", "/api/v1/mail", body);
        EXPECT_EQ(answer.status, status) << answer.body;
        return Visitor::json_of(answer);
    }

    World world;
    std::atomic<int> nudges{0};
    store::Mail mail{world.store};
};

TEST_F(MailRoutesTest, an_address_is_asked_for_confirmed_by_its_link_and_told_to_its_account_alone) {
    Visitor member(world, "member");
    const auto before = Visitor::json_of(member.get("/api/v1/mail"));
    EXPECT_EQ(before.at("offered"), true);
    EXPECT_EQ(before.at("address"), "");
    EXPECT_EQ(before.at("rhythm"), "never");
    EXPECT_EQ(before.at("pending"), nullptr);
    EXPECT_EQ(before.at("hour"), 7);
    EXPECT_EQ(before.at("zone"), "America/Santiago");
    auto said = put(member, {{"address", "miembro@example.org"}, {"rhythm", "daily"}});
    EXPECT_EQ(said.at("address"), "");
    EXPECT_EQ(said.at("rhythm"), "daily");
    EXPECT_EQ(said.at("pending").at("address"), "miembro@example.org");
    EXPECT_EQ(said.at("pending").at("sent"), false);
    EXPECT_EQ(nudges, 1);
    const auto token = mailed_token();
    said = put(member, {{"address", "miembro@example.org"}, {"rhythm", "weekly"}});
    EXPECT_EQ(said.at("pending").at("sent"), true) << "changing the rhythm sends no second letter";
    EXPECT_EQ(nudges, 1);
    Visitor anybody(world);
    EXPECT_EQ(anybody.send("POST", "/api/v1/mail/confirm", {{"token", token}}).status, 200);
    EXPECT_EQ(anybody.send("POST", "/api/v1/mail/confirm", {{"token", token}}).status, 400);
    said = Visitor::json_of(member.get("/api/v1/mail"));
    EXPECT_EQ(said.at("address"), "miembro@example.org");
    EXPECT_EQ(said.at("pending"), nullptr);
    Visitor administrator(world, "administrator");
    for (const char* path : {"/api/v1/mail", "/api/v1/session", "/api/v1/recent", "/api/v1/search?q=miembro",
                             "/api/v1/notifications"})
        for (Visitor* visitor : {&administrator, &anybody})
            EXPECT_EQ(visitor->get(path).body.find("miembro@example"), std::string::npos) << path;
}

TEST_F(MailRoutesTest, what_is_no_address_or_rhythm_is_refused_and_five_links_a_day_are_enough) {
    Visitor member(world, "member");
    for (const json::value& body :
         {json::value{{"address", "no"}, {"rhythm", "daily"}},
          json::value{{"address", "a@example.org\r\nBcc: b@example.org"}, {"rhythm", "daily"}},
          json::value{{"address", "a@example.org"}, {"rhythm", "hourly"}},
          json::value{{"address", "a@example.org"}}, json::value{{"rhythm", "daily"}}})
        put(member, body, 400);
    EXPECT_FALSE(mail.take(world.clock.now()));
    for (int i = 0; i < 5; ++i) {
        put(member, {{"address", "a@example.org"}, {"rhythm", "daily"}, {"again", true}});
        static_cast<void>(mailed_token());
    }
    put(member, {{"address", "a@example.org"}, {"rhythm", "daily"}, {"again", true}}, 429);
    EXPECT_FALSE(mail.take(world.clock.now()));
}

TEST_F(MailRoutesTest, without_a_csrf_token_nothing_is_chosen) {
    Visitor member(world, "member");
    member.csrf = "other";
    put(member, {{"address", "a@example.org"}, {"rhythm", "daily"}}, 403);
    EXPECT_EQ(mail.choice("member").rhythm, store::Rhythm::never);
}

TEST_F(MailRoutesTest, an_empty_address_forgets_it_and_the_confirmed_one_again_takes_back_another) {
    Visitor member(world, "member");
    put(member, {{"address", "a@example.org"}, {"rhythm", "daily"}});
    Visitor(world).send("POST", "/api/v1/mail/confirm", {{"token", mailed_token()}});
    put(member, {{"address", "b@example.org"}, {"rhythm", "daily"}});
    auto said = put(member, {{"address", "a@example.org"}, {"rhythm", "daily"}});
    EXPECT_EQ(said.at("address"), "a@example.org");
    EXPECT_EQ(said.at("pending"), nullptr);
    said = put(member, {{"address", ""}, {"rhythm", "never"}});
    EXPECT_EQ(said.at("address"), "");
    EXPECT_TRUE(mail.wanting().empty());
}

TEST_F(MailRoutesTest, a_letters_link_unsubscribes_by_one_click_of_a_mail_program_or_on_the_page) {
    world.need_account("member");
    const auto begin = [&] {
        mail.ask_to_confirm("member", "a@example.org", world.clock.now());
        EXPECT_TRUE(mail.confirm(mailed_token(), world.clock.now()));
        mail.choose("member", store::Rhythm::daily, "es", world.clock.now());
    };
    begin();
    const auto token = mail.unsubscribe_token("member");
    const std::string target = "/mail/unsubscribe?account=member&token=";
    const auto click = [&](const std::string& to, const std::string& body) {
        auto request = request_of("POST", to);
        request.headers.emplace_back("content-type", "application/x-www-form-urlencoded");
        request.body = body;
        return world.site->answer(request).status;
    };
    EXPECT_NE(world.site->answer(request_of("GET", target + token)).status, 405) << "a page that asks";
    EXPECT_EQ(click(target + token, "x=y"), 400);
    EXPECT_EQ(click(target + "0123", "List-Unsubscribe=One-Click"), 400);
    EXPECT_EQ(click("/mail/other", "List-Unsubscribe=One-Click"), 405);
    EXPECT_EQ(mail.wanting().size(), 1U);
    EXPECT_EQ(click(target + token, "List-Unsubscribe=One-Click"), 200);
    EXPECT_TRUE(mail.wanting().empty());
    mail.choose("member", store::Rhythm::daily, "es", world.clock.now());
    Visitor anybody(world);
    EXPECT_EQ(
        anybody.send("POST", "/api/v1/mail/unsubscribe", {{"account", "member"}, {"token", "1"}}).status,
        400);
    EXPECT_EQ(mail.wanting().size(), 1U);
    EXPECT_EQ(
        anybody.send("POST", "/api/v1/mail/unsubscribe", {{"account", "member"}, {"token", token}}).status,
        200);
    EXPECT_TRUE(mail.wanting().empty());
}

TEST_F(MailRoutesTest, the_state_is_told_to_who_watches_the_program) {
    EXPECT_EQ(world.site->answer(request_of("GET", "/healthz")).body, "ok\nmail waiting=0\n");
    EXPECT_EQ(world.site->answer(request_of("GET", "/readyz")).body, "ok\n");
}

TEST(mail_routes, without_a_mail_server_the_page_is_told_so_and_nothing_is_kept) {
    World world;
    Visitor member(world, "member");
    EXPECT_EQ(Visitor::json_of(member.get("/api/v1/mail")).at("offered"), false);
    EXPECT_EQ(member.send("PUT", "/api/v1/mail", {{"address", "a@example.org"}, {"rhythm", "daily"}}).status,
              400);
    EXPECT_FALSE(store::Mail(world.store).take(world.clock.now()));
    EXPECT_EQ(world.site->answer(request_of("GET", "/healthz")).body, "ok\n");
}

/// What the mail of an account would tell, as "title|happened|words|path".
class MailNoticesTest : public testing::Test {
protected:
    std::vector<std::string> told(const std::string& name, std::int64_t after, std::int64_t until,
                                  const std::string& language = "es") {
        world.need_account(name);
        std::vector<std::string> list;
        for (const auto& one :
             mail_notices(world.store, world.kinds)(*world.accounts.find(name), language, after, until))
            list.push_back(one.title + '|' + std::to_string(static_cast<int>(one.happened)) + '|' +
                           one.words + '|' + one.path);
        return list;
    }
    World world;
    store::Watching watching{world.store};
};

TEST_F(MailNoticesTest, a_letter_tells_what_the_page_would_that_is_new_and_unseen) {
    Visitor coordinator(world, "coordinator");
    world.need_account("member");
    watching.watch("member", "goal", "wmar-goal");
    const auto goal = Visitor::json_of(coordinator.get("/api/v1/goals/wmar-goal"));
    json::object data = goal.at("data").as_object();
    data["statement"] = {{"es", "Formar a 40 docentes"}, {"en", "Train 40 teachers"}};
    const auto before = world.store.newest_sequence();
    const auto changed =
        coordinator.send("PUT", "/api/v1/goals/wmar-goal", {{"base", goal.at("revision")}, {"data", data}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    const auto said = coordinator.send("POST", "/api/v1/comments",
                                       {{"data",
                                         {{"organisation", "wmar"},
                                          {"about", {{"kind", "goal"}, {"id", "wmar-goal"}}},
                                          {"language", "es"},
                                          {"text", "¿Y la línea de base?"}}}});
    ASSERT_EQ(said.status, 201) << said.body;
    const auto newest = world.store.newest_sequence();
    EXPECT_EQ(
        told("member", before, newest),
        (std::vector<std::string>{"Formar a 40 docentes|2|¿Y la línea de base?|/goals/wmar-goal#discussion",
                                  "Formar a 40 docentes|0||/compare/goal/wmar-goal?from=" +
                                      std::to_string(goal.at("revision").as_int64()) +
                                      "&to=" + std::to_string(goal.at("revision").as_int64() + 1)}));
    EXPECT_EQ(told("member", before, newest, "en").at(0).substr(0, 17), "Train 40 teachers");
    EXPECT_EQ(told("member", before, newest - 1).size(), 1U) << "the later one is the next letter's";
    EXPECT_EQ(told("member", newest - 1, newest).size(), 1U);
    watching.see("member", newest - 1);
    EXPECT_EQ(told("member", before, newest).size(), 1U) << "what was seen is not mailed";
    EXPECT_TRUE(told("coordinator", before, newest).empty()) << "one's own changes";
}

TEST_F(MailNoticesTest, what_an_account_may_not_read_is_not_mailed_to_it) {
    Visitor coordinator(world, "coordinator");
    for (const char* name : {"member", "steward"}) {
        world.need_account(name);
        watching.watch(name, "cohort", "wmar-cohort");
    }
    const auto before = world.store.newest_sequence();
    const auto cohort = Visitor::json_of(coordinator.get("/api/v1/cohorts/wmar-cohort"));
    json::object data = cohort.at("data").as_object();
    data["name"] = {{"es", "Curso renombrado"}};
    const auto changed = coordinator.send("PUT", "/api/v1/cohorts/wmar-cohort",
                                          {{"base", cohort.at("revision")}, {"data", data}});
    ASSERT_EQ(changed.status, 200) << changed.body;
    EXPECT_TRUE(told("member", before, world.store.newest_sequence()).empty());
    EXPECT_EQ(told("steward", before, world.store.newest_sequence()).size(), 1U);
}

}  // namespace
}  // namespace brujula::web

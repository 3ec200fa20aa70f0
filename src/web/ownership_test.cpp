// SPDX-License-Identifier: GPL-3.0-or-later
// Nobody writes another's story: every kind × link × foreign organisation × action, over HTTP, as the kinds
// describe themselves; and the attacks of which it is made, by name.
#include "records/ownership.hpp"

#include <algorithm>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/care.hpp"
#include "store/settings.hpp"
#include "store/sqlite.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;
using records::Belonging;
using testing::HasSubstr;

std::string dashed(std::string kind) {
    std::replace(kind.begin(), kind.end(), '_', '-');
    return kind;
}

/// The world's record of wmar of that kind, or its twin of wmcl.
std::string id_of(const std::string& organisation, const std::string& kind) {
    return kind == "organisation" ? organisation : organisation + "-" + dashed(kind);
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

/// The field at the first part of `path`.
const records::Field& field_at(const std::vector<records::Field>& fields, std::string_view path) {
    const auto name = path.substr(0, path.find('/'));
    return *std::find_if(fields.begin(), fields.end(), [&](const auto& field) { return field.name == name; });
}

/// Puts a link at the path of a body, making what is on the way; gives the link's JSON pointer.
std::string link_at(json::value& body, const std::vector<records::Field>& fields, std::string_view path,
                    const std::string& id) {
    const auto& field = field_at(fields, path);
    const std::string at = "/" + field.name;
    const auto slash = path.find('/');
    auto& object = body.as_object();
    if (slash == std::string_view::npos) {
        if (field.type == "list")
            object[field.name] = json::array{id};
        else
            object[field.name] = id;
        return at + (field.type == "list" ? "/0" : "");
    }
    const auto rest = path.substr(slash + 1);
    if (field.type != "list") {
        if (!object.contains(field.name)) object[field.name] = json::object{};
        return at + link_at(object[field.name], field.fields, rest, id);
    }
    if (!object.contains(field.name)) object[field.name] = json::array{json::object{}};
    return at + "/0" + link_at(object[field.name].as_array()[0], field.fields, rest, id);
}

/// The target's kind of the link at a path.
std::string target_of(const std::vector<records::Field>& fields, std::string_view path) {
    const auto& field = field_at(fields, path);
    const auto slash = path.find('/');
    if (slash != std::string_view::npos) return target_of(field.fields, path.substr(slash + 1));
    return field.type == "list" ? field.of.substr(std::string_view{"link:"}.size()) : field.of;
}

/// The world with a twin of each record of wmar in wmcl, and somebody who may write everything there, and
/// nothing in wmar.
struct access_walk : testing::Test {
    World world;
    std::unique_ptr<Visitor> foreign;

    access_walk() {
        for (const auto& kind : world.kinds.all())
            if (kind.name != "organisation") m_missing.push_back(&kind);
        for (std::size_t tries = 0; !m_missing.empty() && tries < 30; ++tries)
            std::erase_if(m_missing, [&](const records::Kind* kind) { return made(*kind); });
        EXPECT_TRUE(m_missing.empty());
        world.accounts.add({.name = "chilena",
                            .person = "",
                            .language = "en",
                            .grants = {{"wmcl", records::Role::administrator}},
                            .disabled = false},
                           World::password);
        foreign = std::make_unique<Visitor>(world, "chilena");
    }

    /// The record of wmcl; an adoption as it can be written: of another's practice.
    [[nodiscard]] store::Revision twin(const std::string& kind) const {
        auto found = *world.store.find(kind, id_of("wmcl", kind));
        if (kind == "adoption") found.body.as_object()["practice"] = "wmar-practice";
        return found;
    }
    /// True where the answer refuses the body for what it links to, there, in words of both names; of what is
    /// not public, as if it were not there.
    static void expect_refused(const Response& answer, const std::string& field, const std::string& told) {
        // Adopting has a word of its own for it.
        if (answer.body.find("error-adoption-plan") != std::string::npos) return;
        EXPECT_EQ(answer.status, 422) << told << ": " << answer.body;
        if (answer.status != 422) return;
        bool found = false;
        const json::value said = Visitor::json_of(answer);
        for (const auto& problem : said.at("problems").as_array()) {
            const std::string key{problem.at("key").as_string()};
            const std::string text{problem.at("text").as_string()};
            if (problem.at("field").as_string() != field) continue;
            const bool names = text.find("Wikimedia Argentina") != std::string::npos &&
                               text.find("Wikimedia Chile") != std::string::npos;
            found = found || names || key == "problem-link-nowhere" || key == "problem-link-of-another-plan";
        }
        EXPECT_TRUE(found) << told << " at " << field << ": " << answer.body;
    }
    Response create(const records::Kind& kind, const json::value& body) {
        return foreign->send("POST", "/api/v1/" + kind.plural, {{"data", body}});
    }
    Response check(const records::Kind& kind, const json::value& body) {
        return foreign->send("POST", "/api/v1/" + kind.plural + "/check", {{"data", body}});
    }
    Response put(const records::Kind& kind, const std::string& id, std::int64_t base,
                 const json::value& body) {
        return foreign->send("PUT", "/api/v1/" + kind.plural + "/" + id,
                             {{"base", base}, {"data", body}, {"comment", "a reason"}});
    }
    Response restore(const records::Kind& kind, const std::string& id, std::int64_t revision,
                     std::int64_t base) {
        return foreign->send("POST", "/api/v1/" + kind.plural + "/" + id + "/restore",
                             {{"revision", revision}, {"base", base}, {"comment", "a reason"}});
    }
    Response remove(const records::Kind& kind, const std::string& id) {
        return foreign->send("DELETE", "/api/v1/" + kind.plural + "/" + id + "?base=1");
    }
    /// A first revision as an earlier program took it.
    void rewrite_first(const std::string& kind, const std::string& id, const json::value& body) const {
        store::Connection connection{world.folder / "records.sqlite", store::Connection::Mode::read_write};
        connection.prepare("UPDATE revisions SET body = ? WHERE kind = ? AND id = ? AND number = 1")
            .bind(json::serialize(body), kind, id)
            .run();
    }

private:
    bool made(const records::Kind& kind) {
        const auto original = *world.store.find(kind.name, id_of("wmar", kind.name));
        store::Write write;
        write.kind = kind.name;
        write.id = id_of("wmcl", kind.name);
        write.author = "chilena";
        write.body = json::parse(replaced(json::serialize(original.body), "wmar", "wmcl"));
        try {
            world.store.write(write);
        } catch (const store::InvalidRecord&) {
            return false;  // what it links to is not made yet
        }
        return true;
    }
    std::vector<const records::Kind*> m_missing;
};

bool is_of_ownership(const std::string& key) {
    return key.starts_with("problem-link-") || key.starts_with("problem-organisation-");
}

/// Which claim a body makes where a link gives it to another organisation.
std::string field_told(const records::LinkRule& rule, const std::string& pointer) {
    return rule.belonging == Belonging::owner ? "/organisation" : pointer;
}

TEST_F(access_walk, no_link_to_anothers_record_is_taken_by_creating_or_writing) {
    std::size_t walked = 0;
    for (const auto& rule : records::link_rules()) {
        const bool bound = rule.belonging == Belonging::owner || rule.belonging == Belonging::same;
        if (!bound || rule.kind == "measurement") continue;
        ++walked;
        const auto& kind = *world.kinds.find(rule.kind);
        const auto told = kind.name + " " + std::string{rule.path};
        const auto target = target_of(kind.fields, rule.path);
        const auto now = twin(kind.name);
        auto own = now.body;
        auto foreign_body = now.body;
        const auto pointer = link_at(own, kind.fields, rule.path, id_of("wmcl", target));
        link_at(foreign_body, kind.fields, rule.path, id_of("wmar", target));
        // A logic model's programme alone says whose it is; beside a plan it must agree with that.
        const bool beside = kind.name == "logic_model" && rule.path == "programme";
        const auto field = beside ? pointer : field_told(rule, pointer);
        const json::value said = Visitor::json_of(check(kind, own));
        for (const auto& problem : said.at("problems").as_array())
            EXPECT_FALSE(is_of_ownership(std::string{problem.at("key").as_string()}))
                << told << " is the own one";
        const auto problems = json::serialize(Visitor::json_of(check(kind, foreign_body)).at("problems"));
        EXPECT_THAT(problems, HasSubstr(field)) << told;
        expect_refused(create(kind, foreign_body), field, "create " + told);
        expect_refused(put(kind, now.id, now.number, foreign_body), field, "write " + told);
        EXPECT_EQ(world.store.find(kind.name, now.id)->number, now.number) << told;
    }
    EXPECT_GT(walked, 20U);
}

TEST_F(access_walk, no_link_to_anothers_record_comes_back_or_is_merged_in) {
    for (const auto& rule : records::link_rules()) {
        const bool bound = rule.belonging == Belonging::owner || rule.belonging == Belonging::same;
        if (!bound || rule.kind == "measurement") continue;
        const auto& kind = *world.kinds.find(rule.kind);
        const auto told = kind.name + " " + std::string{rule.path};
        const auto now = twin(kind.name);
        auto foreign_body = now.body;
        const auto pointer =
            link_at(foreign_body, kind.fields, rule.path, id_of("wmar", target_of(kind.fields, rule.path)));
        const bool beside = kind.name == "logic_model" && rule.path == "programme";
        const auto field = beside ? pointer : field_told(rule, pointer);
        const auto first = world.store.find(kind.name, now.id, 1)->body;
        rewrite_first(kind.name, now.id, foreign_body);
        // A removal gives it a second revision that says nothing else.
        store::Write gone{kind.name, now.id, now.number, "chilena", "", true, {}};
        std::int64_t newest = now.number;
        try {
            newest = world.store.write(gone).number;
        } catch (const Error&) {  // others are a part of it: another revision instead
            auto other = now.body;
            other.as_object()["source"] = "another";
            if (!kind.problems(other).empty()) other = now.body;
            newest = world.store.write({kind.name, now.id, now.number, "chilena", "", false, other}).number;
        }
        if (newest > 1) expect_refused(restore(kind, now.id, 1, newest), field, "restore " + told);
        rewrite_first(kind.name, now.id, first);
        if (!world.store.find(kind.name, now.id))
            world.store.write({kind.name, now.id, newest, "chilena", "", false, first});
    }
}

TEST_F(access_walk, nothing_of_anothers_is_claimed_written_restored_or_removed) {
    for (const auto& kind : world.kinds.all()) {
        const auto id = id_of("wmar", kind.name);
        const auto before = *world.store.find(kind.name, id);
        // What they may not read is not there for them.
        const int refused = kind.name == "cohort" ? 404 : 403;
        if (kind.name != "measurement") {
            auto body = before.body;
            if (kind.name != "organisation") {
                EXPECT_EQ(create(kind, body).status, 403) << kind.name << " under another's name";
            }
            EXPECT_EQ(put(kind, id, 1, body).status, refused) << kind.name;
            body = json::parse(replaced(json::serialize(body), "wmar", "wmcl"));
            EXPECT_EQ(put(kind, id, 1, body).status, refused) << kind.name << " taken over";
        }
        EXPECT_EQ(restore(kind, id, 1, 1).status, refused) << kind.name;
        EXPECT_EQ(remove(kind, id).status, refused) << kind.name;
        EXPECT_EQ(world.store.find(kind.name, id)->number, before.number) << kind.name;
    }
}

TEST_F(access_walk, no_route_that_changes_a_record_lets_another_organisation_in) {
    std::size_t asked = 0;
    for (const auto& route : world.site->routes().all()) {
        const bool of_a_record =
            route.access.of() == Access::Of::record || route.access.of() == Access::Of::record_ever;
        if (!of_a_record || route.access.action() == records::Action::read) continue;
        ++asked;
        const auto target =
            replaced("/api/v1" + route.pattern, "{id}", id_of("wmar", route.kind ? route.kind->name : ""));
        const auto answer = foreign->send(route.method, target + (route.method == "DELETE" ? "?base=1" : ""),
                                          route.method == "GET" || route.method == "DELETE"
                                              ? json::value{}
                                              : json::value{{"base", 1}, {"revision", 1}, {"data", {}}});
        const bool hidden = route.kind && route.kind->name == "cohort";
        EXPECT_EQ(answer.status, hidden ? 404 : 403)
            << route.method << ' ' << route.pattern << ' ' << answer.body;
    }
    EXPECT_GT(asked, 60U);
}

struct access_attacks : access_walk {
    Response value(const std::string& more) {
        return foreign->send("POST", "/api/v1/observations",
                             {{"data", json::parse(R"({"indicator":"wmar-indicator","first_day":"2014-01-01",
                                 "last_day":"2014-12-31","value":{"value":999999},)" +
                                                   more + "}")}});
    }
};

TEST_F(access_attacks, nobody_writes_999999_for_anothers_goal) {
    expect_refused(value(R"("organisation":"wmcl")"), "/organisation", "under the own name");
    EXPECT_EQ(value(R"("organisation":"wmar")").status, 403);
    const auto tracking =
        foreign->send("POST", "/api/v1/plans/wmar-plan/tracking",
                      {{"cells", json::parse(R"([{"indicator":"wmar-indicator","first_day":"2014-01-01",
            "last_day":"2014-12-31","value":{"value":999999}}])")}});
    EXPECT_EQ(tracking.status, 403);
    // Nor through the tracking table of the own plan.
    const auto own =
        foreign->send("POST", "/api/v1/plans/wmcl-plan/tracking",
                      {{"cells", json::parse(R"([{"indicator":"wmar-indicator","first_day":"2014-01-01",
            "last_day":"2014-12-31","value":{"value":999999}}])")}});
    EXPECT_EQ(own.status, 422) << own.body;
    EXPECT_EQ(world.store.backlinks("indicator", "wmar-indicator").size(), 3U)
        << "the observation, the evaluation plan and the logic model of before";
}

TEST_F(access_attacks, nobody_closes_anothers_review) {
    const auto& review = *world.kinds.find("review");
    auto body = world.store.find("review", "wmar-review")->body;
    body.as_object()["organisation"] = "wmcl";
    EXPECT_EQ(put(review, "wmar-review", 1, body).status, 403);
    expect_refused(create(review, body), "/organisation", "a review of another's plan");
    EXPECT_EQ(foreign->send("POST", "/api/v1/reviews/wmar-review/close", {{"base", 1}}).status, 403);
    EXPECT_EQ(foreign->send("POST", "/api/v1/plans/wmar-plan/review", json::object{}).status, 403);
}

TEST_F(access_attacks, nobody_hangs_an_activity_under_anothers_programme_or_locks_it_out_of_measuring) {
    const auto& activity = *world.kinds.find("activity");
    auto body = twin("activity").body;
    body.as_object()["programme"] = "wmar-programme";
    expect_refused(create(activity, body), "/programme", "under another's programme");
    expect_refused(put(activity, "wmcl-activity", 1, body), "/programme", "moved there");
}

TEST_F(access_attacks, what_was_hung_under_a_programme_before_locks_nobody_out_and_its_owner_takes_it_away) {
    // As an earlier program let one write it: an activity of wmcl, with a cohort of wmcl, under wmar's
    // programme.
    auto body = twin("activity").body;
    world.store.write({"activity", "hung", 0, "chilena", "", false, body});
    body.as_object()["programme"] = "wmar-programme";
    rewrite_first("activity", "hung", body);
    store::Connection connection{world.folder / "records.sqlite", store::Connection::Mode::read_write};
    connection.run("UPDATE links SET to_id = 'wmar-programme' WHERE from_id = 'hung' AND name = 'programme'");
    Visitor coordinator(world, "coordinator");
    const auto asked =
        coordinator.send("POST", "/api/v1/measurements/run",
                         json::parse(R"({"organisation":"wmar","metrics":["edits"],"save":false,"scope":{
            "programme":"wmar-programme","wikis":["eswiki"],"first_day":"2014-05-01","last_day":"2014-05-31"}})"));
    EXPECT_NE(asked.status, 403) << asked.body;
    EXPECT_EQ(coordinator.send("PUT", "/api/v1/activities/hung", {{"base", 1}, {"data", body}}).status, 403)
        << "it is not theirs to write";
    EXPECT_EQ(coordinator.send("DELETE", "/api/v1/activities/hung?base=1").status, 200);
}

TEST_F(access_attacks, who_owns_a_record_takes_away_what_others_hung_on_it_and_no_more) {
    for (
        const char* made :
        {R"({"kind":"comment","data":{"organisation":"wmcl","about":{"kind":"goal","id":"wmar-goal"},"text":"x","language":"es"}})",
         R"({"kind":"endorsement","data":{"organisation":"wmcl","practice":"wmar-practice","by":"chilena","text":{"es":"x"},"date":"2014-10-01"}})",
         R"({"kind":"adoption","data":{"organisation":"wmcl","practice":"wmar-practice","plan":"wmcl-plan","date":"2014-10-01"}})"}) {
        const auto one = json::parse(made);
        const std::string kind{one.at("kind").as_string()};
        const auto& plural = world.kinds.find(kind)->plural;
        const auto created = foreign->send("POST", "/api/v1/" + plural, {{"data", one.at("data")}});
        ASSERT_EQ(created.status, 201) << created.body;
        const std::string id{Visitor::json_of(created).at("id").as_string()};
        const std::string at = "/api/v1/" + plural + "/" + id;
        Visitor member(world, "member");
        EXPECT_EQ(member.send("DELETE", at + "?base=1").status, 403) << kind;
        Visitor coordinator(world, "coordinator");
        EXPECT_THAT(coordinator.get(at).body, HasSubstr("\"may\":[\"remove\"]")) << kind;
        EXPECT_EQ(coordinator.send("PUT", at, {{"base", 1}, {"data", one.at("data")}}).status, 403) << kind;
        EXPECT_EQ(coordinator.send("DELETE", at + "?base=1").status, 200) << kind;
        EXPECT_EQ(coordinator.send("POST", at + "/restore", {{"revision", 1}, {"base", 2}}).status, 403)
            << kind;
    }
}

TEST_F(access_attacks, nobody_comments_on_what_they_cannot_read) {
    const auto say = [&](const std::string& id) {
        return foreign->send("POST", "/api/v1/comments",
                             {{"data", json::parse(R"({"organisation":"wmcl","text":"x","language":"es",
                                 "about":{"kind":"cohort","id":")" +
                                                   id + R"("}})")}});
    };
    const auto there = say("wmar-cohort");
    const auto nowhere = say("wmar-nothing");
    EXPECT_EQ(there.status, 422);
    EXPECT_EQ(replaced(there.body, "wmar-cohort", "*"), replaced(nowhere.body, "wmar-nothing", "*"));
}

TEST_F(access_attacks, a_steward_makes_no_network_of_the_own_organisation) {
    Visitor steward(world, "steward");
    auto body = world.store.find("organisation", "wmar")->body;
    body.at("statuses").as_array().push_back(json::object{{"kind", "network"}});
    EXPECT_EQ(steward.send("PUT", "/api/v1/organisations/wmar", {{"base", 1}, {"data", body}}).status, 200);
    const auto still = [&] {
        EXPECT_EQ(Visitor::json_of(steward.get("/api/v1/session")).at("network"), "iberocoop");
        EXPECT_EQ(steward.get("/api/v1/cohorts/wmcl-cohort").status, 404);
        EXPECT_EQ(steward.get("/api/v1/cohorts/wmcl-cohort/revisions/1").status, 404);
    };
    still();
    world.site = std::make_unique<Site>(
        House{world.store, world.accounts, world.kinds, world.clock, world.lake, world.metrics},
        SiteOptions{world.folder / "ui", true, "0.1.0", {}});
    still();
    EXPECT_EQ(Visitor::json_of(steward.get("/api/v1/views/home")).at("network").at("id"), "iberocoop");
}

TEST_F(access_attacks, a_measured_value_is_the_measurements) {
    Visitor member(world, "member");
    const auto write = [&](double value, const char* last_day, const char* more) {
        return member.send(
            "POST", "/api/v1/observations",
            {{"data", json::parse(R"({"organisation":"wmar","indicator":"wmar-indicator",
                               "first_day":"2014-05-01","last_day":")" +
                                  std::string{last_day} +
                                  R"(","by":"measured","measurement":"wmar-measurement","value":{"value":)" +
                                  std::to_string(value) + "}" + more + "}")}});
    };
    // Two people made its 12 edits: nothing of it is published, whatever number one tries.
    for (const double tried : {12.0, 13.0})
        EXPECT_THAT(write(tried, "2014-05-02", "").body, HasSubstr("problem-measured-hidden"));
    auto body = world.store.find("measurement", "wmar-measurement")->body;
    body.at("scope").as_object()["people"] = 20;
    world.store.write({"measurement", "wmar-measurement", 1, "ana", "", false, body});
    EXPECT_THAT(write(999999, "2014-05-02", "").body, HasSubstr("problem-measured-value"));
    EXPECT_THAT(write(12, "2014-05-03", "").body, HasSubstr("problem-measured-days"));
    EXPECT_THAT(member
                    .send("POST", "/api/v1/observations/check",
                          {{"data", json::parse(R"({"organisation":"wmar","indicator":"wmar-indicator",
                                "first_day":"2014-05-01","last_day":"2014-05-02","by":"measured",
                                "measurement":"wmar-measurement","value":{"value":1}})")}})
                    .body,
                HasSubstr("problem-measured-value"));
    EXPECT_EQ(write(12, "2014-05-02", "").status, 201);
    // wmcl's measurement is no source of wmar's values.
    const auto other =
        member.send("POST", "/api/v1/observations",
                    {{"data", json::parse(R"({"organisation":"wmar","indicator":"wmar-indicator",
                                       "first_day":"2014-05-01","last_day":"2014-05-02","by":"measured",
                                       "measurement":"wmcl-measurement","value":{"value":12}})")}});
    expect_refused(other, "/measurement", "another's measurement");
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "web/world_for_tests.hpp"

// Which numbers everybody sees: docs/privacy.md.
namespace brujula::web {
namespace {
namespace json = boost::json;

std::string person(int number) {
    return fmt::format("Persona {}", number);
}

/// Thirty people who registered in April 2014 and edit once in May and once in June.
void load_history(World& world) {
    facts::Lake lake(world.folder / "lake");
    facts::LoadOptions options;
    options.wiki_db = "eswiki";
    options.snapshot = "20140901";
    lake.load_from("privacy", "privacy", options, [](wiki::HistorySink& sink) {
        wiki::ReadReport report{};
        for (int i = 0; i < 30; ++i) {
            sink.registration(
                {i + 1, person(i), *parse_instant("2014-04-10T10:00:00Z"), wiki::CreatedBy::self});
            for (const auto* time : {"2014-05-01T12:00:00Z", "2014-06-15T12:00:00Z"}) {
                wiki::Edit edit;
                edit.revision_id = static_cast<std::int64_t>(++report.edits);
                edit.event_timestamp = *parse_instant(time);
                edit.event_user_id = i + 1;
                edit.event_user_text = person(i);
                edit.page_id = i + 1;
                edit.page_title = fmt::format("Pagina_{}", i);
                edit.revision_text_bytes = 100 + i;
                sink.edit(edit);
            }
        }
        report.registrations = 30;
        report.rows = report.edits + report.registrations;
        return report;
    });
}

json::value members(int first, int count) {
    json::array list;
    for (int i = first; i < first + count; ++i)
        list.push_back(json::object{{"user_name", person(i)}});
    return list;
}

class privacy : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};
    Visitor elsewhere{world, "elsewhere"};
    Visitor anonymous{world};

    void write_cohort(const std::string& id, const std::string& organisation, const json::value& people) {
        const auto there = world.store.find("cohort", id);
        world.store.write({"cohort",
                           id,
                           there ? there->number : 0,
                           "ana",
                           "",
                           false,
                           {{"organisation", organisation},
                            {"name", {{"es", "Lista"}}},
                            {"consent", "given"},
                            {"members", people}}});
    }
    json::value measure(const std::string& cohort) {
        const Response answer = coordinator.send("POST", "/api/v1/measurements/run",
                                                 {{"organisation", "wmar"},
                                                  {"metrics", json::array{"edits"}},
                                                  {"scope",
                                                   {{"cohorts", json::array{cohort}},
                                                    {"wikis", json::array{"eswiki"}},
                                                    {"first_day", "2014-05-01"},
                                                    {"last_day", "2014-05-31"},
                                                    {"time_zone", "UTC"}}}});
        EXPECT_EQ(answer.status, 201) << answer.body;
        return Visitor::json_of(answer);
    }
    static json::value read(Visitor& visitor, const std::string& path) {
        return Visitor::json_of(visitor.get("/api/v1/" + path));
    }
    static std::string id_of(const json::value& record) { return std::string(record.at("id").as_string()); }
};

std::string target_of(const Route& route) {
    std::string target = "/api/v1" + route.pattern;
    const auto put = [&](const std::string& part, const std::string& value) {
        if (const std::size_t at = target.find(part); at != std::string::npos)
            target.replace(at, part.size(), value);
    };
    std::string kind = route.kind ? route.kind->name : "";
    std::replace(kind.begin(), kind.end(), '_', '-');
    put("{id}", kind == "organisation" ? "wmar" : "wmar-" + kind);
    put("{n}", "2");
    put("{language}", "es");
    return target;
}

// A measurement with the numbers 7919 and 7907, that is linked to from wherever a measurement can be.
TEST_F(privacy, no_address_gives_a_withheld_number_to_who_may_not_read_the_list) {
    auto measured = *world.store.find("measurement", "wmar-measurement");
    measured.body = json::parse(
        R"({"organisation":"wmar","scope":{"cohorts":["wmar-cohort"],"activities":["wmar-activity"],
        "organisations":["wmar"],"wikis":["eswiki"],"first_day":"2014-01-01","last_day":"2014-12-31","people":7901},
        "values":[{"metric":"edits","definition":"edits/brujula","unit":"edits","value":7919,"reason":"reason-singles-out"},
        {"metric":"participants","definition":"participants/brujula.edited","unit":"people","value":7907,
        "reason":"reason-small-group reason-period-partly-covered"}]})");
    world.store.write({"measurement", "wmar-measurement", 1, "ana", "", false, measured.body});
    auto practice = *world.store.find("practice", "wmar-practice");
    practice.body.get_object()["measurements"] = json::array{"wmar-measurement"};
    world.store.write({"practice", "wmar-practice", practice.number, "ana", "", false, practice.body});
    Visitor member(world, "member");
    std::size_t asked = 0;
    std::size_t told = 0;
    for (const Route& route : world.site->routes().all()) {
        if (route.method != "GET") continue;
        const std::string target = target_of(route);
        for (Visitor* visitor : {&anonymous, &member, &elsewhere}) {
            const Response answer = visitor->get(target);
            ++asked;
            for (const char* number : {"7919", "7907", "7901"})
                EXPECT_EQ(answer.body.find(number), std::string::npos) << target << " tells " << number;
        }
        const Response answer = coordinator.get(target);
        if (answer.body.find("7919") != std::string::npos) ++told;
    }
    EXPECT_GT(asked, 200U);
    EXPECT_GE(told, 6U) << "record, list, revision, and the pages of activity, organisation and practice";
    for (const char* query :
         {"search?q=7919", "recent?limit=200", "measurements/wmar-measurement/diff?from=1&to=2",
          "views/region/union?year=2014", "measurements?organisation=wmar"})
        for (Visitor* visitor : {&anonymous, &elsewhere})
            EXPECT_EQ(visitor->get(std::string("/api/v1/") + query).body.find("7919"), std::string::npos)
                << query;
}

TEST_F(privacy, a_list_that_gains_one_does_not_tell_what_that_one_did) {
    load_history(world);
    write_cohort("wmar-curso", "wmar", members(0, 10));
    const auto before = measure("wmar-curso");
    write_cohort("wmar-curso", "wmar", members(0, 11));
    const auto after = measure("wmar-curso");
    EXPECT_EQ(after.at("data").at("values").at(0).at("value").to_number<double>(), 11);
    EXPECT_TRUE(
        after.at("data").at("values").at(0).at("reason").as_string().starts_with("reason-singles-out"))
        << "who sees it reads that others do not";
    for (Visitor* visitor : {&anonymous, &elsewhere}) {
        const auto first = read(*visitor, "measurements/" + id_of(before)).at("data");
        EXPECT_EQ(first.at("values").at(0).at("value").to_number<double>(), 10);
        EXPECT_FALSE(first.at("scope").get_object().contains("people"));
        const auto second = read(*visitor, "measurements/" + id_of(after)).at("data").at("values").at(0);
        EXPECT_FALSE(second.get_object().contains("value"));
        EXPECT_EQ(second.at("reason"), "reason-singles-out");
    }
    // Taken away, it was seen all the same.
    EXPECT_EQ(coordinator.send("DELETE", "/api/v1/measurements/" + id_of(after) + "?base=1").status, 200);
    EXPECT_EQ(coordinator.send("DELETE", "/api/v1/measurements/" + id_of(before) + "?base=1").status, 200);
    write_cohort("wmar-curso", "wmar", members(0, 12));
    const auto again = measure("wmar-curso").at("data").at("values").at(0);
    EXPECT_TRUE(again.at("reason").as_string().starts_with("reason-singles-out"));
}

TEST_F(privacy, the_same_question_again_is_the_same_measurement_also_where_it_is_withheld) {
    load_history(world);
    write_cohort("wmar-curso", "wmar", members(0, 3));
    const auto first = measure("wmar-curso");
    EXPECT_TRUE(
        first.at("data").at("values").at(0).at("reason").as_string().starts_with("reason-small-group"));
    const Response again = coordinator.send("POST", "/api/v1/measurements/run",
                                            {{"organisation", "wmar"},
                                             {"metrics", json::array{"edits"}},
                                             {"scope", first.at("data").at("scope")}});
    EXPECT_EQ(again.status, 200) << again.body;
    EXPECT_EQ(Visitor::json_of(again).at("id"), first.at("id"));
}

TEST_F(privacy, a_withheld_number_does_not_become_a_public_value) {
    load_history(world);
    write_cohort("wmar-curso", "wmar", members(0, 3));
    const auto measured = measure("wmar-curso");
    const Response refused = coordinator.send("POST", "/api/v1/observations",
                                              {{"data",
                                                {{"organisation", "wmar"},
                                                 {"indicator", "wmar-indicator"},
                                                 {"first_day", "2014-05-01"},
                                                 {"last_day", "2014-05-31"},
                                                 {"by", "measured"},
                                                 {"measurement", measured.at("id")},
                                                 {"value", {{"value", 3}}}}}});
    EXPECT_EQ(refused.status, 422) << refused.body;
    EXPECT_EQ(Visitor::json_of(refused).at("problems").at(0).at("field"), "/measurement");
    EXPECT_EQ(Visitor::json_of(refused).at("problems").at(0).at("key"), "problem-measured-hidden");
}

// wmcl compares its ten with the others of their month. Whether somebody of those is in a list of wmar
// changes nothing.
TEST_F(privacy, a_comparison_tells_nothing_of_another_organisations_lists) {
    load_history(world);
    write_cohort("wmcl-curso", "wmcl", members(0, 10));
    world.store.write(
        {"activity", "wmcl-activity", 0, "ana", "", false,
         json::parse(R"({"organisation":"wmcl","cohort":"wmcl-curso","name":{"es":"Curso"},"type":"editing",
                       "first_day":"2014-05-01","last_day":"2014-05-02","time_zone":"UTC","wikis":["eswiki"]})")});
    const std::string question = "activities/wmcl-activity/comparison?days=40&matches=10";
    const auto before = read(elsewhere, question);
    EXPECT_EQ(before.at("comparison"), 20) << before;
    write_cohort("wmar-secreta", "wmar", members(10, 20));
    EXPECT_EQ(read(elsewhere, question), before);
    write_cohort("wmcl-otro", "wmcl", members(25, 5));
    EXPECT_EQ(read(elsewhere, question).at("comparison"), 15) << "one's own lists are left out";
}

TEST_F(privacy, how_many_people_are_in_a_list_is_for_who_may_read_it) {
    EXPECT_EQ(read(coordinator, "views/activities/wmar-activity").at("cohort").at("people"), 2);
    for (Visitor* visitor : {&anonymous, &elsewhere})
        EXPECT_TRUE(read(*visitor, "views/activities/wmar-activity").at("cohort").at("people").is_null());
}

// A coordinator of the network's own organisation measures there, but may not read the members' lists.
TEST_F(privacy, a_union_is_seen_whole_by_who_may_read_every_list_in_it) {
    world.store.write(
        {"measurement", "red-union", 0, "ana", "", false,
         json::parse(R"({"organisation":"iberocoop","scope":{"organisations":["iberocoop"],"wikis":["eswiki"],
                       "first_day":"2014-01-01","last_day":"2014-12-31","people":20},"records":[{"kind":"organisation","id":"wmar",
                       "revision":1},{"kind":"cohort","id":"wmar-cohort","revision":1}],"values":[{"metric":"edits",
                       "definition":"edits/brujula","unit":"edits","value":7919,"reason":"reason-singles-out"}]})")});
    store::Account account;
    account.name = "de la red";
    account.grants = {{"iberocoop", records::Role::coordinator}};
    world.accounts.add(account, World::password);
    Visitor of_network(world, "de la red");
    Visitor administrator(world, "administrator");
    EXPECT_FALSE(read(of_network, "measurements/red-union")
                     .at("data")
                     .at("values")
                     .at(0)
                     .get_object()
                     .contains("value"));
    EXPECT_EQ(read(administrator, "measurements/red-union").at("data").at("values").at(0).at("value"), 7919);
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "store/sqlite.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// Three edits of the cohort's people on eswiki in the activity's days and one after them; `revisions` more
/// by the first of them. The days are Buenos Aires': UTC-3.
void load_history(World& world, const std::string& snapshot, int revisions = 0) {
    const auto file = world.folder / ("es-" + snapshot + ".csv");
    std::ofstream out(file);
    out << "page_id,page_title,page_ns,revision_id,timestamp,contributor_id,contributor_name,bytes\n"
           "1,Iguazú,0,10,2014-05-01 10:00:00,7,Estudiante Secreta,100\n"
           "2,Moconá,0,11,2014-05-01 11:00:00,8,AlumnoOculto99,150\n"
           "1,Iguazú,0,12,2014-05-03 02:59:59,8,AlumnoOculto99,180\n"
           "1,Iguazú,0,13,2014-05-03 03:00:00,8,AlumnoOculto99,200\n"
           "1,Iguazú,0,14,2014-05-01 12:00:00,9,Somebody Else,900\n";
    for (int i = 0; i < revisions; ++i)
        out << "3,Nueva,0," << 100 + i << ",2014-05-02 12:00:00,7,Estudiante Secreta," << 10 + i << '\n';
    out.close();
    facts::Lake lake(world.folder / "lake");
    facts::LoadOptions options;
    options.wiki_db = "eswiki";
    options.snapshot = snapshot;
    lake.load(file, options);
}

json::value question() {
    return json::parse(R"({"organisation":"wmar","metrics":["edits"],"scope":{"activities":["wmar-activity"],
        "wikis":["eswiki"],"first_day":"2014-05-01","last_day":"2014-05-02",
        "time_zone":"America/Argentina/Buenos_Aires"}})");
}

class measuring_routes : public testing::Test {
protected:
    World world;
    Visitor coordinator{world, "coordinator"};

    json::value run(const json::value& body, int status) {
        const Response answer = coordinator.send("POST", "/api/v1/measurements/run", body);
        EXPECT_EQ(answer.status, status) << answer.body;
        return Visitor::json_of(answer);
    }
    static double value_of(const json::value& measured) {
        return measured.at("data").at("values").at(0).at("value").to_number<double>();
    }
};

TEST_F(measuring_routes, a_run_counts_the_activitys_people_in_its_days_and_becomes_a_record) {
    load_history(world, "20140601");
    const json::value measured = run(question(), 201);
    EXPECT_EQ(value_of(measured), 3);
    EXPECT_EQ(measured.at("data").at("scope").at("people"), 2);
    EXPECT_EQ(measured.at("author"), "coordinator");
    const std::string id = json::value_to<std::string>(measured.at("id"));
    Visitor anonymous(world);
    const Response shown = anonymous.get("/api/v1/measurements/" + id);
    EXPECT_EQ(shown.status, 200);
    for (const std::string& name : World::secret_names)
        EXPECT_EQ(shown.body.find(name), std::string::npos);
    const json::value page = Visitor::json_of(anonymous.get("/api/v1/views/activities/wmar-activity"));
    EXPECT_EQ(page.at("measurements").get_array().size(), 2U);
}

TEST_F(measuring_routes,
       the_same_question_on_the_same_facts_is_the_same_measurement_and_on_newer_ones_replaces_it) {
    load_history(world, "20140601");
    const json::value first = run(question(), 201);
    EXPECT_EQ(run(question(), 200).at("id"), first.at("id"));
    World newer;
    load_history(newer, "20140701", 4);
    newer.store.write_all([&] {
        store::Write write;
        write.kind = "measurement";
        write.id = json::value_to<std::string>(first.at("id"));
        write.author = "ana";
        write.body = first.at("data");
        return std::vector{write};
    }());
    Visitor visitor(newer, "coordinator");
    const json::value second = Visitor::json_of(visitor.send("POST", "/api/v1/measurements/run", question()));
    EXPECT_EQ(value_of(second), 7);
    EXPECT_EQ(second.at("data").at("replaces"), first.at("id"));
}

TEST_F(measuring_routes,
       an_old_measurement_is_opened_with_the_people_it_had_and_a_new_one_counts_those_of_now) {
    load_history(world, "20140601");
    const json::value first = run(question(), 201);
    const std::string id = json::value_to<std::string>(first.at("id"));
    auto cohort = *world.store.find("cohort", "wmar-cohort");
    cohort.body.at("members").get_array().push_back(json::object{{"user_name", "Somebody Else"}});
    world.store.write({"cohort", "wmar-cohort", cohort.number, "ana", "", false, cohort.body});
    const std::string target = "/measurements/" + id;
    EXPECT_EQ(Visitor::json_of(coordinator.get("/api/v1" + target + "/facts?metric=edits")).at("total"), 3);
    const json::value second = run(question(), 201);
    EXPECT_EQ(value_of(second), 4);
    EXPECT_EQ(second.at("data").at("replaces"), first.at("id"));
    EXPECT_EQ(second.at("data").at("scope").at("people"), 3);
}

TEST_F(measuring_routes, an_organisations_union_shows_its_parts_and_a_networks_needs_everybodys_cohorts) {
    load_history(world, "20140601");
    json::value body = question();
    body.at("scope").get_object().erase("activities");
    body.at("scope").get_object()["organisations"] = json::array{"wmar"};
    const json::value measured = run(body, 201);
    EXPECT_EQ(value_of(measured), 3);
    const std::string id = json::value_to<std::string>(measured.at("id"));
    const json::value parts = Visitor::json_of(coordinator.get("/api/v1/measurements/" + id + "/parts"));
    EXPECT_EQ(parts.at("parts").at(0).at("part").at("id"), "wmar-activity");
    EXPECT_EQ(parts.at("parts").at(0).at("values").at(0), 3);
    EXPECT_EQ(parts.at("values").at(0).at("overlap"), 0);
    const json::value page = Visitor::json_of(Visitor(world).get("/api/v1/views/organisations/wmar"));
    EXPECT_EQ(page.at("measurements").at(0).at("id"), measured.at("id"));
}

// The activity has two people.
TEST_F(measuring_routes, numbers_of_a_small_group_are_for_who_may_see_it_on_every_way_out) {
    load_history(world, "20140601");
    const std::string id = json::value_to<std::string>(run(question(), 201).at("id"));
    const std::string record = "/api/v1/measurements/" + id;
    EXPECT_EQ(Visitor::json_of(coordinator.get(record)).at("data").at("values").at(0).at("value"), 3);
    Visitor anonymous(world);
    const auto hidden = [&](const json::value& data) {
        const json::value& value = data.at("values").at(0);
        return !value.get_object().contains("value") && value.at("reason") == "reason-small-group" &&
               !data.at("scope").get_object().contains("people");
    };
    EXPECT_TRUE(hidden(Visitor::json_of(anonymous.get(record)).at("data")));
    EXPECT_TRUE(hidden(Visitor::json_of(anonymous.get(record + "/revisions/1")).at("data")));
    const json::value list = Visitor::json_of(anonymous.get("/api/v1/measurements"));
    for (const json::value& one : list.at("items").get_array())
        EXPECT_TRUE(one.at("id") != json::string{id} || hidden(one.at("data")));
    const auto page = Visitor::json_of(anonymous.get("/api/v1/views/activities/wmar-activity"));
    EXPECT_TRUE(hidden(page.at("measurements").at(0).at("data")));
}

TEST_F(measuring_routes, without_saving_nothing_is_written) {
    load_history(world, "20140601");
    json::value body = question();
    body.get_object()["save"] = false;
    EXPECT_FALSE(run(body, 200).get_object().contains("id"));
    EXPECT_EQ(world.store.recent(1).at(0).author, "ana");
}

TEST_F(measuring_routes, nobody_measures_people_whose_cohort_they_may_not_read) {
    load_history(world, "20140601");
    Visitor elsewhere(world, "elsewhere");
    json::value body = question();
    body.get_object()["organisation"] = "wmcl";  // where they are a coordinator
    EXPECT_EQ(elsewhere.send("POST", "/api/v1/measurements/run", body).status, 404);
    body.at("scope").get_object().erase("activities");
    body.at("scope").get_object()["cohorts"] = json::array{"wmar-cohort"};
    EXPECT_EQ(elsewhere.send("POST", "/api/v1/measurements/run", body).status, 404);
    Visitor anonymous(world);
    EXPECT_EQ(anonymous.send("POST", "/api/v1/measurements/run", question()).status, 401);
}

TEST_F(measuring_routes, a_scope_with_problems_names_their_places) {
    json::value body = question();
    body.at("scope").get_object()["first_day"] = "soon";
    const json::value answer = run(body, 422);
    EXPECT_EQ(answer.at("problems").at(0).at("field"), "/scope/first_day");
    body = question();
    body.get_object()["metrics"] = json::array{"no-such-metric"};
    run(body, 404);
}

TEST_F(measuring_routes, a_number_opens_to_its_edits_for_who_may_see_the_people_only) {
    load_history(world, "20140601");
    const std::string id = json::value_to<std::string>(run(question(), 201).at("id"));
    const std::string target = "/api/v1/measurements/" + id + "/facts?metric=edits";
    const json::value page =
        Visitor::json_of(coordinator.get(target + "&sort=event_timestamp&order=desc&limit=2"));
    EXPECT_EQ(page.at("total"), 3);
    ASSERT_EQ(page.at("rows").get_array().size(), 2U);
    EXPECT_EQ(page.at("rows").at(0).at("event_timestamp"), "2014-05-03T02:59:59Z");
    EXPECT_EQ(coordinator.get(target + "&sort=password").status, 400);
    EXPECT_EQ(coordinator.get("/api/v1/measurements/" + id + "/facts?metric=bytes").status, 404);
    EXPECT_EQ(Visitor(world).get(target).status, 401);
    EXPECT_EQ(Visitor(world, "member").get(target).status, 403);
    EXPECT_EQ(Visitor(world, "elsewhere").get(target).status, 403);
}

TEST_F(measuring_routes, each_way_to_the_people_behind_a_number_opens_for_those_who_may_read_their_cohort) {
    load_history(world, "20140601");
    const std::string id = json::value_to<std::string>(run(question(), 201).at("id"));
    // A coordinator elsewhere kept a measurement of their own that names the cohort of wmar, as an earlier
    // program let them.
    store::Write forged;
    forged.kind = "measurement";
    forged.id = "wmcl-forged";
    forged.author = "elsewhere";
    forged.body = world.store.find("measurement", id)->body;
    world.store.write(forged);
    store::Connection file{world.folder / "records.sqlite", store::Connection::Mode::read_write};
    file.run(R"(UPDATE revisions SET body = replace(body, '"organisation":"wmar"', '"organisation":"wmcl"')
                WHERE id = 'wmcl-forged'; UPDATE heads SET organisation = 'wmcl' WHERE id = 'wmcl-forged')");
    const std::vector<std::pair<std::string, std::vector<int>>> table{
        // who, and their status for the measurement of wmar, the one of wmcl
        {"", {401, 401}},          {"reader", {403, 403}},      {"member", {403, 403}},
        {"elsewhere", {403, 404}}, {"coordinator", {200, 403}}, {"administrator", {200, 200}},
    };
    for (const auto& [who, statuses] : table) {
        Visitor visitor = who.empty() ? Visitor(world) : Visitor(world, who);
        const std::vector<std::string> measurements{id, "wmcl-forged"};
        for (std::size_t i = 0; i < measurements.size(); ++i) {
            const std::string number = "/api/v1/measurements/" + measurements[i];
            EXPECT_EQ(visitor.get(number).status, 200) << who;
            for (const char* way : {"/facts?metric=edits", "/facts?metric=edits&format=csv", "/parts"}) {
                const Response answer = visitor.get(number + way);
                EXPECT_EQ(answer.status, statuses[i]) << who << ' ' << number << way;
                if (statuses[i] == 200) continue;
                EXPECT_FALSE(answer.stream) << who << ' ' << number << way;
                for (const std::string& name : World::secret_names)
                    EXPECT_EQ(answer.body.find(name), std::string::npos) << who << ' ' << way;
            }
        }
    }
}

TEST_F(measuring_routes, the_rows_come_as_one_csv) {
    load_history(world, "20140601");
    const std::string id = json::value_to<std::string>(run(question(), 201).at("id"));
    const Response answer = coordinator.get("/api/v1/measurements/" + id + "/facts?metric=edits&format=csv");
    ASSERT_TRUE(answer.stream);
    EXPECT_EQ(answer.header("Content-Type"), "text/csv; charset=utf-8");
    std::string csv;
    std::string part;
    bool more = true;
    while (more) {
        part.clear();
        more = answer.stream(part);
        csv += part;
    }
    std::size_t lines = 0;
    for (std::size_t at = 0; (at = csv.find("\r\n", at)) != std::string::npos; ++at)
        ++lines;
    EXPECT_EQ(lines, 4U) << csv;  // the heading and three edits
    EXPECT_NE(csv.find("AlumnoOculto99"), std::string::npos);
}

}  // namespace
}  // namespace brujula::web

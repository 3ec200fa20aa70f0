// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <cctype>
#include <fstream>
#include <map>
#include <set>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "records/described.hpp"
#include "records/schema.hpp"

using namespace brujula;
using namespace brujula::records;
using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;

namespace {

std::vector<std::string> fields_with_problems(const char* kind, const char* body) {
    static const Kinds kinds = all_kinds();
    std::vector<std::string> fields;
    for (const auto& problem : kinds.find(kind)->problems(parse_json(body))) {
        EXPECT_TRUE(has_message(problem.message.key)) << problem.message.key;
        fields.push_back(problem.field);
    }
    return fields;
}

constexpr const char* goal = R"({"organisation":"wmar","plan":"wmar-2015","objective":"education",
    "statement":{"es":"Aumentar en 15 % los editores activos"},"type":"increase",
    "first_day":"2015-01-01","last_day":"2015-12-31","endorsed_by":["wmcl"]})";

}  // namespace

TEST(Kinds, every_kind_has_a_name_an_address_and_fields) {
    const auto kinds = all_kinds();
    EXPECT_EQ(kinds.all().size(), 22u);
    for (const auto& kind : kinds.all()) {
        EXPECT_EQ(kinds.find_plural(kind.plural)->name, kind.name);
        EXPECT_FALSE(kind.fields.empty());
    }
    EXPECT_EQ(kinds.find("unicorn"), nullptr);
}

TEST(Kinds, a_good_goal_has_no_problems_and_knows_its_links) {
    EXPECT_THAT(fields_with_problems("goal", goal), IsEmpty());
    const auto links = all_kinds().find("goal")->links(parse_json(goal));
    EXPECT_THAT(
        links,
        ElementsAre(Link{"endorsed_by", "organisation", "wmcl"}, Link{"objective", "objective", "education"},
                    Link{"organisation", "organisation", "wmar"}, Link{"plan", "plan", "wmar-2015"}));
}

TEST(Kinds, all_problems_of_a_shape_are_told_at_once_with_their_place) {
    const auto fields =
        fields_with_problems("goal", R"({"organisation":"WMAR","plan":7,"statement":"no","type":"grow",
        "first_day":"2015-13-01","colour":"red","endorsed_by":["ok","no no"]})");
    for (const char* field : {"/organisation", "/plan", "/objective", "/statement", "/type", "/first_day",
                              "/last_day", "/colour", "/endorsed_by/1"})
        EXPECT_THAT(fields, Contains(field));
}

// Zero is a value; nothing said is not zero.
TEST(Kinds, a_quantity_that_was_not_given_is_missing) {
    constexpr const char* observation =
        R"({"organisation":"a","indicator":"i","first_day":"2015-01-01","last_day":"2015-01-31")";
    EXPECT_THAT(fields_with_problems("observation", (std::string(observation) + "}").c_str()),
                ElementsAre("/value"));
    EXPECT_THAT(fields_with_problems("observation", (std::string(observation) + R"(,"value":{}})").c_str()),
                ElementsAre("/value/value"));
    EXPECT_THAT(
        fields_with_problems("observation", (std::string(observation) + R"(,"value":{"value":0}})").c_str()),
        IsEmpty());
    EXPECT_THAT(fields_with_problems("observation",
                                     (std::string(observation) + R"(,"value":{"value":1e400}})").c_str()),
                ElementsAre("/value/value"));
}

TEST(Kinds, a_text_of_blanks_is_no_text_and_languages_have_codes) {
    EXPECT_THAT(
        fields_with_problems(
            "organisation",
            R"({"name":{"es":" \n\t"},"statuses":[{"kind":"chapter"}],"languages":["es","Spanish"]})"),
        ElementsAre("/name", "/languages/1"));
    EXPECT_THAT(fields_with_problems("programme", R"({"organisation":"a","name":{"ES":"x","e s":"y"}})"),
                ElementsAre("/name/ES", "/name/e s"));
}

TEST(Kinds, places_are_json_pointers_and_of_very_many_problems_some_are_told) {
    EXPECT_THAT(fields_with_problems("programme", R"({"organisation":"a","name":{"en":"n"},"x/y~z":1})"),
                ElementsAre("/x~1y~0z"));
    std::string body = R"({"organisation":"a","goal":"g","name":{"en":"n"},"targets":[)";
    for (int i = 0; i < 20'000; ++i)
        body += std::string(i == 0 ? "" : ",") +
                R"({"first_day":"2015-01-01","last_day":"2015-12-31","value":{"value":1}})";
    EXPECT_EQ(fields_with_problems("indicator", (body + "]}").c_str()).size(), most_problems);
}

TEST(Kinds, days_must_be_in_order) {
    EXPECT_THAT(
        fields_with_problems(
            "plan",
            R"({"organisation":"wmar","title":{"es":"Plan"},"first_day":"2015-02-01","last_day":"2015-01-01"})"),
        ElementsAre("/last_day"));
}

TEST(Kinds, a_baseline_is_a_value_or_a_plan_to_get_one) {
    constexpr const char* with = R"({"organisation":"a","goal":"g","name":{"en":"n"},"baseline":)";
    EXPECT_THAT(fields_with_problems("indicator", (std::string(with) + "{}}").c_str()),
                ElementsAre("/baseline"));
    EXPECT_THAT(
        fields_with_problems("indicator", (std::string(with) + R"({"collect_by":"2015-06-30"}})").c_str()),
        IsEmpty());
    EXPECT_THAT(fields_with_problems("indicator", (std::string(with) + R"({"value":{"value":3}}})").c_str()),
                ElementsAre("/baseline/date"));
}

TEST(Kinds, overlapping_targets_and_a_revision_without_reason_are_problems) {
    const auto fields =
        fields_with_problems("indicator", R"({"organisation":"a","goal":"g","name":{"en":"n"},"targets":[
        {"first_day":"2015-01-01","last_day":"2015-06-30","value":{"value":1}},
        {"first_day":"2015-06-30","last_day":"2015-12-31","value":{"value":2},"revisions":[{"date":"2015-03-01"}]}]})");
    EXPECT_THAT(fields, ElementsAre("/targets/1", "/targets/1/revisions/0/reason"));
}

// A year, and inside it a quarter that begins before another quarter ends before it: only the year overlaps.
TEST(Kinds, a_long_target_overlaps_with_every_later_one_inside_it) {
    const auto fields =
        fields_with_problems("indicator", R"({"organisation":"a","goal":"g","name":{"en":"n"},"targets":[
        {"first_day":"2015-07-01","last_day":"2015-09-30","value":{"value":3}},
        {"first_day":"2015-01-01","last_day":"2015-12-31","value":{"value":1}},
        {"first_day":"2015-02-01","last_day":"2015-03-31","value":{"value":2}},
        {"first_day":"2016-01-01","last_day":"2016-12-31","value":{"value":4}}]})");
    EXPECT_THAT(fields, ElementsAre("/targets/2", "/targets/0"));
}

TEST(Kinds, a_measured_indicator_names_its_metric) {
    EXPECT_THAT(fields_with_problems(
                    "indicator", R"({"organisation":"a","goal":"g","name":{"en":"n"},"kind":"measured"})"),
                ElementsAre("/metric"));
}

TEST(Kinds, an_address_that_is_no_web_address_is_refused) {
    EXPECT_THAT(
        fields_with_problems(
            "organisation",
            R"~({"name":{"en":"n"},"statuses":[{"kind":"chapter"}],"website":"javascript:alert(1)"})~"),
        ElementsAre("/website"));
}

TEST(Kinds, a_partial_date_is_enough_for_a_status) {
    for (const char* date : {"2014", "2014-06", "2014-06-02"})
        EXPECT_THAT(fields_with_problems(
                        "organisation",
                        (std::string(R"({"name":{"en":"n"},"statuses":[{"kind":"chapter","since":")") + date +
                         "\"}]}")
                            .c_str()),
                    IsEmpty());
    EXPECT_THAT(fields_with_problems("organisation",
                                     R"({"name":{"en":"n"},"statuses":[{"kind":"chapter","since":"June"}]})"),
                ElementsAre("/statuses/0/since"));
}

TEST(Kinds, the_normal_form_is_in_the_structs_order_without_what_is_empty_and_in_nfc) {
    const auto kinds = all_kinds();
    const auto* plan = kinds.find("plan");
    const auto normal = plan->normalised(parse_json(
        R"({"summary":{},"title":{"es":"Educacio\u0301n"},"last_day":"2015-12-31","first_day":"2015-01-01","organisation":"wmar","source":""})"));
    EXPECT_EQ(
        to_text(normal),
        R"({"organisation":"wmar","title":{"es":"Educación"},"type":"annual","state":"draft","first_day":"2015-01-01","last_day":"2015-12-31","check":"verified"})");
}

TEST(Kinds, a_logic_models_arrows_lead_from_item_to_item) {
    EXPECT_THAT(fields_with_problems("logic_model", R"({"organisation":"wmar","title":{"es":"m"},
        "items":[{"key":"a","text":{"es":"x"}},{"key":"a","text":{"es":"y"}},{"key":"c d","text":{}}],
        "links":[{"from":"a","to":"z"},{"from":"a","to":"z"}]})"),
                ElementsAre("/items/1/key", "/items/2/key", "/items/2/text", "/links/0/to", "/links/1/to",
                            "/links/1"));
}

TEST(Kinds, an_observation_has_a_value_or_says_why_not) {
    const std::string frame =
        R"({"organisation":"wmar","indicator":"i","first_day":"2014-01-01","last_day":"2014-03-31")";
    EXPECT_THAT(fields_with_problems("observation", (frame + "}").c_str()), ElementsAre("/value"));
    EXPECT_THAT(fields_with_problems("observation", (frame + R"(,"note":{"es":"sin encuesta"}})").c_str()),
                IsEmpty());
    EXPECT_THAT(fields_with_problems("observation", (frame + R"(,"value":{"value":0}})").c_str()), IsEmpty());
}

TEST(Kinds, money_has_a_currency_and_a_rate_has_its_day) {
    EXPECT_THAT(fields_with_problems("goal", R"({"organisation":"wmar","plan":"p","objective":"o",
        "statement":{"es":"s"},"first_day":"2014-01-01","last_day":"2014-12-31",
        "budget":[{"amount":-1,"currency":"pesos"},{"amount":1,"currency":"ARS","rate":8.5}]})"),
                ElementsAre("/budget/0/currency", "/budget/0/amount", "/budget/1/rate_date"));
}

TEST(Kinds, what_is_said_about_a_cohort_is_read_by_who_may_read_the_cohort) {
    const auto kinds = all_kinds();
    const auto* comment = kinds.find("comment");
    const auto body = [](const std::string& kind) {
        return parse_json(R"({"organisation":"wmar","about":{"kind":")" + kind +
                          R"(","id":"x"},"text":"Ana faltó","language":"es"})");
    };
    EXPECT_EQ(comment->visibility(body("cohort")), Visibility::organisation);
    EXPECT_THAT(comment->search_texts(body("cohort")), IsEmpty());
    EXPECT_EQ(comment->visibility(body("goal")), Visibility::everyone);
    EXPECT_THAT(comment->links(body("goal")), Contains(Link{"about", "goal", "x"}));
}

TEST(Kinds, a_named_views_address_stays_inside) {
    const auto found = [](const std::string& address) {
        return fields_with_problems(
            "named_view",
            (R"({"organisation":"wmar","title":{"es":"v"},"address":")" + address + "\"}").c_str());
    };
    EXPECT_THAT(found("/region?year=2014"), IsEmpty());
    for (const char* outside : {"", "//evil.example", "https://evil.example", "/a b"})
        EXPECT_THAT(found(outside), ElementsAre("/address")) << outside;
}

TEST(Kinds, a_cohort_is_found_by_no_search_and_read_by_few) {
    const auto kinds = all_kinds();
    const auto cohort =
        parse_json(R"({"organisation":"wmar","name":{"es":"Curso"},"members":[{"user_name":"Ana"}]})");
    EXPECT_THAT(kinds.find("cohort")->search_texts(cohort), IsEmpty());
    EXPECT_EQ(kinds.find("cohort")->visibility(cohort), Visibility::organisation);
}

TEST(Schema, every_kind_has_one_and_its_links_say_what_they_lead_to) {
    const auto schemas = json_schemas(all_kinds());
    EXPECT_TRUE(schemas.contains("Goal"));
    const auto& plan = schemas.at("Goal").at("properties").at("plan");
    EXPECT_EQ(plan.at("description").as_string(), "id of a plan");
    EXPECT_EQ(to_text(schemas.at("Goal").at("required")),
              R"(["organisation","plan","objective","first_day","last_day"])");
}

TEST(Schema, typescript_has_the_same_members) {
    const auto types = typescript_types(all_kinds());
    EXPECT_NE(types.find("export interface Goal {"), std::string::npos);
    EXPECT_NE(types.find("endorsed_by?: string[];"), std::string::npos);
    EXPECT_NE(types.find("type?: 'increase' | 'decrease'"), std::string::npos);
}

// The interface names the types of members in its own way; the members are those of the kinds.
TEST(Schema, the_interfaces_types_have_the_members_of_the_kinds) {
    std::ifstream file{BRUJULA_SOURCE_DIR "/ui/src/shared/records.ts"};
    std::map<std::string, std::set<std::string>> written;
    std::string type;
    for (std::string line; std::getline(file, line);) {
        if (line.starts_with("export interface ")) type = line.substr(17, line.find(' ', 17) - 17);
        const auto name = line.find_first_not_of(' ');
        const auto end = line.find_first_of("?:");
        if (name == 4 && end != std::string::npos) written[type].insert(line.substr(4, end - 4));
        if (line == "}") type.clear();
    }
    const auto kinds = all_kinds();
    for (const auto& kind : kinds.all()) {
        std::set<std::string> members;
        for (const auto& field : kind.fields)
            members.insert(field.name);
        std::string name;
        for (std::size_t i = 0; i < kind.name.size(); ++i)
            if (kind.name[i] != '_')
                name += i == 0 || kind.name[i - 1] == '_' ? static_cast<char>(std::toupper(kind.name[i]))
                                                          : kind.name[i];
        EXPECT_EQ(written[name], members) << name;
    }
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/run.hpp"

#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "measuring/facts_behind.hpp"
#include "measuring/lake_for_tests.hpp"

using namespace brujula;
using namespace brujula::measuring;
using namespace std::chrono;
using testing::ElementsAre;
using testing::HasSubstr;

namespace {

const metrics::Catalogue catalogue = metrics::all_metrics();

records::Cohort cohort(const std::vector<std::string>& names) {
    records::Cohort made;
    for (const auto& name : names)
        made.members.push_back({name, {}});
    return made;
}

records::Activity activity(const char* cohort_id, Date first, Date last) {
    records::Activity made;
    made.cohort = records::Ref<"cohort">{cohort_id};
    made.first_day = first;
    made.last_day = last;
    made.wikis = {"eswiki"};
    made.programme = records::Ref<"programme">{"education"};
    return made;
}

/// Ana and Bea worked in the first half of November, Bea and Carlos in the second.
class Run : public testing::Test {
protected:
    Run() {
        m_lake.load("eswiki", "20150101",
                    {{"Elsa", "2014-10-31T10:00:00Z", 9, 10},
                     {"Ana", "2014-11-03T10:00:00Z", 1, 100},
                     {"Bea", "2014-11-04T10:00:00Z", 1, 150},
                     {"Bea", "2014-11-20T10:00:00Z", 2, 80},
                     {"Carlos", "2014-11-21T10:00:00Z", 1, 120},
                     {"=Dora", "2014-11-22T10:00:00Z", 3, 10}},
                    {{"Ana", "2014-11-25T00:00:00Z"}, {"Bea", "2012-01-01T00:00:00Z"}});
        m_named.cohorts = {{"first", cohort({"Ana", "Bea"})}, {"second", cohort({"Bea", "Carlos"})}};
        m_named.activities = {{"workshop", activity("first", 2014y / 11 / 1, 2014y / 11 / 15)},
                              {"course", activity("second", 2014y / 11 / 16, 2014y / 11 / 30)}};
        m_request.scope.wikis = {"eswiki"};
        m_request.scope.first_day = 2014y / 11 / 1;
        m_request.scope.last_day = 2014y / 11 / 30;
        m_request.scope.cohorts = {{"first"}, {"second"}};
        m_request.metrics = {{"participants", "", {}}, {"edits", "", {}}, {"pages-edited", "", {}}};
    }

    std::vector<std::optional<double>> numbers() {
        std::vector<std::optional<double>> values;
        for (const auto& value : run(m_lake.lake(), catalogue, m_request, m_named).values)
            values.push_back(value.value);
        return values;
    }

    std::string refusal() {
        try {
            run(m_lake.lake(), catalogue, m_request, m_named);
        } catch (const Error& error) {
            return error.message().key;
        }
        return "";
    }

    LakeForTests m_lake;
    Named m_named;
    Request m_request;
};

}  // namespace

// Ana, Bea, Carlos; their 4 edits; pages 1 and 2. First alone: 2 people, 3 edits, pages 1 and 2; second: 2,
// 3, 2.
TEST_F(Run, a_union_counts_once_and_shows_the_overlap) {
    EXPECT_THAT(numbers(), ElementsAre(3, 4, 2));
    const auto whole = run(m_lake.lake(), catalogue, m_request, m_named);
    EXPECT_EQ(whole.scope.people, 3);
    const auto breakdown = break_down(m_lake.lake(), catalogue, m_request, m_named, whole);
    ASSERT_EQ(breakdown.parts.size(), 2u);
    EXPECT_EQ(breakdown.parts[0].id, "first");
    EXPECT_THAT(breakdown.parts[0].values, ElementsAre(2, 3, 2));
    EXPECT_THAT(breakdown.parts[1].values, ElementsAre(2, 3, 2));
    EXPECT_THAT(breakdown.overlap, ElementsAre(1, 2, 2));
}

// The workshop: Ana's and Bea's edits to 15 November (2, page 1). The course: Bea's and Carlos' from the 16th
// (2, pages 1, 2).
TEST_F(Run, several_activities_are_looked_at_each_in_its_own_days) {
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}, {"course"}};
    EXPECT_THAT(numbers(), ElementsAre(3, 4, 2));
    m_request.scope.last_day = 2014y / 11 / 20;  // cuts Carlos' day off the course
    EXPECT_THAT(numbers(), ElementsAre(2, 3, 2));
    m_request.scope.last_day = 2014y / 11 / 10;  // and here the whole course
    EXPECT_THAT(numbers(), ElementsAre(2, 2, 1));
}

TEST_F(Run, one_activity_is_looked_at_in_the_days_asked_for) {
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}};
    EXPECT_THAT(numbers(), ElementsAre(2, 3, 2));
}

TEST_F(Run, a_programme_is_all_of_its_activities) {
    m_request.scope.cohorts = {};
    m_request.scope.programme = records::Ref<"programme">{"education"};
    EXPECT_THAT(numbers(), ElementsAre(3, 4, 2));
    m_named.activities.at("course").programme = records::Ref<"programme">{"glam"};
    EXPECT_THAT(numbers(), ElementsAre(2, 2, 1)) << "its only activity, in that one's own days";
}

// 15 November ends in Buenos Aires at 03:00 UTC of the 16th.
TEST_F(Run, the_days_of_an_activity_are_those_of_its_time_zone) {
    m_named.activities.at("workshop").time_zone = "America/Argentina/Buenos_Aires";
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}, {"course"}};
    const auto parts = parts_of(m_request.scope, m_named);
    EXPECT_EQ(format(parts[0].part.period.from), "2014-11-01T03:00:00Z");
    EXPECT_EQ(format(parts[0].part.period.until), "2014-11-16T03:00:00Z");
}

TEST_F(Run, without_cohort_or_activity_it_is_everyone) {
    m_request.scope.cohorts = {};
    EXPECT_THAT(numbers(), ElementsAre(4, 5, 3));
}

TEST_F(Run, an_activity_without_a_cohort_needs_categories) {
    m_named.activities.at("workshop").cohort = {};
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}};
    EXPECT_EQ(refusal(), "error-activity-without-people");
    m_named.activities.at("workshop").categories = {"Museos"};
    EXPECT_THAT(numbers(),
                ElementsAre(std::nullopt, std::nullopt, std::nullopt));  // which pages is not loaded
}

// Page 1: Ana's, Bea's and Carlos' edits; page 3: Dora's. Page 2 (Bea) carries neither category.
TEST_F(Run, a_scope_with_categories_is_their_pages_whoever_edited) {
    m_lake.load_categories("eswiki", "20150101", {{1, "Museos"}, {3, "Parques"}, {9, "Parques"}});
    m_request.scope.cohorts = {};
    m_request.scope.categories = {"museos", "Category:Parques"};
    EXPECT_THAT(numbers(), ElementsAre(4, 4, 2));
    m_request.scope.categories = {"Museos"};
    EXPECT_THAT(numbers(), ElementsAre(3, 3, 1));
    m_request.scope.cohorts = {{"first"}, {"second"}};
    EXPECT_THAT(numbers(), ElementsAre(3, 3, 1));
    const auto pages =
        facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, {"pages-edited", "", {}}, {});
    EXPECT_EQ(pages.total, 1u);
    EXPECT_EQ(to_json(pages).at("rows").at(0).at("page_id"), 1);
}

// The workshop's cohort on its own category: Ana's and Bea's edits on page 1; without the cohort Carlos' too.
TEST_F(Run, an_activitys_categories_are_its_own) {
    m_lake.load_categories("eswiki", "20150101", {{1, "Museos"}});
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}};
    m_named.activities.at("workshop").categories = {"Museos"};
    EXPECT_THAT(numbers(), ElementsAre(2, 2, 1));
    m_named.activities.at("workshop").cohort = {};
    EXPECT_THAT(numbers(), ElementsAre(3, 3, 1));
}

TEST_F(Run, a_category_on_no_page_is_told_beside_the_number) {
    m_lake.load_categories("eswiki", "20150101", {{1, "Museos"}});
    m_request.scope.categories = {"Museos", "Museus"};
    const auto values = run(m_lake.lake(), catalogue, m_request, m_named).values;
    EXPECT_EQ(values[1].value, 3);
    EXPECT_EQ(values[1].reason, "reason-category-without-pages");
    m_lake.load("ptwiki", "20150101",
                {{"Elsa", "2014-10-31T10:00:00Z", 9}, {"Ana", "2014-11-03T10:00:00Z", 5}});
    m_request.scope.wikis = {"eswiki", "ptwiki"};
    EXPECT_EQ(run(m_lake.lake(), catalogue, m_request, m_named).values[1].reason,
              "reason-some-categories-missing");
    m_lake.load_categories("ptwiki", "20150101", {{5, "Museus"}});
    const auto both = run(m_lake.lake(), catalogue, m_request, m_named).values;
    EXPECT_EQ(both[1].value, 4) << "each category where it is known";
    EXPECT_EQ(both[1].reason, "");
}

// Page 1 is Ana's, Bea's and Carlos' (3 edits), page 3 Dora's (1).
TEST_F(Run, a_scope_with_pages_is_those_pages_by_their_titles) {
    m_request.scope.cohorts = {};
    m_request.scope.pages = {{"page 1", {}}, {"Page_3", "eswiki"}};
    EXPECT_THAT(numbers(), ElementsAre(4, 4, 2));
    m_request.scope.pages = {{"Page 3", "eswiki"}};
    EXPECT_THAT(numbers(), ElementsAre(1, 1, 1));
    m_request.scope.cohorts = {{"first"}, {"second"}};
    EXPECT_THAT(numbers(), ElementsAre(0, 0, 0));
    m_request.scope.pages = {{"Page 1", {}}, {"Talk:Page 1", {}}, {"Page 1", "ptwiki"}};
    const auto values = run(m_lake.lake(), catalogue, m_request, m_named).values;
    EXPECT_EQ(values[1].value, 3);
    EXPECT_EQ(values[1].reason, "reason-page-unknown");
    const auto behind =
        facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, {"edits", "", {}}, {});
    EXPECT_EQ(behind.total, 3u);
}

// The workshop is A's, the course B's. In their own days: Ana and Bea one edit each; Bea and Carlos one each.
TEST_F(Run, an_organisation_is_the_union_of_its_activities_and_a_network_that_of_its_members) {
    m_request.scope.cohorts = {};
    m_named.activities.at("workshop").organisation = {"a"};
    m_named.activities.at("course").organisation = {"b"};
    m_request.scope.organisations = {{"a"}};
    m_named.organisations = {"a"};
    EXPECT_THAT(numbers(), ElementsAre(2, 2, 1));
    m_request.scope.organisations = {{"network"}};
    m_named.organisations = {"network", "a", "b"};
    EXPECT_THAT(numbers(), ElementsAre(3, 4, 2));
    const auto whole = run(m_lake.lake(), catalogue, m_request, m_named);
    EXPECT_EQ(whole.scope.people, 3);
    const auto alone = break_down(m_lake.lake(), catalogue, m_request, m_named, whole);
    ASSERT_EQ(alone.parts.size(), 2u);
    EXPECT_EQ(alone.overlap[0], 1);  // Bea
    EXPECT_EQ(alone.overlap[1], 0);
    EXPECT_EQ(alone.overlap[2], 1);  // page 1
}

TEST_F(Run, an_activity_that_cannot_be_looked_at_is_left_out_of_a_union_and_named) {
    m_request.scope.cohorts = {};
    m_request.scope.organisations = {{"a"}};
    m_named.organisations = {"a"};
    for (auto& [id, own] : m_named.activities)
        own.organisation = {"a"};
    m_named.activities["talk"] = {};
    m_named.activities["talk"].organisation = {"a"};
    m_named.activities["talk"].first_day = m_named.activities["talk"].last_day = 2014y / 11 / 5;
    auto measured = run(m_lake.lake(), catalogue, m_request, m_named);
    EXPECT_EQ(measured.values[1].value, 4);
    ASSERT_EQ(measured.scope.left_out.size(), 1u);
    EXPECT_EQ(measured.scope.left_out[0].id, "talk");
    // Opened later, when the talk has people: still what was measured.
    m_named.activities["talk"].cohort = records::Ref<"cohort">{"first"};
    const auto behind =
        facts_behind(m_lake.lake(), catalogue, measured.scope, m_named, {"edits", "", {}}, {});
    EXPECT_EQ(behind.total, 4u);
    m_request.scope.organisations = {};
    m_request.scope.activities = {{"talk"}};
    m_named.activities["talk"].cohort = {};
    EXPECT_EQ(refusal(), "error-activity-without-people");
}

TEST_F(Run, what_is_not_there_is_refused) {
    m_request.scope.cohorts = {{"third"}};
    EXPECT_EQ(refusal(), "error-no-record");
    m_request.scope.cohorts = {};
    m_request.scope.activities = {{"workshop"}, {"course"}};
    m_request.scope.first_day = 2015y / 1 / 1;
    m_request.scope.last_day = 2015y / 1 / 2;
    EXPECT_EQ(refusal(), "error-no-activity-in-period");
    m_request.scope.activities = {{"workshop"}};
    m_request.metrics = {{"kittens", "", {}}};
    EXPECT_EQ(refusal(), "error-metric-unknown");
}

// New from 17 November to 1 December: Ana, on the 25th. Active before the start: nobody can be, the history
// begins later.
TEST_F(Run, the_global_metrics_of_2014_come_out_of_one_call) {
    m_request.metrics = {};
    const auto values = run(m_lake.lake(), catalogue, m_request, m_named).values;
    std::vector<std::string> names;
    std::vector<std::optional<double>> found;
    for (const auto& value : values) {
        names.push_back(value.definition);
        found.push_back(value.value);
    }
    EXPECT_THAT(names,
                ElementsAre("active-editors/wikimetrics.rolling", "newly-registered/global-metrics-2014",
                            "existing-editors/global-metrics-2014", "individuals/global-metrics-2014",
                            "media-used/global-metrics-2014", "pages-created/wikimetrics",
                            "pages-edited/wikimetrics.deduplicated", "bytes-added/wikimetrics.absolute",
                            "learning-question/global-metrics-2014"));
    // |100| + |50| + |80| + |−30| = 260
    EXPECT_THAT(found, ElementsAre(0, 1, 2, std::nullopt, std::nullopt, 2, 2, 260, std::nullopt));
    EXPECT_EQ(values[0].reason, "reason-period-partly-covered");
    EXPECT_EQ(values[1].reason, "");  // the newest account is of 25 November, the snapshot of January
    EXPECT_EQ(values[3].reason, "reason-counted-by-hand");
    EXPECT_EQ(values[7].reason, "");
    EXPECT_THAT(values[5].namespaces, ElementsAre(0));
    EXPECT_EQ(values[1].parameters.at(0).name, "days");
}

TEST_F(Run, a_measurement_remembers_the_state_of_the_facts) {
    m_lake.load("ptwiki", "20150101", {{"Ana", "2014-11-03T10:00:00Z"}}, {}, true);
    m_request.scope.wikis = {"eswiki", "ptwiki"};
    const auto measurement = run(m_lake.lake(), catalogue, m_request, m_named);
    ASSERT_EQ(measurement.snapshots.size(), 2u);
    EXPECT_THAT(measurement.snapshots[0].snapshot, HasSubstr("20150101"));
    EXPECT_FALSE(measurement.snapshots[0].simulated);
    EXPECT_TRUE(measurement.snapshots[1].simulated);
}

TEST_F(Run, a_wiki_that_is_not_loaded_is_never_zero) {
    m_request.scope.wikis = {"ptwiki"};
    auto values = run(m_lake.lake(), catalogue, m_request, m_named).values;
    EXPECT_FALSE(values[1].value);
    EXPECT_EQ(values[1].reason, "reason-no-wiki-loaded");
    m_request.scope.wikis = {"eswiki", "ptwiki"};
    values = run(m_lake.lake(), catalogue, m_request, m_named).values;
    EXPECT_EQ(values[1].value, 4);
    EXPECT_EQ(values[1].reason, "reason-some-wikis-not-loaded");
}

TEST_F(Run, the_same_lake_gives_the_same_numbers_and_a_newer_one_says_what_changed) {
    const auto first = run(m_lake.lake(), catalogue, m_request, m_named);
    const auto again = run(m_lake.lake(), catalogue, m_request, m_named);
    EXPECT_TRUE(is_same_question(first, again));
    EXPECT_TRUE(says_the_same(first, again));
    EXPECT_TRUE(what_changed(first, again).empty());

    m_lake.load("eswiki", "20150201",
                {{"Ana", "2014-11-03T10:00:00Z", 1, 100},
                 {"Bea", "2014-11-04T10:00:00Z", 1, 150},
                 {"Somebody else", "2014-11-04T11:00:00Z", 2, 90}});  // less than half is not loaded
    const auto newer = run(m_lake.lake(), catalogue, m_request, m_named);
    EXPECT_FALSE(says_the_same(first, newer));
    const auto changes = what_changed(first, newer);
    ASSERT_EQ(changes.size(), 3u);
    EXPECT_EQ(changes[1].definition, "edits/brujula");
    EXPECT_EQ(changes[1].before, 4);
    EXPECT_EQ(changes[1].after, 2);

    m_request.scope.last_day = 2014y / 11 / 29;
    EXPECT_FALSE(says_the_same(first, run(m_lake.lake(), catalogue, m_request, m_named)));
}

TEST_F(Run, a_number_opens_to_as_many_rows_page_by_page) {
    metrics::PageOfRows page;
    page.sort = "event_timestamp";
    page.order = metrics::Order::descending;
    page.limit = 3;
    const Asked edits{"edits", "", {}};
    const auto first = facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, edits, page);
    EXPECT_EQ(first.total, 4u);
    ASSERT_EQ(first.rows.rows.size(), 3u);
    const auto json = to_json(first);
    EXPECT_EQ(json.at("rows").at(0).at("event_user_text"), "Carlos");
    EXPECT_EQ(json.at("rows").at(0).at("event_timestamp"), "2014-11-21T10:00:00Z");
    EXPECT_EQ(json.at("rows").at(0).at("revision_text_bytes_diff"), -30);
    page.offset = 3;
    const auto rest = facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, edits, page);
    ASSERT_EQ(rest.rows.rows.size(), 1u);
    EXPECT_EQ(to_json(rest).at("rows").at(0).at("event_user_text"), "Ana");
}

TEST_F(Run, every_value_can_be_asked_again) {
    m_request.metrics = {};
    for (const auto& value : run(m_lake.lake(), catalogue, m_request, m_named).values) {
        if (!value.value) continue;
        auto again = m_request;
        again.metrics = {question_of(catalogue, value)};
        const auto measured = run(m_lake.lake(), catalogue, again, m_named).values.at(0);
        EXPECT_EQ(measured.value, value.value) << value.definition;
        EXPECT_EQ(measured.namespaces, value.namespaces);
    }
}

TEST_F(Run, rows_are_sorted_by_their_own_columns_only) {
    metrics::PageOfRows page;
    page.sort = "event_user_text; DROP TABLE edits";
    EXPECT_THROW(facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, {"edits", "", {}}, page),
                 Error);
    page.sort = "";
    page.limit = metrics::most_rows_a_page + 1;
    EXPECT_THROW(facts_behind(m_lake.lake(), catalogue, m_request.scope, m_named, {"edits", "", {}}, page),
                 Error);
}

TEST_F(Run, a_list_as_csv_has_no_formula_in_it) {
    m_request.scope.cohorts = {};
    std::ostringstream out;
    write_csv_of_all(out, m_lake.lake(), catalogue, m_request.scope, m_named, {"participants", "", {}});
    EXPECT_THAT(out.str(),
                testing::StartsWith("event_user_text,edits,wikis,pages,first_edit,last_edit\r\n'=Dora,1,1,1,"
                                    "2014-11-22T10:00:00Z,2014-11-22T10:00:00Z\r\nAna,1,"));
}

TEST(Csv, cells_are_quoted_where_rfc_4180_says_so) {
    std::ostringstream out;
    write_csv(out, {{"a", "b"},
                    {{std::string{"one, two"}, std::string{"say \"no\""}},
                     {std::int64_t{-5}, 0.5},
                     {std::monostate{}, std::string{"+1"}},
                     {std::string{"@x,y"}, std::string{"two\nlines"}}}});
    EXPECT_EQ(out.str(),
              "a,b\r\n\"one, two\",\"say \"\"no\"\"\"\r\n-5,0.5\r\n,'+1\r\n\"'@x,y\",\"two\nlines\"\r\n");
}

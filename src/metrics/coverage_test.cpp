// SPDX-License-Identifier: GPL-3.0-or-later
#include "metrics/coverage.hpp"

#include <gtest/gtest.h>

#include "metrics/catalogue.hpp"

using namespace brujula;
using namespace brujula::metrics;

namespace {

const Catalogue catalogue = all_metrics();

Instant at(const char* text) {
    return *parse_instant(text);
}

facts::Loaded loaded(const char* wiki, const char* kind, const char* snapshot, const char* first,
                     const char* last) {
    facts::Loaded row;
    row.wiki_db = wiki;
    row.kind = kind;
    row.snapshot = snapshot;
    row.first = at(first);
    row.last = at(last);
    row.loaded_at = at("2015-06-15T08:00:00Z");
    return row;
}

Scope scope(const char* from, const char* until, std::vector<std::string> wikis = {"eswiki"}) {
    ScopePart part;
    part.people = {{"Ana", ""}};
    part.wikis = std::move(wikis);
    part.period = {at(from), at(until)};
    return {{part}};
}

Judgement judged(const char* metric, const Scope& scope, const std::vector<facts::Loaded>& manifest) {
    const auto found = catalogue.find(metric);
    return judge(*found.definition, settle(*found.definition, {}), scope,
                 coverage_of(manifest, wikis_of(scope)));
}

const facts::Loaded dump =
    loaded("eswiki", "edits", "20150101", "2003-05-20T00:00:00Z", "2014-12-30T23:00:00Z");
const Scope year_2014 = scope("2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z");

}  // namespace

TEST(Coverage, a_dump_is_known_up_to_the_day_in_its_name) {
    EXPECT_TRUE(judged("edits", year_2014, {dump}).measurable);
    EXPECT_EQ(judged("edits", year_2014, {dump}).reason, "");
}

// (from, until] looks at the first second of 2015 too, which a dump of that day does not know.
TEST(Coverage, the_bounds_of_the_definition_are_those_that_are_looked_at) {
    EXPECT_EQ(judged("edits/wikimetrics", year_2014, {dump}).reason, "reason-period-partly-covered");
}

TEST(Coverage, a_monthly_snapshot_is_known_to_the_months_end) {
    auto monthly = dump;
    monthly.snapshot = "2014-12";
    EXPECT_EQ(judged("edits", year_2014, {monthly}).reason, "");
}

TEST(Coverage, the_day_of_the_load_says_nothing_of_the_source) {
    auto undated = dump;
    undated.snapshot = "20150615";
    EXPECT_EQ(judged("edits", year_2014, {undated}).reason, "reason-period-partly-covered");
}

TEST(Coverage, a_period_outside_is_not_measured_and_never_zero) {
    for (const auto& outside : {scope("2015-01-01T00:00:00Z", "2016-01-01T00:00:00Z"),
                                scope("2002-01-01T00:00:00Z", "2003-05-20T00:00:00Z")}) {
        EXPECT_FALSE(judged("edits", outside, {dump}).measurable);
        EXPECT_EQ(judged("edits", outside, {dump}).reason, "reason-period-not-covered");
    }
}

TEST(Coverage, a_period_that_reaches_out_is_measured_in_part) {
    const auto judgement = judged("edits", scope("2003-01-01T00:00:00Z", "2004-01-01T00:00:00Z"), {dump});
    EXPECT_TRUE(judgement.measurable);
    EXPECT_EQ(judgement.reason, "reason-period-partly-covered");
}

TEST(Coverage, nothing_loaded_is_not_zero) {
    EXPECT_EQ(judged("edits", year_2014, {}).reason, "reason-no-wiki-loaded");
    EXPECT_FALSE(judged("edits", year_2014, {}).measurable);
    auto empty = dump;
    empty.first = empty.last = std::nullopt;
    EXPECT_FALSE(judged("edits", year_2014, {empty}).measurable);
}

TEST(Coverage, a_wiki_that_lacks_is_told_beside_the_number) {
    const auto both = scope("2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z", {"eswiki", "ptwiki"});
    EXPECT_TRUE(judged("edits", both, {dump}).measurable);
    EXPECT_EQ(judged("edits", both, {dump}).reason, "reason-some-wikis-not-loaded");
}

TEST(Coverage, accounts_are_facts_of_their_own) {
    EXPECT_EQ(judged("newly-registered", year_2014, {dump}).reason, "reason-no-registrations");
    EXPECT_FALSE(judged("existing-editors", year_2014, {dump}).measurable);
    const auto accounts =
        loaded("eswiki", "registrations", "20150201", "2005-09-07T00:00:00Z", "2015-01-31T00:00:00Z");
    EXPECT_EQ(judged("newly-registered", year_2014, {dump, accounts}).reason, "");
    const auto both = scope("2014-01-01T00:00:00Z", "2015-01-01T00:00:00Z", {"eswiki", "ptwiki"});
    EXPECT_EQ(judged("newly-registered", both, {dump, accounts}).reason, "reason-some-registrations-missing");
}

TEST(Coverage, files_of_one_wiki_add_up) {
    const auto before = loaded("eswiki", "edits", "2014-12", "2013-01-01T00:00:00Z", "2013-12-31T00:00:00Z");
    const auto after = loaded("eswiki", "edits", "2014-12", "2014-01-01T00:00:00Z", "2014-12-31T00:00:00Z");
    EXPECT_EQ(judged("edits", scope("2013-06-01T00:00:00Z", "2014-06-01T00:00:00Z"), {after, before}).reason,
              "");
}

TEST(Coverage, a_list_has_a_length_without_any_facts_and_everyone_has_none) {
    EXPECT_TRUE(judged("participants/event-metrics.listed", year_2014, {}).measurable);
    auto everyone = year_2014;
    everyone.parts[0].everyone = true;
    EXPECT_EQ(judged("participants/event-metrics.listed", everyone, {dump}).reason, "reason-needs-a-cohort");
    EXPECT_EQ(judged("existing-editors", everyone, {dump}).reason, "reason-needs-a-cohort");
}

TEST(Coverage, categories_that_are_not_loaded_are_not_empty_categories) {
    auto museums = year_2014;
    museums.parts[0].categories = {{"", "Museos"}};
    const auto found = catalogue.find("edits");
    const auto settings = settle(*found.definition, {});
    auto coverage = coverage_of({dump}, {"eswiki"});
    EXPECT_FALSE(judge(*found.definition, settings, museums, coverage).measurable);
    EXPECT_EQ(judge(*found.definition, settings, museums, coverage).reason, "reason-no-categories");
    coverage[0].categories = Categories::named;
    EXPECT_EQ(judge(*found.definition, settings, museums, coverage).reason, "");
    coverage[0].categories = Categories::unnamed;
    EXPECT_FALSE(judge(*found.definition, settings, museums, coverage).measurable);
    EXPECT_EQ(judge(*found.definition, settings, museums, coverage).reason, "reason-no-category-names");
    coverage[0].categories = Categories::partly_named;
    EXPECT_TRUE(judge(*found.definition, settings, museums, coverage).measurable);
    EXPECT_EQ(judge(*found.definition, settings, museums, coverage).reason,
              "reason-some-category-names-missing");
    EXPECT_EQ(judge(*found.definition, settings, year_2014, coverage).reason, "")
        << "no category is asked for";
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/simulator.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include <gtest/gtest.h>
#include <unistd.h>

#include "demo/history_writer.hpp"
#include "wiki/read.hpp"

using namespace brujula;
using namespace brujula::demo;
using namespace std::chrono;

namespace {

struct Heard final : wiki::HistorySink {
    std::vector<wiki::Edit> edits;
    std::vector<wiki::Registration> registrations;
    void edit(const wiki::Edit& edit) override { edits.push_back(edit); }
    void registration(const wiki::Registration& registration) override {
        registrations.push_back(registration);
    }
};

Simulation two_years() {
    Simulation simulation;
    simulation.seed = 7;
    simulation.from = sys_days{2013y / January / 1};
    simulation.until = sys_days{2015y / January / 1};
    simulation.edits = 30'000;
    simulation.cohorts = {{"Taller", sys_days{2014y / May / 10}, sys_days{2014y / May / 12}, 40, 0.75, 12}};
    return simulation;
}

const Heard& history() {
    static const Heard heard = [] {
        Heard sink;
        simulate(two_years(), sink);
        return sink;
    }();
    return heard;
}

std::string written(const Simulation& simulation) {
    std::ostringstream out;
    HistoryWriter writer{out};
    simulate(simulation, writer);
    return out.str();
}

}  // namespace

TEST(Simulator, the_same_seed_gives_the_same_history_and_another_seed_another) {
    auto simulation = two_years();
    simulation.edits = 2000;
    const auto first = written(simulation);
    EXPECT_TRUE(first == written(simulation));
    simulation.seed = 8;
    EXPECT_FALSE(first == written(simulation));
}

// FNV-1a of the file, the same from a build with -O0 and one with -O2, with and without fused multiplication
// in the mathematical library. Whoever changes the model changes this number, and says so in CHANGELOG.md.
TEST(Simulator, a_seed_gives_the_same_file_wherever_it_is_built) {
    auto simulation = two_years();
    simulation.edits = 2000;
    const auto file = written(simulation);
    std::uint64_t hash = 0xcbf29ce484222325;
    for (const char c : file)
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3;
    EXPECT_EQ(file.size(), 879'010u);
    EXPECT_EQ(hash, 0x976d502fd85998f0u);
}

TEST(Simulator, every_edit_follows_from_the_one_before_on_its_page) {
    std::map<std::int64_t, wiki::Edit> newest;
    std::int64_t last = 0;
    Instant time = two_years().from;
    for (const auto& edit : history().edits) {
        EXPECT_GT(edit.revision_id, last);
        EXPECT_GE(edit.event_timestamp, time);
        EXPECT_LT(edit.event_timestamp, two_years().until);
        EXPECT_GE(*edit.revision_text_bytes, 0);
        const auto before = newest.find(edit.page_id);
        EXPECT_EQ(*edit.revision_parent_id, before == newest.end() ? 0 : before->second.revision_id);
        EXPECT_EQ(
            *edit.revision_text_bytes_diff,
            *edit.revision_text_bytes - (before == newest.end() ? 0 : *before->second.revision_text_bytes));
        newest[edit.page_id] = edit;
        last = edit.revision_id;
        time = edit.event_timestamp;
    }
}

// A revert brings back the text before last: its hash and size are those of its grandparent. 3 % of the edits
// that have one are reverts; a page needs two edits before, so the share of all edits is a little lower.
TEST(Simulator, a_revert_has_the_hash_and_the_size_of_the_text_that_it_brings_back) {
    struct Text {
        std::string sha1;
        std::int64_t bytes;
    };
    std::map<std::int64_t, std::vector<Text>> texts;
    std::size_t reverts = 0;
    for (const auto& edit : history().edits) {
        auto& page = texts[edit.page_id];
        for (const auto& before : page)
            if (before.sha1 == edit.revision_text_sha1) {
                EXPECT_EQ(before.bytes, *edit.revision_text_bytes) << edit.revision_id;
                ASSERT_GE(page.size(), 2u) << edit.revision_id;
                EXPECT_EQ(page[page.size() - 2].sha1, edit.revision_text_sha1) << edit.revision_id;
                ++reverts;
                break;
            }
        page.push_back({edit.revision_text_sha1, *edit.revision_text_bytes});
    }
    const auto share = static_cast<double>(reverts) / static_cast<double>(history().edits.size());
    EXPECT_GT(share, 0.015);
    EXPECT_LT(share, 0.033);
}

// Wikipedia Education Program, 2012-13: of 3,334 new editors 36 were active three months after, 33 after six.
// Of 40,000 that is 432 after three; three standard deviations of a binomial are
// 3·√(40,000·0.0108·0.9892) ≈ 62. Of those 33 in 36 after six: 396 of 432, three standard deviations of what
// is lost 3·√(432·0.0833·0.9167) ≈ 17. Someone who stays edits about six times a month, so one of e⁶ ≈ 400 is
// missed in a month.
TEST(Simulator, of_a_cohorts_newcomers_as_few_stay_as_the_published_counts_say) {
    Simulation simulation;
    simulation.seed = 3;
    simulation.from = sys_days{2014y / January / 1};
    simulation.until = sys_days{2015y / January / 1};
    simulation.edits = 100;
    const Instant end = sys_days{2014y / March / 3};
    simulation.cohorts = {{"Taller", sys_days{2014y / March / 1}, end, 40'000, 1.0, 2}};
    Heard sink;
    simulate(simulation, sink);
    const auto active = [&](int first_day, int last_day) {
        std::set<std::string> people;
        for (const auto& edit : sink.edits)
            if (edit.event_user_text.starts_with("Simulado Taller") &&
                edit.event_timestamp >= end + days{first_day} && edit.event_timestamp < end + days{last_day})
                people.insert(edit.event_user_text);
        return static_cast<double>(people.size());
    };
    EXPECT_NEAR(active(60, 90), 432, 62);
    EXPECT_NEAR(active(150, 180), active(60, 90) * 33 / 36, 17);
}

TEST(Simulator, nobody_edits_before_making_the_account) {
    std::map<std::string, Instant> registered;
    for (const auto& registration : history().registrations)
        registered[registration.user_text] = registration.timestamp;
    EXPECT_GT(registered.size(), 100u);
    for (const auto& edit : history().edits) {
        const auto person = registered.find(edit.event_user_text);
        if (person != registered.end()) {
            EXPECT_GE(edit.event_timestamp, person->second) << edit.event_user_text;
        }
    }
}

// 30,000 asked of the community; Poisson over 730 days, so the spread is √30,000 ≈ 173. Newcomers' and the
// cohort's edits come on top: 40 people at a median of 12 and a mean of 12·e^(0.9²/2) ≈ 18 are some 720.
TEST(Simulator, it_makes_about_as_many_edits_as_asked) {
    std::size_t cohort = 0;
    for (const auto& edit : history().edits)
        cohort += edit.event_user_text.starts_with("Simulado Taller") ? 1 : 0;
    EXPECT_GT(history().edits.size(), 29'000u);
    EXPECT_LT(history().edits.size(), 34'000u);
    EXPECT_GT(cohort, 300u);
    EXPECT_LT(cohort, 1500u);
}

// Three quarters of forty are thirty; two standard deviations of a binomial are 2·√(40·0.75·0.25) ≈ 5.5.
TEST(Simulator, the_cohorts_newcomers_register_in_the_two_weeks_before) {
    const auto event = two_years().cohorts[0];
    int registered = 0;
    for (const auto& registration : history().registrations) {
        if (!registration.user_text.starts_with("Simulado Taller")) continue;
        ++registered;
        EXPECT_LT(registration.timestamp, event.from);
        EXPECT_GE(registration.timestamp, event.from - hours{24 * 14});
    }
    EXPECT_NEAR(registered, 30, 8);
}

// The median of 200 draws of a lognormal with σ 1.9 is off by a factor of exp(3 × 1.253 × 1.9 ∕ √200) = 1.65
// once in 370.
TEST(Simulator, a_cohort_uploads_around_the_published_median_and_its_files_begin_pages_of_their_own) {
    auto simulation = two_years();
    simulation.from = sys_days{2014y / May / 10};
    simulation.until = sys_days{2014y / May / 12};
    simulation.edits = 10;
    simulation.cohorts[0].uploads = 213;
    std::vector<int> uploads;
    for (simulation.seed = 1; simulation.seed <= 200; ++simulation.seed) {
        Heard sink;
        simulate(simulation, sink);
        uploads.push_back(0);
        for (const auto& edit : sink.edits) {
            if (edit.page_namespace != 6 || edit.revision_parent_id != 0) continue;
            ++uploads.back();
            EXPECT_TRUE(edit.event_user_text.starts_with("Simulado Taller"));
            EXPECT_TRUE(edit.page_title.ends_with(".jpg"));
        }
    }
    std::sort(uploads.begin(), uploads.end());
    EXPECT_GT(uploads[100], 213 / 1.65);
    EXPECT_LT(uploads[100], 213 * 1.65);
}

// 46 partnerships brought 57,578 files with a median of 213, a mean of 1,252: of a lognormal that is
// σ = √(2 ln(1,252 ∕ 213)) = 1.88, and half of the cohorts lie within a factor of e^(0.674·1.88) = 3.6 around
// the median, so the upper quartile is 12.6 times the lower. Over 400 seeds the standard error of the
// quartiles' logarithms' difference is 1.573·1.88 ∕ √400 = 0.15: three of them are a factor of 1.56.
TEST(Simulator, cohorts_differ_in_their_uploads_as_widely_as_the_published_ones) {
    struct Files final : wiki::HistorySink {
        int count = 0;
        void edit(const wiki::Edit& edit) override { count += edit.page_namespace == 6 ? 1 : 0; }
    };
    auto simulation = two_years();
    simulation.from = sys_days{2014y / May / 10};
    simulation.until = sys_days{2014y / May / 12};
    simulation.edits = 10;
    simulation.cohorts[0].uploads = 213;
    std::vector<int> uploads;
    for (simulation.seed = 1001; simulation.seed <= 1400; ++simulation.seed) {
        Files sink;
        simulate(simulation, sink);
        uploads.push_back(sink.count);
    }
    std::sort(uploads.begin(), uploads.end());
    const double ratio = static_cast<double>(uploads[300]) / uploads[100];
    EXPECT_GT(ratio, 12.6 / 1.56);
    EXPECT_LT(ratio, 12.6 * 1.56);
}

// Poisson: the spread of 3,000 is 55. Someone is picked with index ∝ u^3.5, so the first tenth of the people
// is picked with 0.1^(1/3.5) = 0.518; its binomial spread is √(0.518·0.482 ∕ 3,000) = 0.009.
TEST(Simulator, the_communitys_uploads_are_as_many_as_asked_and_most_are_a_few_peoples) {
    auto simulation = two_years();
    simulation.cohorts.clear();
    simulation.users = 200;
    simulation.uploads = 3000;
    Heard sink;
    simulate(simulation, sink);
    std::map<std::string, int> files;
    int all = 0;
    for (const auto& edit : sink.edits) {
        if (edit.page_namespace != 6 || edit.revision_parent_id != 0) continue;
        EXPECT_TRUE(edit.event_user_text.starts_with("Simulada Habitual")) << edit.event_user_text;
        ++files[edit.event_user_text];
        ++all;
    }
    EXPECT_NEAR(all, 3000, 3 * 55);
    int of_the_first = 0;
    for (int i = 1; i <= 20; ++i)
        of_the_first += files["Simulada Habitual 000" + std::string(i < 10 ? "0" : "") + std::to_string(i)];
    EXPECT_NEAR(static_cast<double>(of_the_first) / all, 0.518, 3 * 0.0095);
}

// The last of 50 people is picked with 1 − (49∕50)^(1∕3.5) = 0.0058 of some 22,000 edits: not once in e^-127.
TEST(Simulator, as_many_people_stay_as_asked) {
    auto simulation = two_years();
    simulation.cohorts.clear();
    simulation.users = 50;
    Heard sink;
    simulate(simulation, sink);
    std::set<std::string> people;
    for (const auto& edit : sink.edits)
        if (edit.event_user_text.starts_with("Simulada Habitual")) people.insert(edit.event_user_text);
    EXPECT_EQ(people.size(), 50u);
}

TEST(Simulator, few_people_make_most_edits) {
    std::map<std::string, std::size_t> edits;
    std::size_t by_people = 0;
    for (const auto& edit : history().edits) {
        if (edit.event_user_is_anonymous || edit.event_user_is_bot_by_group) continue;
        ++edits[edit.event_user_text];
        ++by_people;
    }
    std::vector<std::size_t> counts;
    for (const auto& [name, count] : edits)
        counts.push_back(count);
    std::sort(counts.rbegin(), counts.rend());
    std::size_t top = 0;
    for (std::size_t i = 0; i < counts.size() / 10; ++i)
        top += counts[i];
    EXPECT_GT(static_cast<double>(top) / static_cast<double>(by_people), 0.5)
        << "a tenth of the people makes half";
}

TEST(Simulator, everybody_in_it_is_called_simulated) {
    for (const auto& edit : history().edits)
        EXPECT_TRUE(edit.event_user_text.starts_with("Simulad") ||
                    edit.event_user_text.starts_with("192.0.2."))
            << edit.event_user_text;
}

TEST(HistoryWriter, what_is_written_reads_back_the_same) {
    auto simulation = two_years();
    simulation.edits = 2000;
    const auto path =
        std::filesystem::temp_directory_path() / ("brujula-simulated-" + std::to_string(::getpid()) + ".tsv");
    std::ofstream{path, std::ios::binary} << written(simulation);
    Heard direct;
    simulate(simulation, direct);
    Heard read;
    const auto report = wiki::read_history(path, read);
    std::filesystem::remove(path);
    EXPECT_EQ(report.bad_rows, 0u);
    ASSERT_EQ(read.edits.size(), direct.edits.size());
    ASSERT_EQ(read.registrations.size(), direct.registrations.size());
    for (std::size_t i = 0; i < read.edits.size(); ++i) {
        EXPECT_EQ(read.edits[i].event_user_text, direct.edits[i].event_user_text);
        EXPECT_EQ(read.edits[i].revision_text_bytes_diff, direct.edits[i].revision_text_bytes_diff);
        EXPECT_EQ(read.edits[i].event_user_is_bot_by_group, direct.edits[i].event_user_is_bot_by_group);
        EXPECT_EQ(read.edits[i].page_title, direct.edits[i].page_title);
        EXPECT_EQ(read.edits[i].revision_tags, direct.edits[i].revision_tags);
    }
}

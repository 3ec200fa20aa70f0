// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/simulator.hpp"

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

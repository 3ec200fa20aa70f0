// SPDX-License-Identifier: GPL-3.0-or-later
// The Global Metrics of 2014 of a cohort against the same questions as an analyst would write them by hand,
// in the same engine on the same lake, and that both give the same numbers. bench_measures [EDITS]: a
// simulated lake of so many edits (20,000,000), kept in build/bench for the next time.
#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <functional>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <unistd.h>

#include "base/time.hpp"
#include "demo/simulator.hpp"
#include "facts/lake.hpp"
#include "measuring/run.hpp"
#include "metrics/catalogue.hpp"

namespace {

namespace fs = std::filesystem;
using namespace brujula;
using namespace std::chrono;

constexpr const char* wiki = "benchwiki";
constexpr int runs = 7;

/// Two groups each, so that no number is 0: people who edited before the period began, and newcomers near its
/// end.
struct Cohort {
    std::vector<demo::SimulatedCohort> groups;

    [[nodiscard]] std::vector<std::string> names() const {
        std::vector<std::string> all;
        for (const auto& group : groups)
            for (auto& name : demo::names_of(group))
                all.push_back(std::move(name));
        return all;
    }
};

demo::SimulatedCohort group(const char* name, int people, const char* first, const char* end) {
    demo::SimulatedCohort made;
    made.name = name;
    made.from = *parse_instant(first);
    made.until = *parse_instant(end);
    made.people = people;
    made.newcomer_share = 0.6;
    made.edits_per_person = 40;
    return made;
}

Cohort cohort(const std::string& name, int people) {
    return {{group((name + " old").c_str(), people * 3 / 5, "2013-11-01T00:00:00Z", "2014-12-01T00:00:00Z"),
             group((name + " new").c_str(), people * 2 / 5, "2014-11-22T00:00:00Z", "2014-12-01T00:00:00Z")}};
}

const std::vector<Cohort> cohorts{cohort("Hundred", 100), cohort("Thousands", 5000)};

/// Tells a simulation to a load, with the counts that a reader reports.
class Counting final : public wiki::HistorySink {
public:
    Counting(wiki::HistorySink& to, wiki::ReadReport& report) : m_to(to), m_report(report) {}
    void site(const wiki::Site& site) override { m_to.site(site); }
    void edit(const wiki::Edit& edit) override {
        ++m_report.edits;
        ++m_report.rows;
        m_to.edit(edit);
    }
    void registration(const wiki::Registration& registration) override {
        ++m_report.registrations;
        ++m_report.rows;
        m_to.registration(registration);
    }

private:
    wiki::HistorySink& m_to;
    wiki::ReadReport& m_report;
};

void load(facts::Lake& lake, std::uint64_t edits) {
    demo::Simulation simulation;
    simulation.wiki_db = wiki;
    simulation.from = *parse_instant("2008-01-01T00:00:00Z");
    simulation.until = *parse_instant("2015-01-01T00:00:00Z");
    simulation.edits = edits;
    for (const auto& one : cohorts)
        simulation.cohorts.insert(simulation.cohorts.end(), one.groups.begin(), one.groups.end());
    const std::string sum = fmt::format("simulated-{}", edits);
    lake.load_from("benchwiki-20150101", sum, {.wiki_db = wiki, .snapshot = "20150101", .simulated = true},
                   [&](wiki::HistorySink& sink) {
                       wiki::ReadReport report{};
                       report.format = wiki::HistoryFormat::history_tsv;
                       report.sha256 = sum;
                       Counting counting{sink, report};
                       demo::simulate(simulation, counting);
                       return report;
                   });
}

/// As somebody would write it who knows the tables and these six definitions.
std::vector<double> by_hand(const facts::Lake& lake, const std::vector<std::string>& names) {
    boost::json::array list(names.begin(), names.end());
    const std::string people = boost::json::serialize(list);
    const std::string ours =
        "event_user_text IN (SELECT unnest(from_json(?, '[\"VARCHAR\"]'))) AND wiki_db = 'benchwiki'";
    const std::string articles = "FROM edits WHERE " + ours +
                                 " AND page_namespace = 0 AND event_timestamp > TIMESTAMP '2014-03-01' AND "
                                 "event_timestamp <= TIMESTAMP '2014-12-01'";
    const auto number = [&](const std::string& sql) {
        const auto value = lake.query({sql, {people}}).rows.at(0).at(0);
        if (const auto* whole = std::get_if<std::int64_t>(&value)) return static_cast<double>(*whole);
        return std::get<double>(value);
    };
    const double active =
        number("SELECT count(*) FROM (SELECT event_user_text FROM edits WHERE " + ours +
               " AND event_timestamp >= TIMESTAMP '2014-01-30' AND event_timestamp <= TIMESTAMP '2014-03-01'"
               " AND NOT event_user_is_bot_by_group GROUP BY event_user_text HAVING count(*) >= 5)");
    const double registered =
        number("SELECT count(DISTINCT event_user_text) FROM users WHERE " + ours +
               " AND created_by = 'self' AND registration_timestamp >= TIMESTAMP '2014-11-17' AND "
               "registration_timestamp <= TIMESTAMP '2014-12-01'");
    return {
        active,
        registered,
        static_cast<double>(names.size()) - registered,
        number("SELECT count(*) FILTER (revision_creates_page) " + articles),
        number("SELECT count(DISTINCT page_id) " + articles),
        number(
            "SELECT CAST(coalesce(sum(abs(coalesce(revision_text_bytes_diff, revision_text_bytes))), 0) AS "
            "DOUBLE) " +
            articles + " AND NOT page_is_deleted")};
}

std::vector<double> by_brujula(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                               const std::vector<std::string>& names) {
    measuring::Request request;
    request.organisation.id = "bench";
    request.scope.cohorts = {{"cohort"}};
    request.scope.wikis = {wiki};
    request.scope.first_day = 2014y / 3 / 1;
    request.scope.last_day = 2014y / 11 / 30;
    measuring::Named named;
    for (const auto& name : names)
        named.cohorts["cohort"].members.push_back({name, {}});
    std::vector<double> values;
    for (const auto& value : measuring::run(lake, catalogue, request, named).values)
        if (value.value) values.push_back(*value.value);
    return values;
}

double median_milliseconds(const std::function<void()>& work) {
    std::vector<double> taken;
    for (int i = 0; i < runs; ++i) {
        const auto begin = steady_clock::now();
        work();
        taken.push_back(duration<double, std::milli>(steady_clock::now() - begin).count());
    }
    std::sort(taken.begin(), taken.end());
    return taken[taken.size() / 2];
}

/// The most memory this process ever held, in megabytes.
double peak_megabytes() {
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) return std::stod(line.substr(6)) / 1024;
    return 0;
}

void compare(const facts::Lake& lake, const metrics::Catalogue& catalogue,
             const std::vector<std::string>& names) {
    const auto own = by_brujula(lake, catalogue, names);
    const auto hand = by_hand(lake, names);
    if (own != hand)
        throw std::runtime_error(fmt::format("not the same numbers: {} and by hand {}",
                                             boost::json::serialize(boost::json::value_from(own)),
                                             boost::json::serialize(boost::json::value_from(hand))));
    const double own_time = median_milliseconds([&] { by_brujula(lake, catalogue, names); });
    const double hand_time = median_milliseconds([&] { by_hand(lake, names); });
    fmt::print("{:>5} people: {:>7.0f} ms, by hand {:>7.0f} ms: {:.2f} x   numbers {}\n", names.size(),
               own_time, hand_time, own_time / hand_time,
               boost::json::serialize(boost::json::value_from(own)));
    std::fflush(stdout);
}

}  // namespace

int main(int count, char** arguments) {
    const std::uint64_t edits = count > 1 ? std::stoull(arguments[1]) : 20'000'000;
    const fs::path folder = fs::path("build/bench") / fmt::format("measures-{}", edits);
    fs::create_directories(folder);
    {
        facts::Lake lake(folder);
        const auto begin = steady_clock::now();
        load(lake, edits);
        const duration<double> taken = steady_clock::now() - begin;
        if (taken.count() > 1) fmt::print("made the lake in {:.0f} s\n", taken.count());
        std::fflush(stdout);
    }
    const facts::Lake lake(folder);
    const auto loaded = lake.manifest().front();
    fmt::print("{} revisions of {} pages\n", loaded.revisions, loaded.pages);
    const auto catalogue = metrics::all_metrics();
    for (const auto& one : cohorts)
        compare(lake, catalogue, one.names());
    fmt::print("peak {:.0f} MB (loading included where the lake was made just now)\n", peak_megabytes());
}

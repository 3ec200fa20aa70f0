// SPDX-License-Identifier: GPL-3.0-or-later
// A process that writes to a store from several threads, and tells each revision that the store acknowledged
// through a pipe, is killed with SIGKILL at random moments: while it opens the file, between and inside
// commits and checkpoints. Afterwards every revision that it told must be there, whole, and the check of the
// file, as it was left and as it is after opening, finds nothing. The moments come from a seed that is
// printed; BRUJULA_CRASH_SEED repeats them, BRUJULA_CRASH_KILLS says how many.
#include <array>
#include <filesystem>
#include <iostream>
#include <map>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <signal.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.hpp"
#include "store/care.hpp"
#include "store/store.hpp"

namespace brujula::store {
namespace {
namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int writers = 4;
constexpr int shared_record = writers;  ///< the one that all of them write

/// What the store acknowledged. Small enough for the pipe to take it whole.
struct Told {
    int record = 0;  ///< 0 … writers-1: the writer's own, shared_record, or -1: a new one, named after `text`
    std::int64_t revision = 0;
    std::uint64_t text = 0;
};

std::string id_of(const Told& told) {
    return told.record < 0 ? "new-" + std::to_string(told.text) : "plan-" + std::to_string(told.record);
}

/// A text of its own for each number, of a few bytes up to several pages of the file.
std::string text_of_number(std::uint64_t number) {
    return std::to_string(number) + " " + std::string(number % 9000, static_cast<char>('a' + number % 26));
}

Write write_of(const std::string& id, std::int64_t base, std::uint64_t text) {
    return {"plan",
            id,
            base,
            "ana",
            "",
            false,
            {{"organisation", "wmar"},
             {"title", {{"es", "Plan"}}},
             {"first_day", "2014-01-01"},
             {"last_day", "2014-12-31"},
             {"summary", {{"es", text_of_number(text)}}}}};
}

std::int64_t newest(const Store& store, const std::string& id) {
    return store.find("plan", id)->number;
}

/// Writes until the process is killed.
[[noreturn]] void write_and_tell(Store& store, int writer, std::uint64_t seed, int pipe) {
    std::mt19937_64 random(seed);
    std::int64_t base = newest(store, "plan-" + std::to_string(writer));
    while (true) {
        Told told{writer, 0, random() % 1'000'000'000'000};
        const auto choice = random() % 8;
        if (choice == 0) told.record = -1;
        if (choice == 1) told.record = shared_record;
        const auto id = id_of(told);
        const auto on = choice == 0 ? 0 : choice == 1 ? newest(store, id) : base;
        try {
            told.revision = store.write(write_of(id, on, told.text)).number;
        } catch (const StaleWrite&) {
            continue;  // another thread was quicker with the shared one
        }
        if (told.record == writer) base = told.revision;
        if (::write(pipe, &told, sizeof told) != static_cast<ssize_t>(sizeof told)) ::_exit(2);
    }
}

[[noreturn]] void run_child(const fs::path& folder, std::uint64_t seed, int pipe) {
    const auto kinds = records::all_kinds();
    const SystemClock clock;
    Store store(folder, kinds, clock);
    std::vector<std::thread> threads;
    for (int i = 0; i < writers; ++i)
        threads.emplace_back(
            [&, i] { write_and_tell(store, i, seed + static_cast<std::uint64_t>(i), pipe); });
    for (auto& thread : threads)
        thread.join();
    ::_exit(2);
}

unsigned setting(const char* name, unsigned otherwise) {
    const char* value = ::getenv(name);
    return value != nullptr ? static_cast<unsigned>(std::stoul(value)) : otherwise;
}

class crash_of_the_store : public testing::Test {
protected:
    crash_of_the_store() {
        std::string pattern = (fs::temp_directory_path() / "brujula-store-crash-XXXXXX").string();
        m_folder = ::mkdtemp(pattern.data());
        Store store(m_folder, m_kinds, m_clock);
        std::vector<Write> first{
            {"organisation", "wmar", 0, "ana", "", false,
             json::value{{"name", {{"es", "Argentina"}}}, {"statuses", json::array{{{"kind", "chapter"}}}}}}};
        for (int i = 0; i <= writers; ++i)
            first.push_back(write_of("plan-" + std::to_string(i), 0, 0));
        store.write_all(first);
    }
    ~crash_of_the_store() override { fs::remove_all(m_folder); }

    /// Starts a process, kills it after it told `most` revisions or after `wait` where that is 0, and gives
    /// what it told.
    std::vector<Told> killed(std::uint64_t seed, std::size_t most, std::chrono::microseconds wait) {
        std::array<int, 2> pipe{};
        if (::pipe(pipe.data()) != 0) throw std::runtime_error("no pipe");
        const pid_t child = ::fork();
        if (child == 0) {
            ::close(pipe[0]);
            run_child(m_folder, seed, pipe[1]);
        }
        ::close(pipe[1]);
        std::vector<Told> told;
        Told one;
        // The moment of the kill is the test itself, not a wait for something.
        if (most == 0) std::this_thread::sleep_for(wait);
        while (told.size() < most && ::read(pipe[0], &one, sizeof one) == static_cast<ssize_t>(sizeof one))
            told.push_back(one);
        ::kill(child, SIGKILL);
        while (::read(pipe[0], &one, sizeof one) == static_cast<ssize_t>(sizeof one))
            told.push_back(one);
        ::close(pipe[0]);
        int status = 0;
        ::waitpid(child, &status, 0);
        EXPECT_TRUE(WIFSIGNALED(status) && WTERMSIG(status) == SIGKILL) << "it ended by itself: " << status;
        return told;
    }

    void find_all(const std::vector<Told>& told) const {
        const Store store(m_folder, m_kinds, m_clock);
        for (const auto& one : told) {
            const auto revision = store.find("plan", id_of(one), one.revision);
            ASSERT_TRUE(revision) << id_of(one) << " revision " << one.revision << " was lost";
            ASSERT_EQ(revision->body.at("summary").at("es"), json::value(text_of_number(one.text)));
        }
    }

    void expect_sound(const char* when) const {
        for (const auto& finding : check(m_folder, m_kinds))
            ADD_FAILURE() << when << ": " << text_of(finding);
    }

    fs::path m_folder;
    SystemClock m_clock;
    records::Kinds m_kinds = records::all_kinds();
};

TEST_F(crash_of_the_store, every_acknowledged_revision_is_there_and_the_file_is_sound) {
    const unsigned seed = setting("BRUJULA_CRASH_SEED", std::random_device{}());
    const unsigned kills = setting("BRUJULA_CRASH_KILLS", 300);
    std::cout << "BRUJULA_CRASH_SEED=" << seed << std::endl;
    std::mt19937_64 random(seed);
    std::vector<Told> all;
    for (unsigned kill = 0; kill < kills && !HasFailure(); ++kill) {
        const auto most = random() % 4 == 0 ? 0 : 1 + random() % 40;
        const auto told = killed(random(), most, std::chrono::microseconds{random() % 20'000});
        if (kill % 10 == 0) expect_sound("as it was left");
        if (kill % 50 == 0) back_up(m_folder, m_folder / ("backup-" + std::to_string(kill)));
        find_all(told);
        all.insert(all.end(), told.begin(), told.end());
    }
    find_all(all);
    expect_sound("at the end");
    std::map<std::int64_t, int> times_told;  // of the record that all write: each number once
    for (const auto& one : all)
        if (one.record == shared_record) ++times_told[one.revision];
    for (const auto& [revision, times] : times_told)
        EXPECT_EQ(times, 1) << "revision " << revision;
    std::cout << kills << " kills, " << all.size() << " acknowledged revisions" << std::endl;
    EXPECT_GT(all.size(), kills);
}

}  // namespace
}  // namespace brujula::store

// SPDX-License-Identifier: GPL-3.0-or-later
#include <chrono>
#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <random>
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/error.hpp"
#include "facts/history_for_tests.hpp"
#include "facts/lake.hpp"
#include "facts/loader.hpp"

namespace brujula::facts {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing_history::Folder;
using testing_history::History;
using testing_history::text_of_rows;

/// A process of its own that runs `work` and can tell its parent, by one byte, how far it is.
class Child {
public:
    explicit Child(const std::function<void(const std::function<void()>& tell)>& work) {
        int ends[2] = {};
        if (pipe(ends) != 0) std::abort();
        m_pid = fork();
        if (m_pid == 0) {
            close(ends[0]);
            work([&] {
                if (write(ends[1], ".", 1) != 1) _exit(3);
            });
            _exit(0);
        }
        close(ends[1]);
        m_told = ends[0];
    }
    ~Child() {
        kill();
        close(m_told);
    }
    Child(const Child&) = delete;
    Child& operator=(const Child&) = delete;

    [[nodiscard]] pid_t pid() const { return m_pid; }
    /// Waits for the child's word; false when `most` has passed or the child has ended.
    [[nodiscard]] bool has_told(std::chrono::microseconds most = std::chrono::minutes{1}) const {
        pollfd watched{m_told, POLLIN, 0};
        const timespec time{most.count() / 1'000'000, most.count() % 1'000'000 * 1000};
        char byte = 0;
        return ppoll(&watched, 1, &time, nullptr) == 1 && read(m_told, &byte, 1) == 1;
    }
    void kill() {
        if (m_pid <= 0) return;
        ::kill(m_pid, SIGKILL);
        waitpid(m_pid, nullptr, 0);
        m_pid = 0;
    }

private:
    pid_t m_pid = 0;
    int m_told = 0;
};

/// 6,000 edits on 100 pages, all of them `bytes` long.
History large(std::int64_t bytes) {
    History history;
    history.wiki("eswiki");
    for (int i = 1; i <= 6000; ++i) {
        wiki::Edit edit;
        edit.revision_id = i;
        edit.revision_parent_id = i <= 100 ? 0 : i - 100;
        edit.event_timestamp = Instant{std::chrono::seconds{1'400'000'000 + i}};
        edit.event_user_text = "User " + std::to_string(i % 50);
        edit.page_id = i % 100 + 1;
        edit.page_title = "P";
        edit.revision_text_bytes = bytes;
        edit.revision_text_sha1 = std::string(20, static_cast<char>('a' + i % 7));
        history.edit(edit);
    }
    return history;
}

TEST(lake_crash, one_process_loads_at_a_time_and_the_message_says_which) {
    const Folder folder;
    Child owner([&](const std::function<void()>& tell) {
        const Loader loader(folder.path());
        tell();
        pause();
    });
    ASSERT_TRUE(owner.has_told());
    const std::string pid = std::to_string(owner.pid());
    try {
        const Loader loader(folder.path());
        FAIL() << "two at once";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_THAT(error.what(), HasSubstr("Process " + pid + " is loading"));
    }
    const Lake read(folder.path());
    EXPECT_TRUE(read.manifest().empty()) << "reading needs no turn";
    owner.kill();
    const Loader loader(folder.path());
    EXPECT_THROW(const Loader second(folder.path()), Error) << "nor twice in one process";
}

std::ptrdiff_t spilled_folders(const fs::path& lake) {
    return std::distance(fs::directory_iterator(lake / "scratch"), fs::directory_iterator());
}

TEST(lake_crash, a_load_killed_while_reading_leaves_the_old_state) {
    const Folder folder;
    std::string before;
    {
        Lake lake(folder.path());
        large(1).load_into(lake, "eswiki-20140101");
        before = text_of_rows(lake,
                              "SELECT count(*), sum(revision_text_bytes), hash(list(e ORDER BY "
                              "revision_id))::VARCHAR FROM edits e");
    }
    Child child([&](const std::function<void()>& tell) {
        Lake lake(folder.path());
        lake.load_from("eswiki-20140201", "new", {}, [&](wiki::HistorySink& sink) {
            wiki::ReadReport report = large(2).feed(sink);
            tell();
            pause();
            return report;
        });
    });
    ASSERT_TRUE(child.has_told());
    child.kill();
    EXPECT_TRUE(fs::exists(folder.path() / "next.duckdb"));
    Lake lake(folder.path());
    EXPECT_EQ(text_of_rows(lake,
                           "SELECT count(*), sum(revision_text_bytes), hash(list(e ORDER BY "
                           "revision_id))::VARCHAR FROM edits e"),
              before);
    EXPECT_EQ(lake.manifest().at(0).snapshot, "20140101");
    large(2).load_into(lake, "eswiki-20140201");
    EXPECT_FALSE(fs::exists(folder.path() / "next.duckdb"));
    EXPECT_EQ(spilled_folders(folder.path()), 1) << "its own: what the killed load left is gone";
    EXPECT_EQ(text_of_rows(lake, "SELECT count(*), sum(revision_text_bytes) FROM edits"), "6000 12000\n")
        << "run again, it starts clean and completes";
}

TEST(lake_crash, a_load_killed_at_any_moment_leaves_one_whole_state) {
    const Folder folder;
    const auto begin = std::chrono::steady_clock::now();
    {
        Lake lake(folder.path());
        large(1).load_into(lake, "eswiki-20140101", {.snapshot = "1"});
    }
    const auto whole =
        std::chrono::duration_cast<std::chrono::microseconds>(std::chrono::steady_clock::now() - begin);
    std::mt19937 random(20141121);
    int replaced = 0;
    std::int64_t bytes = 1;
    constexpr int k_kills = 12;
    for (int kill = 0; kill < k_kills; ++kill) {
        Child child([&](const std::function<void()>& tell) {
            Lake lake(folder.path());
            lake.load_from("eswiki-2014", std::to_string(bytes + 1), {.snapshot = std::to_string(bytes + 1)},
                           [&](wiki::HistorySink& sink) {
                               wiki::ReadReport report = large(bytes + 1).feed(sink);
                               tell();
                               return report;
                           });
            tell();
        });
        ASSERT_TRUE(child.has_told());
        // From the end of the reading to well past the commit.
        const bool finished = child.has_told(whole * (random() % 100) / 100);
        child.kill();
        const Lake lake(folder.path());
        const std::string snapshot = lake.manifest().at(0).snapshot;
        const bool is_new = snapshot == std::to_string(bytes + 1);
        EXPECT_TRUE(is_new || !finished) << "what was reported as loaded is loaded";
        bytes += is_new;
        replaced += is_new;
        ASSERT_EQ(lake.manifest().size(), 1U);
        ASSERT_EQ(text_of_rows(lake, "SELECT count(*), sum(revision_text_bytes) FROM edits"),
                  "6000 " + std::to_string(6000 * bytes) + '\n');
        ASSERT_EQ(text_of_rows(lake, "SELECT count(*) FROM users"), "50\n");
        ASSERT_EQ(text_of_rows(lake, "SELECT count(*) FROM wikis"), "1\n");
    }
    RecordProperty("loads_that_got_through", replaced);
}

}  // namespace
}  // namespace brujula::facts

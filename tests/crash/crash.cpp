// SPDX-License-Identifier: GPL-3.0-or-later
// A `brujula serve` of its own gets writes over HTTP from several connections at once and is killed with
// SIGKILL at random moments. Afterwards every revision that it acknowledged must be there, whole, and the
// store's own check finds nothing. The moments come from a seed that is printed; BRUJULA_CRASH_SEED repeats
// them, BRUJULA_CRASH_KILLS says how many.
#include <array>
#include <atomic>
#include <filesystem>
#include <random>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/message.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/store.hpp"
#include "web/client_for_tests.hpp"

extern char** environ;

namespace brujula {
namespace {
namespace fs = std::filesystem;
namespace json = boost::json;

constexpr int writers = 6;

/// What the server said it has.
struct Acknowledged {
    std::string id;
    std::int64_t revision;
    std::string text;
};

/// A program that runs until it is killed.
class Serving {
public:
    explicit Serving(const fs::path& folder) {
        std::array<int, 2> pipe{};
        if (::pipe2(pipe.data(), O_CLOEXEC) != 0) throw std::runtime_error("no pipe");
        posix_spawn_file_actions_t actions;
        posix_spawn_file_actions_init(&actions);
        posix_spawn_file_actions_adddup2(&actions, pipe[1], STDOUT_FILENO);
        const std::string data = folder.string();
        std::array<const char*, 7> arguments{BRUJULA_PROGRAM, "serve", "--data", data.c_str(),
                                             "--port",        "0",     nullptr};
        const int failed = ::posix_spawn(&m_process, BRUJULA_PROGRAM, &actions, nullptr,
                                         const_cast<char**>(arguments.data()), environ);
        posix_spawn_file_actions_destroy(&actions);
        ::close(pipe[1]);
        std::string said;
        char c = 0;
        while (!failed && ::read(pipe[0], &c, 1) == 1 && c != '\n')
            said += c;
        ::close(pipe[0]);
        const std::size_t colon = said.rfind(':');
        if (failed || colon == std::string::npos)
            throw std::runtime_error("the program did not start: " + said);
        port = static_cast<std::uint16_t>(std::stoi(said.substr(colon + 1)));
    }
    ~Serving() { kill(); }
    Serving(const Serving&) = delete;
    Serving& operator=(const Serving&) = delete;

    void kill() {
        if (m_process == 0) return;
        ::kill(m_process, SIGKILL);
        ::waitpid(m_process, nullptr, 0);
        m_process = 0;
    }

    std::uint16_t port = 0;

private:
    pid_t m_process = 0;
};

std::string request(const std::string& method, const std::string& target, const store::Session& session,
                    const std::string& token, const json::value& body) {
    const std::string text = json::serialize(body);
    return method + " /api/v1" + target + " HTTP/1.1\r\nHost: test\r\nCookie: brujula=" + token +
           "\r\nX-CSRF-Token: " + session.csrf_token +
           "\r\nContent-Type: application/json\r\nContent-Length: " + std::to_string(text.size()) +
           "\r\n\r\n" + text;
}

json::value plan(const std::string& text) {
    return {{"organisation", "wmar"},
            {"title", {{"es", "Plan de prueba"}}},
            {"first_day", "2014-01-01"},
            {"last_day", "2014-12-31"},
            {"summary", {{"es", text}}}};
}

class crash : public testing::Test {
protected:
    crash() : m_folder(new_folder()), m_kinds(records::all_kinds()) {
        store::Store store(m_folder, m_kinds, m_clock);
        std::vector<store::Write> first(1);
        first[0].kind = "organisation";
        first[0].id = "wmar";
        first[0].author = "ana";
        first[0].body = {{"name", {{"es", "Argentina"}}}, {"statuses", json::array{{{"kind", "chapter"}}}}};
        for (int i = 0; i < writers; ++i) {
            store::Write write;
            write.kind = "plan";
            write.id = "plan-" + std::to_string(i);
            write.author = "ana";
            write.body = plan("begin");
            first.push_back(write);
        }
        store.write_all(first);
        store::Accounts accounts(store);
        store::Account account;
        account.name = "ana";
        account.grants = {{"wmar", records::Role::administrator}};
        accounts.add(account, "una contraseña larga");
        m_token = accounts.begin_session("ana");
        m_session = *accounts.find_session(m_token);
    }
    ~crash() override { fs::remove_all(m_folder); }

    static fs::path new_folder() {
        std::string pattern = (fs::temp_directory_path() / "brujula-crash-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }

    /// Writes revision after revision of one plan, and a new plan now and then, until the server is gone.
    void write_until_it_ends(std::uint16_t port, int writer, std::int64_t base, unsigned seed,
                             std::vector<Acknowledged>& acknowledged) const try {
        std::mt19937 random(seed);
        web::TestClient client(port);
        const std::string own = "plan-" + std::to_string(writer);
        for (int n = 0;; ++n) {
            const std::string text =
                std::to_string(seed) + '-' + std::to_string(n) + std::string(random() % 4000, 'x');
            const bool is_new = random() % 5 == 0;
            const std::string id = is_new ? "new-" + std::to_string(seed) + '-' + std::to_string(n) : own;
            json::object body{{"data", plan(text)}};
            body[is_new ? "id" : "base"] = is_new ? json::value(id) : json::value(base);
            client.send(request(is_new ? "POST" : "PUT", is_new ? "/plans" : "/plans/" + own, m_session,
                                m_token, body));
            const auto [head, answer] = client.answer();
            if (head.empty()) return;
            json::error_code broken;
            const json::value envelope = json::parse(answer, broken);
            if (broken) return;
            if (!head.starts_with("HTTP/1.1 20")) {
                ADD_FAILURE() << head << answer;
                return;
            }
            const auto revision = envelope.at("revision").to_number<std::int64_t>();
            if (!is_new) base = revision;
            acknowledged.push_back({id, revision, text});
        }
    } catch (const std::runtime_error&) {  // killed before it could be reached
    }

    void verify(const std::vector<std::vector<Acknowledged>>& acknowledged) {
        const store::Store store(m_folder, m_kinds, m_clock);
        for (const auto& of_writer : acknowledged) {
            for (const Acknowledged& one : of_writer) {
                const auto revision = store.find("plan", one.id, one.revision);
                ASSERT_TRUE(revision.has_value()) << one.id << " revision " << one.revision << " was lost";
                EXPECT_EQ(revision->body.at("summary").at("es"), json::value(one.text));
                EXPECT_EQ(revision->author, "ana");
            }
        }
        for (int i = 0; i < writers; ++i)
            m_bases[static_cast<std::size_t>(i)] = store.find("plan", "plan-" + std::to_string(i))->number;
    }

    fs::path m_folder;
    SystemClock m_clock;
    records::Kinds m_kinds;
    std::string m_token;
    store::Session m_session;
    std::array<std::int64_t, writers> m_bases{1, 1, 1, 1, 1, 1};
};

unsigned setting(const char* name, unsigned otherwise) {
    const char* value = ::getenv(name);
    return value ? static_cast<unsigned>(std::stoul(value)) : otherwise;
}

TEST_F(crash, no_acknowledged_revision_is_lost_however_the_server_dies) {
    const unsigned seed = setting("BRUJULA_CRASH_SEED", std::random_device{}());
    const unsigned kills = setting("BRUJULA_CRASH_KILLS", 200);
    std::cout << "BRUJULA_CRASH_SEED=" << seed << std::endl;
    std::mt19937 random(seed);
    std::size_t total = 0;
    for (unsigned kill = 0; kill < kills && !HasFailure(); ++kill) {
        std::vector<std::vector<Acknowledged>> acknowledged(writers);
        {
            Serving serving(m_folder);
            std::vector<std::thread> threads;
            for (int i = 0; i < writers; ++i) {
                const auto index = static_cast<std::size_t>(i);
                threads.emplace_back([this, &serving, &acknowledged, i, index, writer_seed = random()] {
                    write_until_it_ends(serving.port, i, m_bases[index], static_cast<unsigned>(writer_seed),
                                        acknowledged[index]);
                });
            }
            // The moment of the kill is the test itself, not a wait for something.
            std::this_thread::sleep_for(std::chrono::microseconds(random() % 120'000));
            serving.kill();
            for (std::thread& thread : threads)
                thread.join();
        }
        verify(acknowledged);
        for (const auto& of_writer : acknowledged)
            total += of_writer.size();
        if (kill % 50 != 49 && kill + 1 != kills) continue;
        for (const Message& finding : store::check(m_folder, m_kinds))
            ADD_FAILURE() << text_of(finding);
    }
    std::cout << kills << " kills, " << total << " acknowledged revisions" << std::endl;
    EXPECT_GT(total, kills);
}

}  // namespace
}  // namespace brujula

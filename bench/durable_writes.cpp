// SPDX-License-Identifier: GPL-3.0-or-later
// Durable writes a second: SQLite alone with a commit a row, and the store with 1 and with 32 threads that
// each wait for their write. The three take turns within each round, so that a busy minute of the disk meets
// all of them; the figures are medians of the rounds. An argument names the folder to write in (default: the
// system's for temporary files): it should be on the disk that the answer is about.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <stdlib.h>

#include "base/json.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace {

using namespace brujula;
namespace fs = std::filesystem;
namespace json = boost::json;
using Timer = std::chrono::steady_clock;

constexpr auto duration = std::chrono::milliseconds(1500);
constexpr int rounds = 5;

json::value plan(int number) {
    return {{"organisation", "wmar"},
            {"title", {{"es", "Plan " + std::to_string(number)}}},
            {"first_day", "2014-01-01"},
            {"last_day", "2014-12-31"},
            {"summary", {{"es", std::string(400, 'x')}}}};
}

/// How often `step` comes back in a second.
template <class Step>
double per_second(Step step) {
    const auto begin = Timer::now();
    int done = 0;
    while (Timer::now() - begin < duration)
        step(done++);
    return done / std::chrono::duration<double>(Timer::now() - begin).count();
}

/// The same text a row, the same pragmas, a commit each: what the disk gives to one who waits each time.
class Plain {
public:
    explicit Plain(const fs::path& file) : m_connection(file, store::Connection::Mode::read_write) {
        m_connection.run("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL");
        m_connection.run("CREATE TABLE rows(id INTEGER PRIMARY KEY, body TEXT NOT NULL) STRICT");
    }
    double measure() {
        return per_second([&](int number) {
            m_connection.prepare("INSERT INTO rows (body) VALUES (?)").bind(to_text(plan(number))).run();
        });
    }

private:
    store::Connection m_connection;
};

/// Each thread writes revision after revision of a record of its own.
double measure_store(store::Store& store, int threads, const std::string& name) {
    std::atomic<int> total{0};
    std::vector<std::thread> running;
    const auto begin = Timer::now();
    for (int t = 0; t < threads; ++t)
        running.emplace_back([&, id = name + "-" + std::to_string(t)] {
            std::int64_t base = 0;
            while (Timer::now() - begin < duration) {
                base = store.write({"plan", id, base, "ana", "", false, plan(static_cast<int>(base))}).number;
                ++total;
            }
        });
    for (auto& thread : running)
        thread.join();
    return total / std::chrono::duration<double>(Timer::now() - begin).count();
}

double median(std::vector<double> values) {
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

}  // namespace

int main(int count, char** arguments) try {
    const fs::path where = count > 1 ? fs::path{arguments[1]} : fs::temp_directory_path();
    std::string pattern = (where / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    std::vector<double> plain_rates;
    std::vector<double> alone;
    std::vector<double> together;
    {
        const SystemClock clock;
        const auto kinds = records::all_kinds();
        store::Store store(folder, kinds, clock);
        store.write(
            {"organisation", "wmar", 0, "ana", "", false,
             json::value{{"name", {{"es", "Argentina"}}}, {"statuses", json::array{{{"kind", "chapter"}}}}}});
        Plain plain(folder / "plain.sqlite");
        for (int round = 0; round < rounds; ++round) {
            const auto name = "r" + std::to_string(round);
            plain_rates.push_back(plain.measure());
            alone.push_back(measure_store(store, 1, name + "-one"));
            together.push_back(measure_store(store, 32, name + "-many"));
        }
    }
    fs::remove_all(folder);
    const double base = median(plain_rates);
    std::printf("in %s\n", where.c_str());
    std::printf("%-36s %8.0f/s   1\n", "SQLite, a commit a row", base);
    std::printf("%-36s %8.0f/s   %.2f\n", "the store, 1 thread", median(alone), median(alone) / base);
    std::printf("%-36s %8.0f/s   %.2f\n", "the store, 32 threads", median(together), median(together) / base);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench durable_writes: %s\n", error.what());
    return 1;
}

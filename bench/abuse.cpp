// SPDX-License-Identifier: GPL-3.0-or-later
// What one member's formulas cost everybody after each write: sixteen weekly formulas within each other, over
// a century and over thirty years, asked of the pages that show them; and how long somebody else's write
// followed by a look at a page without any formula takes meanwhile. The whole site without a socket;
// processor time of the asking thread, as a ratio to the home page of the same network before the formulas
// were written.
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
#include <time.h>

#include "base/heaps.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/store.hpp"
#include "web/site.hpp"

namespace {
namespace fs = std::filesystem;
namespace json = boost::json;
using namespace brujula;

constexpr int nested = 16;

store::Write made(const std::string& kind, const std::string& id, const std::string& body) {
    store::Write write;
    write.kind = kind;
    write.id = id;
    write.author = "bench";
    write.body = json::parse(body);
    return write;
}

std::vector<store::Write> network() {
    std::vector<store::Write> writes{
        made("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})")};
    for (const std::string id : {"one", "other"}) {
        writes.push_back(made(
            "organisation", id,
            R"({"name":{"es":"Prueba"},"statuses":[{"kind":"chapter"}],"memberships":[{"network":"red"}]})"));
        const std::string own = R"({"organisation":")" + id + "\",";
        writes.push_back(
            made("plan", id + "-plan",
                 own + R"("title":{"es":"Plan"},"first_day":"2014-01-01","last_day":"2014-12-31"})"));
        writes.push_back(made("objective", id + "-objective",
                              own + R"("plan":")" + id + R"(-plan","title":{"es":"Educación"}})"));
    }
    return writes;
}

/// A goal of these days with the formulas: each asks the one below for now, a week and a year before.
std::vector<store::Write> formulas(const std::string& goal, const std::string& first_day) {
    const std::string own = R"({"organisation":"one",)";
    std::vector<store::Write> writes{
        made("goal", goal,
             own +
                 R"("plan":"one-plan","objective":"one-objective","statement":{"es":"Durar"},"first_day":")" +
                 first_day + R"(","last_day":"2014-12-31"})"),
        made("indicator", goal + "-0", own + R"("goal":")" + goal + R"(","name":{"es":"Personas"}})")};
    for (int i = 1; i <= nested; ++i) {
        const std::string below = "#{" + goal + "-" + std::to_string(i - 1) + "}";
        writes.push_back(
            made("indicator", goal + "-" + std::to_string(i),
                 own + R"("goal":")" + goal +
                     R"(","name":{"es":"Fórmula"},"kind":"formula","core_metric":"participants",)" +
                     R"("frequency":"weekly","formula":{"numerator":")" + below + " + " + below +
                     ".previous(1) + " + below + ".previous(52)\"}}"));
    }
    return writes;
}

double processor_seconds() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}

class Bench {
public:
    explicit Bench(const fs::path& folder)
        : m_store(folder, m_kinds, m_clock),
          m_accounts(m_store),
          m_lake(folder / "lake"),
          m_site({m_store, m_accounts, m_kinds, m_clock, m_lake, m_metrics},
                 {folder / "ui", false, "bench", {}}) {
        m_store.write_all(network());
    }

    void add(const std::vector<store::Write>& writes) { m_store.write_all(writes); }

    void change() {
        m_store.write(made("programme", "programme-" + std::to_string(++m_written),
                           R"({"organisation":"other","name":{"es":"Programa"}})"));
    }

    /// Seconds of the processor; what is not 200 is told.
    double ask(const std::string& page) {
        web::Request request;
        request.method = "GET";
        request.path = "/api/v1/views/" + page;
        request.headers = {{"host", "bench"}};
        const double begin = processor_seconds();
        const web::Response response = m_site.answer(request);
        const double spent = processor_seconds() - begin;
        if (response.status != 200) std::printf("  %s: %d\n", page.c_str(), response.status);
        return spent;
    }

    double after_a_write(const std::string& page) {
        change();
        return ask(page);
    }

private:
    SystemClock m_clock;
    records::Kinds m_kinds = records::all_kinds();
    metrics::Catalogue m_metrics = metrics::all_metrics();
    store::Store m_store;
    store::Accounts m_accounts;
    web::LakeDoor m_lake;
    web::Site m_site;
    std::atomic<int> m_written = 0;
};

/// The longest that a write and a look at another's plan take while somebody asks for the page without end.
double longest_wait(Bench& bench, const std::string& page) {
    std::atomic<bool> over = false;
    std::thread asker([&] {
        while (!over)
            bench.after_a_write(page);
    });
    double longest = 0;
    for (int i = 0; i < 5; ++i) {
        const auto begin = std::chrono::steady_clock::now();
        bench.after_a_write("plans/other-plan");
        longest = std::max(longest,
                           std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
    }
    over = true;
    asker.join();
    return longest;
}

}  // namespace

int main() try {
    share_heaps();
    std::string pattern = (fs::temp_directory_path() / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    {
        Bench bench(folder);
        bench.ask("home");
        const double home = bench.after_a_write("home");
        std::printf("%-24s %10.2f ms\n", "home, without formulas", home * 1e3);
        for (const auto& [goal, first_day] :
             {std::pair{"century", "1915-01-01"}, std::pair{"thirty-years", "1985-01-01"}}) {
            bench.add(formulas(goal, first_day));
            for (const std::string& page : {"goals/" + std::string{goal}, std::string{"organisations/one"},
                                            std::string{"plans/one-plan"}, std::string{"region"}}) {
                const double spent = bench.after_a_write(page);
                std::printf("%-24s %10.1f ms  %8.0f times home\n", page.c_str(), spent * 1e3, spent / home);
            }
            std::printf("%-24s %10.2f s  longest wait of somebody else\n", goal,
                        longest_wait(bench, "goals/" + std::string{goal}));
        }
    }
    fs::remove_all(folder);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench abuse: %s\n", error.what());
    return 1;
}

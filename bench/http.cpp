// SPDX-License-Identifier: GPL-3.0-or-later
// Requests per second and the slowest hundredth of the goal page's data, as ratios to an empty answer
// (/healthz) of the same server in the same run. Loopback; 8 connections, each asking again as soon as it is
// answered.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <boost/json.hpp>
#include <stdlib.h>
#include <sys/socket.h>
#include <unistd.h>

#include "loopback.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"
#include "web/problem.hpp"
#include "web/server.hpp"
#include "web/site.hpp"

namespace {
namespace fs = std::filesystem;
namespace json = boost::json;
using namespace brujula;
using Clock = std::chrono::steady_clock;

constexpr std::size_t connections = 8;
constexpr auto duration = std::chrono::seconds(5);

store::Write made(const std::string& kind, const std::string& id, const std::string& body) {
    store::Write write;
    write.kind = kind;
    write.id = id;
    write.author = "bench";
    write.body = json::parse(body);
    return write;
}

/// A network of 25 organisations with 20 goals each; every goal with two indicators of four observations, and
/// two activities.
void fill(store::Store& store) {
    store.write(made("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})"));
    store::set_network(store, "red");
    for (int o = 0; o < 25; ++o) {
        const std::string org = "org" + std::to_string(o);
        const std::string own = R"({"organisation":")" + org + "\",";
        const std::string days = R"("first_day":"2014-01-01","last_day":"2014-12-31")";
        std::vector<store::Write> writes{
            made("organisation", org, R"({"name":{"es":"Organización"},"statuses":[{"kind":"chapter"}]})"),
            made("plan", org + "-plan", own + R"("title":{"es":"Plan 2014"},)" + days + "}"),
            made("objective", org + "-objective",
                 own + R"("plan":")" + org + R"(-plan","title":{"es":"Educación"}})")};
        for (int g = 0; g < 20; ++g) {
            const std::string goal = org + "-goal" + std::to_string(g);
            writes.push_back(made(
                "goal", goal,
                own + R"("plan":")" + org + R"(-plan","objective":")" + org +
                    R"(-objective","statement":{"es":"Aumentar en 15 % los editores activos","pt":"Aumentar em 15 %"},)" +
                    days + "}"));
            for (int i = 0; i < 2; ++i) {
                const std::string indicator = goal + "-i" + std::to_string(i);
                writes.push_back(made(
                    "indicator", indicator,
                    own + R"("goal":")" + goal +
                        R"(","name":{"es":"Editores activos"},"unit":{"es":"personas"},"targets":[{"value":{"value":150},)" +
                        days + "}]}"));
                for (int n = 0; n < 4; ++n) {
                    const std::string month = std::to_string(n * 3 + 1);
                    const std::string day = "2014-" + std::string(month.size() < 2 ? "0" : "") + month;
                    writes.push_back(made("observation", indicator + "-o" + std::to_string(n),
                                          own + R"("indicator":")" + indicator + R"(","first_day":")" + day +
                                              R"(-01","last_day":")" + day + R"(-28","value":{"value":)" +
                                              std::to_string(40 * n) +
                                              R"(},"note":{"es":"Según el informe"}})"));
                }
            }
            for (int a = 0; a < 2; ++a)
                writes.push_back(
                    made("activity", goal + "-a" + std::to_string(a),
                         own + R"("goal":")" + goal + R"(","name":{"es":"Editatón"},)" + days + "}"));
        }
        store.write_all(writes);
    }
}

struct Load {
    std::size_t answers = 0;
    std::size_t bytes = 0;
    double per_second = 0;
    double p50_ms = 0;
    double p99_ms = 0;
};

void ask(std::uint16_t port, const std::string& path, std::vector<double>& times, std::size_t& bytes) {
    const int client = bench::connected(port);
    const std::string request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\nAccept-Encoding: gzip\r\n\r\n";
    std::string buffer;
    const auto end = Clock::now() + duration;
    for (auto begin = Clock::now(); begin < end;) {
        if (::send(client, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size())) break;
        bytes = bench::read_answer(client, buffer);
        const auto answered = Clock::now();
        times.push_back(std::chrono::duration<double, std::milli>(answered - begin).count());
        begin = answered;
    }
    ::close(client);
}

Load load(std::uint16_t port, const std::string& path) {
    std::vector<std::vector<double>> times(connections);
    std::vector<std::size_t> bytes(connections);
    std::vector<std::thread> threads;
    for (std::size_t i = 0; i < connections; ++i)
        threads.emplace_back([&, i] { ask(port, path, times[i], bytes[i]); });
    for (std::thread& thread : threads)
        thread.join();
    std::vector<double> all;
    for (const auto& one : times)
        all.insert(all.end(), one.begin(), one.end());
    std::sort(all.begin(), all.end());
    Load result;
    result.answers = all.size();
    result.bytes = bytes[0];
    result.per_second = static_cast<double>(all.size()) / std::chrono::duration<double>(duration).count();
    result.p50_ms = all[all.size() / 2];
    result.p99_ms = all[all.size() * 99 / 100];
    return result;
}

void print(const char* name, const Load& load, const Load& empty) {
    std::printf("%-28s %8.0f/s  p50 %7.3f ms  p99 %7.3f ms  %6zu bytes  %5.2f of empty  p99 %5.1f times\n",
                name, load.per_second, load.p50_ms, load.p99_ms, load.bytes,
                load.per_second / empty.per_second, load.p99_ms / empty.p99_ms);
}

}  // namespace

int main() try {
    std::string pattern = (fs::temp_directory_path() / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    {
        const SystemClock clock;
        const records::Kinds kinds = records::all_kinds();
        store::Store store(folder, kinds, clock);
        store::Accounts accounts(store);
        fill(store);
        const web::LakeDoor lake(folder / "lake");
        const metrics::Catalogue metrics = metrics::all_metrics();
        const web::Site site({store, accounts, kinds, clock, lake, metrics},
                             {folder / "ui", false, "bench", {}});
        web::Server server(
            {}, [&](const web::Request& request) { return site.answer(request); }, web::refusal_response);
        load(server.port(), "/healthz");  // warms up
        const Load empty = load(server.port(), "/healthz");
        print("/healthz", empty, empty);
        for (const char* path :
             {"/api/v1/session", "/api/v1/goals/org3-goal4", "/api/v1/views/goals/org3-goal4",
              "/api/v1/views/organisations/org3", "/api/v1/views/home"})
            print(path, load(server.port(), path), empty);
    }
    fs::remove_all(folder);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench http: %s\n", error.what());
    return 1;
}

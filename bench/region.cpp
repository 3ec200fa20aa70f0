// SPDX-License-Identifier: GPL-3.0-or-later
// The region's page of 200 organisations × 12 indicators × 10 years: the server's time and the bytes of its
// data, one year and all ten side by side, as ratios to an empty answer (/healthz) of the same server in the
// same run. Loopback, one connection. "kept": nothing has changed since somebody asked the same; "anew": a
// record was written in between; "first": the first question after the start, which reads every record.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <stdlib.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/heaps.hpp"
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

constexpr int organisations = 200;
constexpr int indicators = 12;
constexpr int first_year = 2010;
constexpr int years = 10;
constexpr int values_a_year = 4;

store::Write made(const std::string& kind, const std::string& id, const std::string& body) {
    store::Write write;
    write.kind = kind;
    write.id = id;
    write.author = "bench";
    write.body = json::parse(body);
    return write;
}

/// A goal for each indicator and year, with a target and a running total at the end of each quarter.
void add_goal(std::vector<store::Write>& writes, const std::string& organisation, int year, int n) {
    const std::string own = R"({"organisation":")" + organisation + "\",";
    const std::string of_year = std::to_string(year);
    const std::string plan = organisation + "-" + of_year;
    const std::string goal = plan + "-" + std::to_string(n);
    const std::string days =
        R"("first_day":")" + of_year + R"(-01-01","last_day":")" + of_year + R"(-12-31")";
    const int target = 50 + (n * 37 + year * 11) % 400;
    writes.push_back(made("goal", goal,
                          own + R"("plan":")" + plan + R"(","objective":")" + plan +
                              R"(-o","statement":{"es":"Llegar a más personas con talleres"},)" + days +
                              "}"));
    writes.push_back(made(
        "indicator", goal + "-i",
        own + R"("goal":")" + goal + R"(","name":{"es":"Personas","pt":"Pessoas"},"core_metric":"metric-)" +
            std::to_string(n) + R"(","unit":{"es":"personas"},"targets":[{"value":{"value":)" +
            std::to_string(target) + "}," + days + "}]}"));
    constexpr const char* quarters[] = {"-03-31", "-06-30", "-09-30", "-12-31"};
    for (int q = 0; q < values_a_year; ++q) {
        const int value =
            target * (q + 1) * (50 + (n * 13 + year * 7 + static_cast<int>(organisation.size())) % 70) / 400;
        writes.push_back(made("observation", goal + "-v" + std::to_string(q),
                              own + R"("indicator":")" + goal + R"(-i","first_day":")" + of_year +
                                  R"(-01-01","last_day":")" + of_year + quarters[q] +
                                  R"(","value":{"value":)" + std::to_string(value) + "}}"));
    }
}

void fill(store::Store& store) {
    store.write(made("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})"));
    store::set_network(store, "red");
    for (int o = 0; o < organisations; ++o) {
        const std::string organisation = "org" + std::to_string(o);
        std::vector<store::Write> writes{made(
            "organisation", organisation,
            R"({"name":{"es":"Wikimedia de prueba"},"statuses":[{"kind":"chapter"}],"countries":["AR"],"languages":["es"],"seat":{"latitude":-30,"longitude":-60},"memberships":[{"network":"red"}]})")};
        for (int year = first_year; year < first_year + years; ++year) {
            const std::string plan = organisation + "-" + std::to_string(year);
            const std::string own = R"({"organisation":")" + organisation + "\",";
            const std::string y = std::to_string(year);
            writes.push_back(made("plan", plan,
                                  own + R"("title":{"es":"Plan"},"first_day":")" + y +
                                      R"(-01-01","last_day":")" + y + R"(-12-31"})"));
            writes.push_back(made("objective", plan + "-o",
                                  own + R"("plan":")" + plan + R"(","title":{"es":"Educación"}})"));
            for (int n = 0; n < indicators; ++n)
                add_goal(writes, organisation, year, n);
        }
        store.write_all(writes);
    }
}

struct Asked {
    double milliseconds = 0;
    std::size_t bytes = 0;
};

class Client {
public:
    explicit Client(std::uint16_t port) : m_socket(bench::connected(port)) {}
    ~Client() { ::close(m_socket); }
    Client(const Client&) = delete;
    Client& operator=(const Client&) = delete;

    Asked ask(const std::string& path, bool packed) {
        const std::string request = "GET " + path + " HTTP/1.1\r\nHost: bench\r\n" +
                                    (packed ? "Accept-Encoding: gzip\r\n" : "") + "\r\n";
        const auto begin = Clock::now();
        if (::send(m_socket, request.data(), request.size(), 0) != static_cast<ssize_t>(request.size()))
            throw std::runtime_error("cannot send");
        const std::size_t bytes = bench::read_answer(m_socket, m_buffer);
        return {std::chrono::duration<double, std::milli>(Clock::now() - begin).count(), bytes};
    }

private:
    int m_socket;
    std::string m_buffer;
};

/// The median of several; `before` is called before each.
template <class Before>
Asked median_of(int times, Client& client, const std::string& path, bool packed, Before before) {
    std::vector<Asked> all;
    for (int i = 0; i < times; ++i) {
        before();
        all.push_back(client.ask(path, packed));
    }
    std::sort(all.begin(), all.end(),
              [](const Asked& a, const Asked& b) { return a.milliseconds < b.milliseconds; });
    return all[all.size() / 2];
}

void print(const char* what, const char* when, const Asked& asked, const Asked& empty) {
    std::printf("%-12s %-22s %10.3f ms  %9zu bytes  %9.1f times empty\n", what, when, asked.milliseconds,
                asked.bytes, asked.milliseconds / empty.milliseconds);
}

}  // namespace

int main() try {
    share_heaps();
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
        Client client(server.port());
        const auto nothing = [] {};
        median_of(200, client, "/healthz", false, nothing);  // warms up
        const Asked empty = median_of(1001, client, "/healthz", false, nothing);
        print("/healthz", "", empty, empty);
        int written = 0;
        const auto change = [&] {
            store.write(made("programme", "programme-" + std::to_string(++written),
                             R"({"organisation":"org0","name":{"es":"Programa"}})"));
        };
        std::string all_years;
        for (int year = first_year; year < first_year + years; ++year)
            all_years += (all_years.empty() ? "" : ",") + std::to_string(year);
        const std::string one = "/api/v1/views/region?year=" + std::to_string(first_year + 4);
        const std::string ten = "/api/v1/views/region?year=" + all_years;
        print("one year", "first", client.ask(one, false), empty);
        for (const auto& [name, path] : {std::pair{"one year", one}, std::pair{"ten years", ten}}) {
            print(name, "anew, plain", median_of(7, client, path, false, change), empty);
            print(name, "anew, gzip", median_of(7, client, path, true, change), empty);
            client.ask(path, true);
            print(name, "kept, plain", median_of(51, client, path, false, nothing), empty);
            print(name, "kept, gzip", median_of(51, client, path, true, nothing), empty);
        }
        rusage usage{};
        ::getrusage(RUSAGE_SELF, &usage);
        std::printf("peak memory %ld MB\n", usage.ru_maxrss / 1024);
    }
    fs::remove_all(folder);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench region: %s\n", error.what());
    return 1;
}

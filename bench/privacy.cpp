// SPDX-License-Identifier: GPL-3.0-or-later
// What the privacy filter costs: a measurement read from the store and given to everybody, as a ratio to
// reading it and giving it as it is. Nine values as the Global Metrics of 2014 have them; the two take turns,
// round by round.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include <boost/json.hpp>
#include <stdlib.h>

#include "measuring/disclosure.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

namespace {
namespace fs = std::filesystem;
namespace json = boost::json;
using namespace brujula;
using Clock = std::chrono::steady_clock;

constexpr int rounds = 61;
constexpr int reads = 500;

json::value measurement(const char* reason) {
    json::array values;
    for (int i = 0; i < 9; ++i)
        values.push_back({{"metric", "edits"},
                          {"definition", "edits/brujula"},
                          {"unit", "edits"},
                          {"value", 100 + i},
                          {"reason", i % 2 == 0 ? reason : ""},
                          {"namespaces", {0}},
                          {"parameters", json::array{}}});
    return {{"organisation", "wmar"},
            {"scope",
             {{"wikis", {"eswiki", "ptwiki"}},
              {"first_day", "2014-01-01"},
              {"last_day", "2014-12-31"},
              {"time_zone", "UTC"},
              {"people", 60}}},
            {"snapshots", {{{"wiki", "eswiki"}, {"snapshot", "20150101"}, {"simulated", false}}}},
            {"values", std::move(values)},
            {"milliseconds", 120}};
}

template <class Give>
double microseconds(const store::Store& store, const char* id, const Give& give) {
    const auto begun = Clock::now();
    std::size_t bytes = 0;
    for (int i = 0; i < reads; ++i)
        bytes += json::serialize(give(store.find("measurement", id)->body)).size();
    const std::chrono::duration<double, std::micro> taken = Clock::now() - begun;
    if (bytes == 0) std::abort();
    return taken.count() / reads;
}

double median(std::vector<double> numbers) {
    std::nth_element(numbers.begin(), numbers.begin() + rounds / 2, numbers.end());
    return numbers[rounds / 2];
}

void compare(const store::Store& store, const char* id, const char* what) {
    std::vector<double> whole;
    std::vector<double> filtered;
    std::vector<double> ratios;
    for (int i = 0; i < rounds; ++i) {
        whole.push_back(microseconds(store, id, [](const json::value& body) { return json::value(body); }));
        filtered.push_back(microseconds(
            store, id, [](const json::value& body) { return measuring::for_everybody(body).data(); }));
        ratios.push_back(filtered.back() / whole.back());
    }
    std::printf("%-28s as it is %6.1f us   for everybody %6.1f us   ratio %.3f\n", what, median(whole),
                median(filtered), median(ratios));
}

}  // namespace

int main() {
    std::string pattern = (fs::temp_directory_path() / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    {
        const SystemClock clock;
        const records::Kinds kinds = records::all_kinds();
        store::Store store(folder, kinds, clock);
        const auto write = [&](const char* kind, const char* id, const json::value& body) {
            store.write({kind, id, 0, "bench", "", false, body});
        };
        write("organisation", "wmar",
              json::parse(R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter"}]})"));
        write("measurement", "told", measurement(""));
        write("measurement", "withheld", measurement("reason-singles-out"));
        compare(store, "told", "nothing withheld");
        compare(store, "withheld", "five of nine withheld");
    }
    fs::remove_all(folder);
}

// SPDX-License-Identifier: GPL-3.0-or-later
// What deciding access adds to reading a record: the record as the store gives it, against the same with two
// decisions for somebody of another organisation; and, beside them, the record's row as SQLite gives it,
// without its owner and without looking whether it reads. One thread, the same records in the same order.
#include <algorithm>
#include <chrono>
#include <filesystem>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <stdlib.h>

#include "base/json.hpp"
#include "store/database.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"
#include "web/asker.hpp"

using namespace brujula;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

constexpr int goals = 2'000;
constexpr int rounds = 31;

store::Write made(const std::string& kind, const std::string& id, const std::string& body) {
    store::Write write;
    write.kind = kind;
    write.id = id;
    write.author = "bench";
    write.body = json::parse(body);
    return write;
}

void fill(store::Store& store) {
    const std::string days = R"("first_day":"2014-01-01","last_day":"2014-12-31")";
    std::vector<store::Write> writes{
        made("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})"),
        made("organisation", "org", R"({"name":{"es":"Organización"},"statuses":[{"kind":"chapter"}]})"),
        made("plan", "plan", R"({"organisation":"org","title":{"es":"Plan"},)" + days + "}"),
        made("objective", "objective", R"({"organisation":"org","plan":"plan","title":{"es":"Educación"}})")};
    for (int i = 0; i < goals; ++i)
        writes.push_back(made("goal", "goal-" + std::to_string(i),
                              R"({"organisation":"org","plan":"plan","objective":"objective",
        "statement":{"es":"Antes del 31 de diciembre de 2014, 150 docentes de escuelas editan artículos",
        "en":"By 31 December 2014, 150 teachers of schools edit articles"},
        "target_group":{"es":"Docentes de escuelas secundarias"},"type":"increase",)" +
                                  days + "}"));
    store.write_all(writes);
    store::set_network(store, "red");
}

/// A record as SQLite gives it, without its owner.
store::Revision read_alone(store::Store& store, const std::string& id) {
    auto reader = store.database().read();
    auto row = reader->prepare(
        "SELECT r.kind, r.id, r.number, r.parent, r.author, r.time, r.comment, r.removed, r.body, r.sequence"
        " FROM heads h JOIN revisions r USING (kind, id, number) WHERE h.kind = ? AND h.id = ?");
    row.bind("goal", id).step();
    return {row.text(0),    row.text(1),         row.integer(2),
            row.integer(3), row.text(4),         Instant{std::chrono::seconds{row.integer(5)}},
            row.text(6),    row.integer(7) != 0, parse_json(row.text(8)),
            row.integer(9)};
}

template <class One>
double microseconds_each(const std::vector<std::string>& ids, One one) {
    const auto start = std::chrono::steady_clock::now();
    for (const auto& id : ids)
        one(id);
    const std::chrono::duration<double, std::micro> passed = std::chrono::steady_clock::now() - start;
    return passed.count() / static_cast<double>(ids.size());
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + rounds / 2, values.end());
    return values[rounds / 2];
}

}  // namespace

int main() {
    std::string pattern = (fs::temp_directory_path() / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    const SystemClock clock;
    const auto kinds = records::all_kinds();
    {
        store::Store store(folder, kinds, clock);
        fill(store);
        std::vector<std::string> ids;
        for (int i = 0; i < goals; ++i)
            ids.push_back("goal-" + std::to_string(i));
        const web::Asker asker{{"somebody", {{"other", records::Role::coordinator}}, "red"}, kinds};
        std::size_t allowed = 0;
        std::vector<double> alone;
        std::vector<double> read;
        std::vector<double> decided;
        for (int round = 0; round < rounds; ++round) {
            alone.push_back(microseconds_each(
                ids, [&](const auto& id) { allowed += read_alone(store, id).removed ? 1U : 0U; }));
            read.push_back(microseconds_each(
                ids, [&](const auto& id) { allowed += store.find("goal", id)->removed ? 1U : 0U; }));
            decided.push_back(microseconds_each(ids, [&](const auto& id) {
                const auto record = store.find("goal", id);
                allowed += asker.may(records::Action::read, *record) ? 1U : 0U;
                allowed += asker.may(records::Action::write, *record) ? 1U : 0U;
            }));
        }
        fmt::print("{} goals, medians of {} rounds, {} decisions allowed\n", goals, rounds, allowed);
        fmt::print("the row alone                     {:6.2f} us  ratio {:.3f}\n", median(alone),
                   median(alone) / median(read));
        fmt::print("the record                        {:6.2f} us  ratio 1\n", median(read));
        fmt::print("the record, may read, may write   {:6.2f} us  ratio {:.3f}\n", median(decided),
                   median(decided) / median(read));
    }
    fs::remove_all(folder);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/demo.hpp"

#include <algorithm>
#include <array>
#include <fstream>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "demo/demo_files.hpp"
#include "demo/demo_measurements.hpp"
#include "facts/lake.hpp"
#include "store/accounts.hpp"
#include "store/doorstep.hpp"
#include "store/former_ids.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"

namespace brujula::demo {

namespace fs = std::filesystem;
namespace json = boost::json;

json::value read_json(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in) throw Error{ErrorKind::not_found, {"error-no-such-file", {file.string()}}};
    return parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
}

std::string text_at(const json::value& object, const char* name) {
    return std::string(object.at(name).as_string());
}

store::Write write_of(std::string kind, std::string id, json::value body) {
    return {.kind = std::move(kind),
            .id = std::move(id),
            .base = 0,
            .author = "demo",
            .comment = "",
            .remove = false,
            .body = std::move(body)};
}

namespace {

Instant begin_of(const json::value& object, const char* name, const std::string& zone) {
    const auto date = parse_date(text_at(object, name));
    if (!date) throw Error{ErrorKind::bad_input, {"error-demo-file", {name}}};
    return start_of_day(*date, zone);
}

SimulatedCohort cohort_of(const json::value& from) {
    const auto zone = text_at(from, "time_zone");
    const auto last = parse_date(text_at(from, "last_day"));
    if (!last) throw Error{ErrorKind::bad_input, {"error-demo-file", {"last_day"}}};
    SimulatedCohort cohort;
    cohort.name = text_at(from, "name");
    cohort.from = begin_of(from, "first_day", zone);
    cohort.until = whole_days(*last, *last, zone).until;
    cohort.people = static_cast<int>(from.at("people").as_int64());
    cohort.newcomer_share = from.at("newcomer_share").to_number<double>();
    cohort.edits_per_person = from.at("edits_per_person").to_number<double>();
    if (const auto* uploads = from.as_object().if_contains("uploads"))
        cohort.uploads = uploads->to_number<double>();
    return cohort;
}

/// The people of a simulated cohort as a record.
store::Write cohort_record(const json::value& from) {
    json::array members;
    for (const auto& name : names_of(cohort_of(from)))
        members.emplace_back(json::object{{"user_name", name}});
    return write_of("cohort", text_at(from, "id"),
                    {{"organisation", from.at("organisation")},
                     {"name", from.at("title")},
                     {"members", members},
                     {"consent", "not_needed"},
                     {"notes", "Simulated: nobody in this list exists."}});
}

std::vector<store::Write> writes_of_file(const fs::path& file) {
    std::vector<store::Write> writes;
    const auto records = read_json(file);
    for (const auto& record : records.as_array())
        writes.push_back(write_of(text_at(record, "kind"), text_at(record, "id"), record.at("data")));
    return writes;
}

std::vector<store::Write> writes_of(const fs::path& folder) {
    std::vector<store::Write> writes;
    const auto take = [&](const char* file) {
        auto more = writes_of_file(folder / file);
        std::move(more.begin(), more.end(), std::back_inserter(writes));
    };
    take("1-organisations.json");
    take("2-persons.json");
    take("3-plans.json");
    const auto simulation = read_json(folder / "simulation.json");
    for (const auto& cohort : simulation.at("cohorts").as_array())
        writes.push_back(cohort_record(cohort));
    take("4-activities.json");
    take("5-evaluation.json");
    take("7-year.json");
    return writes;
}

/// Programmes are linked to by goals, plans by objectives …: each record after those it links to.
std::vector<store::Write> in_order_of_links(std::vector<store::Write> writes, const records::Kinds& kinds) {
    std::vector<store::Write> ordered;
    const auto is_there = [&](const records::Link& link) {
        return std::any_of(ordered.begin(), ordered.end(),
                           [&](const auto& w) { return w.kind == link.kind && w.id == link.id; });
    };
    while (!writes.empty()) {
        const auto ready =
            std::stable_partition(writes.begin(), writes.end(), [&](const store::Write& write) {
                const auto links = kinds.find(write.kind)->links(write.body);
                return !std::all_of(links.begin(), links.end(), is_there);
            });
        if (ready == writes.end())
            throw Error{ErrorKind::bad_input, {"error-demo-file", {writes.front().id}}};
        std::move(ready, writes.end(), std::back_inserter(ordered));
        writes.erase(ready, writes.end());
    }
    return ordered;
}

void load_simulated_wiki(facts::Lake& lake, const Simulation& simulation) {
    lake.load_from("simulated-" + std::to_string(simulation.seed), "",
                   {.wiki_db = simulation.wiki_db, .snapshot = "simulated", .simulated = true, .read = {}},
                   [&](wiki::HistorySink& sink) {
                       struct Counting final : wiki::HistorySink {
                           wiki::HistorySink& to;
                           wiki::ReadReport report{};
                           explicit Counting(wiki::HistorySink& sink_) : to(sink_) {}
                           void site(const wiki::Site& site) override { to.site(site); }
                           void edit(const wiki::Edit& edit) override {
                               ++report.edits;
                               ++report.rows;
                               to.edit(edit);
                           }
                           void registration(const wiki::Registration& registration) override {
                               ++report.registrations;
                               ++report.rows;
                               to.registration(registration);
                           }
                       } counting{sink};
                       simulate(simulation, counting);
                       counting.report.format = wiki::HistoryFormat::history_tsv;
                       counting.report.sha256 = "simulated-" + std::to_string(simulation.seed) + "-" +
                                                std::to_string(simulation.edits);
                       return counting.report;
                   });
}

constexpr const char* network_id = "iberocoop";

std::vector<DemoAccount> add_accounts(store::Store& store) {
    std::vector<DemoAccount> made{{"Administradora", network_id, "administrator", ""},
                                  {"Secretaría", network_id, "steward", ""},
                                  {"Coordinadora", "wmar", "coordinator", ""},
                                  {"Miembro", "wmar", "member", ""},
                                  {"Lectora", "wmar", "reader", ""}};
    store::Accounts accounts{store};
    for (auto& account : made) {
        account.password = random_id(16);
        accounts.add({.name = account.name,
                      .person = "",
                      .language = "es",
                      .grants = {{account.organisation, store::role_named(account.role)}},
                      .disabled = false},
                     account.password);
    }
    return made;
}

void write_accounts(const fs::path& file, const std::vector<DemoAccount>& accounts) {
    std::ofstream{file}.close();
    fs::permissions(file, fs::perms::owner_read | fs::perms::owner_write);
    std::ofstream out{file};
    for (const auto& account : accounts)
        out << account.name << '\t' << account.password << '\t' << account.role << '\t'
            << account.organisation << '\n';
}

}  // namespace

fs::path default_demo_folder() {
    return BUILT_DEMO;
}

Simulation simulation_of(const fs::path& demo_folder) {
    const auto file = read_json(demo_folder / "simulation.json");
    Simulation simulation;
    simulation.seed = static_cast<std::uint64_t>(file.at("seed").as_int64());
    simulation.wiki_db = text_at(file, "wiki_db");
    simulation.from = begin_of(file, "from", "UTC");
    simulation.until = begin_of(file, "until", "UTC");
    simulation.edits = static_cast<std::uint64_t>(file.at("edits").as_int64());
    for (const auto& cohort : file.at("cohorts").as_array())
        simulation.cohorts.push_back(cohort_of(cohort));
    return simulation;
}

std::vector<DemoAccount> make_demo(const fs::path& data, const fs::path& demo_folder,
                                   const records::Kinds& kinds, const Clock& clock) {
    if (fs::exists(data / "records.sqlite"))
        throw Error{ErrorKind::bad_input, {"error-demo-over-records", {data.string()}}};
    const auto writes = in_order_of_links(writes_of(demo_folder), kinds);
    fs::create_directories(data);
    facts::Lake lake{data / "lake"};
    load_simulated_wiki(lake, simulation_of(demo_folder));
    // The records come last: where they are, the demo is whole, and a stopped one can be made again.
    const auto unfinished = data / "demo-unfinished";
    fs::remove_all(unfinished);
    std::vector<DemoAccount> accounts;
    {
        store::Store store{unfinished, kinds, clock};
        store.write_all(writes);
        store::set_network(store, network_id);
        measure_demo(store, lake, demo_folder / "measurements.json");
        // They link to what was measured; in the file each stands after those it links to.
        store.write_all(writes_of_file(demo_folder / "6-practices.json"));
        accounts = add_accounts(store);
        store::give_opaque_ids_again(store, kinds);
    }
    write_accounts(data / "demo-accounts.txt", accounts);
    fs::rename(unfinished / "records.sqlite", data / "records.sqlite");
    store::leave_word(data);
    fs::remove_all(unfinished);
    return accounts;
}

}  // namespace brujula::demo

// SPDX-License-Identifier: GPL-3.0-or-later
// Advising one goal against a network of 10,000 goals with 20,000 indicators and 60,000 observations: 200
// different goals, in memory and as POST /advice through the whole site without a socket, beside /healthz
// and the reading of one record in the same run. The promise: under 100 ms.
#include "planning/adviser.hpp"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <random>
#include <stdexcept>
#include <string>
#include <vector>

#include <boost/json.hpp>
#include <stdlib.h>

#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/settings.hpp"
#include "store/store.hpp"
#include "web/network_memory.hpp"
#include "web/site.hpp"

namespace {
namespace fs = std::filesystem;
namespace json = boost::json;
using namespace brujula;
using Clock = std::chrono::steady_clock;

constexpr int organisations = 40;
constexpr int goals_of_each = 250;
constexpr int asked_goals = 200;

struct Record {
    std::string kind;
    std::string id;
    json::value body;
};

/// Statements of a few hundred words in common use, as people's are: many share some, few share most.
class Statements {
public:
    std::string next() {
        static const std::vector<std::string> verbs{"Formar",      "Capacitar", "Aumentar", "Publicar",
                                                    "Digitalizar", "Traducir",  "Mantener", "Reunir"};
        static const std::vector<std::string> groups{
            "docentes rurales",    "editoras activas",       "bibliotecarios", "estudiantes de historia",
            "voluntarios nuevos",  "hablantes de guaraní",   "fotógrafos",     "investigadoras jóvenes",
            "museos de la ciudad", "periodistas culturales", "archivistas",    "participantes del concurso"};
        static const std::vector<std::string> ways{
            "talleres mensuales", "un concurso anual", "convenios con universidades",
            "mentorías en línea", "editatones",        "una campaña en escuelas"};
        std::string text = pick(verbs) + " a " + std::to_string(10 + below(190)) + " " + pick(groups) +
                           " de la comuna " + word() + " en temas de " + word() + " y " + word() +
                           " mediante " + pick(ways) + " antes de diciembre de 2014";
        return text;
    }
    std::size_t below(std::size_t end) {
        return std::uniform_int_distribution<std::size_t>(0, end - 1)(m_random);
    }

private:
    const std::string& pick(const std::vector<std::string>& list) { return list[below(list.size())]; }
    /// One of 400 words.
    std::string word() {
        static const std::array<const char*, 20> begins{
            "bio",  "geo",   "foto",  "agro", "eco", "hidro", "carto", "etno", "topo", "musi",
            "lite", "arque", "paleo", "botá", "zoo", "astro", "socio", "filo", "mate", "quimi"};
        static const std::array<const char*, 20> ends{
            "grafía", "logía", "metría", "nomía", "cultura", "teca", "ciencia", "rama", "tura",  "toria",
            "nidad",  "ción",  "miento", "aje",   "ismo",    "dura", "encia",   "ería", "tesis", "manía"};
        return std::string(begins[below(begins.size())]) + ends[below(ends.size())];
    }

    std::mt19937_64 m_random{2014};
};

class Network {
public:
    std::vector<Record> records;

    Network() {
        add("organisation", "red", {{"name", {{"es", "Red"}}}, {"statuses", {{{"kind", "network"}}}}});
        for (int o = 0; o < organisations; ++o)
            add_organisation("org" + std::to_string(o));
    }

private:
    void add(std::string kind, std::string id, json::value body) {
        records.push_back({std::move(kind), std::move(id), std::move(body)});
    }

    void add_organisation(const std::string& org) {
        add("organisation", org,
            {{"name", {{"es", "Organización"}}},
             {"statuses", {{{"kind", "chapter"}}}},
             {"languages", {"es"}}});
        add("plan", org + "-plan",
            {{"organisation", org},
             {"title", {{"es", "Plan 2014"}}},
             {"first_day", "2014-01-01"},
             {"last_day", "2014-12-31"}});
        add("objective", org + "-objective",
            {{"organisation", org}, {"plan", org + "-plan"}, {"title", {{"es", "Educación"}}}});
        for (int g = 0; g < goals_of_each; ++g)
            add_goal(org, org + "-goal" + std::to_string(g));
    }

    void add_goal(const std::string& org, const std::string& goal) {
        add("goal", goal,
            {{"organisation", org},
             {"plan", org + "-plan"},
             {"objective", org + "-objective"},
             {"statement", {{"es", m_statements.next()}}},
             {"first_day", "2014-01-01"},
             {"last_day", "2014-12-31"}});
        for (const auto* suffix : {"-a", "-b"})
            add_indicator(org, goal, goal + suffix);
    }

    void add_indicator(const std::string& org, const std::string& goal, const std::string& id) {
        static const std::array<const char*, 8> metrics{
            "participants", "new_editors", "organizers", "editors", "events", "content", "bytes", "partners"};
        const auto base = static_cast<double>(10 + m_statements.below(90));
        add("indicator", id,
            {{"organisation", org},
             {"goal", goal},
             {"name", {{"es", "Personas"}}},
             {"kind", "reported"},
             {"core_metric", metrics[m_statements.below(metrics.size())]},
             {"unit", {{"es", "personas"}}},
             {"direction", "increasing"},
             {"baseline", {{"value", {{"value", base}}}, {"date", "2013-12-31"}, {"source", "informe"}}},
             {"targets",
              {{{"first_day", "2014-01-01"},
                {"last_day", "2014-12-31"},
                {"value", {{"value", base * 1.5}}}}}}});
        static const std::array<std::array<const char*, 2>, 3> thirds{
            {{"2014-01-01", "2014-04-30"}, {"2014-05-01", "2014-08-31"}, {"2014-09-01", "2014-10-31"}}};
        for (std::size_t i = 0; i < thirds.size(); ++i)
            add("observation", id + "-" + std::to_string(i),
                {{"organisation", org},
                 {"indicator", id},
                 {"first_day", thirds[i][0]},
                 {"last_day", thirds[i][1]},
                 {"value", {{"value", base + static_cast<double>(m_statements.below(60))}}}});
    }

    Statements m_statements;
};

struct Times {
    double median = 0;
    double worst = 0;
};

/// Milliseconds of each call with the goals that are asked for, once each.
template <class Call>
Times measure(Call call) {
    std::vector<double> times;
    for (int i = 0; i < asked_goals; ++i) {
        const std::string goal = "org" + std::to_string(i % organisations) + "-goal" + std::to_string(i);
        const auto begin = Clock::now();
        call(goal);
        times.push_back(std::chrono::duration<double, std::milli>(Clock::now() - begin).count());
    }
    std::sort(times.begin(), times.end());
    return {times[times.size() / 2], times.back()};
}

void print(const char* name, const Times& times, const Times& record) {
    std::printf("%-34s median %8.3f ms  worst %8.3f ms  %7.1f times reading one record\n", name, times.median,
                times.worst, times.median / record.median);
}

double seconds_since(Clock::time_point begin) {
    return std::chrono::duration<double>(Clock::now() - begin).count();
}

void fill(store::Store& store, const Network& network) {
    constexpr std::size_t at_once = 2000;
    std::vector<store::Write> writes;
    for (const auto& record : network.records) {
        auto& write = writes.emplace_back();
        write.kind = record.kind;
        write.id = record.id;
        write.author = "bench";
        write.body = record.body;
        if (writes.size() < at_once) continue;
        store.write_all(writes);
        writes.clear();
    }
    store.write_all(writes);
    store::set_network(store, "red");
}

/// The site without a socket, asked by somebody who is signed in.
class Asking {
public:
    Asking(const web::Site& site, store::Accounts& accounts) : m_site(site) {
        accounts.add({.name = "ana",
                      .person = "",
                      .language = "es",
                      .grants = {{"red", records::Role::administrator}},
                      .disabled = false},
                     "una contraseña larga");
        m_token = accounts.begin_session("ana");
        m_csrf = accounts.find_session(m_token)->csrf_token;
    }

    std::string ask(const std::string& method, const std::string& path, const std::string& body = "") const {
        web::Request request;
        request.method = method;
        request.path = path;
        request.headers = {{"host", "bench"},
                           {"cookie", "brujula=" + m_token},
                           {"x-csrf-token", m_csrf},
                           {"content-type", "application/json"}};
        request.body = body;
        request.remote_address = "192.0.2.1";
        const auto response = m_site.answer(request);
        if (response.status != 200) throw std::runtime_error(path + ": " + response.body.substr(0, 200));
        return response.body;
    }

private:
    const web::Site& m_site;
    std::string m_token;
    std::string m_csrf;
};

void bench_memory(const Network& made) {
    planning::NetworkRecords network;
    auto begin = Clock::now();
    for (const auto& record : made.records)
        network.put(record.kind, record.id, record.body);
    std::printf("%zu records put into memory in %.2f s\n", made.records.size(), seconds_since(begin));
    const auto lexica = planning::all_lexica();
    const planning::Adviser adviser(lexica, network, *parse_date("2014-11-21"));
    const auto found =
        measure([&](const std::string& id) { (void)network.goals.find(id)->second.statement.at("es"); });
    const auto read = measure([&](const std::string& id) {
        planning::read_statement(network.goals.find(id)->second.statement.at("es"), "es", lexica,
                                 *parse_date("2014-11-21"));
    });
    const auto advised = measure(
        [&](const std::string& id) { (void)adviser.advise(planning::advised_goal(network, id), "es"); });
    std::printf("in memory: a goal found %.4f ms, its statement read %.3f ms\n", found.median, read.median);
    std::printf("in memory: a goal advised, median %.3f ms, worst %.3f ms\n", advised.median, advised.worst);
}

void bench_site(const fs::path& folder, const Network& made) {
    const FixedClock clock{start_of_day(*parse_date("2014-11-21"), "UTC")};
    const records::Kinds kinds = records::all_kinds();
    store::Store store(folder, kinds, clock);
    store::Accounts accounts(store);
    auto begin = Clock::now();
    fill(store, made);
    std::printf("written in %.1f s\n", seconds_since(begin));
    const web::LakeDoor lake(folder / "lake");
    const metrics::Catalogue metrics = metrics::all_metrics();
    const web::Site site({store, accounts, kinds, clock, lake, metrics}, {folder / "ui", false, "bench", {}});
    const Asking asking(site, accounts);
    begin = Clock::now();
    asking.ask("GET", "/api/v1/goals/org0-goal0/advice");
    std::printf("the first question, with reading %zu records: %.2f s\n", made.records.size(),
                seconds_since(begin));
    const auto empty = measure([&](const std::string&) { asking.ask("GET", "/healthz"); });
    const auto record = measure([&](const std::string& id) { asking.ask("GET", "/api/v1/goals/" + id); });
    const auto stored =
        measure([&](const std::string& id) { asking.ask("GET", "/api/v1/goals/" + id + "/advice"); });
    const auto draft = measure([&](const std::string& id) {
        const auto body = json::serialize(
            json::value{{"kind", "goal"}, {"id", id}, {"data", store.find("goal", id)->body}});
        asking.ask("POST", "/api/v1/advice", body);
    });
    print("GET /healthz", empty, record);
    print("GET /goals/{id}", record, record);
    print("GET /goals/{id}/advice", stored, record);
    print("POST /advice", draft, record);
}

}  // namespace

int main() try {
    const Network made;
    bench_memory(made);
    std::string pattern = (fs::temp_directory_path() / "brujula-bench-XXXXXX").string();
    const fs::path folder = ::mkdtemp(pattern.data());
    bench_site(folder, made);
    fs::remove_all(folder);
    return 0;
} catch (const std::exception& error) {
    std::fprintf(stderr, "bench adviser: %s\n", error.what());
    return 1;
}

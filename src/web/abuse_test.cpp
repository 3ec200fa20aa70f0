// SPDX-License-Identifier: GPL-3.0-or-later
// Records as no rule of today would let in, written past the rules as an older program or a damaged disk may
// have left them: of one bad record one number, one line or one page is missing, and everything else stands.
#include <algorithm>
#include <array>
#include <random>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <time.h>

#include "base/json.hpp"
#include "store/allowance.hpp"
#include "store/sqlite.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

/// Writes into the records' file what it is told, whatever it is.
class PastTheRules {
public:
    explicit PastTheRules(World& world)
        : m_world(world), m_file(world.folder / "records.sqlite", store::Connection::Mode::read_write) {}

    /// A new revision of a record that may be there; its links are those of `linked`, a body that reads.
    void put(const std::string& kind, const std::string& id, const std::string& body,
             const json::value& linked) {
        const std::int64_t number = newest(kind, id) + 1;
        m_file
            .prepare(
                "INSERT INTO revisions (kind, id, number, parent, author, time, comment, removed, body)"
                " VALUES (?, ?, ?, ?, 'ana', 1416571200, '', 0, ?)")
            .bind(kind, id, number, number - 1, body)
            .run();
        m_file
            .prepare(
                "INSERT INTO heads (kind, id, number, organisation, removed) VALUES (?, ?, ?, 'wmar', 0)"
                " ON CONFLICT DO UPDATE SET number = excluded.number")
            .bind(kind, id, number)
            .run();
        for (const records::Link& link : m_world.kinds.find(kind)->links(linked))
            m_file.prepare("INSERT OR IGNORE INTO links VALUES (?, ?, ?, ?, ?)")
                .bind(kind, id, link.name, link.kind, link.id)
                .run();
    }
    void put(const std::string& kind, const std::string& id, const char* body) {
        put(kind, id, body, json::parse(body));
    }

private:
    std::int64_t newest(const std::string& kind, const std::string& id) {
        auto rows = m_file.prepare("SELECT number FROM heads WHERE kind = ? AND id = ?");
        return rows.bind(kind, id).step() ? rows.integer(0) : 0;
    }

    World& m_world;
    store::Connection m_file;
};

/// Seconds of this thread's processor time, which other work on the machine does not lengthen.
double seconds() {
    timespec spent{};
    ::clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return static_cast<double>(spent.tv_sec) + static_cast<double>(spent.tv_nsec) / 1e9;
}
/// More than any page takes of this small network, in the slowest build.
constexpr double most_seconds = 20;

const std::vector<std::string> everybodys_pages{
    "/api/v1/views/home",
    "/api/v1/views/region",
    "/api/v1/views/due",
    "/api/v1/due.ics",
    "/api/v1/recent",
    "/api/v1/search?q=plan",
    "/api/v1/views/organisations/wmar",
    "/api/v1/views/organisations/iberocoop",
};

const std::vector<std::string> pages_of_the_plan{
    "/api/v1/views/plans/wmar-plan",
    "/api/v1/views/plans/wmar-plan/tracking",
    "/api/v1/views/plans/wmar-plan/tracking?columns=months",
    "/api/v1/views/reviews/wmar-review",
    "/api/v1/views/logic-models/wmar-logic-model",
    "/api/v1/views/evaluation-plans/wmar-evaluation-plan",
};

void expect_all_stand(Visitor& visitor, const std::vector<std::string>& pages) {
    for (const std::string& page : pages) {
        const double begin = seconds();
        const Response response = visitor.get(page);
        EXPECT_EQ(response.status, 200) << page << '\n' << response.body.substr(0, 400);
        EXPECT_LT(seconds() - begin, most_seconds) << page;
    }
}

constexpr const char* old_goal =
    R"({"organisation":"wmar","plan":"wmar-plan","objective":"wmar-objective","statement":{"es":"Durar"},
    "first_day":"1017-01-01","last_day":"2017-12-31","programme":"wmar-programme"})";

std::string formula_of(const std::string& goal, const std::string& numerator, const std::string& frequency) {
    return R"({"organisation":"wmar","goal":")" + goal + R"(","name":{"es":"Fórmula"},"kind":"formula",)" +
           R"("core_metric":"participants","formula":{"numerator":")" + numerator + R"("},"frequency":")" +
           frequency + R"("})";
}

json::value progress_in(Visitor& visitor, const std::string& goal, const std::string& indicator) {
    const json::value view = Visitor::json_of(visitor.get("/api/v1/views/goals/" + goal));
    for (const json::value& one : view.at("indicators").as_array())
        if (one.at("indicator").at("id") == json::value(indicator)) return one.at("progress");
    return nullptr;
}

TEST(AbuseOfPages, one_monthly_formula_from_the_year_1017_has_no_number_and_says_why_and_every_page_stands) {
    World world;
    PastTheRules(world).put("goal", "old", old_goal);
    PastTheRules(world).put("indicator", "old-formula",
                            formula_of("old", "#{wmar-indicator} + 1", "monthly").c_str());
    Visitor visitor(world);
    expect_all_stand(visitor, everybodys_pages);
    expect_all_stand(visitor, pages_of_the_plan);
    expect_all_stand(visitor, {"/api/v1/views/goals/old", "/api/v1/goals/old/advice"});
    const json::value progress = progress_in(visitor, "old", "old-formula");
    EXPECT_TRUE(progress.at("actual").is_null());
    EXPECT_EQ(
        progress.at("reason").at("en"),
        "Asks for more than 2,000 periods: from 1017-01-01 to 2017-12-31 they are 12,012. Begin it later, "
        "end it earlier, or choose longer periods.");
    EXPECT_TRUE(progress_in(visitor, "wmar-goal", "wmar-indicator").at("reason").is_null());
}

TEST(AbuseOfPages, a_plan_from_the_year_1017_has_a_table_whose_rows_say_why_they_are_empty) {
    World world;
    PastTheRules(world).put("plan", "wmar-plan", R"({"organisation":"wmar","title":{"es":"Plan"},
        "first_day":"1017-01-01","last_day":"2017-12-31"})");
    Visitor visitor(world);
    expect_all_stand(visitor, pages_of_the_plan);
    const json::value table =
        Visitor::json_of(visitor.get("/api/v1/views/plans/wmar-plan/tracking?columns=months&uselang=en"));
    const json::value& row = table.at("objectives").at(0).at("goals").at(0).at("rows").at(0);
    EXPECT_TRUE(row.at("reason").as_string().starts_with("Asks for more than 2,000 periods")) << row;
}

TEST(AbuseOfPages, sixteen_nested_weekly_formulas_over_a_century_cost_every_page_little_after_each_write) {
    World world;
    PastTheRules file(world);
    file.put("goal", "century", R"({"organisation":"wmar","plan":"wmar-plan","objective":"wmar-objective",
        "statement":{"es":"Un siglo"},"first_day":"1915-01-01","last_day":"2014-12-31"})");
    std::string below = "#{wmar-indicator}";
    for (int i = 1; i <= 16; ++i) {
        const std::string id = "nested-" + std::to_string(i);
        const std::string numerator = below + " + " + below + ".previous(1) + " + below + ".previous(52)";
        file.put("indicator", id, formula_of("century", numerator, "weekly").c_str());
        below = "#{" + id + "}";
    }
    Visitor visitor(world);
    expect_all_stand(visitor, everybodys_pages);
    expect_all_stand(visitor, pages_of_the_plan);
    expect_all_stand(visitor, {"/api/v1/views/goals/century", "/api/v1/goals/century/advice"});
}

TEST(AbuseOfPages, nested_weekly_formulas_of_fewer_years_stop_at_their_steps) {
    World world;
    PastTheRules file(world);
    file.put("goal", "long", R"({"organisation":"wmar","plan":"wmar-plan","objective":"wmar-objective",
        "statement":{"es":"Treinta años"},"first_day":"1985-01-01","last_day":"2014-12-31"})");
    std::string below = "#{wmar-indicator}";
    for (int i = 1; i <= 16; ++i) {
        const std::string id = "nested-" + std::to_string(i);
        std::string numerator = below;
        for (int back = 1; back <= 90; ++back)
            numerator += " + " + below + ".previous(" + std::to_string(back * 11) + ")";
        file.put("indicator", id, formula_of("long", numerator, "weekly").c_str());
        below = "#{" + id + "}";
    }
    Visitor visitor(world);
    const double begin = seconds();
    expect_all_stand(visitor, {"/api/v1/views/goals/long", "/api/v1/views/region?year=2014"});
    EXPECT_LT(seconds() - begin, most_seconds);
    const json::value reason = progress_in(visitor, "long", "nested-16").at("reason");
    ASSERT_TRUE(reason.is_object());
    EXPECT_FALSE(reason.at("es").as_string().empty());
}

TEST(AbuseOfPages, a_formula_beyond_what_a_record_may_hold_has_no_value_and_is_no_fault) {
    World world;
    PastTheRules file(world);
    file.put("observation", "wmar-observation",
             R"({"organisation":"wmar","indicator":"wmar-indicator","first_day":"2014-10-01",
        "last_day":"2014-10-31","value":{"value":1e15},"by":"reported"})");
    file.put("indicator", "huge-formula",
             formula_of("wmar-goal", "#{wmar-indicator} * 1000", "monthly").c_str());
    Visitor visitor(world);
    expect_all_stand(visitor, everybodys_pages);
    expect_all_stand(visitor, pages_of_the_plan);
    expect_all_stand(visitor, {"/api/v1/views/goals/wmar-goal"});
    const json::value progress = progress_in(visitor, "wmar-goal", "huge-formula");
    EXPECT_TRUE(progress.at("actual").is_null()) << progress;
}

TEST(AbuseOfPages, a_financial_year_that_begins_in_no_month_begins_in_january) {
    World world;
    PastTheRules(world).put("organisation", "wmar", R"({"name":{"es":"Wikimedia Argentina"},
        "statuses":[{"kind":"chapter"}],"memberships":[{"network":"iberocoop"}],"financial_year_from":77})");
    PastTheRules(world).put("indicator", "by-year",
                            formula_of("wmar-goal", "#{wmar-indicator}", "financial_year").c_str());
    Visitor visitor(world);
    expect_all_stand(visitor, everybodys_pages);
    expect_all_stand(visitor, pages_of_the_plan);
}

/// Bodies that no longer read: damaged, of another type, of a kind of status that there is no more.
const std::vector<std::string> unreadable{R"({"title":)", "[]", R"({"of_an_older_program":true})"};

std::vector<std::string> kinds_of_world() {
    return {"person",    "plan",       "objective",       "goal",     "indicator",   "observation",
            "programme", "activity",   "purpose",         "axis",     "logic_model", "evaluation_plan",
            "review",    "practice",   "cohort",          "adoption", "endorsement", "measurement",
            "comment",   "named_view", "adviser_settings"};
}

std::string id_of(const std::string& kind) {
    std::string id = "wmar-" + kind;
    std::replace(id.begin(), id.end(), '_', '-');
    return id;
}

TEST(AbuseOfPages, of_a_body_that_does_not_read_everything_but_its_own_page_goes_on) {
    for (const std::string& kind : kinds_of_world()) {
        SCOPED_TRACE(kind);
        World world;
        Visitor visitor(world);
        Visitor steward(world, "steward");
        const json::value before = world.store.find(kind, id_of(kind))->body;
        for (const std::string& body : unreadable) {
            PastTheRules(world).put(kind, id_of(kind), body, before);
            expect_all_stand(visitor, everybodys_pages);
            expect_all_stand(steward, everybodys_pages);
            expect_all_stand(visitor, {"/api/v1/" + world.kinds.find(kind)->plural});
        }
        for (const std::string& page : pages_of_the_plan) {
            const int status = visitor.get(page).status;
            EXPECT_TRUE(status == 200 || status == 422) << page << ' ' << status;
        }
        if (kind != "plan") expect_all_stand(visitor, {pages_of_the_plan[0], pages_of_the_plan[1]});
    }
}

TEST(AbuseOfPages, the_page_of_a_body_that_does_not_read_says_what_is_wrong_and_how_to_mend_it) {
    World world;
    PastTheRules(world).put("goal", "wmar-goal", R"({"organisation":"wmar","statement":"Durar"})",
                            some_goal("Durar"));
    Visitor visitor(world);
    const Response view = visitor.get("/api/v1/views/goals/wmar-goal?uselang=en");
    EXPECT_EQ(view.status, 422);
    const json::value said = Visitor::json_of(view);
    EXPECT_EQ(said.at("key"), "error-record-unread");
    EXPECT_NE(said.at("detail").as_string().find("restore an older revision"), json::string::npos) << said;
    const json::value record = Visitor::json_of(visitor.get("/api/v1/goals/wmar-goal"));
    EXPECT_EQ(record.at("data").at("statement"), "Durar") << "what is kept, for the form";
    EXPECT_GE(record.at("problems").as_array().size(), 1U);
    EXPECT_EQ(visitor.get("/api/v1/goals/wmar-goal/revisions").status, 200);
    EXPECT_EQ(visitor.get("/api/v1/goals/wmar-goal/diff").status, 200);
    EXPECT_EQ(visitor.get("/api/v1/goals/wmar-goal/links").status, 200);
}

TEST(AbuseOfPages, a_body_that_does_not_read_is_mended_by_restoring_an_older_revision_or_by_writing_it) {
    for (const std::string& kind : kinds_of_world()) {
        SCOPED_TRACE(kind);
        for (const std::string& body : unreadable) {
            World world;
            Visitor steward(world, "steward");
            const json::value before = world.store.find(kind, id_of(kind))->body;
            const std::string address = "/api/v1/" + world.kinds.find(kind)->plural + "/" + id_of(kind);
            PastTheRules(world).put(kind, id_of(kind), body, before);
            if (kind == "person" || kind == "comment") continue;  // whose they are stood in the body
            const Response restored = steward.send("POST", address + "/restore",
                                                   {{"revision", 1}, {"base", 2}, {"comment", "mended"}});
            EXPECT_EQ(restored.status, kind == "measurement" ? restored.status : 200) << restored.body;
            EXPECT_LT(restored.status, 500);
            if (restored.status == 200) {
                EXPECT_EQ(world.store.find(kind, id_of(kind))->body, before);
            }
            PastTheRules(world).put(kind, id_of(kind), body, before);
            const Response put = steward.send(
                "PUT", address,
                {{"base", restored.status == 200 ? 4 : 3}, {"data", before}, {"comment", "mended"}});
            EXPECT_LT(put.status, 500) << put.body;
        }
    }
}

// -- records made of random hostile parts --

class Hostile {
public:
    explicit Hostile(unsigned seed) : m_random(seed) {}

    json::value mutated(json::value body, int changes) {
        for (int i = 0; i < changes; ++i)
            change(body, 6);
        return body;
    }

private:
    std::size_t below(std::size_t count) {
        return std::uniform_int_distribution<std::size_t>{0, count - 1}(m_random);
    }

    template <class List>
    auto& some(List& list) {
        return *std::next(list.begin(), static_cast<std::ptrdiff_t>(below(list.size())));
    }

    void change(json::value& value, int depth) {
        if (depth > 0 && value.is_object() && !value.get_object().empty()) {
            auto& member = some(value.get_object());
            if (below(12) == 0) return static_cast<void>(value.get_object().erase(member.key()));
            return change(member.value(), depth - 1);
        }
        if (depth > 0 && value.is_array() && !value.get_array().empty()) {
            json::array& list = value.get_array();
            if (below(5) == 0) return multiply(list);
            return change(some(list), depth - 1);
        }
        value = of_the_same_type(value);
    }

    void multiply(json::array& list) {
        const json::value one = some(list);
        const std::size_t times = std::size_t{1} << below(9);
        for (std::size_t i = 0; i < times; ++i)
            list.push_back(one);
    }

    json::value of_the_same_type(const json::value& value) {
        if (below(20) == 0) return any();
        if (value.is_number()) return number();
        if (value.is_string()) return text(std::string{value.get_string()});
        if (value.is_bool()) return !value.get_bool();
        return value;
    }

    json::value any() {
        const std::array<json::value, 5> all{nullptr, json::array{}, json::object{}, "x", 7};
        return some(all);
    }

    json::value number() {
        constexpr std::array all{0.0, -1.0, 1.0, 1e15, -1e15, 1e-300, 0.1, 999999999.0, 13.0, 1e300};
        return some(all);
    }

    json::value text(const std::string& was) {
        static const std::vector<std::string> days{"0001-01-01", "1017-01-01", "9999-12-31", "2014-02-28",
                                                   "2014-12-31", "2200-12-31", "1900-01-01"};
        static const std::vector<std::string> words{"monthly",
                                                    "weekly",
                                                    "once",
                                                    "formula",
                                                    "percentage",
                                                    "qualitative",
                                                    "cumulative",
                                                    "decreasing",
                                                    "agreed",
                                                    "closed",
                                                    "retired",
                                                    "wmar-goal",
                                                    "wmar-plan",
                                                    "nowhere",
                                                    "iberocoop",
                                                    "#{wmar-indicator} * 1e15",
                                                    "#{itself}",
                                                    "#{wmar-indicator}.previous(1000)",
                                                    std::string(10'000, 'W'),
                                                    "\u202e\u202d\u2066",
                                                    "<script>alert(1)</script>",
                                                    "de 1 a 999999999999999999999 %",
                                                    "",
                                                    "en 9999"};
        if (was.size() == 10 && was[4] == '-') return json::value(some(days));
        return json::value(some(words));
    }

    std::mt19937 m_random;
};

/// Every reading route with the record in its path, as these visitors ask it.
void ask_all_routes(World& world, std::vector<Visitor*> visitors, const std::string& kind,
                    const std::string& id) {
    for (const Route& route : world.site->routes().all()) {
        if (route.method != "GET" || (route.kind != nullptr && route.kind->name != kind)) continue;
        std::string path = "/api/v1" + route.pattern;
        const auto put_in = [&](const std::string& part, const std::string& with) {
            if (const auto at = path.find(part); at != std::string::npos) path.replace(at, part.size(), with);
        };
        put_in("{id}", id);
        put_in("{n}", "2");
        put_in("{language}", "es");
        if (path.find('{') != std::string::npos) continue;
        for (Visitor* visitor : visitors) {
            const double begin = seconds();
            const Response response = visitor->get(path);
            // 503: there is no wiki's history in this world
            EXPECT_TRUE(response.status < 500 || response.status == 503) << path << '\n' << response.body;
            EXPECT_LT(seconds() - begin, most_seconds) << path;
        }
    }
}

class AbuseByRandomRecords : public testing::TestWithParam<unsigned> {};

TEST_P(AbuseByRandomRecords, makes_no_page_fail) {
    World world;
    Hostile hostile(GetParam());
    PastTheRules file(world);
    Visitor nobody(world);
    Visitor steward(world, "steward");
    std::vector<std::pair<std::string, std::string>> written;
    for (const std::string& kind : kinds_of_world()) {
        const json::value body = world.store.find(kind, id_of(kind))->body;
        file.put(kind, id_of(kind), to_text(hostile.mutated(body, 3)), body);
        for (int i = 0; i < 3; ++i) {
            const std::string id = "hostile-" + id_of(kind) + "-" + std::to_string(i);
            file.put(kind, id, to_text(hostile.mutated(body, 1 + 4 * i)), body);
            written.emplace_back(kind, id);
        }
        written.emplace_back(kind, id_of(kind));
    }
    expect_all_stand(nobody, everybodys_pages);
    for (const auto& [kind, id] : written)
        ask_all_routes(world, {&nobody, &steward}, kind, id);
}

INSTANTIATE_TEST_SUITE_P(Seeds, AbuseByRandomRecords, testing::Range(1U, 9U));

// -- what may be written --

TEST(AbuseOfWriting, a_day_of_another_age_is_refused_where_it_stands) {
    World world;
    Visitor steward(world, "steward");
    json::value goal = some_goal("Durar");
    goal.at("first_day") = "1017-01-01";
    const Response response =
        steward.send("POST", "/api/v1/goals?uselang=en", {{"comment", ""}, {"data", goal}});
    EXPECT_EQ(response.status, 422);
    const json::value problem = Visitor::json_of(response).at("problems").at(0);
    EXPECT_EQ(problem.at("field"), "/first_day");
    EXPECT_EQ(problem.at("text"), "This day is not between the years 1900 and 2200. Look at the year again.");
}

TEST(AbuseOfWriting, an_account_that_writes_more_than_its_share_is_told_when_to_go_on) {
    World world;
    world.store.limit_writes({.records_per_hour = 2, .bytes_per_day = 0});
    Visitor steward(world, "steward");
    const auto write = [&] {
        return steward.send("POST", "/api/v1/goals?uselang=en",
                            {{"comment", ""}, {"data", some_goal("Durar")}});
    };
    EXPECT_EQ(write().status, 201);
    EXPECT_EQ(steward
                  .send("POST", "/api/v1/comments",
                        {{"data",
                          {{"organisation", "wmar"},
                           {"about", {{"kind", "goal"}, {"id", "wmar-goal"}}},
                           {"text", "Sí"},
                           {"language", "es"}}}})
                  .status,
              201)
        << "comments count, too";
    const Response refused = write();
    EXPECT_EQ(refused.status, 429);
    EXPECT_NE(refused.body.find("Go on in 60 minutes"), std::string::npos) << refused.body;
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
// The store against a plain model of it: any sequence of writes, removals, restorings and refused writes.
#include <filesystem>
#include <map>
#include <set>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <stdlib.h>

#include "store/care.hpp"
#include "store/store.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

enum class Step {
    write,
    write_on_an_old_one,
    write_on_one_to_come,
    make_again,
    remove,
    restore,
    link_nowhere
};

struct State {
    std::string word;  ///< the plan's title
    std::string organisation;
    bool removed = false;

    bool operator==(const State&) const = default;
};
using Model = std::map<std::string, std::vector<State>>;

Write write_of(const std::string& id, std::int64_t base, const State& state) {
    return {"plan",
            id,
            base,
            "Ana",
            "",
            state.removed,
            {{"organisation", state.organisation},
             {"title", {{"es", state.word}}},
             {"first_day", "2014-01-01"},
             {"last_day", "2014-12-31"}}};
}

struct ModelTest : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-model-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2014y / November / 21}};
    Store store{folder, kinds, clock};
    int runs = 0;

    ~ModelTest() override { fs::remove_all(folder); }

    void make_organisation(const std::string& id) {
        store.write({"organisation",
                     id,
                     0,
                     "Ana",
                     "",
                     false,
                     {{"name", {{"es", id}}}, {"statuses", json::array{{{"kind", "chapter"}}}}}});
    }

    /// Writes what the model says next; the model forgets it where nothing has changed.
    void agree(std::vector<State>& states, const std::string& id, const State& next) {
        const auto base = static_cast<std::int64_t>(states.size());
        if (base == 0 || !(states.back() == next)) states.push_back(next);
        const auto written = store.write(write_of(id, base, next));
        RC_ASSERT(written.number == static_cast<std::int64_t>(states.size()));
    }

    void refuse(const Write& write, ErrorKind why) {
        try {
            store.write(write);
        } catch (const Error& error) {
            RC_ASSERT(error.kind() == why);
            return;
        }
        RC_FAIL("it was written");
    }

    void take(Step step, std::vector<State>& states, const std::string& id, State next) {
        const auto newest = static_cast<std::int64_t>(states.size());
        switch (step) {
            case Step::write:
                return agree(states, id, next);
            case Step::write_on_an_old_one:
                if (newest > 1) refuse(write_of(id, newest - 1, next), ErrorKind::conflict);
                return;
            case Step::write_on_one_to_come:
                return refuse(write_of(id, newest + 1, next),
                              newest == 0 ? ErrorKind::not_found : ErrorKind::bad_input);
            case Step::make_again:
                if (newest > 0) refuse(write_of(id, 0, next), ErrorKind::bad_input);
                return;
            case Step::remove:
                if (newest == 0) return refuse({"plan", id, 0, "Ana", "", true, {}}, ErrorKind::bad_input);
                next = states.back();
                next.removed = true;
                return agree(states, id, next);
            case Step::restore:
                if (newest > 0) {
                    next = states.front();
                    next.removed = false;
                    agree(states, id, next);
                }
                return;
            case Step::link_nowhere:
                next.organisation = "nowhere";
                return refuse(write_of(id, newest, next), ErrorKind::bad_input);
        }
    }

    void compare_record(const std::string& id, const std::vector<State>& states) const {
        const auto history = store.history("plan", id);
        RC_ASSERT(history.size() == states.size());
        for (std::size_t i = 0; i < states.size(); ++i) {
            const auto& revision = history[states.size() - 1 - i];
            RC_ASSERT(revision.number == static_cast<std::int64_t>(i + 1));
            RC_ASSERT(revision.parent == static_cast<std::int64_t>(i));
            RC_ASSERT(revision.body.at("title").at("es") == json::value(states[i].word));
            RC_ASSERT(revision.removed == states[i].removed);
        }
        RC_ASSERT(store.find("plan", id).has_value() == (!states.empty() && !states.back().removed));
    }

    /// Lists, links and search must know exactly the newest states.
    void compare_all(const Model& model, const std::string& organisation) const {
        std::set<std::string> there;
        std::map<std::string, std::set<std::string>> by_word;
        for (const auto& [id, states] : model) {
            compare_record(id, states);
            if (states.empty() || states.back().removed) continue;
            if (states.back().organisation == organisation) there.insert(id);
            by_word[states.back().word].insert(id);
        }
        std::set<std::string> listed;
        for (const auto& record : store.list({"plan", {}, organisation, 100, ""}).records)
            listed.insert(record.id);
        RC_ASSERT(listed == there);
        std::set<std::string> linking;
        for (const auto& link : store.backlinks("organisation", organisation))
            linking.insert(link.from_id);
        RC_ASSERT(linking == there);
        for (const auto& [word, ids] : by_word) {
            std::set<std::string> found;
            for (const auto& hit : store.search(word))
                found.insert(hit.id);
            RC_ASSERT(found == ids);
        }
    }
};

}  // namespace

TEST_F(ModelTest, any_sequence_of_writes_agrees_with_plain_lists) {
    using Steps = std::vector<std::tuple<int, int, int>>;
    EXPECT_TRUE(rc::check([&] {
        const auto run = "r" + std::to_string(runs++);
        make_organisation(run + "-a");
        make_organisation(run + "-b");
        Model model;
        const auto steps = *rc::gen::container<Steps>(
            rc::gen::tuple(rc::gen::inRange(0, 7), rc::gen::inRange(0, 3), rc::gen::inRange(0, 4)));
        for (const auto& [step, place, variant] : steps) {
            if (model.size() > 3) break;
            const auto id = run + "-" + std::to_string(place);
            // Each run has words of its own, so that search finds this run's records alone.
            const State next{"palabra" + std::to_string(variant) + "x" + run,
                             run + (variant % 2 == 0 ? "-a" : "-b")};
            take(static_cast<Step>(step), model[id], id, next);
        }
        compare_all(model, run + "-a");
        compare_all(model, run + "-b");
    }));
    EXPECT_TRUE(check(folder, kinds).empty());
}

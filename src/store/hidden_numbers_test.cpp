// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <string>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "store/ever.hpp"

using namespace brujula;
using namespace brujula::store;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

fs::path new_folder() {
    std::string pattern = (fs::temp_directory_path() / "brujula-hidden-XXXXXX").string();
    return ::mkdtemp(pattern.data());
}

/// m1 withholds 12 and tells 40 edits; m2 withholds 12 pages and tells 12 edits.
class PrivacyHiddenNumbers : public testing::Test {
protected:
    fs::path folder = new_folder();
    FixedClock clock{*parse_instant("2014-11-21T12:00:00Z")};
    records::Kinds kinds = records::all_kinds();
    std::optional<Store> store{std::in_place, folder, kinds, clock};

    PrivacyHiddenNumbers() {
        write("organisation", "wmar",
              R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter"}]})");
        write(
            "plan", "p",
            R"({"organisation":"wmar","title":{"es":"Plan"},"first_day":"2014-01-01","last_day":"2014-12-31"})");
        write("objective", "o", R"({"organisation":"wmar","plan":"p","title":{"es":"Más gente"}})");
        write(
            "goal", "g",
            R"({"organisation":"wmar","plan":"p","objective":"o","statement":{"es":"Editar"},"first_day":"2014-01-01",
              "last_day":"2014-12-31"})");
        write("indicator", "i",
              R"({"organisation":"wmar","goal":"g","name":{"es":"Ediciones"},"kind":"reported",
              "unit":{"es":"ediciones"}})");
        measure("m1", "reason-small-group", 40);
        measure("m2", "reason-singles-out reason-page-unknown", 12);
    }
    ~PrivacyHiddenNumbers() override {
        store.reset();
        fs::remove_all(folder);
    }

    void write(const std::string& kind, const std::string& id, const std::string& body) {
        store->write({kind, id, 0, "ana", "", false, json::parse(body)});
    }
    void measure(const std::string& id, const std::string& reason, int told) {
        write("measurement", id,
              R"({"organisation":"wmar","scope":{"wikis":["eswiki"],"first_day":"2014-05-01",
              "last_day":"2014-05-02"},"values":[{"metric":"pages-edited","definition":"pages-edited/brujula","unit":"pages",
              "value":12,"reason":")" +
                  reason + R"("},{"metric":"edits","definition":"edits/brujula","unit":"edits","value":)" +
                  std::to_string(told) + "}]}");
    }
    void observe(const std::string& id, const std::string& measurement, const std::string& value) {
        write("observation", id,
              R"({"organisation":"wmar","indicator":"i","first_day":"2014-05-01","last_day":"2014-05-02",
              "by":"measured","measurement":")" +
                  measurement + R"(","value":{"value":)" + value + "}}");
    }
};

}  // namespace

TEST_F(PrivacyHiddenNumbers, an_observation_does_not_publish_what_its_measurement_withholds) {
    try {
        observe("o1", "m1", "12");
        FAIL() << "it was kept";
    } catch (const InvalidRecord& refused) {
        EXPECT_EQ(refused.problems.at(0).field, "/value/value");
        EXPECT_EQ(refused.problems.at(0).message.key, "problem-hidden-number");
    }
    EXPECT_FALSE(store->find("observation", "o1"));
    EXPECT_THROW(observe("o1", "m1", "12.0"), InvalidRecord);
    observe("o2", "m1", "40");
    observe("o3", "m2", "12");
    auto second = *store->find("observation", "o3");
    second.body.get_object()["measurement"] = "m1";
    EXPECT_THROW(store->write({"observation", "o3", 1, "ana", "", false, second.body}), InvalidRecord);
}

TEST_F(PrivacyHiddenNumbers, measurements_that_were_removed_are_among_those_that_ever_were) {
    store->write({"measurement", "m1", 1, "ana", "", true, {}});
    const auto all = ever_written(*store, "measurement");
    ASSERT_EQ(all.size(), 2U);
    EXPECT_EQ(all[0].id, "m1");
    EXPECT_FALSE(all[0].removed);
    EXPECT_EQ(all[1].id, "m2");
}

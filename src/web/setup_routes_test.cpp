// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "store/settings.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// An empty data folder that the program was started on with a code.
class EmptyWorld {
public:
    explicit EmptyWorld(const std::string& code)
        : site({store, accounts, kinds, clock, lake, metrics}, options(code)) {}
    ~EmptyWorld() { std::filesystem::remove_all(folder); }
    EmptyWorld(const EmptyWorld&) = delete;
    EmptyWorld& operator=(const EmptyWorld&) = delete;

    Response send(const std::string& method, const std::string& target, const json::value& body = nullptr) {
        Request request = request_of(method, target);
        request.headers.emplace_back("x-csrf-token", "anonymous");
        request.headers.emplace_back("content-type", "application/json");
        if (!body.is_null()) request.body = json::serialize(body);
        return site.answer(request);
    }

    const std::filesystem::path folder{new_folder()};
    const FixedClock clock{*parse_instant("2014-11-21T12:00:00Z")};
    const records::Kinds kinds{records::all_kinds()};
    store::Store store{folder, kinds, clock};
    store::Accounts accounts{store, store::PasswordCost{1, std::size_t{8} << 10}};
    const LakeDoor lake{folder / "lake"};
    const metrics::Catalogue metrics{metrics::all_metrics()};

private:
    static std::filesystem::path new_folder() {
        std::string pattern = (std::filesystem::temp_directory_path() / "brujula-setup-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }
    SiteOptions options(const std::string& code) const {
        SiteOptions chosen;
        chosen.ui = folder / "ui";
        chosen.setup_code = code;
        return chosen;
    }

    Site site;
};

class setting_up : public testing::Test {
protected:
    EmptyWorld world{"k7qm-2x9f-hv3e"};

    static json::object wanted(const std::string& code = "K7QM 2X9F HV3E") {
        return {{"code", code},
                {"network", "Iberocoop"},
                {"language", "es"},
                {"name", "Ana"},
                {"password", "una contraseña larga"}};
    }
    int made(const json::object& body) { return world.send("POST", "/api/v1/setup", body).status; }
};

TEST_F(setting_up, an_empty_folder_is_told_and_a_page_may_ask_whether_it_is) {
    const auto told = Visitor::json_of(world.send("GET", "/api/v1/setup"));
    EXPECT_EQ(told.at("needed"), true);
    EXPECT_TRUE(told.at("network").is_null());
}

TEST_F(setting_up, the_code_makes_the_network_and_its_administrator_who_is_signed_in) {
    const Response response = world.send("POST", "/api/v1/setup", wanted());
    ASSERT_EQ(response.status, 201) << response.body;
    EXPECT_TRUE(response.header("Set-Cookie"));
    const auto id = json::value_to<std::string>(Visitor::json_of(response).at("network"));
    EXPECT_EQ(store::network_of(world.store), id);
    EXPECT_EQ(world.store.find("organisation", id)->body.at("name").at("es"), "Iberocoop");
    const auto ana = world.accounts.find("Ana");
    ASSERT_TRUE(ana);
    EXPECT_FALSE(ana->must_change);
    ASSERT_EQ(ana->grants.size(), 1U);
    EXPECT_EQ(ana->grants[0].organisation, id);
    EXPECT_EQ(ana->grants[0].role, records::Role::administrator);
}

TEST_F(setting_up, happens_once) {
    EXPECT_EQ(made(wanted()), 201);
    EXPECT_EQ(made(wanted()), 409);
    EXPECT_EQ(Visitor::json_of(world.send("GET", "/api/v1/setup")).at("needed"), false);
}

TEST_F(setting_up, another_code_makes_nothing_and_few_can_be_tried) {
    EXPECT_EQ(made(wanted("k7qm-2x9f-hv3f")), 403);
    EXPECT_EQ(made(wanted("")), 403);
    EXPECT_TRUE(world.accounts.all().empty());
    EXPECT_EQ(store::network_of(world.store), "");
    int last = 0;
    for (int i = 0; i < 50 && last != 429; ++i)
        last = made(wanted("wrong" + std::to_string(i)));
    EXPECT_EQ(last, 429);
}

TEST_F(setting_up, a_password_that_will_not_do_leaves_nothing_half_made) {
    json::object weak = wanted();
    weak["password"] = "short";
    EXPECT_EQ(made(weak), 400);
    EXPECT_TRUE(world.accounts.all().empty());
    EXPECT_EQ(store::network_of(world.store), "");
    EXPECT_EQ(made(wanted()), 201);
}

TEST_F(setting_up, goes_on_where_it_was_cut_between_the_network_and_its_administrator) {
    const auto id = world.store
                        .write({"organisation", "red", 0, "", "", false,
                                json::parse(R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})")})
                        .id;
    store::set_network(world.store, id);
    EXPECT_EQ(Visitor::json_of(world.send("GET", "/api/v1/setup")).at("network").at("id"), "red");
    EXPECT_EQ(made(wanted()), 201);
    EXPECT_EQ(world.accounts.find("Ana")->grants[0].organisation, "red");
}

TEST_F(setting_up, without_a_code_there_is_nothing_to_set_up) {
    EmptyWorld running{""};
    EXPECT_EQ(Visitor::json_of(running.send("GET", "/api/v1/setup")).at("needed"), false);
    EXPECT_EQ(running.send("POST", "/api/v1/setup", wanted("")).status, 409);
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "web/client_for_tests.hpp"
#include "web/problem.hpp"
#include "web/server.hpp"
#include "web/world_for_tests.hpp"

namespace brujula::web {
namespace {
namespace json = boost::json;

/// A world behind a real socket.
class Whole {
public:
    Whole()
        : server(
              {}, [this](const Request& request) { return world.site->answer(request); }, refusal_response) {}

    World world;
    Server server;
};

std::string get(const std::string& target, const std::string& more = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: brujula.test\r\n" + more + "\r\n";
}

TEST(whole, two_of_them_live_in_one_process_and_know_nothing_of_each_other) {
    Whole first;
    Whole second;
    Visitor coordinator(first.world, "coordinator");
    ASSERT_EQ(
        coordinator.send("POST", "/api/v1/goals", {{"id", "only-here"}, {"data", some_goal("Uno")}}).status,
        201);
    TestClient a(first.server.port());
    TestClient b(second.server.port());
    a.send(get("/api/v1/goals/only-here"));
    b.send(get("/api/v1/goals/only-here"));
    EXPECT_TRUE(a.answer().first.starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(b.answer().first.starts_with("HTTP/1.1 404 "));
}

TEST(whole, what_the_server_refuses_has_the_shape_of_every_error) {
    Whole whole;
    TestClient client(whole.server.port());
    client.send("POST /api/v1/goals HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999\r\n\r\n");
    const auto [head, body] = client.answer();
    EXPECT_TRUE(head.starts_with("HTTP/1.1 413 "));
    EXPECT_NE(head.find("application/problem+json"), std::string::npos);
    EXPECT_EQ(json::parse(body).at("key"), "error-body-too-large");
    EXPECT_EQ(json::parse(body).at("status"), 413);
}

TEST(whole, head_and_a_second_asking_send_no_body) {
    Whole whole;
    TestClient client(whole.server.port());
    client.send("HEAD /api/v1/goals/wmar-goal HTTP/1.1\r\nHost: a\r\n\r\n");
    const std::string head = client.answer(true).first;
    const std::size_t at = head.find("ETag: ") + 6;
    const std::string etag = head.substr(at, head.find('\r', at) - at);
    client.send(get("/api/v1/goals/wmar-goal", "If-None-Match: " + etag + "\r\n"));
    EXPECT_TRUE(client.answer(true).first.starts_with("HTTP/1.1 304 "));
    client.send(get("/api/v1/goals/wmar-goal"));
    EXPECT_EQ(json::parse(client.answer().second).at("id"), "wmar-goal");
}

TEST(whole, addresses_that_try_to_leave_the_folder_find_nothing) {
    Whole whole;
    for (const char* target :
         {"/../records.sqlite", "/%2e%2e/records.sqlite", "/assets/%2e%2e/%2e%2e/records.sqlite",
          "/..%5crecords.sqlite", "/records.sqlite"}) {
        TestClient client(whole.server.port());
        client.send(get(target));
        EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 404 ")) << target;
    }
}

}  // namespace
}  // namespace brujula::web

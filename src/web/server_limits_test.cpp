// SPDX-License-Identifier: GPL-3.0-or-later
// What one source can take of a server from the others: over real sockets, from several addresses of this
// machine.
#include <chrono>
#include <deque>
#include <string>
#include <thread>

#include <gtest/gtest.h>
#include <sys/resource.h>

#include "web/client_for_tests.hpp"
#include "web/sender.hpp"
#include "web/server.hpp"
#include "web/shares.hpp"

namespace brujula::web {
namespace {

constexpr const char* k_attacker = "127.0.0.2";
constexpr const char* k_neighbour = "127.0.0.3";
constexpr const char* k_third = "127.0.0.4";

Response plain(int status, std::string body = {}) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response refusal(int status) {
    return plain(status, "refused");
}

Response length_of_body(const Request& request) {
    return plain(200, std::to_string(request.body.size()));
}

std::string get(const std::string& more = {}) {
    return "GET / HTTP/1.1\r\nHost: test\r\n" + more + "\r\n";
}

std::string post_of(std::size_t length, const std::string& more = {}) {
    return "POST / HTTP/1.1\r\nHost: test\r\n" + more + "Content-Length: " + std::to_string(length) +
           "\r\n\r\n";
}

int status_of_answer(TestClient& client) {
    const std::string head = client.answer().first;
    return head.size() < 12 ? 0 : std::stoi(head.substr(9, 3));
}

int status_of_post(std::uint16_t port, const char* from, std::size_t length) {
    TestClient client(port, from);
    client.send(post_of(length) + std::string(length, 'x'));
    return status_of_answer(client);
}

/// Announces a body and waits until the server has read so.
void announce(TestClient& client, std::size_t length, const std::string& more = {}) {
    client.send(post_of(length, more + "Expect: 100-continue\r\n"));
    ASSERT_EQ(status_of_answer(client), 100);
}

/// Until all that lies in other connections has been read: at each turn of its loop the server reads a piece
/// of every connection that has something.
void let_the_server_read(std::uint16_t port) {
    TestClient client(port, k_third);
    for (int turn = 0; turn < 200; ++turn) {
        client.send(get());
        ASSERT_EQ(status_of_answer(client), 200);
    }
}

/// Both ends of each connection are in this process.
void need_files(rlim_t count) {
    rlimit limit{};
    getrlimit(RLIMIT_NOFILE, &limit);
    limit.rlim_cur = std::max(limit.rlim_cur, std::min(count, limit.rlim_max));
    setrlimit(RLIMIT_NOFILE, &limit);
}

TEST(abuse_of_the_server, twenty_connections_that_announce_ten_megabytes_each_keep_nobody_from_writing) {
    Server server({}, length_of_body, refusal);
    std::deque<TestClient> attackers;
    for (int i = 0; i < 20; ++i)
        announce(attackers.emplace_back(server.port(), k_attacker), 10 * 1024 * 1024);
    EXPECT_EQ(status_of_post(server.port(), k_neighbour, 100), 200) << "a sign-in";
    EXPECT_EQ(status_of_post(server.port(), k_neighbour, 10 * 1024 * 1024), 200) << "a file";
    EXPECT_EQ(status_of_post(server.port(), k_attacker, 100), 200) << "nor the attacker's colleagues";
}

TEST(abuse_of_the_server, bodies_that_arrive_and_stay_unfinished_take_the_share_of_their_source_alone) {
    ServerOptions options;
    options.bodies_limit = 1'000'000;
    options.bodies_share = 300'000;
    Server server(options, length_of_body, refusal);
    std::deque<TestClient> attackers;
    int refused = 0;
    for (int i = 0; i < 20; ++i) {
        announce(attackers.emplace_back(server.port(), k_attacker), 200'000);
        attackers.back().send(std::string(199'999, 'x'));
    }
    // Whoever has been refused is told so; the others would wait for their last byte.
    for (TestClient& attacker : attackers) {
        attacker.send("x");
        refused += status_of_answer(attacker) == 503 ? 1 : 0;
    }
    EXPECT_GE(refused, 1);
    std::deque<TestClient> more;
    for (int i = 0; i < 3; ++i) {
        announce(more.emplace_back(server.port(), k_attacker), 200'000);
        more.back().send(std::string(199'999, 'x'));
    }
    EXPECT_EQ(status_of_post(server.port(), k_neighbour, 250'000), 200);
    EXPECT_EQ(status_of_post(server.port(), k_attacker, 60'000), 200) << "small ones are always let in";
}

TEST(abuse_of_the_server, what_a_body_held_is_given_back) {
    ServerOptions options;
    options.bodies_share = 300'000;
    Server server(options, length_of_body, refusal);
    for (int i = 0; i < 10; ++i)
        ASSERT_EQ(status_of_post(server.port(), k_attacker, 250'000), 200) << i;
    EXPECT_EQ(status_of_post(server.port(), k_attacker, 350'000), 503);
    EXPECT_EQ(status_of_post(server.port(), k_attacker, 250'000), 200);
}

TEST(abuse_of_the_server, a_thousand_idle_connections_from_one_address_keep_nobody_out) {
    need_files(4096);
    Server server({}, length_of_body, refusal);
    std::deque<TestClient> attackers;
    for (int i = 0; i < 1000; ++i)
        attackers.emplace_back(server.port(), k_attacker);
    EXPECT_EQ(status_of_post(server.port(), k_neighbour, 10), 200);
    EXPECT_LE(server.connections(), ServerOptions{}.connections_share + 2);
    EXPECT_TRUE(attackers.front().ended()) << "the one that was idle for longest";
    attackers.back().send(get());
    EXPECT_EQ(status_of_answer(attackers.back()), 200) << "the newest of the same address";
}

TEST(abuse_of_the_server, a_full_house_ends_the_longest_idle_connection_of_the_fullest_address) {
    ServerOptions options;
    options.most_connections = 6;
    options.connections_share = 4;
    Server server(options, length_of_body, refusal);
    std::deque<TestClient> many;
    std::deque<TestClient> few;
    const auto come = [&](std::deque<TestClient>& to, const char* from) {
        to.emplace_back(server.port(), from).send(get());
        EXPECT_EQ(status_of_answer(to.back()), 200);
    };
    for (int i = 0; i < 4; ++i)
        come(many, k_attacker);
    for (int i = 0; i < 2; ++i)
        come(few, k_neighbour);
    many.front().send(get());  // the first is now the one that was busy last
    EXPECT_EQ(status_of_answer(many.front()), 200);
    EXPECT_EQ(status_of_post(server.port(), k_third, 10), 200);
    EXPECT_TRUE(many[1].ended());
    for (TestClient* stays : {&many[0], &many[2], &many[3], &few[0], &few[1]}) {
        stays->send(get());
        EXPECT_EQ(status_of_answer(*stays), 200);
    }
}

TEST(abuse_of_the_server, headers_that_never_end_are_no_better_than_idling) {
    ServerOptions options;
    options.connections_share = 5;
    Server server(options, length_of_body, refusal);
    std::deque<TestClient> attackers;
    for (int i = 0; i < 20; ++i)
        attackers.emplace_back(server.port(), k_attacker).send("GET / HTTP/1.1\r\nHo");
    TestClient newest(server.port(), k_attacker);
    newest.send(get());
    EXPECT_EQ(status_of_answer(newest), 200);
    EXPECT_EQ(status_of_post(server.port(), k_neighbour, 10), 200);
}

TEST(abuse_of_the_server, answers_that_nobody_takes_are_dropped_from_the_source_that_leaves_most) {
    constexpr std::size_t size = 8'000'000;
    ServerOptions options;
    options.answers_limit = 5 * size;
    Server server(
        options, [](const Request&) { return plain(200, std::string(size, 'x')); }, refusal);
    std::deque<TestClient> slow;
    for (int i = 0; i < 12; ++i)
        slow.emplace_back(server.port(), k_attacker).send(get());
    TestClient neighbour(server.port(), k_neighbour);
    neighbour.send(get());
    EXPECT_EQ(neighbour.answer().second.size(), size);
    int whole = 0;
    for (TestClient& client : slow)
        whole += client.answer().second.size() == size ? 1 : 0;
    EXPECT_LE(whole, 7) << "what lies there is bounded";
    EXPECT_GE(whole, 1) << "who takes it in time gets it";
}

TEST(abuse_of_the_server, a_proxys_connections_are_not_counted_and_its_bodies_count_for_whom_it_names) {
    ServerOptions options;
    options.connections_share = 5;
    options.bodies_share = 300'000;
    options.proxies = {"127.0.0.1"};
    Server server(options, length_of_body, refusal);
    std::deque<TestClient> idle;
    for (int i = 0; i < 40; ++i) {
        idle.emplace_back(server.port()).send(get("X-Forwarded-For: 192.0.2.1\r\n"));
        EXPECT_EQ(status_of_answer(idle.back()), 200);
    }
    const auto post = [&](const std::string& sender, std::size_t length) {
        TestClient client(server.port());
        client.send(post_of(length, "X-Forwarded-For: 198.51.100.7, " + sender + "\r\n") +
                    std::string(length, 'x'));
        return status_of_answer(client);
    };
    TestClient hog(server.port());
    announce(hog, 290'000, "X-Forwarded-For: 192.0.2.1\r\n");
    hog.send(std::string(289'000, 'x'));
    let_the_server_read(server.port());
    EXPECT_EQ(post("192.0.2.1", 200'000), 503);
    EXPECT_EQ(post("192.0.2.2", 200'000), 200);
    for (TestClient& still : idle) {
        still.send(get());
        EXPECT_EQ(status_of_answer(still), 200);
    }
}

TEST(abuse_of_the_server, a_source_is_an_address_or_a_network_of_ipv6) {
    EXPECT_EQ(source_of("192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(source_of("::ffff:192.0.2.1"), "192.0.2.1");
    EXPECT_EQ(source_of("2001:db8:1:2:3:4:5:6"), "2001:db8:1:2::/64");
    EXPECT_EQ(source_of("2001:db8:1:2::9"), source_of("2001:db8:1:2:ffff::"));
    EXPECT_NE(source_of("2001:db8:1:2::9"), source_of("2001:db8:1:3::9"));
    EXPECT_EQ(source_of("::1"), "::/64");
    EXPECT_EQ(source_of("no address"), "no address");
}

TEST(abuse_of_the_server, shares_know_who_holds_most) {
    Shares shares;
    EXPECT_EQ(shares.greatest(), "");
    shares.take("a", 3);
    shares.take("b", 5);
    shares.give_back("b", 4);
    EXPECT_EQ(shares.greatest(), "a");
    EXPECT_EQ(shares.total(), 4U);
    shares.give_back("a", 9);
    EXPECT_EQ(shares.of("a"), 0U);
    EXPECT_EQ(shares.total(), 1U);
}

}  // namespace
}  // namespace brujula::web

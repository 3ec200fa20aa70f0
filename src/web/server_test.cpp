// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server.hpp"

#include <future>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "web/client_for_tests.hpp"

namespace brujula::web {
namespace {

using std::chrono::milliseconds;

Response plain(int status, std::string body = {}) {
    Response response;
    response.status = status;
    response.body = std::move(body);
    return response;
}

Response refusal(int status) {
    return plain(status, "refused");
}

/// Answers what it was asked: method, path, body.
Response echo(const Request& request) {
    return plain(200, request.method + " " + request.path + " " + request.body);
}

std::string get(const std::string& target, const std::string& more = {}) {
    return "GET " + target + " HTTP/1.1\r\nHost: test\r\n" + more + "\r\n";
}

TEST(server, one_connection_answers_one_request_after_another) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    for (const char* path : {"/a", "/b", "/c"}) {
        client.send(get(path));
        EXPECT_EQ(client.answer().second, std::string("GET ") + path + " ");
    }
}

TEST(server, pipelined_requests_are_answered_in_their_order) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    client.send(get("/1") + "POST /2 HTTP/1.1\r\nHost: test\r\nContent-Length: 3\r\n\r\nabc" + get("/3"));
    EXPECT_EQ(client.answer().second, "GET /1 ");
    EXPECT_EQ(client.answer().second, "POST /2 abc");
    EXPECT_EQ(client.answer().second, "GET /3 ");
}

TEST(server, head_has_the_length_of_get_and_no_body) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    client.send("HEAD /x HTTP/1.1\r\nHost: test\r\n\r\n" + get("/y"));
    EXPECT_NE(client.answer(true).first.find("Content-Length: 8\r\n"), std::string::npos);  // "HEAD /x "
    EXPECT_EQ(client.answer().second, "GET /y ");
}

TEST(server, an_old_client_without_keep_alive_gets_its_answer_and_the_end) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    client.send("GET /old HTTP/1.0\r\n\r\n");
    const auto [head, body] = client.answer();
    EXPECT_NE(head.find("Connection: close"), std::string::npos);
    EXPECT_EQ(body, "GET /old ");
    EXPECT_TRUE(client.ended());
}

TEST(server, a_body_that_is_announced_too_big_is_refused_before_it_is_sent) {
    ServerOptions options;
    options.body_limit = 1000;
    Server server(options, echo, refusal);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1001\r\n\r\n");
    EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 413 "));
    client.end_of_sending();
    EXPECT_TRUE(client.ended());
}

TEST(server, a_refused_body_that_is_sent_all_the_same_does_not_lose_the_answer) {
    ServerOptions options;
    options.body_limit = 1000;
    Server server(options, echo, refusal);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1900\r\n\r\n" + std::string(1900, 'x'));
    EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 413 "));
}

TEST(server, bodies_of_all_connections_together_have_a_limit_that_is_given_back) {
    ServerOptions options;
    options.bodies_limit = 1500;
    options.small_body = 10;
    Server server(options, echo, refusal);
    TestClient first(server.port());
    const std::string head = "POST / HTTP/1.1\r\nHost: test\r\nContent-Length: 1000\r\n";
    first.send(head + "Expect: 100-continue\r\n\r\n");
    EXPECT_TRUE(first.answer().first.starts_with("HTTP/1.1 100 "));
    first.send(std::string(999, 'x'));
    const auto another = [&] {
        TestClient client(server.port());
        client.send(head + "\r\n" + std::string(1000, 'x'));
        return client.answer().first;
    };
    TestClient other(server.port());
    for (int turn = 0; turn < 20; ++turn) {  // at each the server reads a piece of what the first sent
        other.send(get("/"));
        ASSERT_TRUE(other.answer().first.starts_with("HTTP/1.1 200 "));
    }
    EXPECT_TRUE(another().starts_with("HTTP/1.1 503 "));
    first.send("x");
    EXPECT_TRUE(first.answer().first.starts_with("HTTP/1.1 200 "));
    EXPECT_TRUE(another().starts_with("HTTP/1.1 200 "));
}

TEST(server, headers_have_a_limit) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    client.send(get("/", "X: " + std::string(17 * 1024, 'x') + "\r\n"));
    EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 431 "));
}

TEST(server, what_is_not_http_is_refused_and_the_connection_ends) {
    Server server({}, echo, refusal);
    for (const std::string& wrong :
         {std::string("nonsense\r\n\r\n"), std::string("GET / HTTP/9.9\r\nHost: a\r\n\r\n"),
          std::string("GET / HTTP/1.1\r\nno colon\r\n\r\n"), std::string("GET / HTTP/1.1\r\n\r\n"),
          std::string("GET nowhere HTTP/1.1\r\nHost: a\r\n\r\n"),
          std::string("GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n"),
          std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n"),
          std::string("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n")}) {
        TestClient client(server.port());
        client.send(wrong);
        EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 400 ")) << wrong;
        client.end_of_sending();
        EXPECT_TRUE(client.ended()) << wrong;
    }
}

TEST(server, chunked_requests_are_refused_so_that_no_length_can_be_read_in_two_ways) {
    Server server({}, echo, refusal);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 411 "));
}

TEST(server, a_client_that_stops_in_the_middle_of_a_header_is_let_go) {
    ServerOptions options;
    options.header_time = milliseconds(50);
    Server server(options, echo, refusal);
    TestClient client(server.port());
    client.send("GET / HTTP/1.1\r\nHo");
    EXPECT_TRUE(client.ended());
}

TEST(server, a_client_that_stops_in_the_middle_of_a_body_is_let_go) {
    ServerOptions options;
    options.transfer_time = milliseconds(50);
    Server server(options, echo, refusal);
    TestClient client(server.port());
    client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 10\r\n\r\nabc");
    EXPECT_TRUE(client.ended());
}

TEST(server, a_client_that_does_not_take_its_answer_is_let_go) {
    ServerOptions options;
    options.transfer_time = milliseconds(100);
    options.slowest_rate = 1'000'000'000;
    Server server(
        options, [](const Request&) { return plain(200, std::string(50'000'000, 'x')); }, refusal);
    TestClient client(server.port());
    client.send(get("/"));
    while (server.connections() == 0)
        std::this_thread::yield();
    while (server.connections() != 0)
        std::this_thread::yield();
    EXPECT_LT(client.rest().size(), 50'000'000U);
}

TEST(server, an_idle_connection_is_let_go) {
    ServerOptions options;
    options.idle_time = milliseconds(50);
    Server server(options, echo, refusal);
    TestClient client(server.port());
    EXPECT_TRUE(client.ended());
}

TEST(server, too_many_connections_at_work_are_told_so) {
    std::promise<void> running;
    std::promise<void> go_on;
    ServerOptions options;
    options.most_connections = 1;
    Server server(
        options,
        [&](const Request&) {
            running.set_value();
            go_on.get_future().wait();
            return plain(200);
        },
        refusal);
    TestClient first(server.port());
    first.send(get("/"));
    running.get_future().wait();
    TestClient second(server.port());
    EXPECT_TRUE(second.answer().first.starts_with("HTTP/1.1 503 "));
    go_on.set_value();
    EXPECT_TRUE(first.answer().first.starts_with("HTTP/1.1 200 "));
}

TEST(server, a_line_break_in_a_header_of_an_answer_never_leaves_the_house) {
    Server server(
        {},
        [](const Request& request) {
            Response response;
            response.set("Location", *percent_decoded(request.path));
            return response;
        },
        refusal);
    TestClient client(server.port());
    client.send(get("/a%0d%0aSet-Cookie:%20x=y"));
    const auto [head, body] = client.answer();
    EXPECT_TRUE(head.starts_with("HTTP/1.1 500 "));
    EXPECT_EQ(head.find("Set-Cookie"), std::string::npos);
}

TEST(server, a_handler_that_fails_gives_a_bare_500_and_the_server_lives_on) {
    Server server(
        {},
        [](const Request& request) -> Response {
            if (request.path == "/fail") throw std::runtime_error("secret");
            return plain(200);
        },
        refusal);
    TestClient client(server.port());
    client.send(get("/fail"));
    const auto [head, body] = client.answer();
    EXPECT_TRUE(head.starts_with("HTTP/1.1 500 "));
    EXPECT_EQ(body, "refused");
    client.send(get("/"));
    EXPECT_TRUE(client.answer().first.starts_with("HTTP/1.1 200 "));
}

Response three_parts(const Request&) {
    Response response;
    response.stream = [n = 0](std::string& part) mutable {
        ++n;
        part = std::string(n == 2 ? 0 : 100'000, static_cast<char>('0' + n));
        return n < 3;
    };
    return response;
}

TEST(server, a_long_answer_comes_in_parts_and_the_connection_stays) {
    Server server({}, three_parts, refusal);
    TestClient client(server.port());
    for (int i = 0; i < 2; ++i) {
        client.send(get("/"));
        const auto [head, body] = client.answer();
        EXPECT_NE(head.find("Transfer-Encoding: chunked"), std::string::npos);
        EXPECT_EQ(body, std::string(100'000, '1') + std::string(100'000, '3'));
    }
}

TEST(server, an_old_client_gets_a_long_answer_up_to_the_end_of_the_connection) {
    Server server({}, three_parts, refusal);
    TestClient client(server.port());
    client.send("GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n");
    EXPECT_EQ(client.answer().first.find("chunked"), std::string::npos);
    EXPECT_EQ(client.rest().size(), 200'000U);
}

TEST(server, a_long_answer_that_breaks_off_is_not_taken_for_whole) {
    Server server(
        {},
        [](const Request&) {
            Response response;
            response.stream = [n = 0](std::string& part) mutable {
                if (++n == 2) throw std::runtime_error("the disk is gone");
                part = "begin";
                return true;
            };
            return response;
        },
        refusal);
    TestClient client(server.port());
    client.send(get("/"));
    EXPECT_EQ(client.rest().find("\r\n0\r\n"), std::string::npos);
}

TEST(server, draining_finishes_what_runs_and_takes_nothing_new) {
    std::promise<void> running;
    std::promise<void> go_on;
    Server server(
        {},
        [&](const Request& request) {
            if (request.path == "/slow") {
                running.set_value();
                go_on.get_future().wait();
            }
            return plain(200, "done");
        },
        refusal);
    TestClient idle(server.port());
    idle.send(get("/"));
    EXPECT_EQ(idle.answer().second, "done");
    TestClient busy(server.port());
    busy.send(get("/slow"));
    running.get_future().wait();

    auto drained = std::async(std::launch::async, [&] { server.drain(); });
    EXPECT_TRUE(idle.ended());
    EXPECT_THROW(TestClient(server.port()), std::runtime_error);
    go_on.set_value();
    const auto [head, body] = busy.answer();
    EXPECT_EQ(body, "done");
    EXPECT_NE(head.find("Connection: close"), std::string::npos);
    drained.get();
    EXPECT_EQ(server.connections(), 0U);
}

TEST(server, draining_does_not_wait_for_ever_for_a_request_that_never_comes_whole) {
    ServerOptions options;
    options.drain_time = milliseconds(50);
    Server server(options, echo, refusal);
    TestClient client(server.port());
    client.send(get("/") + "GET / HTTP/1.1\r\nHo");
    EXPECT_EQ(client.answer().second, "GET / ");
    server.drain();
    EXPECT_TRUE(client.ended());
}

TEST(server, a_port_that_is_taken_is_an_error_that_names_it) {
    Server first({}, echo, refusal);
    ServerOptions options;
    options.port = first.port();
    try {
        Server second(options, echo, refusal);
        FAIL() << "two servers on one port";
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
        EXPECT_EQ(error.message().parameters.at(1), std::to_string(first.port()));
    }
}

TEST(server, two_servers_live_side_by_side) {
    Server first(
        {}, [](const Request&) { return plain(200, "first"); }, refusal);
    Server second(
        {}, [](const Request&) { return plain(200, "second"); }, refusal);
    TestClient a(first.port());
    TestClient b(second.port());
    a.send(get("/"));
    b.send(get("/"));
    EXPECT_EQ(a.answer().second, "first");
    EXPECT_EQ(b.answer().second, "second");
}

TEST(http, a_query_is_decoded) {
    const auto query = parse_query("q=a+b%20c&&empty&eq=1=2&bad=%zz");
    ASSERT_EQ(query.size(), 4U);
    EXPECT_EQ(query[0].second, "a b c");
    EXPECT_EQ(query[1], (std::pair<std::string, std::string>{"empty", ""}));
    EXPECT_EQ(query[2].second, "1=2");
    EXPECT_EQ(query[3].second, "%zz");
}

TEST(http, a_percent_at_the_end_is_not_decoded) {
    EXPECT_EQ(percent_decoded("a%2"), std::nullopt);
    EXPECT_EQ(percent_decoded("a%"), std::nullopt);
    EXPECT_EQ(percent_decoded("%C3%B1"), "ñ");
}

}  // namespace
}  // namespace brujula::web

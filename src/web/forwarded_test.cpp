// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/forwarded.hpp"

#include <fstream>
#include <sstream>

#include <gtest/gtest.h>

namespace brujula::web {
namespace {

std::vector<std::string> split_at(const std::string& text, char separator) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, separator);)
        parts.push_back(part);
    return parts;
}

Sender sender_in(const std::string& header, const std::string& peer, const std::string& lines) {
    Request request;
    request.remote_address = peer;
    request.headers = {{"host", "inside"}};
    for (const auto& line : split_at(lines, '|'))
        request.headers.emplace_back(header == "forwarded" ? "forwarded" : "x-forwarded-for", line);
    const auto by = header == "forwarded" ? ForwardedBy::forwarded : ForwardedBy::x_forwarded;
    return sender_of(request, {{"203.0.113.1", "203.0.113.2", "2001:db8:ffff::1"}, by});
}

TEST(access_forwarded, the_sender_is_what_the_cases_say) {
    std::ifstream file(BRUJULA_SOURCE_DIR "/tests/cases/forwarded/cases.tsv");
    std::size_t cases = 0;
    for (std::string line; std::getline(file, line);) {
        if (line.empty() || line.front() == '#') continue;
        const auto cells = split_at(line, '\t');
        ASSERT_EQ(cells.size(), 6U) << line;
        const auto sender = sender_in(cells[0], cells[1], cells[2]);
        EXPECT_EQ(sender.address, cells[3]) << line;
        EXPECT_EQ(sender.https, cells[4] == "yes") << line;
        ++cases;
    }
    EXPECT_GT(cases, 30U);
}

TEST(access_forwarded, of_the_header_that_the_proxy_does_not_write_nothing_is_believed) {
    Request request;
    request.remote_address = "203.0.113.1";
    request.headers = {{"host", "inside"},
                       {"forwarded", "for=6.6.6.6;proto=https;host=evil"},
                       {"x-forwarded-for", "198.51.100.7"},
                       {"x-forwarded-host", "evil, brujula.example.org"},
                       {"x-forwarded-proto", "http, https"}};
    const Sender one = sender_of(request, {{"203.0.113.1"}, ForwardedBy::x_forwarded});
    EXPECT_EQ(one.address, "198.51.100.7");
    EXPECT_EQ(one.host, "brujula.example.org");
    EXPECT_TRUE(one.https);
    const Sender other = sender_of(request, {{"203.0.113.1"}, ForwardedBy::forwarded});
    EXPECT_EQ(other.address, "6.6.6.6");
    const Sender direct = sender_of(request, {{}, ForwardedBy::x_forwarded});
    EXPECT_EQ(direct.address, "203.0.113.1");
    EXPECT_EQ(direct.host, "inside");
    EXPECT_FALSE(direct.https);
}

TEST(access_forwarded, a_list_that_is_too_long_says_nothing) {
    Request request;
    request.remote_address = "203.0.113.1";
    request.headers = {{"x-forwarded-for", std::string(9000, ' ') + ", 198.51.100.7"}};
    EXPECT_EQ(sender_of(request, {{"203.0.113.1"}, ForwardedBy::x_forwarded}).address, "203.0.113.1");
}

}  // namespace
}  // namespace brujula::web

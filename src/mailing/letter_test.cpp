// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/letter.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "base/json.hpp"

namespace brujula::mailing {
namespace {

namespace fs = std::filesystem;

std::string contents(const fs::path& path) {
    std::ifstream file{path};
    EXPECT_TRUE(file) << path;
    return {std::istreambuf_iterator<char>(file), {}};
}

Letter plain_letter() {
    Letter letter;
    letter.from = "brujula@example.org";
    letter.to = "ana@example.org";
    letter.subject = "Hello";
    letter.text = "Hello\n";
    letter.html = "<p>Hello</p>\n";
    letter.language = "en";
    letter.message_id = "digest.1.1416571200@example.org";
    letter.date = *parse_instant("2014-11-21T12:00:00Z");
    return letter;
}

Letter letter_of(const fs::path& folder) {
    const boost::json::value given = parse_json(contents(folder / "letter.json"));
    Letter letter = plain_letter();
    const auto take = [&](const char* name, std::string& into) {
        if (const auto* member = given.as_object().if_contains(name)) into = std::string(member->as_string());
    };
    take("to", letter.to);
    take("subject", letter.subject);
    take("text", letter.text);
    take("html", letter.html);
    take("language", letter.language);
    take("unsubscribe", letter.unsubscribe);
    return letter;
}

/// With line ends as files have them; fails where one is not CRLF.
std::string lines_of(const std::string& wire) {
    std::string text;
    for (std::size_t i = 0; i < wire.size(); ++i) {
        const bool pair = wire[i] == '\r' && i + 1 < wire.size() && wire[i + 1] == '\n';
        if (wire[i] == '\n') {
            EXPECT_TRUE(i > 0 && wire[i - 1] == '\r') << "a bare line feed at " << i;
        }
        if (wire[i] == '\r') {
            EXPECT_TRUE(pair) << "a bare carriage return at " << i;
        }
        if (!pair) text += wire[i];
    }
    return text;
}

std::string headers_of(const std::string& wire) {
    return wire.substr(0, wire.find("\r\n\r\n"));
}

std::size_t header_lines(const std::string& wire) {
    const std::string headers = headers_of(wire);
    std::size_t count = 1;
    for (std::size_t at = headers.find("\r\n"); at != std::string::npos; at = headers.find("\r\n", at + 2))
        if (headers.at(at + 2) != ' ') ++count;
    return count;
}

// Each folder of tests/cases/mail holds a letter and the bytes that it becomes, line ends apart.
TEST(letter, each_golden_letter_becomes_the_bytes_beside_it) {
    std::size_t cases = 0;
    for (const auto& entry : fs::directory_iterator(BRUJULA_SOURCE_DIR "/tests/cases/mail")) {
        if (!fs::exists(entry.path() / "letter.json")) continue;
        ++cases;
        const auto made = lines_of(compose(letter_of(entry.path())));
        EXPECT_EQ(made, contents(entry.path() / "expected.eml")) << entry.path();
    }
    EXPECT_GE(cases, 4U);
}

TEST(letter, what_is_no_address_is_refused_and_with_it_every_command_and_header_it_could_hold) {
    for (const char* address : {"",
                                "ana",
                                "@example.org",
                                "ana@",
                                "ana@example",
                                "ana@example.org\r\nBcc: b@example.org",
                                "ana@example.org\nDATA",
                                "ana@example.org>",
                                "<ana@example.org>",
                                "ana maria@example.org",
                                "ana@exa mple.org",
                                "ana@@example.org",
                                "ana@b@example.org",
                                ".ana@example.org",
                                "ana..b@example.org",
                                "ana@example..org",
                                "ana@-example.org",
                                "ana@example-.org",
                                "aña@example.org",
                                "ana@españa.org",
                                "\"a b\"@example.org",
                                "ana@example.org ",
                                "ana,eva@example.org"})
        EXPECT_FALSE(is_mail_address(address)) << address;
    for (const char* address : {"ana@example.org", "ana.maria+brujula@correo.example.org", "a@b.co",
                                "o'neil@example.org", "root@localhost", "1@xn--espaa-rta.org"})
        EXPECT_TRUE(is_mail_address(address)) << address;
    EXPECT_FALSE(is_mail_address(std::string(65, 'a') + "@example.org"));
    EXPECT_FALSE(is_mail_address("a@" + std::string(250, 'b') + ".org"));
    EXPECT_FALSE(is_mail_address(std::string("ana\0@example.org", 16)));
    Letter letter = plain_letter();
    letter.to = "ana@example.org\r\nBcc: eva@example.org";
    EXPECT_THROW(compose(letter), Error);
    letter = plain_letter();
    letter.from = "b@example.org\r\nX: y";
    EXPECT_THROW(compose(letter), Error);
}

TEST(letter, an_id_or_an_address_to_unsubscribe_at_with_a_line_end_is_refused) {
    for (const char* bad : {"a\r\nb", "a b", "a>b", "ñ"}) {
        Letter letter = plain_letter();
        letter.message_id = bad;
        EXPECT_THROW(compose(letter), Error) << bad;
        letter = plain_letter();
        letter.unsubscribe = bad;
        EXPECT_THROW(compose(letter), Error) << bad;
    }
    Letter letter = plain_letter();
    letter.unsubscribe = "https://example.org/" + std::string(900, 'a');
    EXPECT_THROW(compose(letter), Error);
}

TEST(letter, a_subject_with_line_ends_stays_one_header) {
    Letter letter = plain_letter();
    const auto usual = header_lines(compose(letter));
    letter.subject = "Hello\r\nBcc: eva@example.org\r\n\r\nbody";
    const auto wire = compose(letter);
    EXPECT_EQ(header_lines(wire), usual);
    EXPECT_NE(wire.find("Subject: Hello  Bcc: eva@example.org    body\r\n"), std::string::npos) << wire;
}

RC_GTEST_PROP(letter, whatever_people_write_the_bytes_are_ascii_in_short_lines_with_the_same_headers,
              (const std::string& subject, const std::string& text, const std::string& html)) {
    Letter letter = plain_letter();
    const auto usual = header_lines(compose(letter));
    letter.subject = subject;
    letter.text = text;
    letter.html = html;
    const auto wire = compose(letter);
    RC_ASSERT(header_lines(wire) == usual);
    std::size_t width = 0;
    for (const char c : lines_of(wire)) {
        RC_ASSERT(static_cast<unsigned char>(c) < 0x80U);
        width = c == '\n' ? 0 : width + 1;
        RC_ASSERT(width <= 100U);
    }
}

TEST(letter, text_within_html_and_within_an_address_cannot_end_what_it_is_in) {
    EXPECT_EQ(html_escaped("<a href=\"x\">R&D's</a>"), "&lt;a href=&quot;x&quot;&gt;R&amp;D&#39;s&lt;/a&gt;");
    EXPECT_EQ(percent_encoded("Ana Ñ/?&="), "Ana%20%C3%91%2F%3F%26%3D");
}

}  // namespace
}  // namespace brujula::mailing

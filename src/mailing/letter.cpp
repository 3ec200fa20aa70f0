// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/letter.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::mailing {

namespace {

constexpr std::size_t longest_address = 254;
constexpr std::size_t longest_local_part = 64;
constexpr std::size_t longest_in_header = 900;
constexpr std::size_t longest_line = 76;  // RFC 2045 6.7, RFC 2047 2
constexpr std::size_t longest_plain_subject = 60;
// Cannot be in a part: there an equals sign is followed by two hexadecimal digits or by the end of the line.
constexpr std::string_view boundary = "=_brujula_alternative";

bool is_letter_or_digit(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

bool is_visible(char c) {
    return c > ' ' && c < '\x7f';
}

/// Atoms with single dots between them: "ana.maria", "example.org".
bool is_dotted(std::string_view text, std::string_view signs) {
    if (text.empty() || text.front() == '.' || text.back() == '.') return false;
    if (text.find("..") != std::string_view::npos) return false;
    return std::all_of(text.begin(), text.end(), [&](char c) {
        return is_letter_or_digit(c) || c == '.' || signs.find(c) != std::string_view::npos;
    });
}

/// Whole signs of UTF-8, one after the other, of well-formed text.
std::string_view next_sign(std::string_view& text) {
    std::size_t size = 1;
    while (size < text.size() && (static_cast<unsigned char>(text[size]) & 0xC0U) == 0x80U)
        ++size;
    const std::string_view sign = text.substr(0, size);
    text.remove_prefix(size);
    return sign;
}

std::string hexadecimal(char sign, char c) {
    return fmt::format("{}{:02X}", sign, static_cast<unsigned char>(c));
}

std::string encoded_words(std::string_view text) {
    constexpr std::string_view begin = "=?UTF-8?Q?";
    constexpr std::string_view end = "?=";
    std::string words;
    std::string word;
    const auto finish = [&] {
        words += (words.empty() ? "" : "\r\n ") + std::string(begin) + word + std::string(end);
        word.clear();
    };
    while (!text.empty()) {
        std::string encoded;
        for (const char c : next_sign(text))
            encoded += c == ' ' ? "_" : is_letter_or_digit(c) ? std::string(1, c) : hexadecimal('=', c);
        if (begin.size() + word.size() + encoded.size() + end.size() > longest_line - 1) finish();
        word += encoded;
    }
    finish();
    return words;
}

std::string subject_header(std::string_view subject) {
    std::string clean = normalise(subject);
    std::replace_if(
        clean.begin(), clean.end(), [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; },
        ' ');
    const bool plain =
        clean.size() <= longest_plain_subject && clean.find("=?") == std::string::npos &&
        std::all_of(clean.begin(), clean.end(), [](char c) { return c == ' ' || is_visible(c); });
    return plain ? clean : encoded_words(clean);
}

std::string quoted_printable_line(std::string_view line) {
    std::string encoded;
    std::size_t width = 0;
    for (std::size_t i = 0; i < line.size(); ++i) {
        const char c = line[i];
        const bool last = i + 1 == line.size();
        const bool blank = (c == ' ' || c == '\t') && !last;
        const std::string sign =
            (is_visible(c) && c != '=') || blank ? std::string(1, c) : hexadecimal('=', c);
        if (width + sign.size() > longest_line - 1) {
            encoded += "=\r\n";
            width = 0;
        }
        encoded += sign;
        width += sign.size();
    }
    return encoded;
}

std::string quoted_printable(std::string_view text) {
    const std::string clean = normalise(text);
    std::string encoded;
    for (std::string_view rest = clean; !rest.empty();) {
        const auto end = std::min(rest.find('\n'), rest.size());
        std::string_view line = rest.substr(0, end);
        if (line.ends_with('\r')) line.remove_suffix(1);
        encoded += quoted_printable_line(line) + "\r\n";
        rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return encoded;
}

std::string date_header(Instant date) {
    constexpr std::array<const char*, 7> days{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
    constexpr std::array<const char*, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
    const auto day = std::chrono::floor<std::chrono::days>(date);
    const std::chrono::year_month_day ymd{day};
    const std::chrono::hh_mm_ss time{date - day};
    return fmt::format("{}, {:02} {} {:04} {:02}:{:02}:{:02} +0000",
                       days.at(std::chrono::weekday{day}.c_encoding()), static_cast<unsigned>(ymd.day()),
                       months.at(static_cast<unsigned>(ymd.month()) - 1), static_cast<int>(ymd.year()),
                       time.hours().count(), time.minutes().count(), time.seconds().count());
}

void need_address(const std::string& address) {
    if (!is_mail_address(address)) throw Error{ErrorKind::bad_input, {"error-mail-address", {address}}};
}

void need_visible(const std::string& value) {
    const bool good =
        value.size() <= longest_in_header &&
        std::all_of(value.begin(), value.end(), [](char c) { return is_visible(c) && c != '<' && c != '>'; });
    if (!good) throw Error{ErrorKind::bad_input, {"error-mail-header", {}}};
}

std::string part(std::string_view type, std::string_view content) {
    return fmt::format(
        "--{}\r\nContent-Type: {}; charset=UTF-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n{}",
        boundary, type, quoted_printable(content));
}

}  // namespace

bool is_mail_address(std::string_view address) {
    const auto at = address.rfind('@');
    if (at == std::string_view::npos || address.size() > longest_address || at > longest_local_part)
        return false;
    const auto domain = address.substr(at + 1);
    if (!is_dotted(address.substr(0, at), "!#$%&'*+-/=?^_`{|}~") || !is_dotted(domain, "-")) return false;
    if (domain == "localhost") return true;
    return domain.find('.') != std::string_view::npos && domain.front() != '-' && domain.back() != '-' &&
           domain.find("-.") == std::string_view::npos && domain.find(".-") == std::string_view::npos;
}

std::string compose(const Letter& letter) {
    need_address(letter.from);
    need_address(letter.to);
    need_visible(letter.message_id);
    need_visible(letter.unsubscribe);
    need_visible(letter.language);
    std::string headers = "Date: " + date_header(letter.date) + "\r\n";
    headers += "From: =?UTF-8?Q?Br=C3=BAjula?= <" + letter.from + ">\r\n";
    headers += "To: <" + letter.to + ">\r\n";
    headers += "Subject: " + subject_header(letter.subject) + "\r\n";
    headers += "Message-ID: <" + letter.message_id + ">\r\n";
    headers += "Auto-Submitted: auto-generated\r\n";
    if (!letter.language.empty()) headers += "Content-Language: " + letter.language + "\r\n";
    if (!letter.unsubscribe.empty()) {
        headers += "List-Unsubscribe:\r\n <" + letter.unsubscribe + ">\r\n";
        headers += "List-Unsubscribe-Post: List-Unsubscribe=One-Click\r\n";
    }
    headers += "MIME-Version: 1.0\r\n";
    headers += fmt::format("Content-Type: multipart/alternative; boundary=\"{}\"\r\n\r\n", boundary);
    return headers + part("text/plain", letter.text) + part("text/html", letter.html) +
           fmt::format("--{}--\r\n", boundary);
}

std::string html_escaped(std::string_view text) {
    std::string escaped;
    for (const char c : text) {
        switch (c) {
            case '&':
                escaped += "&amp;";
                break;
            case '<':
                escaped += "&lt;";
                break;
            case '>':
                escaped += "&gt;";
                break;
            case '"':
                escaped += "&quot;";
                break;
            case '\'':
                escaped += "&#39;";
                break;
            default:
                escaped += c;
        }
    }
    return escaped;
}

std::string percent_encoded(std::string_view text) {
    std::string encoded;
    for (const char c : text)
        encoded += is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~'
                       ? std::string(1, c)
                       : hexadecimal('%', c);
    return encoded;
}

}  // namespace brujula::mailing

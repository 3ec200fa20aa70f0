// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/user_name.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include <arpa/inet.h>
#include <fmt/format.h>

#include "wiki/page_title.hpp"

namespace brujula::wiki {

namespace {

bool is_ipv4(const std::string& text) {
    std::array<unsigned char, 4> bytes;
    return inet_pton(AF_INET, text.c_str(), bytes.data()) == 1;
}

std::optional<std::string> ipv6(const std::string& text) {
    std::array<unsigned char, 16> bytes;
    if (inet_pton(AF_INET6, text.c_str(), bytes.data()) != 1) return std::nullopt;
    std::string full;
    for (std::size_t i = 0; i < bytes.size(); i += 2)
        full += fmt::format("{}{:X}", i == 0 ? "" : ":", bytes[i] << 8 | bytes[i + 1]);
    return full;
}

bool is_forbidden(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte < 0x20 || byte == 0x7f || std::string_view("#<>[]|{}/").find(c) != std::string_view::npos;
}

/// Up to and with the ">" of "imported>Ana", "w:de>Ana"; 0 where nothing marks an import. Prefixes of wikis
/// have small letters and no spaces.
std::size_t length_of_import_mark(std::string_view name) {
    const auto end = name.find('>');
    if (end == std::string_view::npos || end == 0) return 0;
    const auto prefix = name.substr(0, end);
    const bool is_prefix =
        prefix.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789:-_") == std::string_view::npos;
    return is_prefix ? end + 1 : 0;
}

bool is_mail_address(std::string_view name) {
    const auto at = name.find('@');
    return at != std::string_view::npos && at > 0 && name.find(' ') == std::string_view::npos &&
           name.find('.', at + 2) != std::string_view::npos && !name.ends_with('.');
}

bool all_digits(std::string_view text) {
    return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string normalise_user_name(std::string_view name) {
    const std::string plain = normalise_title(name, FirstLetter::as_is);
    const auto mark = length_of_import_mark(plain);
    std::string title =
        plain.substr(0, mark) + normalise_title(std::string_view(plain).substr(mark), FirstLetter::upper);
    std::replace(title.begin(), title.end(), '_', ' ');
    if (title.find(':') != std::string::npos && title.size() < 46)
        if (auto address = ipv6(title)) return *address;
    return title;
}

bool is_address(std::string_view name) {
    if (name.size() < 2 || name.size() > 45) return false;
    const std::string text{name};
    return is_ipv4(text) || ipv6(text);
}

bool is_temporary_account(std::string_view name) {
    if (name.size() < 7 || name[0] != '~' || !all_digits(name.substr(1, 4)) || name[5] != '-') return false;
    for (auto rest = name.substr(6);;) {
        const auto dash = rest.find('-');
        if (!all_digits(rest.substr(0, dash))) return false;
        if (dash == std::string_view::npos) return true;
        rest.remove_prefix(dash + 1);
    }
}

UserNameFault fault_of_user_name(std::string_view normalised) {
    if (normalised.empty()) return UserNameFault::empty;
    if (normalised.size() > 255) return UserNameFault::too_long;
    if (is_address(normalised)) return UserNameFault::address;
    const auto account = normalised.substr(length_of_import_mark(normalised));
    if (account.empty()) return UserNameFault::empty;
    if (std::any_of(account.begin(), account.end(), is_forbidden)) return UserNameFault::forbidden;
    if (is_mail_address(account)) return UserNameFault::mail_address;
    return UserNameFault::none;
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/passwords.hpp"

#include <algorithm>
#include <array>
#include <unordered_set>

#include <sodium.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::store {

extern const std::string_view common_passwords;

namespace {

constexpr std::size_t shortest_word = 4;  ///< of those that a password is not made of
constexpr std::size_t shortest_rest = 6;  ///< what must be left without them

std::size_t characters_of(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

const std::unordered_set<std::string_view>& common_ones() {
    static const std::unordered_set<std::string_view> known = [] {
        std::unordered_set<std::string_view> lines;
        std::string_view rest = common_passwords;
        while (!rest.empty()) {
            const auto line = rest.substr(0, rest.find('\n'));
            rest.remove_prefix(std::min(rest.size(), line.size() + 1));
            if (!line.empty() && line.front() != '#') lines.insert(line);
        }
        return lines;
    }();
    return known;
}

std::string letters_and_digits(std::string_view text) {
    std::string kept;
    for (const char c : fold(text))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (static_cast<unsigned char>(c) & 0x80U) != 0)
            kept += c;
    return kept;
}

void take_out(std::string& text, const std::string& word) {
    for (auto at = text.find(word); at != std::string::npos; at = text.find(word, at))
        text.erase(at, word.size());
}

std::string lower(std::string_view text) {
    std::string lowered{text};
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

bool is_made_of(std::string_view password, const std::vector<std::string>& words) {
    std::string rest = letters_and_digits(password);
    const auto before = rest.size();
    std::vector<std::string> parts;
    for (const auto& word : words)
        if (auto part = letters_and_digits(word); part.size() >= shortest_word)
            parts.push_back(std::move(part));
    std::sort(parts.begin(), parts.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    for (const auto& part : parts)
        take_out(rest, part);
    return rest.size() < before && rest.size() < shortest_rest;
}

}  // namespace

std::optional<Message> password_problem(std::string_view password, const std::vector<std::string>& words) {
    if (characters_of(password) < shortest_password || password.size() > longest_password)
        return Message{"error-password-length",
                       {std::to_string(shortest_password), std::to_string(longest_password)}};
    if (common_ones().contains(lower(password)) || common_ones().contains(fold(password)))
        return Message{"error-password-common", {}};
    if (is_made_of(password, words)) return Message{"error-password-own-words", {}};
    return {};
}

std::string hash_of_password(std::string_view password, PasswordCost cost) {
    std::array<char, crypto_pwhash_STRBYTES> hash{};
    if (crypto_pwhash_str(hash.data(), password.data(), password.size(), cost.passes, cost.bytes) != 0)
        throw Error{ErrorKind::unavailable, {"error-no-memory-for-password", {}}};
    return hash.data();
}

bool password_has_hash(std::string_view password, const std::string& hash) {
    return password.size() <= longest_password &&
           crypto_pwhash_str_verify(hash.c_str(), password.data(), password.size()) == 0;
}

}  // namespace brujula::store

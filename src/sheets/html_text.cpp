// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/html_text.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

#include "sheets/text_encoding.hpp"

namespace brujula::sheets {
namespace {

using Named = std::pair<std::string_view, char32_t>;
constexpr std::array<Named, 47> names{{
    {"amp", '&'},       {"lt", '<'},       {"gt", '>'},       {"quot", '"'},     {"apos", '\''},
    {"nbsp", ' '},      {"aacute", 0xE1},  {"eacute", 0xE9},  {"iacute", 0xED},  {"oacute", 0xF3},
    {"uacute", 0xFA},   {"Aacute", 0xC1},  {"Eacute", 0xC9},  {"Iacute", 0xCD},  {"Oacute", 0xD3},
    {"Uacute", 0xDA},   {"ntilde", 0xF1},  {"Ntilde", 0xD1},  {"uuml", 0xFC},    {"Uuml", 0xDC},
    {"ccedil", 0xE7},   {"Ccedil", 0xC7},  {"atilde", 0xE3},  {"Atilde", 0xC3},  {"otilde", 0xF5},
    {"Otilde", 0xD5},   {"agrave", 0xE0},  {"egrave", 0xE8},  {"ograve", 0xF2},  {"acirc", 0xE2},
    {"ecirc", 0xEA},    {"ocirc", 0xF4},   {"ordm", 0xBA},    {"ordf", 0xAA},    {"deg", 0xB0},
    {"iquest", 0xBF},   {"iexcl", 0xA1},   {"laquo", 0xAB},   {"raquo", 0xBB},   {"ndash", 0x2013},
    {"mdash", 0x2014},  {"lsquo", 0x2018}, {"rsquo", 0x2019}, {"ldquo", 0x201C}, {"rdquo", 0x201D},
    {"hellip", 0x2026}, {"ge", 0x2265},
}};

std::optional<char32_t> numbered(std::string_view reference) {
    reference.remove_prefix(1);
    const bool hexadecimal = reference.starts_with('x') || reference.starts_with('X');
    if (hexadecimal) reference.remove_prefix(1);
    std::uint32_t code = 0;
    const auto* end = reference.data() + reference.size();
    const auto [stopped, error] = std::from_chars(reference.data(), end, code, hexadecimal ? 16 : 10);
    if (reference.empty() || error != std::errc{} || stopped != end || code == 0) return std::nullopt;
    return code == 0xA0 ? U' ' : static_cast<char32_t>(code);
}

std::optional<char32_t> meant_by(std::string_view reference) {
    if (reference.starts_with('#')) return numbered(reference);
    const auto found = std::find_if(names.begin(), names.end(),
                                    [&](const Named& named) { return named.first == reference; });
    return found == names.end() ? std::nullopt : std::optional{found->second};
}

bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

}  // namespace

std::string lower(std::string_view text) {
    std::string small{text};
    std::transform(small.begin(), small.end(), small.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
    return small;
}

std::string without_references(std::string_view text) {
    constexpr std::size_t longest = 10;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const auto end = text[at] == '&' ? text.substr(at, longest).find(';') : std::string_view::npos;
        const auto code =
            end == std::string_view::npos || end < 2 ? std::nullopt : meant_by(text.substr(at + 1, end - 1));
        if (code) {
            append_utf8(out, *code);
            at += end;
        } else {
            out += text[at];
        }
    }
    return out;
}

Tag tag_at(std::string_view text, std::size_t at) {
    if (at >= text.size() || text[at] != '<') return {};
    std::size_t begin = at + 1;
    if (begin < text.size() && text[begin] == '/') ++begin;
    if (begin >= text.size() || !is_letter(text[begin])) return {};
    std::size_t name_end = begin;
    while (name_end < text.size() &&
           (is_letter(text[name_end]) || (text[name_end] >= '0' && text[name_end] <= '9')))
        ++name_end;
    char quote = 0;
    std::size_t end = name_end;
    for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
        if (quote != 0)
            quote = text[end] == quote ? static_cast<char>(0) : quote;
        else if (text[end] == '"' || text[end] == '\'')
            quote = text[end];
    }
    const auto name = text.substr(at + 1, name_end - at - 1);
    return {lower(name), text.substr(name_end, end - name_end), std::min(end + 1, text.size())};
}

std::size_t span_in(std::string_view attributes, std::string_view name) {
    const auto small = lower(attributes);
    for (auto at = small.find(name); at != std::string::npos; at = small.find(name, at + 1)) {
        if (at > 0 && !is_space(small[at - 1]) && small[at - 1] != '"' && small[at - 1] != '\'') continue;
        auto value = at + name.size();
        while (value < small.size() && (is_space(small[value]) || small[value] == '='))
            ++value;
        if (value < small.size() && (small[value] == '"' || small[value] == '\'')) ++value;
        std::size_t number = 1;
        const auto [end, error] = std::from_chars(small.data() + value, small.data() + small.size(), number);
        if (error == std::errc{} && end != small.data() + value) return number;
    }
    return 1;
}

}  // namespace brujula::sheets

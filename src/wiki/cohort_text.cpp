// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/cohort_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_text = 1024 * 1024;
constexpr std::size_t most_lines = 20'000;
constexpr std::size_t longest_name = 255;  // bytes: what MediaWiki allows

std::vector<std::string_view> lines_of(std::string_view text) {
    std::vector<std::string_view> lines;
    while (!text.empty()) {
        const auto end = text.find_first_of("\r\n");
        lines.push_back(text.substr(0, end));
        if (end == std::string_view::npos) break;
        const bool both = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
        text.remove_prefix(end + (both ? 2 : 1));
    }
    return lines;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t");
    if (first == std::string_view::npos) return {};
    return text.substr(first, text.find_last_not_of(" \t") - first + 1);
}

struct Split {
    std::string name;
    std::string_view wiki;
};

/// `"a ""b"" c",eswiki` as CSV writes it; nothing where the quotes do not enclose a field.
std::optional<Split> split_quoted(std::string_view line) {
    if (!line.starts_with('"')) return {};
    std::string name;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] != '"') {
            name += line[i];
        } else if (i + 1 < line.size() && line[i + 1] == '"') {
            name += line[++i];
        } else {
            auto rest = trimmed(line.substr(i + 1));
            if (rest.empty()) return Split{name, {}};
            if (rest.front() != ',' && rest.front() != ';' && rest.front() != '\t') return {};
            rest = trimmed(rest.substr(1));
            if (rest.size() >= 2 && rest.front() == '"' && rest.back() == '"')
                rest = rest.substr(1, rest.size() - 2);
            return Split{name, rest};
        }
    }
    return {};
}

Split split_line(std::string_view line) {
    if (auto quoted = split_quoted(line); quoted && (quoted->wiki.empty() || parse_wiki(quoted->wiki)))
        return *quoted;
    for (const char separator : {'\t', ',', ';'}) {
        const auto at = line.rfind(separator);
        if (at == std::string_view::npos) continue;
        const auto after = trimmed(line.substr(at + 1));
        if (after.empty() || parse_wiki(after)) return {std::string(trimmed(line.substr(0, at))), after};
    }
    return {std::string(line), {}};
}

/// "User:", "Usuario:", "Usuária Discussão:" and the like, in the languages of the network's wikis.
std::string_view without_prefix(std::string_view name) {
    static constexpr std::array<std::string_view, 14> prefixes{
        "user", "usuario", "usuaria", "usuário", "usuária", "utilizador",  "utilizadora",
        "u",    "usuari",  "usuària", "lankide", "utente",  "utilisateur", "benutzer"};
    const auto colon = name.find(':');
    if (colon == std::string_view::npos) return name;
    const auto prefix = fold(trimmed(name.substr(0, colon)));
    const bool known =
        std::any_of(prefixes.begin(), prefixes.end(), [&](auto p) { return fold(p) == prefix; });
    return known ? trimmed(name.substr(colon + 1)) : name;
}

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) {
        return c >= '0' && c <= '9'                     ? c - '0'
               : (c | 0x20) >= 'a' && (c | 0x20) <= 'f' ? (c | 0x20) - 'a' + 10
                                                        : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        if (escape) {
            out += static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i];
        }
    }
    return out;
}

/// The address of a user page: its name, and its wiki.
std::optional<CohortEntry> from_address(std::string_view line) {
    if (!line.starts_with("https://") && !line.starts_with("http://")) return {};
    const auto wiki = wiki_db_of_domain(line);
    const auto page = line.find("/wiki/");
    if (wiki.empty() || page == std::string_view::npos) return {};
    const auto title = percent_decoded(line.substr(page + 6, line.find_first_of("?#", page) - page - 6));
    return CohortEntry{normalise_user_name(without_prefix(title)), wiki, 0};
}

bool is_heading(const Split& split) {
    const auto name = fold(split.name);
    return name == "user,project" || name == "user" || name == "username" || name == "user name" ||
           name == "usuario" || name == "nombre de usuario" || name == "nome de usuario" ||
           name == "user_name" || name == "username,wiki";
}

CohortEntry entry_of(std::string_view line) {
    if (auto found = from_address(line)) return *found;
    const auto split = split_line(line);
    CohortEntry entry;
    entry.user_text = normalise_user_name(without_prefix(trimmed(split.name)));
    if (!split.wiki.empty()) entry.wiki_db = parse_wiki(split.wiki);
    return entry;
}

/// Why nobody can have this name; nullptr where somebody can.
const char* why_no_name(std::string_view name) {
    if (name.size() > longest_name) return "cohort-name-too-long";
    if (is_address(name)) return "cohort-address";
    if (name.find_first_of("#<>[]|{}/@") != std::string_view::npos) return "cohort-name-forbidden";
    return nullptr;
}

}  // namespace

CohortText parse_cohort(std::string_view text) {
    if (text.size() > longest_text)
        throw Error{ErrorKind::too_large, {"error-cohort-too-large", {std::to_string(most_lines)}}};
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const auto lines = lines_of(text);
    if (lines.size() > most_lines)
        throw Error{ErrorKind::too_large, {"error-cohort-too-large", {std::to_string(most_lines)}}};
    CohortText cohort;
    std::set<std::pair<std::string, std::string>> seen;
    bool first = true;
    for (std::size_t i = 0; i < lines.size(); ++i) {
        const auto line = trimmed(lines[i]);
        if (line.empty()) continue;
        const auto note = [&](const char* key) {
            cohort.notes.push_back({i + 1, normalise(line.substr(0, 300)), key});
        };
        if (!is_utf8(line)) {
            note("cohort-not-text");
            continue;
        }
        const bool heading = std::exchange(first, false) && is_heading({std::string(line), {}});
        if (heading) continue;
        auto entry = entry_of(line);
        entry.line = i + 1;
        if (entry.user_text.empty()) continue;
        if (const char* why = why_no_name(entry.user_text))
            note(why);
        else if (!seen.emplace(entry.user_text, entry.wiki_db.value_or("")).second)
            note("cohort-duplicate");
        else
            cohort.entries.push_back(std::move(entry));
    }
    return cohort;
}

}  // namespace brujula::wiki

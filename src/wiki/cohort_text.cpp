// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/cohort_text.hpp"

#include <algorithm>
#include <array>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/text.hpp"
#include "wiki/tally.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t longest_text = 1024 * 1024;
constexpr std::size_t most_lines = 20'000;
constexpr std::size_t longest_raw = 300;

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

std::string_view without_quotes(std::string_view text) {
    return text.size() >= 2 && text.front() == '"' && text.back() == '"' ? text.substr(1, text.size() - 2)
                                                                         : text;
}

/// What stands in the quotes that `line` begins with, "" inside for one; `rest` is what follows. Nothing
/// where they are not closed.
std::optional<std::string> quoted_field(std::string_view line, std::string_view& rest) {
    std::string field;
    for (std::size_t i = 1; i < line.size(); ++i) {
        if (line[i] != '"') {
            field += line[i];
        } else if (i + 1 < line.size() && line[i + 1] == '"') {
            field += line[++i];
        } else {
            rest = trimmed(line.substr(i + 1));
            return field;
        }
    }
    return std::nullopt;
}

/// `"a ""b"" c",eswiki` as CSV writes it; nothing where the quotes are the name's own.
std::optional<Split> split_quoted(std::string_view line) {
    if (!line.starts_with('"')) return std::nullopt;
    std::string_view rest;
    const auto name = quoted_field(line, rest);
    if (!name) return std::nullopt;
    if (rest.empty()) return Split{*name, {}};
    if (std::string_view(",;\t").find(rest.front()) == std::string_view::npos) return std::nullopt;
    const auto wiki = without_quotes(trimmed(rest.substr(1)));
    if (!wiki.empty() && !parse_wiki(wiki)) return std::nullopt;
    return Split{*name, wiki};
}

Split split_line(std::string_view line) {
    if (auto quoted = split_quoted(line)) return *quoted;
    for (const char separator : {'\t', ',', ';'}) {
        const auto at = line.rfind(separator);
        if (at == std::string_view::npos) continue;
        const auto after = without_quotes(trimmed(line.substr(at + 1)));
        if (after.empty() || parse_wiki(after)) return {std::string(trimmed(line.substr(0, at))), after};
    }
    return {std::string(line), {}};
}

/// "* [[Usuario:Ana|ella]]" → "Usuario:Ana"; the line itself where it has neither list mark nor link.
std::string_view without_wikitext(std::string_view line) {
    const auto link = line.find_first_not_of("*#:- ");
    if (link == std::string_view::npos || !line.substr(link).starts_with("[[")) return line;
    line.remove_prefix(link + 2);
    const auto end = line.find_first_of("|]");
    auto title = trimmed(line.substr(0, end));
    if (title.starts_with(':')) title.remove_prefix(1);
    return title;
}

/// "User", "Usuario", "Usuária" and the like, and their talk pages, in the languages of the network's wikis.
bool is_user_namespace(std::string_view prefix) {
    static constexpr std::array<std::string_view, 22> names{"user",
                                                            "user talk",
                                                            "usuario",
                                                            "usuaria",
                                                            "usuario discusion",
                                                            "usuaria discusion",
                                                            "utilizador",
                                                            "utilizadora",
                                                            "usuario(a)",
                                                            "usuario(a) discussao",
                                                            "usuario discussao",
                                                            "usuaria discussao",
                                                            "u",
                                                            "usuari",
                                                            "usuari discussio",
                                                            "lankide",
                                                            "utente",
                                                            "utilisateur",
                                                            "utilisatrice",
                                                            "benutzer",
                                                            "benutzerin",
                                                            "wikipedista"};
    std::string plain = fold(trimmed(prefix));
    std::replace(plain.begin(), plain.end(), '_', ' ');
    return std::find(names.begin(), names.end(), plain) != names.end();
}

/// The name in the title of a user's page, its talk page or a page under them; the text itself where it is
/// none.
std::string_view without_namespace(std::string_view title) {
    const auto colon = title.find(':');
    if (colon == std::string_view::npos || !is_user_namespace(title.substr(0, colon))) return title;
    const auto name = trimmed(title.substr(colon + 1));
    return name.substr(0, name.find('/'));
}

std::string percent_decoded(std::string_view text) {
    const auto digit = [](char c) {
        if (c >= '0' && c <= '9') return c - '0';
        const char small = static_cast<char>(c | 0x20);
        return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    };
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool escape =
            text[i] == '%' && i + 2 < text.size() && digit(text[i + 1]) >= 0 && digit(text[i + 2]) >= 0;
        out += escape ? static_cast<char>(digit(text[i + 1]) * 16 + digit(text[i + 2])) : text[i];
        if (escape) i += 2;
    }
    return out;
}

/// The address of a user's page or of their list of contributions: the name, and its wiki.
std::optional<CohortEntry> from_address(std::string_view line) {
    if (!line.starts_with("https://") && !line.starts_with("http://") && !line.starts_with("//"))
        return std::nullopt;
    const auto wiki = wiki_db_of_domain(line);
    const std::string_view mark = line.find("/wiki/") != std::string_view::npos ? "/wiki/" : "title=";
    const auto at = line.find(mark);
    if (wiki.empty() || at == std::string_view::npos) return std::nullopt;
    const auto rest = line.substr(at + mark.size());
    const auto title = percent_decoded(rest.substr(0, rest.find_first_of("?#&")));
    const auto slash = title.find('/');
    const bool special = title.find("Contribu") != std::string::npos && slash != std::string::npos;
    const std::string_view name =
        special ? std::string_view(title).substr(slash + 1) : without_namespace(title);
    return CohortEntry{normalise_user_name(name), wiki, 0};
}

bool is_heading(std::string_view line) {
    static constexpr std::array<std::string_view, 14> names{"user",
                                                            "users",
                                                            "username",
                                                            "user name",
                                                            "user_name",
                                                            "usuario",
                                                            "usuarios",
                                                            "nombre de usuario",
                                                            "nome de usuario",
                                                            "participante",
                                                            "participantes",
                                                            "participant",
                                                            "participants",
                                                            "name"};
    static constexpr std::array<std::string_view, 7> wikis{"",        "project", "wiki", "proyecto",
                                                           "projeto", "wiki_db", "site"};
    const std::string plain = fold(line);
    const auto comma = plain.find_first_of(",;\t");
    const auto field = [&](std::string_view text) { return without_quotes(trimmed(text)); };
    const auto first = field(std::string_view(plain).substr(0, comma));
    const auto second =
        comma == std::string::npos ? std::string_view() : field(std::string_view(plain).substr(comma + 1));
    return std::find(names.begin(), names.end(), first) != names.end() &&
           std::find(wikis.begin(), wikis.end(), second) != wikis.end();
}

CohortEntry entry_of(std::string_view line) {
    const auto split = split_line(line);
    const auto name = without_wikitext(trimmed(split.name));
    auto entry =
        from_address(name).value_or(CohortEntry{normalise_user_name(without_namespace(name)), {}, 0});
    if (!split.wiki.empty()) entry.wiki_db = parse_wiki(split.wiki);
    return entry;
}

/// Why nobody can have this name, as a message key; nullptr where somebody can.
const char* why_nobody(std::string_view name) {
    switch (fault_of_user_name(name)) {
        case UserNameFault::none:
            return nullptr;
        case UserNameFault::empty:
            return "cohort-name-empty";
        case UserNameFault::too_long:
            return "cohort-name-too-long";
        case UserNameFault::address:
            return "cohort-address";
        case UserNameFault::forbidden:
            return "cohort-name-forbidden";
        case UserNameFault::mail_address:
            return "cohort-mail-address";
    }
    return nullptr;
}

class CohortReader {
public:
    void take(std::string_view raw, std::size_t number) {
        const auto line = trimmed(raw);
        if (line.empty()) return;
        if (!is_utf8(line)) return note(line, number, "cohort-not-text");
        if (std::exchange(m_first, false) && is_heading(line)) return;
        auto entry = entry_of(line);
        entry.line = number;
        if (const char* why = why_nobody(entry.user_text)) return note(line, number, why);
        if (!m_seen.emplace(entry.user_text, entry.wiki_db.value_or("")).second)
            return note(line, number, "cohort-duplicate");
        m_cohort.entries.push_back(std::move(entry));
    }
    CohortText finish() { return std::move(m_cohort); }

private:
    void note(std::string_view line, std::size_t number, const char* key) {
        m_cohort.notes.push_back({number, normalise(cut_at_character(line, longest_raw)), key});
    }

    CohortText m_cohort;
    std::set<std::pair<std::string, std::string>> m_seen;
    bool m_first = true;
};

}  // namespace

CohortText parse_cohort(std::string_view text) {
    const auto too_large = [] {
        return Error{ErrorKind::too_large, {"error-cohort-too-large", {std::to_string(most_lines)}}};
    };
    if (text.size() > longest_text) throw too_large();
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const auto lines = lines_of(text);
    if (lines.size() > most_lines) throw too_large();
    CohortReader reader;
    for (std::size_t i = 0; i < lines.size(); ++i)
        reader.take(lines[i], i + 1);
    return reader.finish();
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/lexicon.hpp"

#include <algorithm>
#include <charconv>
#include <functional>

#include "base/error.hpp"
#include "base/text.hpp"
#include "planning/words.hpp"

namespace brujula::planning {

extern const std::string_view lexicon_es;
extern const std::string_view lexicon_pt;
extern const std::string_view lexicon_en;
extern const std::string_view lexicon_it;
extern const std::string_view lexicon_ca;

namespace {

using records::GoalType;

/// "A través  de" → "a traves de": as read_statement joins the words of a text.
std::string phrase(std::string_view text) {
    std::string joined;
    for (const auto& word : words_of(text))
        joined += (joined.empty() ? "" : " ") + word.folded;
    return joined;
}

std::vector<std::string_view> split(std::string_view text, std::string_view separators) {
    std::vector<std::string_view> parts;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        auto part = text.substr(0, end);
        while (!part.empty() && part.front() == ' ')
            part.remove_prefix(1);
        while (!part.empty() && part.back() == ' ')
            part.remove_suffix(1);
        if (!part.empty()) parts.push_back(part);
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return parts;
}

/// How regular verbs are inflected: "ar" → "aremos", "amos" …; "*" for any verb, which it stands for.
using Endings = std::vector<std::pair<std::string, std::vector<std::string>>>;

std::vector<std::string> forms_of(const std::string& verb, const Endings& endings) {
    std::vector<std::string> forms{verb};
    for (const auto& [ending, others] : endings) {
        const bool any = ending == "*";
        if (!any && !(verb.size() > ending.size() && verb.ends_with(ending))) continue;
        const auto stem = any ? verb : verb.substr(0, verb.size() - ending.size());
        for (const auto& other : others)
            forms.push_back(stem + (other.starts_with('*') ? other.substr(1) : other));
        break;
    }
    return forms;
}

class Reader {
public:
    Reader(std::string_view language, std::string_view text) : m_text(text) { m_lexicon.language = language; }

    Lexicon read() {
        int number = 0;
        for (std::size_t at = 0; at < m_text.size();) {
            const auto end = std::min(m_text.find('\n', at), m_text.size());
            line(m_text.substr(at, end - at), ++number);
            at = end + 1;
        }
        return std::move(m_lexicon);
    }

private:
    [[noreturn]] void refuse(int number, std::string_view what) const {
        throw Error{ErrorKind::bad_input,
                    {"error-lexicon", {m_lexicon.language, std::to_string(number), std::string(what)}}};
    }

    void line(std::string_view text, int number) {
        while (!text.empty() && (text.back() == ' ' || text.back() == '\r'))
            text.remove_suffix(1);
        if (text.empty() || text.front() == '#') return;
        if (text.front() == '[') {
            if (text.back() != ']') refuse(number, text);
            m_section = text.substr(1, text.size() - 2);
            return;
        }
        if (m_section == "endings") return ending(text, number);
        if (auto* words = words_section()) return add_words(*words, text);
        if (auto* numbers = numbers_section()) return add_numbers(*numbers, text, number);
        if (const auto type = verbs_section()) return add_verbs(*type, text);
        if (m_section == "verbs vague") {
            for (const auto& word : split(text, " "))
                for (const auto& form : forms(word))
                    m_lexicon.vague_verbs.insert(form);
            return;
        }
        refuse(number, m_section);
    }

    void ending(std::string_view text, int number) {
        const auto colon = text.find(':');
        if (colon == std::string_view::npos) refuse(number, text);
        std::vector<std::string> others;
        for (const auto other : split(text.substr(colon + 1), " "))
            others.push_back(fold(other));
        m_endings.emplace_back(std::string(text.substr(0, colon)), std::move(others));
    }

    Lexicon::Words* words_section() {
        const std::map<std::string_view, Lexicon::Words*> sections{
            {"words", &m_lexicon.function_words},
            {"and", &m_lexicon.conjunctions},
            {"how", &m_lexicon.how},
            {"at least", &m_lexicon.at_least},
            {"about", &m_lexicon.about},
            {"percent", &m_lexicon.percent},
            {"to", &m_lexicon.to},
            {"until", &m_lexicon.until},
            {"since", &m_lexicon.since},
            {"before a year", &m_lexicon.before_a_year},
            {"year ends", &m_lexicon.year_ends},
            {"people", &m_lexicon.people},
            {"group ends", &m_lexicon.group_ends},
            {"topics", &m_lexicon.topics},
            {"acronyms", &m_lexicon.acronyms}};
        const auto found = sections.find(m_section);
        return found == sections.end() ? nullptr : found->second;
    }

    Lexicon::Numbers* numbers_section() {
        const std::map<std::string_view, Lexicon::Numbers*> sections{
            {"factors", &m_lexicon.factors},   {"numbers", &m_lexicon.numbers},
            {"scales", &m_lexicon.scales},     {"months", &m_lexicon.months},
            {"quarters", &m_lexicon.quarters}, {"halves", &m_lexicon.halves}};
        const auto found = sections.find(m_section);
        return found == sections.end() ? nullptr : found->second;
    }

    std::optional<GoalType> verbs_section() const {
        const std::map<std::string_view, GoalType> sections{{"verbs increase", GoalType::increase},
                                                            {"verbs decrease", GoalType::decrease},
                                                            {"verbs maintain", GoalType::maintain},
                                                            {"verbs reach", GoalType::reach}};
        const auto found = sections.find(m_section);
        if (found == sections.end()) return std::nullopt;
        return found->second;
    }

    /// Words apart by spaces, or phrases apart by semicolons in the sections of phrases.
    void add_words(Lexicon::Words& words, std::string_view text) {
        static const std::set<std::string_view> of_words{"words", "and", "people", "group ends", "acronyms"};
        for (const auto part : split(text, of_words.contains(m_section) ? " " : ";")) {
            if (m_section == "acronyms")
                words.emplace(part);
            else
                words.insert(counted(phrase(part)));
        }
    }

    void add_numbers(Lexicon::Numbers& numbers, std::string_view text, int number) {
        for (const auto part : split(text, ";")) {
            const auto equals = part.find('=');
            double value = 0;
            if (equals == std::string_view::npos) refuse(number, part);
            const auto digits = part.substr(equals + 1);
            const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
            if (read.ec != std::errc{}) refuse(number, part);
            numbers[counted(phrase(part.substr(0, equals)))] = value;
        }
    }

    void add_verbs(GoalType type, std::string_view text) {
        for (const auto word : split(text, " "))
            for (const auto& form : forms(word))
                m_lexicon.verbs.emplace(form, type);
    }

    /// The forms of a verb; of "~siga", which is one itself, only that. All but the verb's own are inflected.
    std::vector<std::string> forms(std::string_view word) {
        const auto own = phrase(word);
        if (word.starts_with('~')) {
            m_lexicon.inflected.insert(own);
            return {own};
        }
        auto all = forms_of(own, m_endings);
        for (const auto& form : all)
            if (form != own) m_lexicon.inflected.insert(form);
        return all;
    }

    std::string counted(std::string words) {
        const auto count = static_cast<std::size_t>(std::count(words.begin(), words.end(), ' ')) + 1;
        m_lexicon.longest_phrase = std::max(m_lexicon.longest_phrase, count);
        return words;
    }

    std::string_view m_text;
    std::string_view m_section;
    Endings m_endings;
    Lexicon m_lexicon;
};

}  // namespace

Lexicon read_lexicon(std::string_view language, std::string_view text) {
    return Reader(language, text).read();
}

const Lexicon& Lexica::choose(std::string_view language, const std::vector<std::string>& words) const {
    const auto base = language.substr(0, language.find('-'));
    for (const auto& lexicon : m_lexica)
        if (lexicon.language == base) return lexicon;
    const auto hits = [&](const Lexicon& lexicon) {
        return std::count_if(words.begin(), words.end(),
                             [&](const auto& word) { return lexicon.function_words.contains(word); });
    };
    return *std::max_element(m_lexica.begin(), m_lexica.end(),
                             [&](const Lexicon& a, const Lexicon& b) { return hits(a) < hits(b); });
}

bool Lexica::names_people(std::string_view text, std::string_view language) const {
    std::vector<std::string> words;
    for (const auto& word : words_of(text))
        words.push_back(word.folded);
    const auto& lexicon = choose(language, words);
    return std::any_of(words.begin(), words.end(),
                       [&](const auto& word) { return lexicon.people.contains(word); });
}

Lexica all_lexica() {
    return Lexica{{read_lexicon("es", lexicon_es), read_lexicon("pt", lexicon_pt),
                   read_lexicon("en", lexicon_en), read_lexicon("it", lexicon_it),
                   read_lexicon("ca", lexicon_ca)}};
}

}  // namespace brujula::planning

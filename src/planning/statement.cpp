// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement.hpp"

#include <algorithm>
#include <utility>

#include "planning/statement_dates.hpp"
#include "planning/statement_numbers.hpp"
#include "planning/statement_text.hpp"

namespace brujula::planning {

using records::AmountQuality;

namespace {

constexpr std::size_t most_words = 2000;

/// One reading of one text: walks over its words once for each thing that it looks for.
class Reading {
public:
    Reading(const Lexicon& lexicon, Date today, std::vector<Word> words)
        : m_lexicon(lexicon),
          m_today(today),
          m_text(lexicon, std::move(words)),
          m_taken(m_text.size(), false) {}

    StatementReading read() {
        m_reading.language = m_lexicon.language;
        find_deadline();
        find_how();
        find_quantity();
        find_verbs();
        find_target_group();
        find_acronyms();
        count_words();
        std::stable_sort(m_reading.spans.begin(), m_reading.spans.end(),
                         [](const Span& a, const Span& b) { return a.begin < b.begin; });
        return std::move(m_reading);
    }

private:
    void take(SpanKind kind, std::size_t at, std::size_t count) {
        for (std::size_t i = at; i < at + count; ++i)
            m_taken[i] = true;
        add_span(kind, at, count);
    }

    void add_span(SpanKind kind, std::size_t at, std::size_t count) {
        const auto begin = m_text[at].begin;
        const auto end = m_text[at + count - 1].end;
        std::string text;
        for (std::size_t i = at; i < at + count; ++i)
            text += (i == at || m_text[i].begin == m_text[i - 1].end ? "" : " ") + m_text[i].text;
        m_reading.spans.push_back({kind, begin, end, std::move(text)});
    }

    /// How many words before `at` belong to the deadline: "antes del", "a más tardar el".
    [[nodiscard]] std::size_t marker_before(std::size_t at) const {
        std::size_t begin = at;
        for (;;) {
            const auto n = m_text.length_before(m_lexicon.until, begin);
            if (n == 0 || is_taken(begin - n, n)) return at - begin;
            begin -= n;
        }
    }

    [[nodiscard]] bool is_taken(std::size_t at, std::size_t count) const {
        const auto from = m_taken.begin() + static_cast<std::ptrdiff_t>(at);
        return std::find(from, from + static_cast<std::ptrdiff_t>(count), true) !=
               from + static_cast<std::ptrdiff_t>(count);
    }

    void find_deadline() {
        for (std::size_t at = 0; at < m_text.size();) {
            const auto found = date_at(m_text, at, m_today);
            if (!found) {
                ++at;
                continue;
            }
            const bool begins = m_text.length_before(m_lexicon.since, at) > 0;
            if (!begins && (!m_reading.deadline || *m_reading.deadline < found->date))
                m_reading.deadline = found->date;
            const auto before = begins ? 0 : marker_before(at);
            for (std::size_t i = at - before; i < at + found->count; ++i)
                m_taken[i] = true;
            if (!begins) add_span(SpanKind::deadline, at - before, found->count + before);
            at += found->count;
        }
    }

    void find_how() {
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            const auto count = m_taken[at] ? 0 : m_text.match(m_lexicon.how, at);
            if (count == 0) continue;
            std::size_t end = at + count;
            while (end < m_text.size() && !m_taken[end] && !begins_what(end))
                ++end;
            add_span(SpanKind::how, at, end - at);
            m_how_begin = at;
            m_how_end = end;
            m_reading.how_words = end - at;
            return;
        }
    }

    /// "Mediante talleres, publicar …": a verb after a comma.
    [[nodiscard]] bool begins_what(std::size_t at) const {
        return m_text[at].after_comma && m_lexicon.verbs.contains(m_text[at].folded);
    }

    [[nodiscard]] bool is_how(std::size_t at) const { return at >= m_how_begin && at < m_how_end; }

    [[nodiscard]] bool is_percent(std::size_t at) const {
        return at < m_text.size() && (m_text[at].text == "%" || m_text.match(m_lexicon.percent, at) > 0);
    }

    [[nodiscard]] std::size_t percent_words(std::size_t at) const {
        return m_text[at].text == "%" ? 1 : m_text.match(m_lexicon.percent, at);
    }

    void find_quantity() {
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            if (m_taken[at] || is_how(at)) continue;
            if (const auto found = number_at(m_text, at))
                return take_quantity(at, found->value, found->count);
            if (const auto count = m_text.match(m_lexicon.factors, at)) {
                m_reading.quantity = Quantity{Quantity::Kind::factor,
                                              m_lexicon.factors.find(m_text.joined(at, count))->second,
                                              AmountQuality::exact,
                                              {}};
                add_span(SpanKind::quantity, at, count);
                return;
            }
        }
    }

    void take_quantity(std::size_t at, double value, std::size_t count) {
        Quantity quantity;
        quantity.value = value;
        std::size_t end = at + count;
        if (is_percent(end)) {
            quantity.kind = Quantity::Kind::percent;
            end += percent_words(end);
        }
        std::size_t begin = at;
        const bool plus = at > 0 && m_text[at - 1].text == "+";
        if (plus || m_text.length_before(m_lexicon.at_least, at) > 0) {
            quantity.quality = AmountQuality::at_least;
            begin -= plus ? 1 : m_text.length_before(m_lexicon.at_least, at);
        } else if (m_text.length_before(m_lexicon.about, at) > 0) {
            quantity.quality = AmountQuality::about;
            begin -= m_text.length_before(m_lexicon.about, at);
        }
        end = take_range(quantity, end);
        m_reading.quantity = quantity;
        take(SpanKind::quantity, begin, end - begin);
    }

    /// "60 % al 45 %": the second number is the one to reach.
    std::size_t take_range(Quantity& quantity, std::size_t end) const {
        const auto marker = end < m_text.size() ? m_text.match(m_lexicon.to, end) : 0;
        if (marker == 0 || end + marker >= m_text.size() || m_taken[end + marker]) return end;
        const auto second = number_at(m_text, end + marker);
        if (!second) return end;
        const auto after = end + marker + second->count;
        const bool percent = is_percent(after);
        if (quantity.kind == Quantity::Kind::percent && !percent) return end;
        quantity.from = quantity.value;
        quantity.value = second->value;
        if (percent) quantity.kind = Quantity::Kind::percent;
        return after + (percent ? percent_words(after) : 0);
    }

    /// A verb of the statement. One that is not `main` belongs to another's clause: "para editar y publicar".
    struct Verb {
        std::size_t at = 0;
        bool inflected = false;
        bool main = false;
    };

    void find_verbs() {
        std::optional<Verb> first;
        std::optional<Verb> before;
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            if (is_how(at)) continue;
            const auto& word = m_text[at].folded;
            const auto known = m_lexicon.verbs.find(word);
            const bool measurable = known != m_lexicon.verbs.end();
            if (!measurable && !m_lexicon.vague_verbs.contains(word)) continue;
            if (m_lexicon.people.contains(word)) continue;
            m_taken[at] = true;
            const bool joined_to = at > 0 && (m_lexicon.conjunctions.contains(m_text[at - 1].folded) ||
                                              (before && before->at + 1 == at));
            const Verb verb{at, m_lexicon.inflected.contains(word), !first || (joined_to && before->main)};
            // "docentes que editan", "photographs uploaded": not what the goal does
            if (first && verb.inflected && !(first->inflected && joined_to)) continue;
            if (measurable && !m_reading.type) m_reading.type = known->second;
            add_span(measurable ? SpanKind::verb : SpanKind::vague_verb, at, 1);
            if (first && verb.main) m_reading.two_verbs = true;
            if (!first) first = verb;
            before = verb;
        }
    }

    /// What a text is about is not for whom: "artículos sobre mujeres".
    [[nodiscard]] bool is_topic(std::size_t at) const {
        if (m_text.length_before(m_lexicon.topics, at) > 0) return true;
        return at > 0 && m_lexicon.function_words.contains(m_text[at - 1].folded) &&
               m_text.length_before(m_lexicon.topics, at - 1) > 0;
    }

    /// From a word for people on, to the next thing that was matched; function words at the end are left.
    void find_target_group() {
        constexpr std::size_t most = 8;
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            if (m_taken[at] || is_how(at) || !m_lexicon.people.contains(m_text[at].folded)) continue;
            if (is_topic(at)) continue;
            std::size_t end = at + 1;
            while (end < m_text.size() && end < at + most && !is_how(end) && !m_taken[end] &&
                   !m_lexicon.group_ends.contains(m_text[end].folded) &&
                   m_text.match(m_lexicon.since, end) == 0 && m_text[end].begin <= m_text[end - 1].end + 1)
                ++end;
            while (end > at + 1 && (m_lexicon.function_words.contains(m_text[end - 1].folded) ||
                                    m_lexicon.until.contains(m_text[end - 1].folded)))
                --end;
            add_span(SpanKind::target_group, at, end - at);
            m_reading.target_group = m_reading.spans.back().text;
            return;
        }
    }

    static bool is_acronym(const std::string& text) {
        static const std::unordered_set<std::string> roman{"II", "III", "IV", "VI", "VII", "VIII", "IX"};
        const auto capitals =
            std::count_if(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
        return capitals >= 2 && static_cast<std::size_t>(capitals) == text.size() && text.size() <= 6 &&
               !roman.contains(text);
    }

    /// A statement in capitals says nothing of acronyms.
    [[nodiscard]] bool is_in_capitals() const {
        std::size_t all = 0;
        std::size_t capital = 0;
        for (const auto& word : m_text.words()) {
            if (word.number || word.text.size() < 2) continue;
            ++all;
            if (std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
                ++capital;
        }
        return capital * 2 > all;
    }

    void find_acronyms() {
        if (is_in_capitals()) return;
        for (std::size_t at = 0; at < m_text.size(); ++at) {
            const auto& text = m_text[at].text;
            if (!is_acronym(text) || m_lexicon.acronyms.contains(text)) continue;
            add_span(SpanKind::acronym, at, 1);
            m_reading.acronyms.push_back(text);
        }
    }

    void count_words() {
        std::size_t deadline = 0;
        for (const auto& span : m_reading.spans)
            if (span.kind == SpanKind::deadline)
                deadline += static_cast<std::size_t>(std::count_if(
                    m_text.words().begin(), m_text.words().end(),
                    [&](const Word& word) { return word.begin >= span.begin && word.end <= span.end; }));
        const auto all = m_text.size();
        m_reading.what_words = all - std::min(all, m_reading.how_words + deadline);
    }

    const Lexicon& m_lexicon;
    Date m_today;
    StatementText m_text;
    std::vector<bool> m_taken;  ///< belongs to a date, the quantity or a verb
    std::size_t m_how_begin = 0;
    std::size_t m_how_end = 0;
    StatementReading m_reading;
};

}  // namespace

StatementReading read_statement(std::string_view text, std::string_view language, const Lexica& lexica,
                                Date today) {
    auto words = words_of(text);
    if (words.size() > most_words) words.resize(most_words);
    std::vector<std::string> folded;
    folded.reserve(words.size());
    for (const auto& word : words)
        folded.push_back(word.folded);
    const auto& lexicon = lexica.choose(language, folded);
    return Reading(lexicon, today, std::move(words)).read();
}

}  // namespace brujula::planning

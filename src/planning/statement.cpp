// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement.hpp"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>
#include <utility>

#include "planning/words.hpp"

namespace brujula::planning {

using records::AmountQuality;
using records::GoalType;
using std::chrono::day;
using std::chrono::last;
using std::chrono::month;
using std::chrono::year;

namespace {

constexpr std::size_t most_words = 2000;

bool is_plain_integer(const Word& word) {
    return word.number &&
           std::all_of(word.text.begin(), word.text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// The word without the thin spaces between groups of digits.
std::string without_spaces(std::string text) {
    for (const std::string_view space : {"\u00A0", "\u202F"})
        for (auto at = text.find(space); at != std::string::npos; at = text.find(space))
            text.erase(at, space.size());
    return text;
}

/// "1.500", "1,500", "1 500", "2,5" and "10k" by the signs that `language` uses; nothing for "2014-06-30",
/// "3D" or "2º".
std::optional<double> number_of(const Word& word, std::string_view language) {
    auto text = without_spaces(word.text);
    const bool thousands_sign = text.size() > 1 && (text.back() == 'k' || text.back() == 'K');
    if (thousands_sign) text.pop_back();
    std::string digits;
    std::string signs;
    std::size_t after_last = 0;
    for (const char c : text) {
        if (c >= '0' && c <= '9') {
            digits += c;
            ++after_last;
        } else if (c == '.' || c == ',') {
            signs += c;
            digits += c;
            after_last = 0;
        } else {
            return std::nullopt;
        }
    }
    const char thousands = language == "en" ? ',' : '.';
    if (!signs.empty()) {
        const bool mixed = signs.find_first_not_of(signs.front()) != std::string::npos;
        const bool groups = !mixed && (signs.size() > 1 || (signs.front() == thousands && after_last == 3));
        const char decimal = groups ? '\0' : signs.back();
        std::string clean;
        for (const char c : digits)
            if (c >= '0' && c <= '9')
                clean += c;
            else if (c == decimal)
                clean += '.';
        if (std::count(clean.begin(), clean.end(), '.') > 1) return std::nullopt;
        digits = clean;
    }
    double value = 0;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    if (read.ec != std::errc{} || value > 1e12) return std::nullopt;
    return thousands_sign ? value * 1000 : value;
}

std::optional<int> year_of(const Word& word) {
    if (word.text.size() != 4 || !is_plain_integer(word)) return std::nullopt;
    const int value = std::stoi(word.text);
    if (value < 1990 || value > 2099) return std::nullopt;
    return value;
}

Date end_of_month(int y, unsigned m) {
    return Date{year{y} / month{m} / last};
}

/// A date as it is written in a statement, and the words it takes.
struct DateFound {
    std::size_t first = 0;
    std::size_t count = 0;
    Date date;
};

/// One reading of one text: walks over its words once for each thing that it looks for.
class Reading {
public:
    Reading(const Lexicon& lexicon, Date today, std::vector<Word> words)
        : m_lexicon(lexicon), m_today(today), m_words(std::move(words)), m_taken(m_words.size(), false) {}

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
    /// How many words the longest phrase of `phrases` at `at` takes; 0 for none.
    template <class Phrases>
    std::size_t match(const Phrases& phrases, std::size_t at) const {
        std::size_t longest = 0;
        std::string joined;
        for (std::size_t n = 1; n <= m_lexicon.longest_phrase && at + n <= m_words.size(); ++n) {
            joined += (n == 1 ? "" : " ") + m_words[at + n - 1].folded;
            if (phrases.find(joined) != phrases.end()) longest = n;
        }
        return longest;
    }

    /// True where a phrase of `phrases` ends just before `at`.
    template <class Phrases>
    bool preceded_by(const Phrases& phrases, std::size_t at) const {
        for (std::size_t n = 1; n <= std::min(m_lexicon.longest_phrase, at); ++n)
            if (phrases.contains(joined(at - n, n))) return true;
        return false;
    }

    std::string joined(std::size_t at, std::size_t count) const {
        std::string words;
        for (std::size_t i = at; i < at + count; ++i)
            words += (i == at ? "" : " ") + m_words[i].folded;
        return words;
    }

    void take(SpanKind kind, std::size_t at, std::size_t count) {
        for (std::size_t i = at; i < at + count; ++i)
            m_taken[i] = true;
        add_span(kind, at, count);
    }

    void add_span(SpanKind kind, std::size_t at, std::size_t count) {
        const auto begin = m_words[at].begin;
        const auto end = m_words[at + count - 1].end;
        std::string text;
        for (std::size_t i = at; i < at + count; ++i)
            text += (i == at || m_words[i].begin == m_words[i - 1].end ? "" : " ") + m_words[i].text;
        m_reading.spans.push_back({kind, begin, end, std::move(text)});
    }

    bool is_of(std::size_t at) const {
        static const std::unordered_set<std::string> of{"de", "del", "do", "of", "di", "d"};
        return at < m_words.size() && of.contains(m_words[at].folded);
    }

    std::size_t skip_of(std::size_t at) const { return is_of(at) ? at + 1 : at; }

    std::optional<int> year_at(std::size_t at) const {
        return at < m_words.size() ? year_of(m_words[at]) : std::nullopt;
    }

    /// "2014-06-30", "30/6/2014"
    std::optional<DateFound> numeric_date(std::size_t at) const {
        const auto& text = m_words[at].text;
        if (const auto date = parse_date(text)) return DateFound{at, 1, *date};
        int parts[3] = {0, 0, 0};
        int n = 0;
        for (const char c : text) {
            if (c == '/' && n < 2)
                ++n;
            else if (c >= '0' && c <= '9' && parts[n] < 10000)
                parts[n] = parts[n] * 10 + (c - '0');
            else
                return std::nullopt;
        }
        const Date date{year{parts[2]}, month{static_cast<unsigned>(parts[1])},
                        day{static_cast<unsigned>(parts[0])}};
        if (n != 2 || parts[2] < 1990 || !date.ok()) return std::nullopt;
        return DateFound{at, 1, date};
    }

    std::optional<unsigned> month_at(std::size_t at) const {
        if (at >= m_words.size()) return std::nullopt;
        const auto found = m_lexicon.months.find(m_words[at].folded);
        if (found == m_lexicon.months.end()) return std::nullopt;
        return static_cast<unsigned>(found->second);
    }

    /// "31 de marzo de 2015", "diciembre de 2014", "March 31, 2015", "diciembre"
    std::optional<DateFound> date_with_month(std::size_t at) const {
        std::size_t next = at;
        std::optional<unsigned> on;
        if (is_plain_integer(m_words[at]) && m_words[at].text.size() <= 2) {
            on = static_cast<unsigned>(std::stoi(m_words[at].text));
            next = skip_of(at + 1);
        }
        const auto in = month_at(next);
        if (!in) return std::nullopt;
        ++next;
        if (!on && next < m_words.size() && is_plain_integer(m_words[next]) &&
            m_words[next].text.size() <= 2) {
            on = static_cast<unsigned>(std::stoi(m_words[next].text));
            ++next;
        }
        const auto y = year_at(skip_of(next));
        if (y) next = skip_of(next) + 1;
        const int in_year = y.value_or(static_cast<int>(m_today.year()));
        const Date date = on ? Date{year{in_year}, month{*in}, day{*on}} : end_of_month(in_year, *in);
        if (!date.ok()) return std::nullopt;
        return DateFound{at, next - at, date};
    }

    /// "primer trimestre de 2015", "Q2 2015", "segundo semestre"
    std::optional<DateFound> part_of_year(std::size_t at) const {
        for (const auto& [parts, months] :
             {std::pair{&m_lexicon.quarters, 3U}, std::pair{&m_lexicon.halves, 6U}}) {
            const auto count = match(*parts, at);
            if (count == 0) continue;
            const auto index = static_cast<unsigned>(parts->find(joined(at, count))->second);
            std::size_t next = at + count;
            const auto y = year_at(skip_of(next));
            if (y) next = skip_of(next) + 1;
            return DateFound{at, next - at,
                             end_of_month(y.value_or(static_cast<int>(m_today.year())), index * months)};
        }
        return std::nullopt;
    }

    /// "fin de año", "end of 2015", "2015"
    std::optional<DateFound> whole_year(std::size_t at) const {
        if (const auto count = match(m_lexicon.year_ends, at)) {
            std::size_t next = at + count;
            const auto y = year_at(skip_of(next));
            const bool needs_year = is_of(next - 1);
            if (y) next = skip_of(next) + 1;
            if (y || !needs_year)
                return DateFound{at, next - at,
                                 end_of_month(y.value_or(static_cast<int>(m_today.year())), 12)};
        }
        const auto y = year_at(at);
        const bool alone = at + 1 == m_words.size() || year_at(at + 1);
        if (y && (alone || preceded_by(m_lexicon.before_a_year, at)))
            return DateFound{at, 1, end_of_month(*y, 12)};
        return std::nullopt;
    }

    std::optional<DateFound> date_at(std::size_t at) const {
        if (m_words[at].number)
            if (auto found = numeric_date(at)) return found;
        if (auto found = date_with_month(at)) return found;
        if (auto found = part_of_year(at)) return found;
        return whole_year(at);
    }

    /// How many words before `at` belong to the deadline: "antes del", "a más tardar el".
    std::size_t marker_before(std::size_t at) const {
        std::size_t begin = at;
        for (;;) {
            const auto n = marker_length(m_lexicon.until, begin);
            if (n == 0 || is_taken(begin - n, n)) return at - begin;
            begin -= n;
        }
    }

    bool is_taken(std::size_t at, std::size_t count) const {
        const auto from = m_taken.begin() + static_cast<std::ptrdiff_t>(at);
        return std::find(from, from + static_cast<std::ptrdiff_t>(count), true) !=
               from + static_cast<std::ptrdiff_t>(count);
    }

    void find_deadline() {
        for (std::size_t at = 0; at < m_words.size();) {
            const auto found = date_at(at);
            if (!found) {
                ++at;
                continue;
            }
            const bool begins = preceded_by(m_lexicon.since, at);
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
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            const auto count = m_taken[at] ? 0 : match(m_lexicon.how, at);
            if (count == 0) continue;
            std::size_t end = at + count;
            while (end < m_words.size() && !m_taken[end] && !begins_what(end))
                ++end;
            add_span(SpanKind::how, at, end - at);
            m_how_begin = at;
            m_how_end = end;
            m_reading.how_words = end - at;
            return;
        }
    }

    /// "Mediante talleres, publicar …": a verb after a comma.
    bool begins_what(std::size_t at) const {
        return m_words[at].after_comma && m_lexicon.verbs.contains(m_words[at].folded);
    }

    bool is_how(std::size_t at) const { return at >= m_how_begin && at < m_how_end; }

    bool is_percent(std::size_t at) const {
        return at < m_words.size() && (m_words[at].text == "%" || match(m_lexicon.percent, at) > 0);
    }

    std::size_t percent_words(std::size_t at) const {
        return m_words[at].text == "%" ? 1 : match(m_lexicon.percent, at);
    }

    using Number = std::pair<double, std::size_t>;  ///< and how many words it takes

    /// The number at `at` in digits or words, with its scale: "2,5 millones", "ciento veinticinco mil".
    std::optional<Number> number_at(std::size_t at) const {
        return m_words[at].number ? digits_at(at) : words_at(at);
    }

    std::optional<Number> digits_at(std::size_t at) const {
        auto value = number_of(m_words[at], m_lexicon.language);
        if (!value) return std::nullopt;
        std::size_t count = 1;
        while (is_plain_integer(m_words[at]) && m_words[at].text.size() <= 3 && at + count < m_words.size() &&
               is_plain_integer(m_words[at + count]) && m_words[at + count].text.size() == 3 && count < 4) {
            *value = *value * 1000 + std::stod(m_words[at + count].text);
            ++count;
        }
        if (const auto scale = scale_at(at + count)) return Number{*value * *scale, count + 1};
        return Number{*value, count};
    }

    std::optional<double> scale_at(std::size_t at) const {
        if (at >= m_words.size()) return std::nullopt;
        const auto found = m_lexicon.scales.find(m_words[at].folded);
        if (found == m_lexicon.scales.end()) return std::nullopt;
        return found->second;
    }

    std::optional<double> number_word(const std::string& word) const {
        const auto found = m_lexicon.numbers.find(word);
        if (found == m_lexicon.numbers.end()) return std::nullopt;
        return found->second;
    }

    /// One word: "veinte", "twenty-five", "vint-i-cinc".
    std::optional<double> word_at(std::size_t at) const {
        if (at >= m_words.size()) return std::nullopt;
        const auto& word = m_words[at].folded;
        const auto hyphen = word.find('-');
        if (const auto whole = number_word(word); whole || hyphen == std::string::npos) return whole;
        auto rest = word.substr(hyphen + 1);
        if (const auto next = rest.find('-');
            next != std::string::npos && m_lexicon.conjunctions.contains(rest.substr(0, next)))
            rest = rest.substr(next + 1);
        const auto tens = number_word(word.substr(0, hyphen));
        const auto ones = number_word(rest);
        if (!tens || !ones || *ones >= magnitude(*tens)) return std::nullopt;
        return *tens + *ones;
    }

    /// What is added to a number must be less: one below 10 to 30, one below 100 to 200.
    static double magnitude(double number) {
        for (const double unit : {1000.0, 100.0, 10.0})
            if (number >= unit && std::fmod(number, unit) == 0) return unit;
        return 1;
    }

    /// "dos mil quinientas", "two hundred and fifty", "medio millón"
    std::optional<Number> words_at(std::size_t at) const {
        if (const auto phrase = match(m_lexicon.numbers, at); phrase > 1)
            return Number{m_lexicon.numbers.find(joined(at, phrase))->second, phrase};
        auto part = word_at(at);
        if (!part) return std::nullopt;
        double total = 0;
        double below = magnitude(*part);
        std::size_t next = at + 1;
        while (next < m_words.size()) {
            if (const auto scale = scale_at(next); scale && *part > 0 && *part < *scale) {
                *part *= *scale;
                if (*scale >= 1000) total += std::exchange(*part, 0);
                below = *scale;
                ++next;
                continue;
            }
            const auto after = m_lexicon.conjunctions.contains(m_words[next].folded) ? next + 1 : next;
            const auto more = word_at(after);
            if (!more || *more >= below) break;
            *part += *more;
            below = magnitude(*more);
            next = after + 1;
        }
        return Number{total + *part, next - at};
    }

    void find_quantity() {
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            if (m_taken[at] || is_how(at)) continue;
            if (const auto found = number_at(at)) return take_quantity(at, found->first, found->second);
            if (const auto count = match(m_lexicon.factors, at)) {
                m_reading.quantity = Quantity{Quantity::Kind::factor,
                                              m_lexicon.factors.find(joined(at, count))->second,
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
        const bool plus = at > 0 && m_words[at - 1].text == "+";
        if (plus || preceded_by(m_lexicon.at_least, at)) {
            quantity.quality = AmountQuality::at_least;
            begin -= plus ? 1 : marker_length(m_lexicon.at_least, at);
        } else if (preceded_by(m_lexicon.about, at)) {
            quantity.quality = AmountQuality::about;
            begin -= marker_length(m_lexicon.about, at);
        }
        end = take_range(quantity, end);
        m_reading.quantity = quantity;
        take(SpanKind::quantity, begin, end - begin);
    }

    std::size_t marker_length(const Lexicon::Words& markers, std::size_t at) const {
        for (std::size_t n = std::min(m_lexicon.longest_phrase, at); n >= 1; --n)
            if (markers.contains(joined(at - n, n))) return n;
        return 0;
    }

    /// "60 % al 45 %": the second number is the one to reach.
    std::size_t take_range(Quantity& quantity, std::size_t end) const {
        const auto marker = end < m_words.size() ? match(m_lexicon.to, end) : 0;
        if (marker == 0 || end + marker >= m_words.size() || m_taken[end + marker]) return end;
        const auto second = number_at(end + marker);
        if (!second) return end;
        const auto after = end + marker + second->second;
        const bool percent = is_percent(after);
        if (quantity.kind == Quantity::Kind::percent && !percent) return end;
        quantity.from = quantity.value;
        quantity.value = second->first;
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
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            if (is_how(at)) continue;
            const auto& word = m_words[at].folded;
            const auto known = m_lexicon.verbs.find(word);
            const bool measurable = known != m_lexicon.verbs.end();
            if (!measurable && !m_lexicon.vague_verbs.contains(word)) continue;
            if (m_lexicon.people.contains(word)) continue;
            m_taken[at] = true;
            const bool joined_to = at > 0 && (m_lexicon.conjunctions.contains(m_words[at - 1].folded) ||
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
    bool is_topic(std::size_t at) const {
        if (preceded_by(m_lexicon.topics, at)) return true;
        return at > 0 && m_lexicon.function_words.contains(m_words[at - 1].folded) &&
               preceded_by(m_lexicon.topics, at - 1);
    }

    /// From a word for people on, to the next thing that was matched; function words at the end are left.
    void find_target_group() {
        constexpr std::size_t most = 8;
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            if (m_taken[at] || is_how(at) || !m_lexicon.people.contains(m_words[at].folded)) continue;
            if (is_topic(at)) continue;
            std::size_t end = at + 1;
            while (end < m_words.size() && end < at + most && !is_how(end) && !m_taken[end] &&
                   !m_lexicon.group_ends.contains(m_words[end].folded) && match(m_lexicon.since, end) == 0 &&
                   m_words[end].begin <= m_words[end - 1].end + 1)
                ++end;
            while (end > at + 1 && (m_lexicon.function_words.contains(m_words[end - 1].folded) ||
                                    m_lexicon.until.contains(m_words[end - 1].folded)))
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
    bool is_in_capitals() const {
        std::size_t all = 0;
        std::size_t capital = 0;
        for (const auto& word : m_words) {
            if (word.number || word.text.size() < 2) continue;
            ++all;
            if (std::none_of(word.text.begin(), word.text.end(), [](char c) { return c >= 'a' && c <= 'z'; }))
                ++capital;
        }
        return capital * 2 > all;
    }

    void find_acronyms() {
        if (is_in_capitals()) return;
        for (std::size_t at = 0; at < m_words.size(); ++at) {
            const auto& text = m_words[at].text;
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
                    m_words.begin(), m_words.end(),
                    [&](const Word& word) { return word.begin >= span.begin && word.end <= span.end; }));
        const auto all = m_words.size();
        m_reading.what_words = all - std::min(all, m_reading.how_words + deadline);
    }

    const Lexicon& m_lexicon;
    Date m_today;
    std::vector<Word> m_words;
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

std::vector<std::string> telling_words(std::string_view text) {
    constexpr std::size_t least = 4;
    std::vector<std::string> words;
    for (auto& word : words_of(text))
        if (word.number || word.folded.size() >= least) words.push_back(std::move(word.folded));
    std::sort(words.begin(), words.end());
    words.erase(std::unique(words.begin(), words.end()), words.end());
    return words;
}

double word_jaccard(std::string_view a, std::string_view b) {
    const auto first = telling_words(a);
    const auto second = telling_words(b);
    if (first.empty() || second.empty()) return 0;
    std::vector<std::string> both;
    std::set_intersection(first.begin(), first.end(), second.begin(), second.end(), std::back_inserter(both));
    const auto all = first.size() + second.size() - both.size();
    return static_cast<double>(both.size()) / static_cast<double>(all);
}

}  // namespace brujula::planning

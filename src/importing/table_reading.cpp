// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/table_reading.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "importing/read_words.hpp"

namespace brujula::importing {
using sheets::CellPlace;

namespace {

constexpr std::size_t longest_id = 80;

std::string beginning_of(std::string text, std::size_t longest) {
    if (text.size() <= longest) return text;
    const auto hyphen = text.rfind('-', longest);
    return text.substr(0, hyphen == std::string::npos || hyphen == 0 ? longest : hyphen);
}

/// Line breaks within a cell are how it is shown, not what it is called.
std::string in_one_line(std::string_view text) {
    std::string line;
    for (const char c : text) {
        const bool space = c == ' ' || c == '\t' || c == '\n' || c == '\r';
        if (!space || (!line.empty() && line.back() != ' ')) line += space ? ' ' : c;
    }
    return line;
}

}  // namespace

TableReading::TableReading(const sheets::Table& table, const Order& order, const Surroundings& around)
    : m_table(table), m_order(order), m_around(around), m_conventions(conventions()) {}

Conventions TableReading::conventions() const {
    static const std::set<std::string, std::less<>> written{"target",       "value",          "baseline",
                                                            "baseline_day", "goal_first_day", "goal_last_day",
                                                            "period",       "since",          "until"};
    std::vector<std::string> texts;
    for (const auto row : rows())
        for (const auto& column : m_order.layout.columns)
            if (written.contains(column.field))
                if (const auto* text = std::get_if<std::string>(&m_table.at({row, column.index}).value))
                    texts.push_back(*text);
    auto shown = shown_by(texts, usual_in(m_order.language));
    if (m_order.conventions.decimals != Decimals::unknown) shown.decimals = m_order.conventions.decimals;
    if (m_order.conventions.days != DayOrder::unknown) shown.days = m_order.conventions.days;
    return shown;
}

std::vector<std::size_t> TableReading::rows() const {
    std::vector<std::size_t> found;
    for (std::size_t row = m_order.layout.last_header + 1; row < m_table.rows.size(); ++row) {
        if (m_order.left_out.contains(row)) continue;
        const auto& columns = m_order.layout.columns;
        const bool holds = std::any_of(columns.begin(), columns.end(), [&](const Column& column) {
            return !column.field.empty() && column.index < m_table.rows[row].size() &&
                   !m_table.rows[row][column.index].empty();
        });
        if (holds) found.push_back(row);
    }
    return found;
}

const Column* TableReading::column(std::string_view field) const {
    for (const auto& column : m_order.layout.columns)
        if (column.field == field) return &column;
    return nullptr;
}

std::vector<const Column*> TableReading::columns(std::string_view field) const {
    std::vector<const Column*> found;
    for (const auto& column : m_order.layout.columns)
        if (column.field == field) found.push_back(&column);
    return found;
}

CellPlace TableReading::place(std::size_t row, std::string_view field) const {
    const auto* found = column(field);
    return {row, found != nullptr ? found->index : 0};
}

CellPlace TableReading::header(const Column& column) const {
    return {m_order.layout.last_header, column.index};
}

const sheets::ReadCell& TableReading::cell_at(CellPlace place) {
    const auto& cell = m_table.at(place);
    if (!cell.fault.empty())
        problem(place, cell.fault == "formula" ? Message{"import-cell-formula", {}}
                                               : Message{"import-cell-fault", {cell.fault}});
    return cell;
}

std::string TableReading::text(CellPlace place) {
    const auto& cell = cell_at(place);
    if (const auto* text = std::get_if<std::string>(&cell.value)) return *text;
    if (const auto* number = std::get_if<double>(&cell.value)) return format_number(*number);
    if (const auto* day = std::get_if<Date>(&cell.value)) return format(*day);
    return {};
}

std::string TableReading::text(std::size_t row, std::string_view field) {
    const auto* found = column(field);
    if (found == nullptr) return {};
    const auto words = text(CellPlace{row, found->index});
    const bool long_text = field == "note" || field == "definition" || field == "rationale";
    return long_text ? words : in_one_line(words);
}

std::optional<ReadNumber> TableReading::number(CellPlace place) {
    const auto& cell = cell_at(place);
    if (const auto* number = std::get_if<double>(&cell.value))
        return ReadNumber{{*number, records::AmountQuality::exact}, cell.per_cent, {}};
    const auto words = text(place);
    if (says_nothing(words)) return std::nullopt;
    if (std::holds_alternative<Date>(cell.value)) {
        problem(place, {"import-not-a-number", {words}});
        return std::nullopt;
    }
    const auto read = read_number(words, m_conventions.decimals);
    if (read) return *read;
    unread(place, read.error());
    return std::nullopt;
}

std::optional<Date> TableReading::day(std::size_t row, std::string_view field) {
    const auto found = period(row, field, std::nullopt);
    if (!found) return std::nullopt;
    if (found->first_day == found->last_day) return found->first_day;
    problem(place(row, field), {"import-not-a-day", {text(row, field)}});
    return std::nullopt;
}

std::optional<planning::Days> TableReading::period(std::size_t row, std::string_view field,
                                                   const std::optional<planning::Days>& whole) {
    const auto* found = column(field);
    if (found == nullptr) return std::nullopt;
    const CellPlace place{row, found->index};
    if (const auto* day = std::get_if<Date>(&cell_at(place).value)) return planning::Days{*day, *day};
    const auto words = text(place);
    if (says_nothing(words)) return std::nullopt;
    const auto day = read_day(words, m_conventions.days, m_around.lexica);
    if (day) return planning::Days{*day, *day};
    if (!is_ambiguous(day.error())) {
        const auto named = read_period(words, m_around.lexica, whole);
        if (named && *named) return **named;
        unread(place, named ? day.error() : named.error());
        return std::nullopt;
    }
    unread(place, day.error());
    return std::nullopt;
}

void TableReading::unread(CellPlace cell, const Message& message) {
    problem(cell, message);
    if (is_ambiguous(message)) ask(message.key == "import-number-ambiguous" ? "decimals" : "days", cell);
}

void TableReading::problem(CellPlace cell, Message message) {
    if (m_told.emplace(cell, message.key).second) m_problems.push_back({cell, std::move(message), true});
}

void TableReading::note(CellPlace cell, Message message) {
    if (m_told.emplace(cell, message.key).second) m_problems.push_back({cell, std::move(message), false});
}

void TableReading::ask(const std::string& question, CellPlace cell) {
    auto& cells = m_questions[question];
    if (std::find(cells.begin(), cells.end(), cell) == cells.end()) cells.push_back(cell);
}

void TableReading::ask(const std::string& question) {
    m_questions[question];
}

LocalizedText TableReading::localized(const std::string& text) const {
    if (text.empty()) return {};
    return {{m_order.language, text}};
}

Import TableReading::with(std::vector<Entry> entries) {
    Import import{std::move(entries), {}, {}, m_conventions};
    std::stable_sort(m_problems.begin(), m_problems.end(),
                     [](const CellProblem& a, const CellProblem& b) { return a.cell < b.cell; });
    import.problems = std::move(m_problems);
    for (auto& [name, cells] : m_questions)
        import.questions.push_back({name, std::move(cells)});
    return import;
}

std::string ImportIds::exactly(const std::string& kind, std::string id) {
    const auto is_taken = [&](const std::string& one) {
        return m_given.contains({kind, one}) || m_around.taken(kind, one);
    };
    if (id.size() > longest_id - 5) id.resize(longest_id - 5);
    while (id.ends_with('-'))
        id.pop_back();
    std::string free = id;
    for (int n = 2; is_taken(free); ++n)
        free = id + '-' + std::to_string(n);
    m_given.insert({kind, free});
    return free;
}

std::string ImportIds::of_title(const std::string& kind, const std::string& beginning,
                                std::string_view title) {
    constexpr std::size_t words = 32;
    const auto end = beginning_of(slug(title), words);
    std::string id = beginning + (beginning.empty() || end.empty() ? "" : "-") + end;
    return exactly(kind, id.empty() ? kind : std::move(id));
}

std::string as_compared(std::string_view text) {
    std::string out;
    for (const char c : fold(text)) {
        const bool space = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (space && (out.empty() || out.back() == ' ')) continue;
        out += space ? ' ' : c;
    }
    while (!out.empty() && (out.back() == ' ' || out.back() == '.'))
        out.pop_back();
    return out;
}

std::string person_called(const planning::NetworkRecords& network, std::string_view name) {
    const auto wanted = as_compared(name);
    std::string found;
    for (const auto& [id, person] : network.persons) {
        if (wanted.empty() || (as_compared(person.user_name) != wanted && as_compared(person.name) != wanted))
            continue;
        if (!found.empty()) return {};
        found = id;
    }
    return found;
}

std::string organisation_called(const planning::NetworkRecords& network, std::string_view name) {
    const auto wanted = as_compared(name);
    if (wanted.empty()) return {};
    for (const auto& [id, organisation] : network.organisations) {
        const auto same = [&](const std::string& text) { return as_compared(text) == wanted; };
        const auto& names = organisation.name;
        const bool named =
            std::any_of(names.begin(), names.end(), [&](const auto& one) { return same(one.second); });
        const auto& codes = organisation.codes;
        if (named || id == wanted || std::any_of(codes.begin(), codes.end(), same)) return id;
    }
    return {};
}

}  // namespace brujula::importing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "importing/import.hpp"

// For this module's own files.
namespace brujula::importing {

/// The cells of a table by the fields of their columns, read by one convention; keeps the problems it meets.
class TableReading {
public:
    TableReading(const sheets::Table& table, const Order& order, const Surroundings& around);

    /// Rows below the header that are brought and hold anything in a column that is.
    [[nodiscard]] std::vector<std::size_t> rows() const;
    [[nodiscard]] const Column* column(std::string_view field) const;  ///< nullptr: none is it
    [[nodiscard]] std::vector<const Column*> columns(std::string_view field) const;
    [[nodiscard]] sheets::CellPlace place(std::size_t row, std::string_view field) const;
    [[nodiscard]] sheets::CellPlace header(const Column& column) const;

    /// What the cell says in words; empty where it says nothing.
    std::string text(std::size_t row, std::string_view field);
    std::string text(sheets::CellPlace cell);
    std::optional<ReadNumber> number(sheets::CellPlace cell);
    /// A period of more than a day is a problem.
    std::optional<Date> day(std::size_t row, std::string_view field);
    /// Of a period or a day, which is a period of one day.
    std::optional<planning::Days> period(std::size_t row, std::string_view field,
                                         const std::optional<planning::Days>& whole);

    void problem(sheets::CellPlace cell, Message message);
    void note(sheets::CellPlace cell, Message message);
    void ask(const std::string& question, sheets::CellPlace cell);
    void ask(const std::string& question);

    [[nodiscard]] const Order& order() const { return m_order; }
    [[nodiscard]] const Surroundings& around() const { return m_around; }
    /// A text in the table's language.
    [[nodiscard]] LocalizedText localized(const std::string& text) const;

    /// With what was met while it was read.
    Import with(std::vector<Entry> entries);

private:
    [[nodiscard]] Conventions conventions() const;
    const sheets::ReadCell& cell_at(sheets::CellPlace cell);
    void unread(sheets::CellPlace cell, const Message& message);

    const sheets::Table& m_table;
    const Order& m_order;
    const Surroundings& m_around;
    Conventions m_conventions;
    std::vector<CellProblem> m_problems;
    std::set<std::pair<sheets::CellPlace, std::string>> m_told;  ///< cell and key: no problem twice
    std::map<std::string, std::vector<sheets::CellPlace>> m_questions;
};

/// Ids for new records, each once.
class ImportIds {
public:
    explicit ImportIds(const Surroundings& around) : m_around(around) {}
    /// "wmar-plan-2015-aumentar-los-editores" of a beginning and a title, with a number where that is taken.
    std::string of_title(const std::string& kind, const std::string& beginning, std::string_view title);
    std::string exactly(const std::string& kind, std::string id);

private:
    const Surroundings& m_around;
    std::set<std::pair<std::string, std::string>> m_given;
};

/// A text as it is compared: folded, white space as one space, without a point at its end.
std::string as_compared(std::string_view text);
/// Somebody of the network by user name or name; empty where nobody or more than one is called so.
std::string person_called(const planning::NetworkRecords& network, std::string_view name);
/// An organisation by id, code or name in any language; empty where none is.
std::string organisation_called(const planning::NetworkRecords& network, std::string_view name);

std::vector<Entry> import_plan(TableReading& reading);
std::vector<Entry> import_values(TableReading& reading);
std::vector<Entry> import_organisations(TableReading& reading);
std::vector<Entry> import_persons(TableReading& reading);

/// The observation of an indicator for a period: new, there already, or there with another value, which is a
/// problem unless such are replaced.
void add_value(TableReading& reading, ImportIds& ids, std::vector<Entry>& entries, sheets::CellPlace cell,
               const std::string& organisation, const std::string& indicator, records::Observation value);

}  // namespace brujula::importing

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/importing_json.hpp"

#include <array>
#include <utility>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/message.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using importing::What;
using sheets::CellPlace;

namespace {

constexpr std::array<std::pair<std::string_view, What>, 4> whats{{{"plan", What::plan},
                                                                  {"values", What::values},
                                                                  {"organisations", What::organisations},
                                                                  {"persons", What::persons}}};

[[noreturn]] void bad(const std::string& member) {
    throw Error{ErrorKind::bad_input, {"error-import-member", {member}}};
}

json::value cell_json(const sheets::ReadCell& cell) {
    if (cell.covered_by) return {{"of", {cell.covered_by->row, cell.covered_by->column}}};
    if (!cell.fault.empty()) return {{"fault", cell.fault}};
    if (const auto* day = std::get_if<Date>(&cell.value)) return {{"day", format(*day)}};
    if (const auto* text = std::get_if<std::string>(&cell.value)) return json::value(*text);
    const auto* number = std::get_if<double>(&cell.value);
    if (number == nullptr) return nullptr;
    if (cell.per_cent) return {{"number", *number}, {"per_cent", true}};
    return json::value(*number);
}

json::array list_json(const std::vector<std::size_t>& numbers) {
    json::array list;
    for (const auto number : numbers)
        list.push_back(number);
    return list;
}

std::size_t whole(const json::value& value, std::size_t limit, const std::string& member) {
    json::error_code error;
    const auto number = value.to_number<std::uint64_t>(error);
    if (error || number >= limit) bad(member);
    return static_cast<std::size_t>(number);
}

const json::value& member(const json::object& object, std::string_view name) {
    const auto* found = object.if_contains(name);
    if (found == nullptr) bad(std::string{name});
    return *found;
}

const json::array& list(const json::object& object, std::string_view name) {
    const auto& found = member(object, name);
    if (!found.is_array()) bad(std::string{name});
    return found.get_array();
}

std::string text(const json::object& object, std::string_view name) {
    const auto* found = object.if_contains(name);
    if (found == nullptr || found->is_null()) return {};
    if (!found->is_string()) bad(std::string{name});
    return std::string{found->get_string()};
}

std::optional<Date> day(const json::object& object, std::string_view name) {
    const auto written = text(object, name);
    if (written.empty()) return std::nullopt;
    const auto found = parse_date(written);
    if (!found) bad(std::string{name});
    return found;
}

sheets::ReadCell object_cell(const json::object& object) {
    sheets::ReadCell cell;
    if (const auto* of = object.if_contains("of")) {
        if (!of->is_array() || of->get_array().size() != 2) bad("of");
        cell.covered_by = CellPlace{whole(of->get_array()[0], sheets::most_rows, "of"),
                                    whole(of->get_array()[1], sheets::most_columns, "of")};
    } else if (object.contains("fault")) {
        cell.fault = text(object, "fault");
    } else if (object.contains("day")) {
        const auto found = day(object, "day");
        if (found) cell.value = *found;
    } else {
        const auto& number = member(object, "number");
        if (!number.is_number()) bad("number");
        cell.value = number.to_number<double>();
        cell.per_cent = object.contains("per_cent");
    }
    return cell;
}

sheets::ReadCell cell_of(const json::value& value) {
    if (value.is_object()) return object_cell(value.get_object());
    if (value.is_number()) return {value.to_number<double>(), false, {}, {}};
    if (value.is_null()) return {};
    if (!value.is_string()) bad("rows");
    const auto& written = value.get_string();
    if (written.size() > sheets::longest_cell)
        throw Error{ErrorKind::too_large, {"error-table-cell", {std::to_string(sheets::longest_cell)}}};
    if (written.empty()) return {};
    return {std::string{written}, false, {}, {}};
}

std::optional<planning::Days> days_in(const json::object& object) {
    const auto first = day(object, "first_day");
    const auto last = day(object, "last_day");
    if (!first || !last) return std::nullopt;
    return planning::Days{*first, *last};
}

importing::Layout layout_of(const json::object& object) {
    importing::Layout layout;
    layout.first_header = whole(member(object, "first_header"), sheets::most_rows, "first_header");
    layout.last_header = whole(member(object, "last_header"), sheets::most_rows, "last_header");
    for (const auto& value : list(object, "columns")) {
        if (!value.is_object() || layout.columns.size() == sheets::most_columns) bad("columns");
        const auto& given = value.get_object();
        importing::Column column;
        column.index = whole(member(given, "index"), sheets::most_columns, "index");
        column.field = text(given, "field");
        column.days = days_in(given);
        const auto* open = given.if_contains("year_open");
        column.year_open = open != nullptr && open->is_bool() && open->get_bool() && !column.days;
        layout.columns.push_back(std::move(column));
    }
    return layout;
}

importing::Destination destination_of(const json::object& object) {
    importing::Destination into;
    into.organisation = text(object, "organisation");
    into.plan = text(object, "plan");
    if (const auto* title = object.if_contains("title"); title != nullptr && title->is_object())
        for (const auto& [language, words] : title->get_object())
            if (words.is_string() && !words.get_string().empty())
                into.title[std::string{language}] = std::string{words.get_string()};
    into.days = days_in(object);
    into.strategic = text(object, "type") == "strategic";
    return into;
}

importing::Conventions conventions_of(const json::object& body) {
    using importing::DayOrder;
    using importing::Decimals;
    const auto decimals = text(body, "decimals");
    const auto days = text(body, "days");
    return {decimals == "comma"   ? Decimals::comma
            : decimals == "point" ? Decimals::point
                                  : Decimals::unknown,
            days == "day_first"     ? DayOrder::day_first
            : days == "month_first" ? DayOrder::month_first
                                    : DayOrder::unknown};
}

json::object conventions_json(const importing::Conventions& conventions) {
    using importing::DayOrder;
    using importing::Decimals;
    const auto open = json::value(nullptr);
    return {{"decimals", conventions.decimals == Decimals::comma   ? json::value("comma")
                         : conventions.decimals == Decimals::point ? json::value("point")
                                                                   : open},
            {"days", conventions.days == DayOrder::day_first     ? json::value("day_first")
                     : conventions.days == DayOrder::month_first ? json::value("month_first")
                                                                 : open}};
}

json::object place_json(CellPlace place) {
    return {{"row", place.row}, {"column", place.column}, {"cell", sheets::address_of(place)}};
}

std::string_view name_of(importing::Standing standing) {
    switch (standing) {
        case importing::Standing::added:
            return "added";
        case importing::Standing::changed:
            return "changed";
        case importing::Standing::there:
            return "there";
    }
    return "there";
}

}  // namespace

json::object table_json(const sheets::Table& table) {
    json::array rows;
    for (const auto& row : table.rows) {
        json::array cells;
        for (const auto& cell : row)
            cells.push_back(cell_json(cell));
        rows.push_back(std::move(cells));
    }
    return {{"name", table.name},
            {"hidden", table.hidden},
            {"rows", std::move(rows)},
            {"hidden_rows", list_json(table.hidden_rows)},
            {"hidden_columns", list_json(table.hidden_columns)}};
}

sheets::Table table_of(const json::value& value) {
    if (!value.is_object()) bad("table");
    sheets::Table table;
    std::size_t cells = 0;
    const auto& rows = list(value.get_object(), "rows");
    if (rows.size() > sheets::most_rows)
        throw Error{ErrorKind::too_large, {"error-table-rows", {std::to_string(sheets::most_rows)}}};
    for (const auto& row : rows) {
        if (!row.is_array() || row.get_array().size() > sheets::most_columns) bad("rows");
        cells += row.get_array().size();
        if (cells > sheets::most_cells)
            throw Error{ErrorKind::too_large, {"error-table-cells", {std::to_string(sheets::most_cells)}}};
        auto& read = table.rows.emplace_back();
        for (const auto& cell : row.get_array())
            read.push_back(cell_of(cell));
    }
    return table;
}

json::object layout_json(const importing::Layout& layout, const sheets::Table& table) {
    json::array columns;
    for (const auto& column : layout.columns) {
        const auto header =
            importing::header_of(table, layout.first_header, layout.last_header, column.index);
        const auto days = [&](bool first) -> json::value {
            if (!column.days) return nullptr;
            return json::value(format(first ? column.days->first_day : column.days->last_day));
        };
        columns.push_back({{"index", column.index},
                           {"header", header},
                           {"field", column.field},
                           {"first_day", days(true)},
                           {"last_day", days(false)},
                           {"year_open", column.year_open}});
    }
    return {{"first_header", layout.first_header},
            {"last_header", layout.last_header},
            {"columns", std::move(columns)}};
}

json::array fields_json(What what) {
    json::array fields;
    for (const auto& field : importing::fields_of(what))
        fields.push_back({{"name", field.name}, {"many", field.many}});
    return fields;
}

What what_of(std::string_view name) {
    for (const auto& [known, what] : whats)
        if (known == name) return what;
    bad("what");
}

importing::Order order_of(const json::object& body) {
    importing::Order order;
    order.what = what_of(text(body, "what"));
    if (!member(body, "layout").is_object()) bad("layout");
    order.layout = layout_of(member(body, "layout").get_object());
    if (body.contains("left_out"))
        for (const auto& row : list(body, "left_out"))
            order.left_out.insert(whole(row, sheets::most_rows, "left_out"));
    if (!member(body, "into").is_object()) bad("into");
    order.into = destination_of(member(body, "into").get_object());
    const auto language = text(body, "language");
    if (!language.empty()) order.language = language;
    order.conventions = conventions_of(body);
    const auto accumulation = text(body, "accumulation");
    if (accumulation == "periodic") order.accumulation = records::Accumulation::periodic;
    if (accumulation == "cumulative") order.accumulation = records::Accumulation::cumulative;
    order.baseline_day = day(body, "baseline_day");
    order.objective = text(body, "objective");
    const auto* replace = body.if_contains("replace");
    order.replace = replace != nullptr && replace->is_bool() && replace->get_bool();
    order.source = text(body, "source");
    return order;
}

json::object import_json(const importing::Import& import, std::string_view language) {
    json::array entries;
    for (const auto& entry : import.entries) {
        auto told = place_json(entry.from);
        told["kind"] = entry.kind;
        told["id"] = entry.id;
        told["standing"] = name_of(entry.standing);
        told["data"] = entry.body;
        entries.push_back(std::move(told));
    }
    json::array problems;
    for (const auto& problem : import.problems) {
        auto told = place_json(problem.cell);
        told["key"] = problem.message.key;
        told["text"] = text_of(problem.message, language);
        told["blocks"] = problem.blocks;
        problems.push_back(std::move(told));
    }
    json::array questions;
    for (const auto& question : import.questions) {
        json::array cells;
        for (const auto& cell : question.cells)
            cells.push_back(place_json(cell));
        questions.push_back({{"name", question.name}, {"cells", std::move(cells)}});
    }
    return {{"entries", std::move(entries)},
            {"problems", std::move(problems)},
            {"questions", std::move(questions)},
            {"read_by", conventions_json(import.conventions)},
            {"ready", import.ready()}};
}

}  // namespace brujula::web

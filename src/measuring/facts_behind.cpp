// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/facts_behind.hpp"

#include <ostream>

#include <boost/json.hpp>

#include "base/json.hpp"

namespace brujula::measuring {

namespace json = boost::json;

namespace {

struct AsJson {
    json::value operator()(std::monostate) const { return nullptr; }
    json::value operator()(bool flag) const { return flag; }
    json::value operator()(std::int64_t number) const { return number; }
    json::value operator()(double number) const { return number; }
    json::value operator()(const std::string& text) const { return json::string{text}; }
    json::value operator()(Instant time) const { return json::string{format(time)}; }
};

struct AsCell {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(bool flag) const { return flag ? "true" : "false"; }
    std::string operator()(std::int64_t number) const { return std::to_string(number); }
    std::string operator()(double number) const { return format_number(number); }
    std::string operator()(Instant time) const { return format(time); }
    std::string operator()(const std::string& text) const { return quoted(harmless(text)); }

    static std::string harmless(const std::string& text) {
        const bool is_formula =
            !text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string::npos;
        return is_formula ? "'" + text : text;
    }

    static std::string quoted(const std::string& text) {
        if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
        std::string cell = "\"";
        for (const char c : text) {
            if (c == '"') cell += '"';
            cell += c;
        }
        return cell + '"';
    }
};

template <class Cells, class Write>
void write_line(std::ostream& out, const Cells& cells, Write write) {
    const char* between = "";
    for (const auto& cell : cells) {
        out << between << write(cell);
        between = ",";
    }
    out << "\r\n";
}

template <class Cells>
void write_row(std::ostream& out, const Cells& cells) {
    write_line(out, cells, [](const facts::Value& value) { return std::visit(AsCell{}, value); });
}

}  // namespace

metrics::FactsBehind facts_behind(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                                  const records::MeasuredScope& scope, const Named& named, const Asked& asked,
                                  const metrics::PageOfRows& page) {
    return metrics::facts_behind(lake, catalogue.find(asked.metric, asked.definition), asked.choice,
                                 union_of(parts_of(scope, named)), page);
}

boost::json::value to_json(const metrics::FactsBehind& behind) {
    const auto& table = behind.rows;
    json::array rows;
    for (const auto& row : table.rows) {
        json::object object;
        for (std::size_t i = 0; i < row.size(); ++i)
            object[table.columns[i]] = std::visit(AsJson{}, row[i]);
        rows.push_back(std::move(object));
    }
    return {{"total", behind.total}, {"columns", json::value_from(table.columns)}, {"rows", std::move(rows)}};
}

void write_csv(std::ostream& out, const facts::Table& table) {
    write_line(out, table.columns, AsCell{});
    for (const auto& row : table.rows)
        write_row(out, row);
}

void write_csv_of_all(std::ostream& out, const facts::Lake& lake, const metrics::Catalogue& catalogue,
                      const records::MeasuredScope& scope, const Named& named, const Asked& asked) {
    const auto found = catalogue.find(asked.metric, asked.definition);
    write_line(out, found.definition->columns, AsCell{});
    metrics::each_fact_behind(lake, found, asked.choice, union_of(parts_of(scope, named)),
                              [&](std::span<const facts::Value> cells) { write_row(out, cells); });
}

}  // namespace brujula::measuring

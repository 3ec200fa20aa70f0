// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>

#include <fmt/format.h>

#include "sheets/sheet.hpp"

namespace brujula::sheets {
namespace {

/// A spreadsheet that opens CSV runs what looks like a formula, whoever wrote it.
bool looks_like_a_formula(std::string_view text) {
    return !text.empty() && std::string_view{"=+-@\t\r\n"}.find(text.front()) != std::string_view::npos;
}

std::string quoted(std::string_view text) {
    if (text.find_first_of(",\"\r\n") == std::string_view::npos) return std::string{text};
    std::string out = "\"";
    for (const char c : text) {
        if (c == '"') out += '"';
        out += c;
    }
    return out + '"';
}

struct Written {
    std::string operator()(std::monostate) const { return {}; }
    std::string operator()(double number) const {
        return std::isfinite(number) ? fmt::format("{}", number) : "";
    }
    std::string operator()(const std::string& text) const {
        return quoted(looks_like_a_formula(text) ? "'" + text : text);
    }
    std::string operator()(const Date& day) const { return format(day); }
};

}  // namespace

std::string csv(const Sheet& sheet, ByteOrderMark mark) {
    std::string out = mark == ByteOrderMark::written ? "\xEF\xBB\xBF" : "";
    const auto put = [&](std::size_t column, const Cell& cell) {
        if (column > 0) out += ',';
        out += std::visit(Written{}, cell);
    };
    for (std::size_t i = 0; i < sheet.columns.size(); ++i)
        put(i, sheet.columns[i].header);
    out += "\r\n";
    for (const auto& row : sheet.rows) {
        for (std::size_t i = 0; i < sheet.columns.size(); ++i)
            put(i, i < row.size() ? row[i] : Cell{});
        out += "\r\n";
    }
    return out;
}

}  // namespace brujula::sheets

// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/text_table.hpp"

#include <algorithm>
#include <cstddef>
#include <string_view>

namespace brujula::app {
namespace {

/// Characters of UTF-8: bytes that do not continue one.
std::size_t width(std::string_view text) {
    return static_cast<std::size_t>(std::count_if(
        text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xc0) != 0x80; }));
}

std::string padded(const std::string& cell, std::size_t to, Side side) {
    const std::string space(to - std::min(to, width(cell)), ' ');
    return side == Side::right ? space + cell : cell + space;
}

}  // namespace

std::string text_table(const std::vector<std::vector<std::string>>& rows, const std::vector<Side>& sides) {
    std::vector<std::size_t> widths(sides.size());
    for (const auto& row : rows)
        for (std::size_t i = 0; i < std::min(row.size(), widths.size()); ++i)
            widths[i] = std::max(widths[i], width(row[i]));
    std::string text;
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t i = 0; i < sides.size(); ++i) {
            if (i > 0) line += "  ";
            line += padded(i < row.size() ? row[i] : std::string{}, widths[i], sides[i]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

}  // namespace brujula::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sheets/read.hpp"

namespace brujula::fuzz {

inline void hold(bool condition) {
    if (!condition) std::abort();
}

/// Whatever the bytes are: tables within the limits whose texts are UTF-8 and whose covered cells lead to a
/// cell that is none, or an Error that says what is the matter.
inline int read_table_bytes(const std::uint8_t* data, std::size_t size,
                            sheets::Workbook (*read)(std::string_view)) {
    try {
        const auto workbook = read({reinterpret_cast<const char*>(data), size});
        hold(workbook.tables.size() <= sheets::most_tables);
        for (const auto& table : workbook.tables) {
            hold(table.rows.size() <= sheets::most_rows && table.columns() <= sheets::most_columns);
            for (std::size_t row = 0; row < table.rows.size(); ++row)
                for (std::size_t column = 0; column < table.rows[row].size(); ++column) {
                    const auto& cell = table.at({row, column});
                    hold(!cell.covered_by);
                    if (const auto* text = std::get_if<std::string>(&cell.value)) hold(is_utf8(*text));
                }
        }
    } catch (const Error& error) {
        hold(error.kind() == ErrorKind::bad_input || error.kind() == ErrorKind::too_large);
    }
    return 0;
}

}  // namespace brujula::fuzz

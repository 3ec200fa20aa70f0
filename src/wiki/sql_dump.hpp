// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "wiki/byte_source.hpp"

namespace brujula::wiki {

/// One row of a table's dump: the values in the order of its CREATE TABLE; nothing for NULL.
using SqlRow = std::vector<std::optional<std::string>>;

struct SqlTable {
    std::string name;
    std::vector<std::string> columns;
    /// The place of a column; nothing where the table has none of that name.
    [[nodiscard]] std::optional<std::size_t> place(std::string_view column) const;
};

/// Streams a mysqldump of one table: reads CREATE TABLE for the columns, then every tuple of its INSERTs, to
/// `take`. `position` is the byte of the tuple. Throws Error(bad_input), naming the byte, for text that is no
/// such dump, a tuple with another count of values, and a tuple beyond 4 MB.
void read_sql_dump(
    ByteSource& text,
    const std::function<void(const SqlTable& table, const SqlRow& row, std::uint64_t position)>& take);

}  // namespace brujula::wiki

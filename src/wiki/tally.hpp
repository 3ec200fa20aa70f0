// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string_view>

#include "wiki/read.hpp"

namespace brujula::wiki {

/// Where in the decompressed text a row or element begins.
struct Place {
    std::uint64_t position = 0;  ///< byte, from 0
    std::uint64_t line = 1;
};

/// Notes a row that could not be taken: counted, and one of the first 20 kept. `reason` is a message key.
void note_bad_row(ReadReport& report, Place place, std::string_view reason, std::string_view row);

/// Throws Error(bad_input), naming the first, where there are more bad rows than `options` allow.
void check_bad_rows(const ReadReport& report, const ReadOptions& options);

/// The first `most` bytes of `text`, cut at a character.
std::string_view cut_at_character(std::string_view text, std::size_t most);

}  // namespace brujula::wiki

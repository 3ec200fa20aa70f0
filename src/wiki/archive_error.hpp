// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace brujula::wiki {

/// Error(bad_input): the file ends at `byte` in the middle of its `format` data.
[[noreturn]] void throw_truncated(const char* format, std::uint64_t byte);
/// Error(bad_input): what stands at `byte` is not what `format` says must stand there, or a checksum differs.
[[noreturn]] void throw_damaged(const char* format, std::uint64_t byte);
/// Error(bad_input): at `byte`, after the end of the `format` data, something else follows.
[[noreturn]] void throw_trailing(const char* format, std::uint64_t byte);

}  // namespace brujula::wiki

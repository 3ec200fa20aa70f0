// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/archive_error.hpp"

#include <string>

#include "base/error.hpp"

namespace brujula::wiki {

void throw_truncated(const char* format, std::uint64_t byte) {
    throw Error{ErrorKind::bad_input, {"error-archive-truncated", {format, std::to_string(byte)}}};
}

void throw_damaged(const char* format, std::uint64_t byte) {
    throw Error{ErrorKind::bad_input, {"error-archive-damaged", {format, std::to_string(byte)}}};
}

void throw_trailing(const char* format, std::uint64_t byte) {
    throw Error{ErrorKind::bad_input, {"error-archive-trailing", {format, std::to_string(byte)}}};
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/engine_error.hpp"

#include <string_view>

#include "base/error.hpp"

namespace brujula::facts {

std::string first_line(const char* text) {
    const std::string_view all = text ? text : "";
    return std::string{all.substr(0, all.find('\n'))};
}

void refuse(duckdb_error_type type, const char* text) {
    if (type == DUCKDB_ERROR_INTERRUPT) throw Error{ErrorKind::unavailable, {"error-lake-interrupted", {}}};
    if (type == DUCKDB_ERROR_OUT_OF_MEMORY)
        throw Error{ErrorKind::unavailable, {"error-lake-memory", {first_line(text)}}};
    if (type == DUCKDB_ERROR_IO) throw Error{ErrorKind::unavailable, {"error-lake-disk", {first_line(text)}}};
    throw Error{ErrorKind::internal, {"error-lake-engine", {first_line(text)}}};
}

}  // namespace brujula::facts

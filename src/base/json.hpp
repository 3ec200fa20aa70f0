// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

namespace brujula {

/// Parses JSON from outside: at most 64 levels deep, UTF-8 checked, nothing after the value.
/// Throws Error(bad_input) that names the byte.
boost::json::value parse_json(std::string_view text);

/// JSON as people read it: numbers the shortest that reads back the same (12.5, not 1.25E1), members in their
/// order, UTF-8 unescaped. `indent` 0 writes one line.
std::string to_text(const boost::json::value& value, int indent = 0);

/// The shortest text that reads back as `number`: "12.5", "3", "1e+30".
std::string format_number(double number);

}  // namespace brujula

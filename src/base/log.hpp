// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

namespace brujula {

/// The program's own log, on standard error: one line an event, time first. Never holds a password, a token,
/// a cohort's names or what people wrote.
void log_info(std::string_view line);
void log_warning(std::string_view line);
void log_error(std::string_view line);

}  // namespace brujula

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::web {

/// What a browser calls itself in User-Agent, in the words that people use: "Firefox/Linux", "Safari/iPhone",
/// "Chrome/". What is not known is left out: no version, no model. Hostile text gives known words or none.
std::string device_of(std::string_view user_agent);

}  // namespace brujula::web

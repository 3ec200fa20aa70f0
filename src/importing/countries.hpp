// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// For this module's own files.
namespace brujula::importing {

/// The ISO 3166 code of a country by its code or its name in Spanish, Portuguese or English; empty where it
/// is none.
std::string country_called(std::string_view name);

}  // namespace brujula::importing

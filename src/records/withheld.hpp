// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

// A measured value that everybody else does not see keeps its number and says so in its `reason`: the key of
// why it is withheld, first, and after a space what else is said of it. Who may see it reads both;
// docs/privacy.md.
namespace brujula::records {

inline constexpr std::string_view reason_small_group = "reason-small-group";
inline constexpr std::string_view reason_singles_out = "reason-singles-out";
inline constexpr std::string_view reason_not_compared = "reason-not-compared";

/// The key of why a value with this reason is withheld from everybody; empty where it is not.
std::string_view withheld_by(std::string_view reason);

/// What else the reason says.
std::string_view reason_beside(std::string_view reason);

/// `reason` with the key of why the value is withheld before it.
std::string withheld(std::string_view key, std::string_view reason);

}  // namespace brujula::records

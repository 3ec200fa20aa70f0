// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::wiki {

/// A user name as MediaWiki keeps it: underscores and odd spaces as spaces, runs of them as one, trimmed,
/// without marks of direction and byte order, Unicode NFC, first letter a capital.
std::string normalise_user_name(std::string_view name);

/// A title as the page table keeps it: spaces as underscores.
std::string underscored(std::string_view title);

/// True for an IPv4 or IPv6 address: an anonymous editor.
bool is_address(std::string_view name);

/// True for a temporary account: "~2024-1234-5".
bool is_temporary_account(std::string_view name);

}  // namespace brujula::wiki

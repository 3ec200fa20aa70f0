// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::wiki {

/// A user name as MediaWiki keeps it: Unicode NFC, underscores and every kind of space as single spaces, none
/// at the ends, marks of writing direction and byte order marks taken out, first letter upper-case (on every
/// wiki: the user namespace is always capitalised). Invalid UTF-8 becomes U+FFFD. Addresses come out in
/// capitals, IPv6 in full without leading zeros, as MediaWiki stores them. The mark of edits taken over from
/// another wiki stays before the name: "imported>Ana", "w:de>Ana".
std::string normalise_user_name(std::string_view name);

/// An IPv4 or IPv6 address, not a range.
bool is_address(std::string_view name);

/// A temporary account of MediaWiki, "~2024-1234" or "~2025-36699-27".
bool is_temporary_account(std::string_view name);

enum class UserNameFault { none, empty, too_long, forbidden, address, mail_address };

/// Why a normalised name can be nobody's: longer than 255 bytes, an internet address, or with # < > [ ] | { }
/// / or a control character. `none` for what a wiki's history can have: also temporary accounts, the names of
/// the first years with @, and imported edits' names with their mark ("imported>Ana"). A mail address is told
/// apart: nearly always it is a slip, and it is nobody's business here.
UserNameFault fault_of_user_name(std::string_view normalised);

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::web {

/// `text` in the gzip format.
std::string gzip(std::string_view text);
/// True where an Accept-Encoding header takes `coding` ("gzip", "br"): named, or by "*", and not with q=0.
bool accepts(std::string_view accept_encoding, std::string_view coding);
/// 32 hexadecimal digits that stand for `text`: the same text, the same digits.
std::string digest(std::string_view text);

}  // namespace brujula::web

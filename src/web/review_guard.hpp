// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <boost/json/fwd.hpp>

namespace brujula::web {

/// What a write of a review must keep to, whichever way it comes; nothing for other kinds. `before` is null
/// for a new one, `after` for one that is removed.
///
/// A closed review is not changed and not removed; it is opened again with a reason in `comment`
/// (Error(bad_input)). One that becomes closed has what closing asks for (store::InvalidRecord).
void check_review_rules(std::string_view kind, const boost::json::value& before,
                        const boost::json::value& after, std::string_view comment);

}  // namespace brujula::web

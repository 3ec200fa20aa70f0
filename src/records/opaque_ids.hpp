// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include <boost/json/fwd.hpp>

#include "records/kind.hpp"

namespace brujula::records {

/// True of the kinds whose records are told by random ids alone: those that not everybody may read (cohorts),
/// and those that are called by a person's name or by what somebody said (persons, comments, endorsements).
/// Of all others an id may be made of the title.
bool has_opaque_ids(std::string_view kind);

/// A new id for a record of such a kind: 16 letters and digits, about 80 random bits.
std::string opaque_id();

/// What a link's id becomes: the new id; "" takes the link away; nothing leaves it as it is.
using NewId = std::function<std::optional<std::string>(std::string_view kind, std::string_view id)>;

/// Changes the links of a body of that kind, at any depth: links by id, {"kind","id"} of any kind, and the
/// records that a measurement or an agreed plan remembers. Texts that hold an id are left alone. A link that
/// is taken away leaves its member or its place in the list out. Members that the kind does not know are not
/// looked at. True where anything changed.
bool change_links(const Kind& kind, boost::json::value& body, const NewId& new_id);

/// Gives every text of a body to `change`, which says whether it changed it: members that hold texts in
/// several languages or strings, at any depth, but no links, days, enumerators or user names. True where any
/// was changed.
bool change_texts(const Kind& kind, boost::json::value& body,
                  const std::function<bool(std::string&)>& change);

}  // namespace brujula::records

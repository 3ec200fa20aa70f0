// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "records/kind.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

// The tables of revisions and what follows from them, within a connection that the caller brings.
namespace brujula::store {

/// The columns that read_revisions takes, of a table r.
inline constexpr std::string_view select_revisions =
    "SELECT r.kind, r.id, r.number, r.parent, r.author, r.time, r.comment, r.removed, r.body, r.sequence,"
    " (SELECT organisation FROM heads WHERE kind = r.kind AND id = r.id)";

/// A body that is no JSON any more is null, and its revision says so in `unread`.
std::vector<Revision> read_revisions(Statement& rows);
std::optional<Revision> find_revision(Connection& connection, std::string_view kind, std::string_view id,
                                      std::int64_t number);
/// The newest revision, removed or not.
std::optional<Revision> find_newest(Connection& connection, std::string_view kind, std::string_view id);

/// The organisation that the record belonged to by what the store noted beside its newest revision.
std::string head_organisation(Connection& connection, std::string_view kind, std::string_view id);

struct Head {
    std::int64_t number;
    bool removed;
};
std::optional<Head> find_head(Connection& connection, std::string_view kind, std::string_view id);
/// Throws Error(bad_input) where there is no such organisation.
void needs_organisation(Connection& connection, std::string_view id);

/// Adds the revision, makes it the head of its owner, and brings links and search after it.
/// Throws InvalidRecord for links to nothing, Error(bad_input) for removing what others link to.
void insert_revision(Connection& connection, const records::Kind& kind, const Revision& revision);

/// Brings links and search after a head whose body was changed in place.
void refresh_links_and_texts(Connection& connection, const records::Kind& kind, const Revision& head);
void refresh_texts(Connection& connection, const records::Kind& kind, const Revision& head);
/// Throws Error(bad_input) where others link to the record, but for what is only said about it.
void refuse_when_linked(Connection& connection, const Revision& revision);

}  // namespace brujula::store

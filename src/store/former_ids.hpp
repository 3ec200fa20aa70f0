// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "records/kind.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

// Records that are called otherwise than before. Of a former id only its SHA-256 is kept: who knows it finds
// the record, the words that it was made of are nowhere.
namespace brujula::store {

/// The present id of the record that was called `former`; nothing where none was. Whether the asker may read
/// that record is for the caller to say.
std::optional<std::string> find_present_id(const Store& store, std::string_view kind,
                                           std::string_view former);

struct Renamed {
    std::string kind;
    std::string from;
    std::string to;
};

/// Gives each of the records its new id, in every table and in the links of every revision's body, and keeps
/// the former ids. Within the caller's transaction; one pass over all revisions: 0.1 s for some 10,000. A
/// body that cannot be read stays as it is.
void rename_records(Connection& connection, const records::Kinds& kinds, const std::vector<Renamed>& renamed);

/// True for a file whose records of kinds with opaque ids are still called by words.
bool opaque_ids_are_due(Connection& connection);
/// Gives them opaque ids, once in a file's life. Within the caller's transaction. True where any got one.
bool give_opaque_ids(Connection& connection, const records::Kinds& kinds);
/// Once more for records that were written with wanted ids since: those of the demo.
void give_opaque_ids_again(Store& store, const records::Kinds& kinds);

}  // namespace brujula::store

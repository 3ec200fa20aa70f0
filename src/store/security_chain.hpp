// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "store/sqlite.hpp"

// How the security log's entries hang together:
//   names = SHA-256 of salt, account and about
//   hash  = SHA-256 of the hash before (of the first: the anchor's), number, time, kind, source and names
// each with its length before it.
namespace brujula::store {

struct ChainEntry {
    std::int64_t number = 0;
    std::int64_t time = 0;
    std::string kind;
    std::string account;
    std::string about;
    std::string source;
    std::string salt;  ///< empty: account and about were taken out, `names` stands for them
    std::string names;
    std::string hash;
};

/// Gives the entry its number, salt and hashes and writes it. Within a transaction.
void append_to_chain(Connection& connection, ChainEntry& entry);

/// Takes a name out of all entries and alerts, also the tried ones; the chain stays whole. Where it closed an
/// alert, `instead` stands. Within a transaction.
void forget_name(Connection& connection, std::string_view name, std::string_view instead);

/// The number of the first entry that does not follow from the one before; after the last one, the number
/// that was given last where entries were cut off the end. Nothing: all is whole. An empty log that never had
/// an entry is.
std::optional<std::int64_t> first_broken_link(Connection& connection);

}  // namespace brujula::store

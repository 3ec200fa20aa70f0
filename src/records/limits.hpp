// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>

// How much a record may hold: docs/adr/0045. What is written is held against all of them. What is kept
// already is only as far as its shape goes, so that a limit that comes later makes no record unreadable.
namespace brujula::records {

// -- of its shape --

/// Longest string or text of a member, in bytes.
inline constexpr std::size_t longest_text = 20'000;
/// Most elements of a list: so many names a cohort may have.
inline constexpr std::size_t longest_list = 20'000;
/// The greatest number, of either sign: a double holds all whole numbers to nine times that exactly.
inline constexpr double greatest_number = 1e15;
/// Most problems that are told of one body.
inline constexpr std::size_t most_problems = 200;

// -- of what is written --

/// Of a whole record, as it is kept, in bytes.
inline constexpr std::size_t most_record_bytes = 1'000'000;
/// Of cohorts and measurements, which name up to 20,000 people, pages or records: 28 bytes and a name each.
inline constexpr std::size_t most_listing_bytes = 4'000'000;
/// Most elements of a list, of other records than those.
inline constexpr std::size_t most_elements = 5'000;
/// Most languages of one text: more than the interface of any wiki of the region offers beside each other.
inline constexpr std::size_t most_languages = 60;
/// Years that a day may be of: old enough for whoever founded an archive that is given to the wikis, far
/// enough for any plan. What is counted is of 2001 and later: no wiki is older.
inline constexpr int earliest_year = 1900;
inline constexpr int latest_year = 2200;

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include <boost/json/object.hpp>

#include "store/store.hpp"

// What the records hold of one person, for the person to have: `{"name", "accounts": [...], "persons": [...],
// "cohorts": [...], "texts": [...]}`.
//
// An account: name, language, grants, mail address and rhythm, watched records, sessions by their number, and
// every revision that it wrote with what it says. A Person record: all its revisions. A cohort: its id,
// organisation and name, and the revisions that have the name, with the member's entry alone: nothing of
// anybody else. A text: the record and revision whose text has the name as a word. Suppressed revisions hold
// nothing. Passwords' hashes and secrets are left out.
namespace brujula::store {

/// Of whoever is called so, compared as by Erasures::erase_person: as a user of wikis, by a Person record or
/// by an account. Reads every revision once.
boost::json::object held_of_person(const Store& store, std::string_view name);

/// Of an account and the Person record that belongs to it. Cohorts are left out: nothing proves that the
/// account's name is the user of wikis of that name.
boost::json::object held_of_account(const Store& store, std::string_view account);

}  // namespace brujula::store

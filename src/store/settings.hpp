// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/sqlite.hpp"
#include "store/store.hpp"

// What an installation is told once, in the records' file but in no record: nobody changes it by editing.
namespace brujula::store {

/// Which organisation is the network, whose stewards and administrators are so everywhere. Empty: not chosen.
std::string network_of(const Store& store);

/// Whether a network that was chosen stays what it is.
enum class Chosen { keep, replace };

/// Chooses the network; durable when it returns. Throws Error(bad_input) for an organisation that is not
/// there and, with Chosen::keep, where another one is the network already.
void set_network(Store& store, const std::string& organisation, Chosen chosen = Chosen::keep);

/// The same within a transaction, for this module.
std::string find_network(Connection& connection);

}  // namespace brujula::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/sqlite.hpp"

namespace brujula::store {

/// Runs `piece` in a transaction of its own; what it throws undoes it.
template <class Piece>
auto in_transaction(Connection& connection, Piece piece) {
    connection.run("BEGIN IMMEDIATE");
    try {
        auto result = piece();
        connection.run("COMMIT");
        return result;
    } catch (...) {
        connection.run("ROLLBACK");
        throw;
    }
}

}  // namespace brujula::store

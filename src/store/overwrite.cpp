// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/overwrite.hpp"

#include "base/error.hpp"
#include "store/sqlite.hpp"

namespace brujula::store {

void overwrite_freed(const std::filesystem::path& records) {
    Connection connection{records, Connection::Mode::read_write};
    // The index keeps the words of texts that were deleted until its parts are merged.
    connection.run("INSERT INTO search (search) VALUES ('rebuild')");
    connection.run("VACUUM");
    auto checkpoint = connection.prepare("PRAGMA wal_checkpoint(TRUNCATE)");
    if (checkpoint.step() && checkpoint.integer(0) != 0)
        throw Error{ErrorKind::unavailable, {"error-store-unavailable", {"wal_checkpoint: busy"}}};
}

}  // namespace brujula::store

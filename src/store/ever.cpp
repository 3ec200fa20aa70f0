// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/ever.hpp"

#include <string>

#include "store/database.hpp"
#include "store/revisions.hpp"

namespace brujula::store {

std::vector<Revision> ever_written(const Store& store, std::string_view kind) {
    auto reader = store.database().read();
    auto rows = reader->prepare(std::string(select_revisions) +
                                " FROM revisions r WHERE r.kind = ? AND r.number = 1 ORDER BY r.sequence");
    return read_revisions(rows.bind(kind));
}

}  // namespace brujula::store

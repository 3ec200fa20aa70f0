// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "base/message.hpp"
#include "records/kind.hpp"
#include "store/sqlite.hpp"

namespace brujula::store {

struct Findings {
    std::vector<Message> damage;    ///< what must hold and does not
    std::vector<Message> outgrown;  ///< newest bodies that today's rules would refuse
};

/// Looks at everything in one snapshot of the file, which must have this program's schema.
Findings examine(Connection& connection, const records::Kinds& kinds);

}  // namespace brujula::store

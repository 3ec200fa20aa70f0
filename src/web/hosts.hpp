// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <vector>

#include "records/access.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// What a record was hung on, as it is now: the goal of a comment, the practice of an endorsement or
/// adoption; and another organisation's record that it is a part of, which today no record can become. Empty
/// for all others and where it is gone.
std::vector<records::Host> hosts_of(const store::Store& store, const records::Kinds& kinds,
                                    const store::Revision& record);

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.hpp"

namespace brujula::store {

/// True of a revision whose words were erased (erasure.hpp): its body is null and its comment empty; number,
/// time and author stay.
inline bool is_suppressed(const Revision& revision) {
    return revision.body.is_null();
}

}  // namespace brujula::store

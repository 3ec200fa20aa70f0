// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "store/store.hpp"

namespace brujula::store {

/// What keeps a running program's records from being read or written.
struct Health {
    bool readable = true;
    /// Less than 32 MB or no name is left on the records' disk, or the last write did not get onto it and a
    /// small file does not either.
    bool disk_full = false;
};

/// Looks at it now; some ten microseconds while all is well.
Health health_of(const Store& store);

}  // namespace brujula::store

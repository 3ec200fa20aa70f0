// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace brujula::store {

/// The first revision of every record of a kind that ever was, removed ones too, in the order of writing.
std::vector<Revision> ever_written(const Store& store, std::string_view kind);

}  // namespace brujula::store

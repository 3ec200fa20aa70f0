// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "web/network_memory.hpp"

namespace brujula::web {
class Asker;

/// The organisations in which the asker may make a record of that kind, by id; none for who is not signed in.
std::vector<std::string> places(const NetworkMemory& memory, const Asker& asker, std::string_view kind);

}  // namespace brujula::web

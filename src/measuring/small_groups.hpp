// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records/kinds.hpp"

namespace brujula::measuring {

/// Numbers of people below this one can point at one of them.
constexpr int least_people = 5;

/// A measurement as everybody may see it: where it counts one to four people, the number is gone and the
/// reason says so ("reason-small-group"), also how many people were looked at, which then is 0. Numbers of
/// edits, pages and bytes of so few people go too, since they would be a person's own. Nobody (0) points at
/// nobody.
records::Measurement for_everybody(records::Measurement measurement);

}  // namespace brujula::measuring

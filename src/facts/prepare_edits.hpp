// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

namespace brujula::facts {

class Connection;
class Database;
struct LoadReport;

/// SQL for what a row s of loading.staged was told by its source (bits of Said); rows of this load's own
/// source, which said `of_source`, have it not written beside them.
std::string said_of_staged(int of_source);

/// Makes the staged edits of a load ready to be put into the lake, which stays as it is. Edits of the same
/// snapshot that the new ones bear on join them as their sources told them; of the same revision twice the
/// one stays whose source said most; what the sources lack is derived into loading.derived and loading.far,
/// and loading.names gets the place of each name in their order. `report` gets already_there.
///
/// True where the wiki has edits of the same snapshot in the lake.
bool prepare_edits(const Database& database, Connection& connection, const std::string& said,
                   LoadReport& report);

}  // namespace brujula::facts

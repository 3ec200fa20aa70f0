// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

namespace brujula::app {

enum class Side { left, right };

/// Rows as lines of aligned columns, two spaces between them; the first row is the head. A column's width is
/// that of its longest cell in characters. Cells that a row lacks are empty. No row gives no text.
std::string text_table(const std::vector<std::vector<std::string>>& rows, const std::vector<Side>& sides);

}  // namespace brujula::app

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "records/planning_kinds.hpp"

namespace brujula::planning {

/// A drawing takes at most so many items, and as many arrows.
constexpr std::size_t most_drawn = 1'000;

/// A logic model as an SVG 1.1 document of its own, for a landscape page: title and situation above, the
/// seven columns with boxes and arrows, assumptions and external factors below, and the rationales of the
/// arrows as a numbered list whose numbers stand on the arrows.
///
/// Texts are in `language` or what it falls back to, marked with their own language. A screen reader is given
/// the model's title and, as description, the columns with their items and what each leads to. Arrows against
/// the columns' order are dashed. The document asks for nothing from elsewhere; its style is inside.
/// Throws Error(too_large) for more than `most_drawn` items or arrows.
std::string logic_model_svg(const records::LogicModel& model, std::string_view language);

/// What stands in the document's only <style> element.
std::string_view logic_model_style();

}  // namespace brujula::planning

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "records/planning_kinds.hpp"

// Where a logic model's items stand and how its arrows run, in units of which a letter of body text is about
// seven wide. Nothing here depends on fonts: texts are measured by counting characters.
namespace brujula::planning {

struct Point {
    double x = 0;
    double y = 0;
};

/// A cubic Bézier curve.
struct Curve {
    Point from;
    Point control1;
    Point control2;
    Point to;
};

/// What is written in an item's box: its text, and a smaller line below (empty: none).
struct ItemWords {
    std::string text;
    std::string foot;
};

struct ItemBox {
    std::size_t item = 0;  ///< place in the model's list
    double x = 0;
    double y = 0;
    double width = 0;
    double height = 0;
    std::vector<std::string> lines;
    std::vector<std::string> foot;
};

struct ArrowPath {
    std::size_t link = 0;       ///< place in the model's list
    bool against = false;       ///< it leads from right to left
    std::vector<Curve> curves;  ///< one after the other, from the arrow's beginning to its head
};

struct LogicLayout {
    double width = 0;
    double height = 0;            ///< 0 where there is no item
    std::vector<double> columns;  ///< left edge of each of the seven
    std::vector<ItemBox> boxes;   ///< in the order of the model's items
    std::vector<ArrowPath> arrows;
};

struct LayoutSizes {
    std::size_t letters = 22;       ///< of text in a line
    std::size_t foot_letters = 27;  ///< of the smaller line
    double box_width = 182;
    double between_columns = 48;
    double between_boxes = 16;
    double line = 17;
    double foot_line = 14;
    double padding = 9;
    double lane = 8;  ///< height that a passing arrow keeps free in a column
};

/// Columns from left to right as LogicColumn has them, each as wide. An arrow over several columns keeps a
/// lane free in those between, so that it runs behind no box. The order within a column is the model's,
/// changed by barycentre sweeps (eight each way) where that lessens crossings; each box then stands as near
/// to its neighbours' height as the order allows. Arrows within a column turn in the gap to its right.
/// Boxes never overlap one another nor a lane. The same model gives the same layout everywhere.
/// `words` are the items' in their order. Arrows whose ends are no items have no path.
/// Cost: (items + arrows × columns) × log of it, per sweep.
LogicLayout lay_out(const records::LogicModel& model, const std::vector<ItemWords>& words,
                    const LayoutSizes& sizes = {});

/// Breaks a text into lines of at most `letters`: at spaces, and within a word that is longer. Each character
/// counts one, wide ones of East Asia two, combining marks none. No text, no line.
std::vector<std::string> wrapped(std::string_view text, std::size_t letters);

}  // namespace brujula::planning

// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/logic_layout.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <map>
#include <numeric>

#include <unicode/uchar.h>
#include <unicode/utf8.h>

namespace brujula::planning {

using records::LogicModel;

namespace {

constexpr std::size_t columns = 7;
constexpr int sweeps = 8;
constexpr double lane_gap = 6;
constexpr double turn = 0.85;  // of the gap beside a column, for the handles of arrows that turn in it

std::size_t width_of(UChar32 character) {
    if (character < 0) return 1;
    const auto mask = U_GET_GC_MASK(character);
    if ((mask & (U_GC_MN_MASK | U_GC_ME_MASK | U_GC_CF_MASK)) != 0) return 0;
    const int width = u_getIntPropertyValue(character, UCHAR_EAST_ASIAN_WIDTH);
    return width == U_EA_WIDE || width == U_EA_FULLWIDTH ? 2 : 1;
}

/// What stands in a column: an item's box, or the lane of an arrow that passes.
struct Node {
    std::size_t column = 0;
    double height = 0;
    bool lane = false;
    std::vector<std::size_t> left;   ///< neighbours in the column before
    std::vector<std::size_t> right;  ///< and after
    std::size_t place = 0;           ///< in its column
    double top = 0;
};

/// An arrow as the nodes that it goes through, from left to right.
struct Way {
    std::size_t link = 0;
    std::vector<std::size_t> nodes;
    bool against = false;
};

using Order = std::array<std::vector<std::size_t>, columns>;

/// Pairs of the sequence that are in the wrong order.
std::size_t inversions(const std::vector<std::size_t>& sequence, std::size_t values) {
    std::vector<std::size_t> tree(values + 1);
    std::size_t count = 0;
    for (std::size_t n = 0; n < sequence.size(); ++n) {
        std::size_t not_after = 0;
        for (std::size_t i = sequence[n] + 1; i > 0; i &= i - 1)
            not_after += tree[i];
        count += n - not_after;
        for (std::size_t i = sequence[n] + 1; i < tree.size(); i += i & (~i + 1))
            ++tree[i];
    }
    return count;
}

class Drawing {
public:
    Drawing(const LogicModel& model, const std::vector<ItemWords>& words, const LayoutSizes& sizes)
        : m_model(model), m_sizes(sizes) {
        for (std::size_t i = 0; i < model.items.size(); ++i)
            add_box(i, words[i]);
        m_key_places = key_places();
        for (std::size_t i = 0; i < model.links.size(); ++i)
            add_way(i);
    }

    LogicLayout run() {
        find_order();
        find_heights();
        LogicLayout layout;
        for (std::size_t column = 0; column < columns; ++column)
            layout.columns.push_back(left_of(column));
        layout.width = left_of(columns - 1) + m_sizes.box_width + m_sizes.between_columns;
        for (std::size_t i = 0; i < m_boxes.size(); ++i) {
            m_boxes[i].y = m_nodes[i].top;
            layout.height = std::max(layout.height, m_boxes[i].y + m_boxes[i].height);
        }
        for (const Node& node : m_nodes)
            layout.height = std::max(layout.height, node.top + node.height);
        find_ports();
        for (const Way& way : m_ways)
            layout.arrows.push_back(path_of(way));
        layout.boxes = std::move(m_boxes);
        return layout;
    }

private:
    [[nodiscard]] double left_of(std::size_t column) const {
        return static_cast<double>(column) * (m_sizes.box_width + m_sizes.between_columns);
    }

    void add_node(std::size_t column, double height, bool lane) {
        Node node;
        node.column = column;
        node.height = height;
        node.lane = lane;
        m_order[column].push_back(m_nodes.size());
        m_nodes.push_back(std::move(node));
    }

    void add_box(std::size_t item, const ItemWords& words) {
        const auto column = static_cast<std::size_t>(m_model.items[item].column);
        ItemBox box;
        box.item = item;
        box.x = left_of(column);
        box.width = m_sizes.box_width;
        box.lines = wrapped(words.text, m_sizes.letters);
        box.foot = wrapped(words.foot, m_sizes.foot_letters);
        const auto lines = static_cast<double>(std::max<std::size_t>(box.lines.size(), 1));
        box.height = 2 * m_sizes.padding + lines * m_sizes.line +
                     static_cast<double>(box.foot.size()) * m_sizes.foot_line;
        add_node(column, box.height, false);
        m_boxes.push_back(std::move(box));
    }

    [[nodiscard]] std::map<std::string, std::size_t, std::less<>> key_places() const {
        std::map<std::string, std::size_t, std::less<>> places;
        for (std::size_t i = 0; i < m_model.items.size(); ++i)
            places.emplace(m_model.items[i].key, i);
        return places;
    }

    void add_way(std::size_t link) {
        const auto from = m_key_places.find(m_model.links[link].from);
        const auto to = m_key_places.find(m_model.links[link].to);
        if (from == m_key_places.end() || to == m_key_places.end()) return;
        std::size_t left = from->second;
        std::size_t right = to->second;
        Way way;
        way.link = link;
        way.against = m_nodes[left].column > m_nodes[right].column;
        if (way.against) std::swap(left, right);
        way.nodes.push_back(left);
        for (std::size_t column = m_nodes[left].column + 1; column < m_nodes[right].column; ++column) {
            add_node(column, m_sizes.lane, true);
            way.nodes.push_back(m_nodes.size() - 1);
        }
        way.nodes.push_back(right);
        for (std::size_t i = 1; i < way.nodes.size() && !within_column(way); ++i) {
            m_nodes[way.nodes[i - 1]].right.push_back(way.nodes[i]);
            m_nodes[way.nodes[i]].left.push_back(way.nodes[i - 1]);
        }
        m_ways.push_back(std::move(way));
    }

    [[nodiscard]] bool within_column(const Way& way) const {
        return m_nodes[way.nodes.front()].column == m_nodes[way.nodes.back()].column;
    }

    void number_places(const Order& order) {
        for (const auto& column : order)
            for (std::size_t i = 0; i < column.size(); ++i)
                m_nodes[column[i]].place = i;
    }

    /// Crossings of arrows between neighbouring columns, with each node's place as it is now.
    [[nodiscard]] std::size_t crossings(const Order& order) const {
        std::size_t count = 0;
        for (std::size_t column = 0; column + 1 < columns; ++column) {
            std::vector<std::size_t> ends;
            for (const std::size_t node : order[column]) {
                std::vector<std::size_t> own;
                for (const std::size_t next : m_nodes[node].right)
                    own.push_back(m_nodes[next].place);
                std::sort(own.begin(), own.end());
                ends.insert(ends.end(), own.begin(), own.end());
            }
            count += inversions(ends, order[column + 1].size());
        }
        return count;
    }

    /// Sorts a column by the mean place of each node's neighbours on one side; one without keeps its own.
    void sort_column(std::vector<std::size_t>& column, std::vector<std::size_t> Node::*side) {
        std::map<std::size_t, double> wanted;
        for (const std::size_t id : column) {
            const Node& node = m_nodes[id];
            double sum = 0;
            for (const std::size_t neighbour : node.*side)
                sum += static_cast<double>(m_nodes[neighbour].place);
            const auto neighbours = static_cast<double>((node.*side).size());
            wanted[id] = neighbours > 0 ? sum / neighbours : static_cast<double>(node.place);
        }
        std::stable_sort(column.begin(), column.end(),
                         [&](std::size_t a, std::size_t b) { return wanted[a] < wanted[b]; });
        for (std::size_t i = 0; i < column.size(); ++i)
            m_nodes[column[i]].place = i;
    }

    void find_order() {
        number_places(m_order);
        Order order = m_order;
        std::size_t least = crossings(order);
        for (int sweep = 0; sweep < sweeps && least > 0; ++sweep) {
            for (std::size_t column = 1; column < columns; ++column)
                sort_column(order[column], &Node::left);
            keep_if_better(order, least);
            for (std::size_t column = columns - 1; column-- > 0;)
                sort_column(order[column], &Node::right);
            keep_if_better(order, least);
        }
        number_places(m_order);
    }

    void keep_if_better(const Order& order, std::size_t& least) {
        const std::size_t now = crossings(order);
        if (now >= least) return;
        least = now;
        m_order = order;
    }

    [[nodiscard]] double gap_before(const std::vector<std::size_t>& column, std::size_t place) const {
        if (place == 0) return 0;
        const bool lane = m_nodes[column[place]].lane || m_nodes[column[place - 1]].lane;
        return lane ? lane_gap : m_sizes.between_boxes;
    }

    [[nodiscard]] double middle(std::size_t node) const {
        return m_nodes[node].top + m_nodes[node].height / 2;
    }

    /// Puts each node as near as possible to where it would like to be: the least squares that keep the order
    /// and the gaps, by pooling neighbours that push each other.
    void place_column(const std::vector<std::size_t>& column, const std::vector<double>& wanted_tops) {
        struct Pool {
            double sum;
            std::size_t count;
            [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
        };
        std::vector<double> above(column.size());  // what stands above each node
        std::vector<Pool> pools;
        for (std::size_t i = 0; i < column.size(); ++i) {
            above[i] = i == 0 ? 0 : above[i - 1] + m_nodes[column[i - 1]].height + gap_before(column, i);
            pools.push_back({wanted_tops[i] - above[i], 1});
            while (pools.size() > 1 && pools[pools.size() - 2].mean() > pools.back().mean()) {
                const Pool last = pools.back();
                pools.pop_back();
                pools.back().sum += last.sum;
                pools.back().count += last.count;
            }
        }
        std::size_t i = 0;
        for (const Pool& pool : pools)
            for (std::size_t n = 0; n < pool.count; ++n, ++i)
                m_nodes[column[i]].top = std::round(std::max(0.0, pool.mean())) + above[i];
    }

    void place_by(std::size_t at, std::vector<std::size_t> Node::*side) {
        const auto& column = m_order[at];
        std::vector<double> wanted;
        for (const std::size_t id : column) {
            const Node& node = m_nodes[id];
            double sum = 0;
            for (const std::size_t neighbour : node.*side)
                sum += middle(neighbour);
            const auto count = static_cast<double>((node.*side).size());
            wanted.push_back(count > 0 ? sum / count - node.height / 2 : node.top);
        }
        place_column(column, wanted);
    }

    void find_heights() {
        for (const auto& column : m_order)
            place_column(column, std::vector<double>(column.size(), 0));
        for (int pass = 0; pass < 3; ++pass) {
            for (std::size_t column = 1; column < columns; ++column)
                place_by(column, &Node::left);
            for (std::size_t column = columns - 1; column-- > 0;)
                place_by(column, &Node::right);
        }
        double least = m_nodes.empty() ? 0 : m_nodes.front().top;
        for (const Node& node : m_nodes)
            least = std::min(least, node.top);
        for (Node& node : m_nodes)
            node.top -= least;
    }

    /// Where on a box's side each arrow begins or ends: spread over its height, in the order of the other
    /// ends.
    void find_ports() {
        struct End {
            double other;
            std::size_t way;
            bool last;  ///< of the way's nodes
        };
        std::map<std::pair<std::size_t, bool>, std::vector<End>> sides;  // node and whether its right side
        for (std::size_t i = 0; i < m_ways.size(); ++i) {
            const Way& way = m_ways[i];
            const auto& nodes = way.nodes;
            sides[{nodes.front(), true}].push_back({middle(nodes[1]), i, false});
            sides[{nodes.back(), within_column(way)}].push_back({middle(nodes[nodes.size() - 2]), i, true});
        }
        m_ports.resize(m_ways.size());
        for (auto& [side, ends] : sides) {
            std::stable_sort(ends.begin(), ends.end(),
                             [](const End& a, const End& b) { return a.other < b.other; });
            const Node& node = m_nodes[side.first];
            for (std::size_t i = 0; i < ends.size(); ++i) {
                const double share = static_cast<double>(i + 1) / static_cast<double>(ends.size() + 1);
                auto& [first, last] = m_ports[ends[i].way];
                (ends[i].last ? last : first) = node.top + node.height * share;
            }
        }
    }

    [[nodiscard]] static Curve between(Point from, Point to) {
        const double handle = (to.x - from.x) / 2;
        return {from, {from.x + handle, from.y}, {to.x - handle, to.y}, to};
    }

    [[nodiscard]] ArrowPath path_of(const Way& way) const {
        ArrowPath path;
        path.link = way.link;
        path.against = way.against;
        const auto& [first, last] = m_ports[static_cast<std::size_t>(&way - m_ways.data())];
        const double right = left_of(m_nodes[way.nodes.front()].column) + m_sizes.box_width;
        if (within_column(way)) {
            const double handle = m_sizes.between_columns * turn;
            path.curves.push_back(
                {{right, first}, {right + handle, first}, {right + handle, last}, {right, last}});
            return path;
        }
        Point at{right, first};
        for (std::size_t i = 1; i < way.nodes.size(); ++i) {
            const Node& node = m_nodes[way.nodes[i]];
            const double left = left_of(node.column);
            const bool is_end = i + 1 == way.nodes.size();
            const Point next{left, is_end ? last : middle(way.nodes[i])};
            path.curves.push_back(between(at, next));
            at = next;
            if (is_end) break;
            const Point beyond{left + m_sizes.box_width, at.y};
            path.curves.push_back(between(at, beyond));
            at = beyond;
        }
        if (way.against) {
            std::reverse(path.curves.begin(), path.curves.end());
            for (Curve& curve : path.curves) {
                std::swap(curve.from, curve.to);
                std::swap(curve.control1, curve.control2);
            }
        }
        return path;
    }

    const LogicModel& m_model;
    const LayoutSizes& m_sizes;
    std::map<std::string, std::size_t, std::less<>> m_key_places;
    std::vector<Node> m_nodes;  ///< the items in their order, then lanes
    std::vector<ItemBox> m_boxes;
    std::vector<Way> m_ways;
    std::vector<std::pair<double, double>> m_ports;  ///< heights where each way begins and ends
    Order m_order;
};

}  // namespace

LogicLayout lay_out(const LogicModel& model, const std::vector<ItemWords>& words, const LayoutSizes& sizes) {
    return Drawing(model, words, sizes).run();
}

std::vector<std::string> wrapped(std::string_view text, std::size_t letters) {
    std::vector<std::string> lines;
    std::string line;
    std::string word;
    std::size_t line_width = 0;
    std::size_t word_width = 0;
    const auto end_line = [&] {
        if (!line.empty()) lines.push_back(line);
        line.clear();
        line_width = 0;
    };
    const auto end_word = [&] {
        if (word.empty()) return;
        if (line_width > 0 && line_width + 1 + word_width > letters) end_line();
        if (line_width > 0) {
            line += ' ';
            ++line_width;
        }
        line += word;
        line_width += word_width;
        word.clear();
        word_width = 0;
    };
    const auto* bytes = reinterpret_cast<const std::uint8_t*>(text.data());
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t begin = i;
        UChar32 character = 0;
        U8_NEXT(bytes, i, text.size(), character);
        if (character == ' ' || character == '\n' || character == '\t' || character == '\r') {
            end_word();
            continue;
        }
        const std::size_t wide = width_of(character);
        if (word_width + wide > letters && !word.empty()) {
            end_word();
            end_line();
        }
        word += text.substr(begin, i - begin);
        word_width += wide;
    }
    end_word();
    end_line();
    return lines;
}

}  // namespace brujula::planning

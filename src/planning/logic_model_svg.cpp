// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/logic_model_svg.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <optional>
#include <vector>

#include <fmt/format.h>

#include "base/error.hpp"
#include "base/message.hpp"
#include "base/text.hpp"
#include "planning/logic_layout.hpp"

namespace brujula::planning {

using records::LogicModel;

namespace {

constexpr double margin = 24;
constexpr double radius = 8;  // of an arrow's number
constexpr std::size_t title_letters = 110;
constexpr std::size_t block_letters = 190;
constexpr std::size_t half_letters = 100;

constexpr std::string_view style = R"(
    text { font: 13px system-ui, "Noto Sans", "Liberation Sans", Arial, sans-serif; fill: #202122; }
    .title { font-size: 22px; font-family: Georgia, "Noto Serif", "Liberation Serif", serif; }
    .heading { font-weight: bold; }
    .group { font-size: 15px; font-weight: bold; }
    .foot { font-size: 11px; fill: #54595d; }
    .rule { stroke: #a2a9b1; }
    .box { fill: #fff; stroke: #72777d; }
    .inputs { fill: #f8f9fa; stroke: #72777d; }
    .outputs { fill: #eaf3ff; stroke: #36c; }
    .outcomes { fill: #eef7f1; stroke: #177860; }
    .arrow { fill: none; stroke: #54595d; stroke-width: 1.4; }
    .against { stroke: #bf3c2c; stroke-dasharray: 6 4; }
    .head { fill: #54595d; }
    .number { fill: #fff; stroke: #54595d; }
    .digits { font-size: 10px; text-anchor: middle; }
)";

/// Column groups as Wikimedia's logic model has them, by their first column.
struct Group {
    const char* message;
    const char* style_class;
    std::size_t first;
    std::size_t last;
};
constexpr std::array<Group, 3> groups{{{"logic-group-inputs", "inputs", 0, 0},
                                       {"logic-group-outputs", "outputs", 1, 3},
                                       {"logic-group-outcomes", "outcomes", 4, 6}}};
constexpr std::array<const char*, 7> column_messages{
    "logic-column-input",       "logic-column-participants",  "logic-column-activities",
    "logic-column-products",    "logic-column-short-outcome", "logic-column-intermediate-outcome",
    "logic-column-long-outcome"};

const Group& group_of(std::size_t column) {
    return *std::find_if(groups.begin(), groups.end(), [&](const Group& g) { return column <= g.last; });
}

/// What XML 1.0 cannot hold becomes U+FFFD.
std::string escaped(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '>')
            out += "&gt;";
        else if (c == '"')
            out += "&quot;";
        else if (byte < 0x20 && c != '\n' && c != '\t')
            out += "\uFFFD";
        else if (text.substr(i, 3) == "\xEF\xBF\xBE" || text.substr(i, 3) == "\xEF\xBF\xBF") {
            out += "\uFFFD";
            i += 2;
        } else
            out += c;
    }
    return out;
}

/// A tag as an attribute can hold it; a reader's may come from an address.
bool is_language_like(std::string_view language) {
    return !language.empty() && language.size() <= 35 &&
           std::all_of(language.begin(), language.end(), [](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-';
           });
}

Point on(const Curve& curve, double t) {
    const double u = 1 - t;
    const auto mix = [&](double a, double b, double c, double d) {
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
    };
    return {mix(curve.from.x, curve.control1.x, curve.control2.x, curve.to.x),
            mix(curve.from.y, curve.control1.y, curve.control2.y, curve.to.y)};
}

class Writer {
public:
    Writer(const LogicModel& model, std::string_view language)
        : m_model(model),
          m_language(is_language_like(language) ? language : "en"),
          m_layout(lay_out(model, words())) {
        m_width = m_layout.width + 2 * margin;
        for (const auto& item : model.items)
            m_names.emplace(item.key, choose(item.text, m_language));
    }

    std::string run() {
        double y = margin + 20;
        const ChosenText title = choose(m_model.title, m_language);
        y = text_lines(wrapped(title.text, title_letters), {margin, y}, 26, "title", title.language);
        y = block("logic-situation", {m_model.situation}, margin, y + 6, block_letters);
        y = headings(y + 14);
        drawing(y + 12);
        y += 12 + m_layout.height + 30;
        const double half = margin + (m_width - 2 * margin) / 2;
        const double left = block("logic-assumptions", m_model.assumptions, margin, y, half_letters);
        const double right = block("logic-external-factors", m_model.external_factors, half, y, half_letters);
        y = rationales(std::max(left, right));
        return head(title.text, y + margin) + m_out + "</svg>\n";
    }

private:
    [[nodiscard]] std::string message(const std::string& key,
                                      std::vector<std::string> parameters = {}) const {
        return text_of({key, std::move(parameters)}, m_language);
    }

    [[nodiscard]] std::vector<ItemWords> words() const {
        std::vector<ItemWords> all;
        for (const auto& item : m_model.items) {
            std::string foot;
            const auto add = [&](const std::string& part) { foot += (foot.empty() ? "" : " · ") + part; };
            if (!item.indicators.empty())
                add(message("logic-item-indicators", {std::to_string(item.indicators.size())}));
            if (item.goal) add(message("logic-item-goal"));
            if (item.difficulty > 0) add(message("logic-item-difficulty", {std::to_string(item.difficulty)}));
            all.push_back({choose(item.text, m_language).text, foot});
        }
        return all;
    }

    [[nodiscard]] std::string head(const std::string& title, double height) const {
        return fmt::format(
            "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0:.0f} {1:.0f}\" width=\"{0:.0f}\" "
            "height=\"{1:.0f}\" xml:lang=\"{2}\" role=\"img\" aria-labelledby=\"title description\">\n"
            "<title id=\"title\">{3}</title>\n<desc id=\"description\">{4}</desc>\n<style>{5}</style>\n"
            "<defs><marker id=\"head\" viewBox=\"0 0 8 8\" refX=\"7.5\" refY=\"4\" markerWidth=\"7\" "
            "markerHeight=\"7\" orient=\"auto\"><path class=\"head\" d=\"M0 0L8 4L0 8z\"/></marker></defs>\n"
            "<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n",
            m_width, height, escaped(m_language), escaped(title), escaped(description()), style);
    }

    /// The model as a screen reader reads it.
    [[nodiscard]] std::string description() const {
        std::map<std::string, std::string> leads;
        for (const auto& link : m_model.links) {
            const auto to = m_names.find(link.to);
            if (to == m_names.end()) continue;
            auto& list = leads[link.from];
            list += (list.empty() ? "" : "; ") + to->second.text;
        }
        std::string all;
        for (std::size_t column = 0; column < column_messages.size(); ++column) {
            std::string items;
            for (const auto& item : m_model.items) {
                if (static_cast<std::size_t>(item.column) != column) continue;
                items += "\n– " + m_names.find(item.key)->second.text;
                if (const auto found = leads.find(item.key); found != leads.end())
                    items += " (" + message("logic-leads-to", {found->second}) + ")";
            }
            if (!items.empty()) all += message(column_messages[column]) + ":" + items + "\n";
        }
        return all;
    }

    [[nodiscard]] std::string language_mark(const std::string& language) const {
        if (language.empty() || language == m_language) return "";
        return " xml:lang=\"" + escaped(language) + '"';
    }

    /// Writes lines one below the other, the first at `at`; gives where the next would stand.
    double text_lines(const std::vector<std::string>& lines, Point at, double height, std::string_view kind,
                      const std::string& language) {
        if (lines.empty()) return at.y;
        m_out += fmt::format("<text{}{}>", kind.empty() ? "" : fmt::format(" class=\"{}\"", kind),
                             language_mark(language));
        for (const auto& line : lines) {
            m_out += fmt::format(R"(<tspan x="{:.1f}" y="{:.1f}">{}</tspan>)", at.x, at.y, escaped(line));
            at.y += height;
        }
        m_out += "</text>\n";
        return at.y;
    }

    /// A heading with texts below it, as a list where there are several; nothing where there is none.
    double block(const char* heading, const std::vector<LocalizedText>& texts, double x, double y,
                 std::size_t letters) {
        bool begun = false;
        for (const auto& text : texts) {
            const ChosenText chosen = choose(text, m_language);
            if (chosen.text.empty()) continue;
            if (!begun) y = text_lines({message(heading)}, {x, y}, 18, "heading", "");
            begun = true;
            const std::string words = texts.size() > 1 ? "• " + chosen.text : chosen.text;
            y = text_lines(wrapped(words, letters), {x, y}, 17, "", chosen.language);
        }
        return begun ? y + 8 : y;
    }

    /// The groups' and columns' names; gives where the boxes begin.
    double headings(double y) {
        for (const Group& group : groups) {
            const double left = margin + m_layout.columns[group.first];
            const double right = margin + m_layout.columns[group.last] + LayoutSizes{}.box_width;
            text_lines({message(group.message)}, {left, y}, 18, "group", "");
            m_out += fmt::format("<path class=\"rule\" d=\"M{:.1f} {:.1f}H{:.1f}\"/>\n", left, y + 7, right);
        }
        double end = y;
        for (std::size_t column = 1; column < column_messages.size(); ++column) {
            const auto lines = wrapped(message(column_messages[column]), LayoutSizes{}.letters);
            end = std::max(end,
                           text_lines(lines, {margin + m_layout.columns[column], y + 25}, 16, "heading", ""));
        }
        return end;
    }

    void drawing(double y) {
        m_out += fmt::format("<g transform=\"translate({:.1f} {:.1f})\">\n", margin, y);
        for (const ArrowPath& arrow : m_layout.arrows)
            path(arrow);
        for (const ItemBox& box : m_layout.boxes)
            item(box);
        number_arrows();
        m_out += "</g>\n";
    }

    void path(const ArrowPath& arrow) {
        const Point start = arrow.curves.front().from;
        std::string d = fmt::format("M{:.1f} {:.1f}", start.x, start.y);
        for (const Curve& c : arrow.curves)
            d += fmt::format("C{:.1f} {:.1f} {:.1f} {:.1f} {:.1f} {:.1f}", c.control1.x, c.control1.y,
                             c.control2.x, c.control2.y, c.to.x, c.to.y);
        m_out += fmt::format("<path class=\"arrow{}\" d=\"{}\" marker-end=\"url(#head)\"/>\n",
                             arrow.against ? " against" : "", d);
    }

    void item(const ItemBox& box) {
        const auto& item = m_model.items[box.item];
        const LayoutSizes sizes;
        m_out += fmt::format(
            "<rect class=\"box {}\" x=\"{:.1f}\" y=\"{:.1f}\" width=\"{:.1f}\" height=\"{:.1f}\" "
            "rx=\"3\"/>\n",
            group_of(static_cast<std::size_t>(item.column)).style_class, box.x, box.y, box.width, box.height);
        double y = box.y + sizes.padding + 12;
        y = text_lines(box.lines, {box.x + sizes.padding, y}, sizes.line, "",
                       choose(item.text, m_language).language);
        text_lines(box.foot, {box.x + sizes.padding, y - 1}, sizes.foot_line, "foot", "");
    }

    /// A place on the arrow, between two columns, where no other number is.
    [[nodiscard]] Point free_place(const ArrowPath& arrow) const {
        std::optional<Point> first;
        for (const Curve& curve : arrow.curves) {
            if (std::abs(curve.to.x - curve.from.x) > LayoutSizes{}.between_columns + 1) continue;  // a lane
            for (const double t : {0.5, 0.3, 0.7, 0.4, 0.6}) {
                const Point place = on(curve, t);
                if (!first) first = place;
                const bool taken = std::any_of(m_numbers.begin(), m_numbers.end(), [&](const Point& other) {
                    return std::hypot(other.x - place.x, other.y - place.y) < 2 * radius;
                });
                if (!taken) return place;
            }
        }
        return *first;
    }

    void number_arrows() {
        for (const ArrowPath& arrow : m_layout.arrows) {
            if (choose(m_model.links[arrow.link].rationale, m_language).text.empty()) continue;
            m_numbers.push_back(free_place(arrow));
            m_reasons.push_back(arrow.link);
            const Point& at = m_numbers.back();
            m_out += fmt::format(
                "<circle class=\"number\" cx=\"{0:.1f}\" cy=\"{1:.1f}\" r=\"{2}\"/><text class=\"digits\" "
                "x=\"{0:.1f}\" y=\"{3:.1f}\">{4}</text>\n",
                at.x, at.y, radius, at.y + 3.5, m_numbers.size());
        }
    }

    double rationales(double y) {
        if (m_reasons.empty()) return y;
        y = text_lines({message("logic-rationales")}, {margin, y + 10}, 18, "heading", "");
        for (std::size_t i = 0; i < m_reasons.size(); ++i) {
            const auto& link = m_model.links[m_reasons[i]];
            const ChosenText why = choose(link.rationale, m_language);
            const std::string words = fmt::format("{}. {} → {}: {}", i + 1, m_names[link.from].text,
                                                  m_names[link.to].text, why.text);
            y = text_lines(wrapped(words, block_letters), {margin, y}, 17, "", why.language);
        }
        return y;
    }

    const LogicModel& m_model;
    std::string m_language;
    LogicLayout m_layout;
    double m_width = 0;
    std::map<std::string, ChosenText> m_names;
    std::vector<Point> m_numbers;
    std::vector<std::size_t> m_reasons;  ///< arrows with a rationale, in the order of their numbers
    std::string m_out;
};

}  // namespace

std::string_view logic_model_style() {
    return style;
}

std::string logic_model_svg(const LogicModel& model, std::string_view language) {
    if (model.items.size() > most_drawn || model.links.size() > most_drawn)
        throw Error{ErrorKind::too_large, {"error-logic-model-large", {std::to_string(most_drawn)}}};
    return Writer(model, language).run();
}

}  // namespace brujula::planning

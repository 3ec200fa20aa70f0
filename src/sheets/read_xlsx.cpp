// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>
#include <cmath>
#include <map>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "sheets/number_format.hpp"
#include "sheets/read.hpp"
#include "sheets/table_builder.hpp"
#include "sheets/xml_events.hpp"
#include "sheets/zip_parts.hpp"

namespace brujula::sheets {
namespace {

/// Refuses more of something than any workbook of people has.
void at_most(std::size_t count, std::size_t limit) {
    if (count > limit) throw Error{ErrorKind::too_large, {"error-table-parts", {std::to_string(limit)}}};
}

constexpr std::size_t most_strings = 200'000;
constexpr std::size_t most_named = 10'000;  ///< of tabs, relations and formats each

/// A tab, as the workbook's own part lists it.
struct Tab {
    std::string name;
    std::string relation;
    bool hidden = false;
};

class WorkbookPart final : public XmlEvents {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "workbookPr") from_1904 = attributes.is_set("date1904");
        if (name != "sheet") return;
        const auto state = attributes.get("state");
        tabs.push_back({std::string{attributes.get("name")}, std::string{attributes.get("id")},
                        state == "hidden" || state == "veryHidden"});
        at_most(tabs.size(), most_named);
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::vector<Tab> tabs;
    bool from_1904 = false;
};

/// Which part a relation leads to: rId1 → xl/worksheets/sheet1.xml.
class RelationsPart final : public XmlEvents {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        if (name != "Relationship" || attributes.get("TargetMode") == "External") return;
        const auto target = attributes.get("Target");
        const bool absolute = target.starts_with('/');
        targets[std::string{attributes.get("Id")}] =
            absolute ? std::string{target.substr(1)} : "xl/" + std::string{target};
        at_most(targets.size(), most_named);
    }
    void end(std::string_view) override {}
    void text(std::string_view) override {}

    std::map<std::string, std::string, std::less<>> targets;
};

class SharedStringsPart final : public XmlEvents {
public:
    void start(std::string_view name, const Attributes&) override {
        if (name == "si") strings.emplace_back();
        at_most(strings.size(), most_strings);
        if (name == "rPh") ++m_phonetic;
        m_in_text = name == "t";
    }
    void end(std::string_view name) override {
        if (name == "rPh") --m_phonetic;
        m_in_text = false;
    }
    void text(std::string_view piece) override {
        if (m_in_text && m_phonetic == 0 && !strings.empty()) strings.back() += piece;
    }

    std::vector<std::string> strings;

private:
    int m_phonetic = 0;
    bool m_in_text = false;
};

/// How the cells of each style show a number.
class StylesPart final : public XmlEvents {
public:
    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "cellXfs") m_in_styles = true;
        if (name == "numFmt")
            if (const auto id = attributes.number("numFmtId"))
                m_formats[*id] = shown_as(attributes.get("formatCode"));
        at_most(m_formats.size(), most_named);
        if (name != "xf" || !m_in_styles) return;
        const auto id = attributes.number("numFmtId").value_or(0);
        const auto own = m_formats.find(id);
        styles.push_back(own != m_formats.end() ? own->second : shown_as_built_in(id));
    }
    void end(std::string_view name) override {
        if (name == "cellXfs") m_in_styles = false;
    }
    void text(std::string_view) override {}

    std::vector<ShownAs> styles;

private:
    std::map<std::size_t, ShownAs> m_formats;
    bool m_in_styles = false;
};

/// "$B$7" or "B7" → row 6, column 1; nothing for anything else.
std::optional<CellPlace> place_of(std::string_view address) {
    std::size_t column = 0;
    std::size_t row = 0;
    std::size_t at = 0;
    for (; at < address.size() && address[at] >= 'A' && address[at] <= 'Z' && at < 4; ++at)
        column = column * 26 + static_cast<std::size_t>(address[at] - 'A') + 1;
    const auto digits = address.substr(at);
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), row);
    if (column == 0 || error != std::errc{} || end != digits.data() + digits.size() || row == 0)
        return std::nullopt;
    return CellPlace{row - 1, column - 1};
}

/// What cells refer to.
struct Shared {
    const std::vector<std::string>& strings;
    const std::vector<ShownAs>& styles;
    bool from_1904;
};

/// Ranges and parts of one worksheet.
class SheetPart final : public XmlEvents {
public:
    SheetPart(const std::string& name, const Shared& shared, Budget& budget)
        : m_shared(shared), m_builder(name, budget) {}

    void start(std::string_view name, const Attributes& attributes) override {
        if (name == "row")
            begin_row(attributes);
        else if (name == "c")
            begin_cell(attributes);
        else if (name == "f")
            m_formula = true;
        else if (name == "v")
            m_in_value = true;
        else if (name == "is")
            m_inline = true;
        else if (name == "rPh")
            ++m_phonetic;
        else if (name == "t")
            m_in_value = m_inline && m_phonetic == 0;
        else if (name == "col")
            hide_columns(attributes);
        else if (name == "mergeCell")
            m_merged.emplace_back(attributes.get("ref"));
        at_most(m_merged.size(), most_cells);
    }

    void end(std::string_view name) override {
        if (name == "c")
            end_cell();
        else if (name == "v" || name == "t")
            m_in_value = false;
        else if (name == "is")
            m_inline = false;
        else if (name == "rPh")
            --m_phonetic;
    }

    void text(std::string_view piece) override {
        if (!m_in_value) return;
        if (m_text.size() + piece.size() > longest_cell)
            throw Error{ErrorKind::too_large, {"error-table-cell", {std::to_string(longest_cell)}}};
        m_text += piece;
    }

    Table finished() {
        for (const auto& range : m_merged)
            merge(range);
        for (const auto column : m_hidden)
            m_builder.table().hidden_columns.push_back(column);
        return m_builder.finished();
    }

private:
    void begin_row(const Attributes& attributes) {
        const auto given = attributes.number("r");
        m_row = given && *given > 0 ? *given - 1 : m_next_row;
        m_next_row = m_row + 1;
        m_next_column = 0;
        if (attributes.is_set("hidden") && m_row < most_rows) m_builder.table().hidden_rows.push_back(m_row);
    }

    void begin_cell(const Attributes& attributes) {
        const auto given = place_of(attributes.get("r"));
        m_place = given.value_or(CellPlace{m_row, m_next_column});
        m_next_column = m_place.column + 1;
        m_type = attributes.get("t");
        m_style = attributes.number("s").value_or(0);
        m_text.clear();
        m_formula = false;
    }

    void hide_columns(const Attributes& attributes) {
        if (!attributes.is_set("hidden")) return;
        const auto first = attributes.number("min").value_or(1);
        const auto last = std::min(attributes.number("max").value_or(first), most_columns);
        for (auto column = first; column <= last && column > 0 && m_hidden.size() < most_columns; ++column)
            m_hidden.push_back(column - 1);
    }

    void end_cell() {
        if (m_formula && m_text.empty() && m_type != "str") {
            m_builder.put(m_place, {{}, false, "formula", {}});
            return;
        }
        if (m_formula) ++m_builder.table().formulas;
        m_builder.put(m_place, cell());
    }

    [[nodiscard]] ReadCell cell() const {
        if (m_type == "e") return {{}, false, m_text.empty() ? "#" : m_text, {}};
        if (m_type == "s") return {text_cell(shared_string()), false, {}, {}};
        if (m_type == "str" || m_type == "inlineStr") return {text_cell(m_text), false, {}, {}};
        if (m_type == "b") return {text_cell(m_text == "1" ? "TRUE" : "FALSE"), false, {}, {}};
        if (m_type == "d") return day_cell(parse_date(m_text.substr(0, 10)));
        return number_cell();
    }

    [[nodiscard]] std::string shared_string() const {
        std::size_t index = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), index);
        if (error != std::errc{} || end != m_text.data() + m_text.size() || index >= m_shared.strings.size())
            throw Error{ErrorKind::bad_input, {"error-table-damaged", {address_of(m_place)}}};
        return m_shared.strings[index];
    }

    [[nodiscard]] ReadCell day_cell(std::optional<Date> day) const {
        if (!day) return {text_cell(m_text), false, {}, {}};
        return {*day, false, {}, {}};
    }

    [[nodiscard]] ReadCell number_cell() const {
        if (m_text.empty()) return {};
        double number = 0;
        const auto [end, error] = std::from_chars(m_text.data(), m_text.data() + m_text.size(), number);
        if (error != std::errc{} || end != m_text.data() + m_text.size() || !std::isfinite(number))
            return {text_cell(m_text), false, {}, {}};
        const auto shown = m_style < m_shared.styles.size() ? m_shared.styles[m_style] : ShownAs::number;
        if (shown == ShownAs::day)
            if (const auto day = day_of_serial(number, m_shared.from_1904)) return {*day, false, {}, {}};
        if (shown != ShownAs::per_cent) return {number, false, {}, {}};
        // 0.07 × 100 is not 7 in binary; what people wrote was.
        constexpr double places = 1e10;
        return {std::round(number * 100 * places) / places, true, {}, {}};
    }

    void merge(std::string_view range) {
        const auto colon = range.find(':');
        if (colon == std::string_view::npos) return;
        const auto first = place_of(range.substr(0, colon));
        const auto last = place_of(range.substr(colon + 1));
        if (first && last) m_builder.merge(*first, *last);
    }

    const Shared& m_shared;
    TableBuilder m_builder;
    std::vector<std::string> m_merged;
    std::vector<std::size_t> m_hidden;
    CellPlace m_place;
    std::size_t m_row = 0;
    std::size_t m_next_row = 0;
    std::size_t m_next_column = 0;
    std::string m_type;
    std::size_t m_style = 0;
    std::string m_text;
    bool m_formula = false;
    bool m_in_value = false;
    bool m_inline = false;
    int m_phonetic = 0;
};

constexpr std::string_view workbook_part = "xl/workbook.xml";
constexpr std::string_view relations_part = "xl/_rels/workbook.xml.rels";

bool is_wanted(std::string_view name) {
    if (name == relations_part || name == "mimetype") return true;
    const bool beside = name.starts_with("xl/drawings") || name.starts_with("xl/theme") ||
                        name.starts_with("xl/charts") || name.starts_with("xl/media") ||
                        name.starts_with("xl/externalLinks") || name.starts_with("xl/pivot");
    return name.starts_with("xl/") && name.ends_with(".xml") && !beside;
}

/// A part that a workbook may lack; empty then.
std::string_view part_or_nothing(const ZipParts& parts, std::string_view name) {
    const auto found = parts.find(name);
    return found == parts.end() ? std::string_view{} : std::string_view{found->second};
}

void read_part(const ZipParts& parts, std::string_view name, XmlEvents& events) {
    const auto bytes = part_or_nothing(parts, name);
    if (!bytes.empty()) read_xml(bytes, std::string{name}, events);
}

[[noreturn]] void refuse(const char* key) {
    throw Error{ErrorKind::bad_input, {key, {}}};
}

}  // namespace

Workbook read_xlsx(std::string_view bytes) {
    const auto parts = read_zip(bytes, is_wanted);
    if (part_or_nothing(parts, "mimetype").find("opendocument") != std::string_view::npos)
        refuse("error-table-ods");
    if (!parts.contains(workbook_part)) refuse("error-table-not-xlsx");
    WorkbookPart workbook;
    read_part(parts, workbook_part, workbook);
    RelationsPart relations;
    read_part(parts, relations_part, relations);
    SharedStringsPart strings;
    read_part(parts, "xl/sharedStrings.xml", strings);
    StylesPart styles;
    read_part(parts, "xl/styles.xml", styles);
    const Shared shared{strings.strings, styles.styles, workbook.from_1904};
    Workbook read{"xlsx", {}, {}, {}, {}};
    Budget budget;
    std::set<std::string, std::less<>> seen;
    for (const auto& tab : workbook.tabs) {
        const auto target = relations.targets.find(tab.relation);
        const auto sheet =
            target == relations.targets.end() ? std::string_view{} : part_or_nothing(parts, target->second);
        const bool is_sheet = !sheet.empty() && target->second.starts_with("xl/worksheets/");
        if (!is_sheet || !seen.insert(target->second).second) continue;
        SheetPart part(tab.name, shared, budget);
        read_xml(sheet, target->second, part);
        auto table = part.finished();
        table.hidden = tab.hidden;
        if (!table.rows.empty()) read.tables.push_back(std::move(table));
    }
    return read;
}

}  // namespace brujula::sheets

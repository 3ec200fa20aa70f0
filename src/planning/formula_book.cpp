// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/formula_book.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "planning/formula_units.hpp"

namespace brujula::planning {

using records::Indicator;
using records::IndicatorKind;

namespace {

std::string chain(const std::vector<std::string>& path) {
    std::string text;
    for (const auto& id : path)
        text += (text.empty() ? "" : " → ") + id;
    return text;
}

void for_each_reference(const IndicatorFormula& formula, auto visit) {
    for (const auto& reference : formula.numerator.references())
        visit(reference, "/formula/numerator");
    if (!formula.denominator) return;
    for (const auto& reference : formula.denominator->references())
        visit(reference, "/formula/denominator");
}

}  // namespace

const Indicator* FormulaBook::find(std::string_view id) const {
    if (m_draft != nullptr && id == m_draft_id) return m_draft;
    const auto found = m_network.indicators.find(id);
    return found == m_network.indicators.end() ? nullptr : &found->second;
}

const FormulaBook::Read& FormulaBook::formula_of(const std::string& id, const Indicator& indicator) {
    const auto known = m_formulas.find(id);
    if (known != m_formulas.end()) return known->second;
    return m_formulas.emplace(id, parse_formula(indicator.formula.value_or(records::Formula{})))
        .first->second;
}

std::optional<Message> FormulaBook::nesting_problem(const std::string& id) {
    std::vector<std::string> path;
    std::size_t height = 0;
    return height_of(id, path, height);
}

std::optional<Message> FormulaBook::height_of(const std::string& id, std::vector<std::string>& path,
                                              std::size_t& height) {
    height = 0;
    const auto* indicator = find(id);
    if (indicator == nullptr)
        return Message{"formula-unknown-indicator", {id, path.empty() ? id : path.back()}};
    if (indicator->kind != IndicatorKind::formula) return std::nullopt;
    const auto known = m_heights.find(id);
    const auto before = std::find(path.begin(), path.end(), id);
    const bool circle = before != path.end();
    path.push_back(id);
    if (circle)
        return Message{"formula-cycle", {chain({std::find(path.begin(), path.end(), id), path.end()})}};
    if (path.size() + (known == m_heights.end() ? 0 : known->second) > most_nested_formulas + 1)
        return Message{"formula-nested-too-deep", {std::to_string(most_nested_formulas), chain(path)}};
    if (known == m_heights.end()) {
        const auto& read = formula_of(id, *indicator);
        if (!read) return read.error().front().message;
        if (auto problem = height_of_formula(*read, path, height)) return problem;
        m_heights[id] = height;
    } else {
        height = known->second;
    }
    path.pop_back();
    return std::nullopt;
}

std::optional<Message> FormulaBook::height_of_formula(const IndicatorFormula& formula,
                                                      std::vector<std::string>& path, std::size_t& height) {
    std::optional<Message> problem;
    for_each_reference(formula, [&](const Reference& reference, const char*) {
        if (problem) return;
        std::size_t below = 0;
        problem = height_of(reference.indicator, path, below);
        const auto* inner = find(reference.indicator);
        const bool is_formula = inner != nullptr && inner->kind == IndicatorKind::formula;
        height = std::max(height, is_formula ? below + 1 : 0);
    });
    return problem;
}

namespace {

std::string_view trimmed(std::string_view text) {
    constexpr std::string_view blank = " \t";
    const auto first = text.find_first_not_of(blank);
    return first == std::string_view::npos ? ""
                                           : text.substr(first, text.find_last_not_of(blank) - first + 1);
}

/// One word for each indicator's unit: units are the same that are so in one language at least.
class UnitWords {
public:
    explicit UnitWords(const FormulaBook& book) : m_book(book) {}

    std::optional<std::string> operator()(const std::string& indicator) {
        const auto* found = m_book.find(indicator);
        return found == nullptr ? std::nullopt : word_of(found->unit);
    }

    /// The unit that an indicator asked about has by this text, singular or plural.
    [[nodiscard]] std::optional<std::string> known(const std::string& language, std::string_view text) const {
        const std::string wanted = fold(trimmed(text));
        const auto plural = [](const std::string& one, const std::string& other) {
            return other == one + "s" || other == one + "es";
        };
        for (const auto& [name, word] : m_words)
            if (name.first == language &&
                (name.second == wanted || plural(name.second, wanted) || plural(wanted, name.second)))
                return word;
        return std::nullopt;
    }

    std::optional<std::string> word_of(const LocalizedText& unit) {
        const auto shown = choose(unit, "es").text;
        if (shown.empty()) return std::nullopt;
        std::string word = shown;
        for (const auto& [language, text] : unit)
            if (const auto known = m_words.find({language, fold(text)}); known != m_words.end())
                word = known->second;
        for (const auto& [language, text] : unit)
            m_words.try_emplace({language, fold(text)}, word);
        return word;
    }

private:
    const FormulaBook& m_book;
    std::map<std::pair<std::string, std::string>, std::string> m_words;
};

/// "ARS por persona", "ARS/persona" as a unit, where both words are units of the formula's indicators.
std::optional<Unit> read_quotient(const UnitWords& words, const std::string& language,
                                  const std::string& text) {
    for (const std::string_view per : {"/", " por ", " per "}) {
        const auto at = text.find(per);
        if (at == std::string::npos) continue;
        const auto above = words.known(language, text.substr(0, at));
        const auto below = words.known(language, text.substr(at + per.size()));
        if (!above || !below) return std::nullopt;
        Unit unit{{*above, 1}};
        if (--unit[*below] == 0) unit.erase(*below);
        return unit;
    }
    return std::nullopt;
}

/// Of a result that is no single unit the author's word is better than ours, as long as it does not say what
/// cannot be: one of the formula's own units, a quotient of them that is another, or a percentage of two
/// different things.
bool contradicts(const UnitWords& words, const LocalizedText& own, const Unit& result) {
    return std::any_of(own.begin(), own.end(), [&](const auto& one) {
        const auto& [language, text] = one;
        if (words.known(language, text)) return true;
        if (trimmed(text) == "%") return !result.empty();
        const auto quotient = read_quotient(words, language, text);
        return quotient && *quotient != result;
    });
}

/// The indicator's own unit against the one that comes out.
void check_result(UnitWords& words, const Indicator& indicator, const CheckedUnits& checked,
                  std::vector<Problem>& problems) {
    if (!checked.unit) return;
    const Unit& result = *checked.unit;
    const std::string written = choose(indicator.unit, "es").text;
    if (result.size() == 1 && result.begin()->second == 1) {
        const auto own = words.word_of(indicator.unit);
        if (own && *own != result.begin()->first)
            problems.push_back({"/unit", {"formula-unit-result", {unit_text(result), *own}}});
    } else if (contradicts(words, indicator.unit, result)) {
        if (result.empty())
            problems.push_back({"/unit", {"formula-unit-share", {written}}});
        else
            problems.push_back({"/unit", {"formula-unit-quotient", {unit_text(result), written}}});
    }
}

void check_units(const FormulaBook& book, const Indicator& indicator, const IndicatorFormula& formula,
                 std::vector<Problem>& problems) {
    UnitWords words{book};
    const UnitOf unit_of = [&](const std::string& id) { return words(id); };
    for (const auto& finding : check_units(formula.numerator, unit_of).findings)
        problems.push_back({"/formula/numerator", finding.message});
    if (formula.denominator)
        for (const auto& finding : check_units(*formula.denominator, unit_of).findings)
            problems.push_back({"/formula/denominator", finding.message});
    if (problems.empty()) check_result(words, indicator, check_units(formula, unit_of), problems);
}

}  // namespace

std::vector<Problem> check_formula(const NetworkRecords& network, const std::string& id,
                                   const Indicator& indicator) {
    if (indicator.kind != IndicatorKind::formula) return {};
    FormulaBook book{network, id, indicator};
    std::vector<Problem> problems;
    const auto& read = book.formula_of(id, indicator);
    if (!read) {
        for (const auto& problem : read.error())
            problems.push_back({"/formula" + problem.field, problem.message});
        return problems;
    }
    for_each_reference(*read, [&](const Reference& reference, const char* field) {
        if (book.find(reference.indicator) == nullptr)
            problems.push_back(
                {field, {"formula-unknown-indicator", {reference.indicator, id.empty() ? "…" : id}}});
    });
    if (!problems.empty()) return problems;
    if (auto problem = book.nesting_problem(id)) return {{"/formula", *problem}};
    check_units(book, indicator, *read, problems);
    return problems;
}

}  // namespace brujula::planning

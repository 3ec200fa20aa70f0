// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "planning/formula.hpp"
#include "planning/network_records.hpp"

namespace brujula::planning {

constexpr std::size_t most_nested_formulas = 16;  ///< a formula of a formula of a formula …

/// The formulas of a network's indicators, each read once, and how they lie within each other. The records
/// must stay and not change meanwhile.
class FormulaBook {
public:
    using Read = Result<IndicatorFormula, std::vector<Problem>>;

    explicit FormulaBook(const NetworkRecords& network) : m_network(network) {}
    /// With `draft` in the place of the indicator `id`, or beside the others if `id` is empty.
    FormulaBook(const NetworkRecords& network, std::string id, const records::Indicator& draft)
        : m_network(network), m_draft_id(std::move(id)), m_draft(&draft) {}

    /// nullptr where there is none.
    [[nodiscard]] const records::Indicator* find(std::string_view id) const;
    /// The indicator's formula, or what is wrong with it. Ask of one of the kind `formula` only.
    const Read& formula_of(const std::string& id, const records::Indicator& indicator);
    /// Why the formula cannot be worked out among the others: a circle, too many within each other, something
    /// that is not there or cannot be read. Nothing for one that can, and for other kinds.
    std::optional<Message> nesting_problem(const std::string& id);

private:
    std::optional<Message> height_of(const std::string& id, std::vector<std::string>& path,
                                     std::size_t& height);
    std::optional<Message> height_of_formula(const IndicatorFormula& formula, std::vector<std::string>& path,
                                             std::size_t& height);

    const NetworkRecords& m_network;
    std::string m_draft_id;
    const records::Indicator* m_draft = nullptr;
    std::map<std::string, Read, std::less<>> m_formulas;
    std::map<std::string, std::size_t> m_heights;  ///< of those without problem: formulas one below another
};

/// What is not right with a formula indicator among the others of its network: what cannot be read, what it
/// refers to and is not there, circles (named), too many formulas within each other, units that do not fit.
/// `id` is empty for a draft that has none yet. Fields are JSON pointers into the indicator. Nothing for an
/// indicator of another kind.
std::vector<Problem> check_formula(const NetworkRecords& network, const std::string& id,
                                   const records::Indicator& indicator);

}  // namespace brujula::planning

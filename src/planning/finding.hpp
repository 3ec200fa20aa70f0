// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.hpp"
#include "records/planning_kinds.hpp"

// What a rule of planning and evaluation says of a record, and the catalogue of those rules.
namespace brujula::planning {

using records::Severity;

/// A number that a finding rests on: {"target", 120}.
struct EvidenceNumber {
    std::string name;
    double value = 0;

    bool operator==(const EvidenceNumber&) const = default;
};

/// A change that would answer a finding, for one click.
struct Fix {
    std::string pointer;  ///< JSON pointer into the finding's record
    std::string value;    ///< JSON text of the new value
    Message label;        ///< "Write “editores nuevos”"
};

/// What a rule says. Never blocks a write.
struct Finding {
    std::string rule;  ///< "M7"
    Severity severity = Severity::warning;
    std::string kind;   ///< of the record it is about: "goal", "indicator"
    std::string id;     ///< empty: a draft
    std::string field;  ///< JSON pointer into the record: what it looked at
    Message message;    ///< what is the matter, with numbers, and a way out
    std::vector<EvidenceNumber> evidence;
    std::optional<Fix> fix;
};

/// An entry of the catalogue. Its title is the message rule-<id in small letters>; its page is the
/// heading of that id in docs/rules.md.
struct Rule {
    std::string id;  ///< letter and number: "A1"
    char letter;     ///< S M A R T of a goal; E evaluation plans, L practices, D data
    Severity severity;
    std::optional<double> threshold;  ///< what a network may set otherwise; none: nothing to set
};

/// All rules, by letter and number (docs/rules.md; sources in each entry there).
const std::vector<Rule>& all_rules();
/// nullptr where there is no such rule.
const Rule* find_rule(std::string_view id);

/// The rules as a network has set them.
class RuleBook {
public:
    RuleBook() = default;
    explicit RuleBook(const records::AdviserSettings& settings);

    /// The severity to use where a rule would give `own`; off: leave the finding out. A network's setting
    /// replaces whatever severity the rule gives.
    [[nodiscard]] Severity severity(std::string_view rule, Severity own) const;
    [[nodiscard]] bool is_off(std::string_view rule) const;
    /// The rule's threshold or the network's; 0 for a rule without.
    [[nodiscard]] double threshold(std::string_view rule) const;

private:
    std::vector<records::RuleSetting> m_settings;
};

}  // namespace brujula::planning

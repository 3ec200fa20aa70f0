// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/finding.hpp"

#include <algorithm>

namespace brujula::planning {

const std::vector<Rule>& all_rules() {
    using enum Severity;
    constexpr auto none = std::nullopt;
    static const std::vector<Rule> rules{
        {"S1", 'S', error, none},   {"S2", 'S', error, none},    {"S3", 'S', warning, none},
        {"S4", 'S', warning, none}, {"S5", 'S', warning, none},  {"S6", 'S', warning, 0.8},
        {"S7", 'S', info, none},    {"S8", 'S', error, none},    {"S9", 'S', warning, none},
        {"S10", 'S', info, none},   {"M1", 'M', error, none},    {"M2", 'M', error, none},
        {"M3", 'M', error, none},   {"M4", 'M', error, none},    {"M5", 'M', error, none},
        {"M6", 'M', error, none},   {"M7", 'M', error, none},    {"M8", 'M', error, none},
        {"M9", 'M', warning, none}, {"M10", 'M', error, none},   {"M11", 'M', warning, 2},
        {"M12", 'M', warning, 3},   {"M13", 'M', error, none},   {"M14", 'M', warning, none},
        {"M15", 'M', error, none},  {"M16", 'M', warning, none}, {"A1", 'A', warning, 8},
        {"A2", 'A', warning, 2},    {"A3", 'A', warning, none},  {"A4", 'A', warning, none},
        {"A5", 'A', warning, none}, {"A6", 'A', info, 3},        {"A7", 'A', warning, none},
        {"R1", 'R', error, none},   {"R2", 'R', warning, none},  {"R3", 'R', warning, none},
        {"R4", 'R', warning, none}, {"R5", 'R', warning, 0.5},   {"R6", 'R', info, none},
        {"R7", 'R', warning, none}, {"T1", 'T', error, none},    {"T2", 'T', error, none},
        {"T3", 'T', warning, none}, {"T4", 'T', error, none},    {"T5", 'T', warning, 6},
        {"T6", 'T', warning, none}, {"T7", 'T', warning, none},  {"T8", 'T', error, none},
        {"T9", 'T', warning, none}, {"E1", 'E', error, none},    {"E2", 'E', error, none},
        {"E3", 'E', error, none},   {"E4", 'E', warning, none},  {"E5", 'E', warning, none},
        {"L1", 'L', warning, 60},   {"L2", 'L', warning, none},  {"L3", 'L', warning, none},
        {"L4", 'L', error, none},   {"L5", 'L', warning, none},  {"D1", 'D', error, none},
        {"D2", 'D', warning, none}, {"D3", 'D', error, none},    {"D4", 'D', warning, 3},
        {"D5", 'D', warning, none}, {"D6", 'D', warning, none},  {"D7", 'D', warning, none},
    };
    return rules;
}

const Rule* find_rule(std::string_view id) {
    const auto& rules = all_rules();
    const auto found = std::find_if(rules.begin(), rules.end(), [&](const Rule& r) { return r.id == id; });
    return found == rules.end() ? nullptr : &*found;
}

RuleBook::RuleBook(const records::AdviserSettings& settings) : m_settings(settings.rules) {}

Severity RuleBook::severity(std::string_view rule, Severity own) const {
    for (const auto& setting : m_settings)
        if (setting.rule == rule && setting.severity) return *setting.severity;
    return own;
}

bool RuleBook::is_off(std::string_view rule) const {
    return severity(rule, Severity::warning) == Severity::off;
}

double RuleBook::threshold(std::string_view rule) const {
    for (const auto& setting : m_settings)
        if (setting.rule == rule && setting.threshold) return *setting.threshold;
    const auto* found = find_rule(rule);
    return found != nullptr ? found->threshold.value_or(0) : 0;
}

}  // namespace brujula::planning

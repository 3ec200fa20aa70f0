// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/logic_model.hpp"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <deque>
#include <map>
#include <optional>
#include <set>
#include <utility>

#include "base/text.hpp"
#include "records/limits.hpp"

namespace brujula::planning {

using records::LogicColumn;
using records::LogicItem;
using records::LogicModel;

namespace {

/// The arrows between the items' places in the list.
struct Graph {
    std::vector<std::vector<std::size_t>> to;
    std::vector<std::vector<std::size_t>> from;
};

using Places = std::map<std::string, std::size_t, std::less<>>;

Places places_of(const LogicModel& model) {
    Places places;
    for (std::size_t i = 0; i < model.items.size(); ++i)
        places.emplace(model.items[i].key, i);
    return places;
}

std::optional<std::size_t> place_of(const Places& places, const std::string& key) {
    const auto found = places.find(key);
    return found == places.end() ? std::nullopt : std::optional{found->second};
}

Graph graph_of(const LogicModel& model, const Places& places) {
    Graph graph{std::vector<std::vector<std::size_t>>(model.items.size()),
                std::vector<std::vector<std::size_t>>(model.items.size())};
    std::set<std::pair<std::size_t, std::size_t>> seen;
    for (const auto& link : model.links) {
        const auto from = place_of(places, link.from);
        const auto to = place_of(places, link.to);
        if (!from || !to || !seen.emplace(*from, *to).second) continue;
        graph.to[*from].push_back(*to);
        graph.from[*to].push_back(*from);
    }
    return graph;
}

/// All that `starts` can be reached from along `back`, themselves included.
std::vector<bool> reaching(const std::vector<std::vector<std::size_t>>& back,
                           const std::vector<std::size_t>& starts) {
    std::vector<bool> reached(back.size());
    std::deque<std::size_t> waiting;
    const auto reach = [&](std::size_t item) {
        if (reached[item]) return;
        reached[item] = true;
        waiting.push_back(item);
    };
    for (const std::size_t start : starts)
        reach(start);
    while (!waiting.empty()) {
        const std::size_t item = waiting.front();
        waiting.pop_front();
        for (const std::size_t before : back[item])
            reach(before);
    }
    return reached;
}

/// Johnson's search for elementary cycles (1975), from each item through those after it in the list.
class CycleSearch {
public:
    CycleSearch(const Graph& graph, std::size_t most)
        : m_graph(graph), m_most(most), m_blocked(graph.to.size()), m_waits(graph.to.size()) {}

    std::vector<std::vector<std::size_t>> run() {
        for (m_start = 0; m_start < m_graph.to.size() && m_found.size() < m_most; ++m_start) {
            if (!leads_back()) continue;
            std::fill(m_blocked.begin(), m_blocked.end(), false);
            for (auto& waits : m_waits)
                waits.clear();
            walk(m_start);
        }
        return std::move(m_found);
    }

private:
    /// Finds what lies on a way from the start and back to it, so that no walk goes elsewhere.
    bool leads_back() {
        m_inside = reached(m_graph.to);
        const auto back = reached(m_graph.from);
        bool any = false;
        for (std::size_t i = 0; i < m_inside.size(); ++i)
            m_inside[i] = m_inside[i] && back[i];
        for (const std::size_t next : m_graph.to[m_start])
            any = any || (next >= m_start && m_inside[next]);
        return any;
    }

    [[nodiscard]] std::vector<bool> reached(const std::vector<std::vector<std::size_t>>& along) const {
        std::vector<bool> seen(along.size());
        std::vector<std::size_t> waiting{m_start};
        seen[m_start] = true;
        while (!waiting.empty()) {
            const std::size_t item = waiting.back();
            waiting.pop_back();
            for (const std::size_t next : along[item]) {
                if (next < m_start || seen[next]) continue;
                seen[next] = true;
                waiting.push_back(next);
            }
        }
        return seen;
    }

    bool walk(std::size_t item) {
        bool closed = false;
        m_path.push_back(item);
        m_blocked[item] = true;
        for (const std::size_t next : m_graph.to[item]) {
            if (next < m_start || !m_inside[next] || m_found.size() >= m_most) continue;
            if (next == m_start) {
                m_found.push_back(m_path);
                closed = true;
            } else if (!m_blocked[next] && walk(next)) {
                closed = true;
            }
        }
        if (closed) {
            unblock(item);
        } else {
            for (const std::size_t next : m_graph.to[item])
                if (next >= m_start) m_waits[next].insert(item);
        }
        m_path.pop_back();
        return closed;
    }

    void unblock(std::size_t first) {
        std::vector<std::size_t> free{first};
        while (!free.empty()) {
            const std::size_t item = free.back();
            free.pop_back();
            m_blocked[item] = false;
            for (const std::size_t waiting : std::exchange(m_waits[item], {}))
                if (m_blocked[waiting]) free.push_back(waiting);
        }
    }

    const Graph& m_graph;
    std::size_t m_most;
    std::size_t m_start = 0;
    std::vector<bool> m_inside;
    std::vector<bool> m_blocked;
    std::vector<std::set<std::size_t>> m_waits;
    std::vector<std::size_t> m_path;
    std::vector<std::vector<std::size_t>> m_found;
};

struct Horizon {
    double least;
    double most;
    const char* message;
};

/// Months that an outcome may take: docs/rules.md, T3.
std::optional<Horizon> horizon_of(LogicColumn column) {
    switch (column) {
        case LogicColumn::short_outcome:
            return Horizon{0, 3, "logic-finding-horizon-short"};
        case LogicColumn::intermediate_outcome:
            return Horizon{3, 12, "logic-finding-horizon-intermediate"};
        case LogicColumn::long_outcome:
            return Horizon{12, 60, "logic-finding-horizon-long"};
        case LogicColumn::input:
        case LogicColumn::participants:
        case LogicColumn::activities:
        case LogicColumn::products:
            return std::nullopt;
    }
    return std::nullopt;
}

using Days = std::chrono::sys_days;

/// The day that is `months` after `first`; the month's last where it has none of that number.
Days months_after(Date first, int months) {
    const Date there = first + std::chrono::months{months};
    return there.ok() ? Days{there} : Days{there.year() / there.month() / std::chrono::last};
}

/// Months from the first day to the end of the last one, in tenths: 2015-01-01 to 2015-12-31 is 12.
double months_between(Date first, Date last) {
    const Days end = Days{last} + std::chrono::days{1};
    const Date until{end};
    const int apart = (static_cast<int>(until.year()) - static_cast<int>(first.year())) * 12 +
                      static_cast<int>(static_cast<unsigned>(until.month())) -
                      static_cast<int>(static_cast<unsigned>(first.month()));
    int whole = std::clamp(apart - 1, 0, 12'000);
    while (whole < 12'000 && months_after(first, whole + 1) <= end)
        ++whole;
    const Days begun = months_after(first, whole);
    const auto month = (months_after(first, whole + 1) - begun).count();
    const auto tenths = (end - begun).count() * 10 / month;
    return whole + static_cast<double>(tenths) / 10;
}

std::string in_tenths(double number) {
    const auto tenths = std::lround(number * 10);
    return std::to_string(tenths / 10) + (tenths % 10 != 0 ? "." + std::to_string(tenths % 10) : "");
}

/// As much of a text as a sentence takes.
std::string shortened(const std::string& text) {
    constexpr std::size_t most = 60;
    std::size_t letters = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if ((static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U && ++letters > most)
            return text.substr(0, i) + "…";
    return text;
}

class Examination {
public:
    Examination(const LogicModel& model, const NetworkRecords& network, const RuleBook& rules,
                std::string_view language, const std::string& id)
        : m_model(model),
          m_network(network),
          m_rules(rules),
          m_language(language),
          m_id(id),
          m_places(places_of(model)),
          m_graph(graph_of(model, m_places)) {}

    std::vector<LogicFinding> run() {
        // Each cycle is looked for from each item: as many as can be written, not as many as can be kept.
        if (m_model.items.size() > records::most_elements || m_model.links.size() > records::most_elements)
            return {};
        std::vector<std::size_t> results;
        for (std::size_t i = 0; i < m_model.items.size(); ++i)
            if (m_model.items[i].column == LogicColumn::products || is_outcome(m_model.items[i].column))
                results.push_back(i);
        m_leads_to_result = reaching(m_graph.from, results);
        for (std::size_t i = 0; i < m_model.items.size(); ++i) {
            look_at_place(i);
            look_at_measuring(i);
        }
        for (std::size_t i = 0; i < m_model.links.size(); ++i)
            look_at_arrow(i);
        look_for_cycles();
        return std::move(m_findings);
    }

private:
    [[nodiscard]] std::string name(std::size_t item) const {
        const std::string text = choose(m_model.items[item].text, m_language).text;
        return text.empty() ? text_of({"logic-item-empty", {}}, m_language) : shortened(text);
    }

    LogicFinding* say(const char* rule, Severity own, std::string field, std::vector<std::string> items,
                      Message message) {
        const Severity severity = m_rules.severity(rule, own);
        if (severity == Severity::off) return nullptr;
        Finding finding;
        finding.rule = rule;
        finding.severity = severity;
        finding.kind = "logic_model";
        finding.id = m_id;
        finding.field = std::move(field);
        finding.message = std::move(message);
        m_findings.push_back({std::move(finding), std::move(items)});
        return &m_findings.back();
    }

    LogicFinding* say_of_item(const char* rule, std::size_t item, const char* key,
                              std::vector<std::string> more = {}) {
        more.insert(more.begin(), name(item));
        return say(rule, Severity::warning, "/items/" + std::to_string(item), {m_model.items[item].key},
                   {key, std::move(more)});
    }

    void look_at_place(std::size_t i) {
        const bool leads = !m_graph.to[i].empty();
        const bool is_led_to = !m_graph.from[i].empty();
        switch (m_model.items[i].column) {
            case LogicColumn::input:
                if (!leads) say_of_item("R4", i, "logic-finding-input-unused");
                return;
            case LogicColumn::participants:
            case LogicColumn::products:
                if (!leads && !is_led_to) say_of_item("R4", i, "logic-finding-alone");
                return;
            case LogicColumn::activities:
                if (!m_leads_to_result[i]) say_of_item("R4", i, "logic-finding-activity-without-result");
                return;
            case LogicColumn::short_outcome:
            case LogicColumn::intermediate_outcome:
            case LogicColumn::long_outcome:
                if (!is_led_to) say_of_item("R4", i, "logic-finding-outcome-from-nothing");
                return;
        }
    }

    void look_at_measuring(std::size_t i) {
        const LogicItem& item = m_model.items[i];
        if (!is_outcome(item.column)) return;
        const std::string goal = item.goal ? item.goal->id : "";
        const auto known = m_network.goals.find(goal);
        const bool through_goal = !goal.empty() && (known == m_network.goals.end() ||
                                                    !ids_in(m_network.indicators_of_goal, goal).empty());
        if (item.indicators.empty() && !through_goal)
            say_of_item("R4", i, "logic-finding-outcome-without-indicator");
        if (known == m_network.goals.end() || known->second.last_day < known->second.first_day) return;
        const auto horizon = horizon_of(item.column);
        const double months = months_between(known->second.first_day, known->second.last_day);
        if (months >= horizon->least && months <= horizon->most) return;
        if (auto* said = say_of_item("T3", i, horizon->message, {in_tenths(months)}))
            said->finding.evidence = {{"months", months}, {"least", horizon->least}, {"most", horizon->most}};
    }

    void look_at_arrow(std::size_t i) {
        const auto& link = m_model.links[i];
        const auto from = place_of(m_places, link.from);
        const auto to = place_of(m_places, link.to);
        if (!from || !to) return;
        const std::string field = "/links/" + std::to_string(i);
        const std::vector<std::string> keys{link.from, link.to};
        if (m_model.items[*from].column > m_model.items[*to].column)
            say("R4", Severity::warning, field, keys, {"logic-finding-backwards", {name(*from), name(*to)}});
        if (choose(link.rationale, m_language).text.empty())
            say("R3", Severity::warning, field, keys,
                {"logic-finding-no-rationale", {name(*from), name(*to)}});
    }

    void look_for_cycles() {
        for (auto& cycle : cycles_of(m_model)) {
            std::string way;
            for (const auto& key : cycle)
                way += name(m_places.find(key)->second) + " → ";
            way += name(m_places.find(cycle.front())->second);
            const auto first = std::find_if(m_model.links.begin(), m_model.links.end(), [&](const auto& l) {
                return l.from == cycle.front() && l.to == cycle[cycle.size() > 1 ? 1 : 0];
            });
            say("R4", Severity::error, "/links/" + std::to_string(first - m_model.links.begin()),
                std::move(cycle), {"logic-finding-cycle", {way}});
        }
    }

    const LogicModel& m_model;
    const NetworkRecords& m_network;
    const RuleBook& m_rules;
    std::string_view m_language;
    const std::string& m_id;
    Places m_places;
    Graph m_graph;
    std::vector<bool> m_leads_to_result;
    std::vector<LogicFinding> m_findings;
};

}  // namespace

bool is_outcome(LogicColumn column) {
    return column >= LogicColumn::short_outcome;
}

std::vector<std::vector<std::string>> cycles_of(const LogicModel& model, std::size_t most) {
    const Graph graph = graph_of(model, places_of(model));
    std::vector<std::vector<std::string>> cycles;
    for (const auto& places : CycleSearch(graph, most).run()) {
        auto& keys = cycles.emplace_back();
        for (const std::size_t place : places)
            keys.push_back(model.items[place].key);
    }
    return cycles;
}

std::vector<LogicFinding> findings_of(const LogicModel& model, const NetworkRecords& network,
                                      const RuleBook& rules, std::string_view language,
                                      const std::string& id) {
    return Examination(model, network, rules, language, id).run();
}

}  // namespace brujula::planning

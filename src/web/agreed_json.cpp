// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/agreed_json.hpp"

#include <algorithm>
#include <map>

#include <boost/json.hpp>

#include "planning/needs_reason.hpp"
#include "records/described.hpp"
#include "store/suppressed.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using store::Revision;
namespace {

using Named = std::pair<std::string, std::string>;

/// Holds a version against what there is now.
class Since {
public:
    Since(const House& house, const Asker& asker, const std::string& goal)
        : m_house(house), m_asker(asker), m_goal(goal) {}

    json::array changes(const records::AgreedVersion& version, const std::vector<Revision>& now) {
        std::map<Named, const Revision*> current;
        for (const Revision& record : now)
            current[{record.kind, record.id}] = &record;
        for (const auto& used : version.records) {
            const auto found = current.find({used.kind, used.id});
            const Revision* record = found == current.end() ? nullptr : found->second;
            if (!record || record->number != used.revision) compare(used, record);
            if (found != current.end()) current.erase(found);
        }
        for (const auto& [name, record] : current)
            tell("added", *record, 0, record->number,
                 planning::agreed_changes(record->kind, {}, record->body));
        return std::move(m_changes);
    }

private:
    void compare(const records::RecordUsed& used, const Revision* now) {
        const auto then = m_house.store.find(used.kind, used.id, used.revision);
        if (!then || store::is_suppressed(*then) || !m_asker.may(records::Action::read, *then)) return;
        const json::value gone;
        const auto changed = planning::agreed_changes(used.kind, then->body, now ? now->body : gone);
        if (now) {
            tell("changed", *now, used.revision, now->number, changed);
            return;
        }
        // In another plan now, or taken away.
        const auto elsewhere = m_house.store.find(used.kind, used.id);
        tell("removed", *then, used.revision, elsewhere ? elsewhere->number : last_number(*then), changed);
    }

    [[nodiscard]] std::int64_t last_number(const Revision& record) const {
        std::int64_t last = record.number;
        for (const Revision& one : m_house.store.history(record.kind, record.id))
            last = std::max(last, one.number);
        return last;
    }

    [[nodiscard]] bool is_asked_for(const Revision& record) const {
        if (m_goal.empty()) return true;
        if (record.kind == "goal") return record.id == m_goal;
        return record.kind == "indicator" && text_in(record, "goal") == m_goal;
    }

    void tell(const char* what, const Revision& record, std::int64_t from, std::int64_t to,
              const std::vector<records::Change>& changed) {
        if (changed.empty() || !is_asked_for(record)) return;
        json::object change = titled(record, m_house.kinds);
        change["what"] = what;
        change["from"] = from;
        change["to"] = to;
        json::array places;
        for (const records::Change& one : changed)
            places.push_back({{"path", one.path}, {"before", one.before}, {"after", one.after}});
        change["changes"] = std::move(places);
        change["reasons"] = reasons(record, from, to);
        m_changes.push_back(std::move(change));
    }

    /// Who changed what was agreed, when and why: the revisions after `from` that touched it, oldest first.
    [[nodiscard]] json::array reasons(const Revision& record, std::int64_t from, std::int64_t to) const {
        std::vector<Revision> history = m_house.store.history(record.kind, record.id);
        std::sort(history.begin(), history.end(),
                  [](const Revision& a, const Revision& b) { return a.number < b.number; });
        json::array list;
        json::value before;
        for (const Revision& one : history) {
            if (store::is_suppressed(one)) continue;
            const json::value after = one.removed ? json::value{} : one.body;
            const bool counts = one.number > from && one.number <= to;
            if (counts && planning::needs_reason(record.kind, before, after))
                list.push_back({{"revision", one.number},
                                {"author", one.author},
                                {"time", format(one.time)},
                                {"comment", one.comment}});
            before = after;
        }
        return list;
    }

    const House& m_house;
    const Asker& m_asker;
    const std::string& m_goal;
    json::array m_changes;
};

}  // namespace

std::vector<Revision> parts_of_plan(const House& house, const Asker& asker, const std::string& plan) {
    std::vector<Revision> parts;
    const auto take = [&](std::vector<Revision> records) {
        for (Revision& record : records)
            parts.push_back(std::move(record));
    };
    take(readable(house.store, asker, linked("axis", "plan", "plan", plan)));
    take(readable(house.store, asker, linked("objective", "plan", "plan", plan)));
    std::vector<Revision> goals = readable(house.store, asker, linked("goal", "plan", "plan", plan));
    for (const Revision& goal : goals)
        take(readable(house.store, asker, linked("indicator", "goal", "goal", goal.id)));
    take(std::move(goals));
    return parts;
}

json::value agreed_json(const House& house, const Asker& asker, const Revision& plan,
                        const std::string& goal) {
    const auto versions = records::from_json<records::Plan>(plan.body).agreed_versions;
    if (versions.empty()) return nullptr;
    const records::AgreedVersion& last = versions.back();
    return {{"version", versions.size()},
            {"date", format(last.date)},
            {"by", last.by},
            {"changes", Since(house, asker, goal).changes(last, parts_of_plan(house, asker, plan.id))}};
}

}  // namespace brujula::web

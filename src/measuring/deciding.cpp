// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/deciding.hpp"

#include <algorithm>
#include <map>
#include <optional>
#include <set>
#include <string_view>

#include "base/error.hpp"
#include "measuring/audit.hpp"
#include "measuring/disclosure.hpp"
#include "measuring/run.hpp"
#include "metrics/measure.hpp"
#include "metrics/selection.hpp"
#include "records/withheld.hpp"

namespace brujula::measuring {

using records::MeasuredValue;
using records::Measurement;

namespace {

const std::string counts_of_people = "people";  ///< the audit that every count of people shares

// -- whose work a number counts --

bool counts_people(const metrics::Definition& definition) {
    return definition.union_of == metrics::UnionOf::people;
}

/// The people that a count of people counts, one each.
facts::Query people_counted(const metrics::Definition& definition, const metrics::Settings& settings,
                            const metrics::Scope& scope) {
    auto query = metrics::rows_query(definition, settings, scope);
    query.sql = "SELECT event_user_text, CAST(1 AS BIGINT) FROM (" + query.sql + ") GROUP BY 1";
    return query;
}

/// What stands for the edits of each person: a sum over them of a number that each of them has.
facts::Query work_counted(const std::string& metric, const metrics::Definition& definition,
                          const metrics::Settings& settings, const metrics::Scope& scope) {
    metrics::Writing writing;
    metrics::write_work(writing, definition, settings, scope);
    writing(
        "SELECT event_user_text, CAST(sum(1 + hash(wiki_db, revision_id) % 1073741789) AS BIGINT) FROM work "
        "WHERE event_user_text IS NOT NULL");
    if (metric == "pages-created") writing(" AND revision_creates_page");
    writing(" GROUP BY 1");
    return std::move(writing).query();
}

/// Shares of scopes, each question asked once.
class Counting {
public:
    Counting(const facts::Lake& lake, const metrics::Catalogue& catalogue)
        : m_lake(lake), m_catalogue(catalogue) {}

    /// The audit that a value belongs to; empty where it has no number or nothing computes it.
    [[nodiscard]] std::string audit_of(const MeasuredValue& value) const {
        if (!value.value) return {};
        try {
            const auto found = m_catalogue.find(value.definition);
            return counts_people(*found.definition) ? counts_of_people : found.metric->name;
        } catch (const Error&) {
            return {};
        }
    }

    Shares shares(const MeasuredValue& value, const metrics::Scope& scope) {
        const auto found = m_catalogue.find(value.definition);
        const auto settings = metrics::settle(*found.definition, question_of(m_catalogue, value).choice);
        const auto resolved = metrics::resolved(m_lake, scope);
        return asked(counts_people(*found.definition)
                         ? people_counted(*found.definition, settings, resolved)
                         : work_counted(found.metric->name, *found.definition, settings, resolved));
    }

private:
    Shares asked(const facts::Query& query) {
        std::string key = query.sql;
        for (const auto& parameter : query.parameters)
            key += '\0' + text_of(parameter);
        const auto [known, is_new] = m_known.try_emplace(key);
        if (!is_new) return known->second;
        for (const auto& row : m_lake.query(query).rows)
            known->second[std::get<std::string>(row.at(0))] =
                static_cast<std::uint64_t>(std::get<std::int64_t>(row.at(1)));
        return known->second;
    }

    static std::string text_of(const facts::Value& value) {
        if (const auto* text = std::get_if<std::string>(&value)) return *text;
        if (const auto* time = std::get_if<Instant>(&value)) return format(*time);
        return {};
    }

    const facts::Lake& m_lake;
    const metrics::Catalogue& m_catalogue;
    std::map<std::string, Shares> m_known;
};

// -- what is looked at --

/// One cohort's or activity's people, and whose they are.
struct Group {
    std::string owner;
    metrics::ScopePart part;
};

/// What of a measurement's scope is of lists of people.
struct Looked {
    std::vector<Group> groups;
    std::set<std::string> owners;

    [[nodiscard]] metrics::Scope scope(const std::string& owner = {}) const {
        metrics::Scope scope;
        for (const auto& group : groups)
            if (owner.empty() || group.owner == owner) scope.parts.push_back(group.part);
        return scope;
    }
};

std::string owner_of(const Part& part, const Named& named) {
    if (part.kind == "cohort") return named.cohorts.at(part.id).organisation.id;
    const auto& activity = named.activities.at(part.id);
    return activity.cohort ? named.cohorts.at(activity.cohort->id).organisation.id : activity.organisation.id;
}

Looked looked_at(const Measurement& measurement, RecordSource& source) {
    Looked looked;
    const auto named = named_by(measurement, source);
    for (const auto& part : parts_of(measurement.scope, named)) {
        if (part.part.everyone || part.part.people.empty()) continue;
        looked.groups.push_back({owner_of(part, named), part.part});
        looked.owners.insert(looked.groups.back().owner);
    }
    return looked;
}

// -- which measurements could be subtracted from each other --

/// The days and wikis of some measurements.
struct Reach {
    std::set<std::string> wikis;
    Date first_day;
    Date last_day;

    [[nodiscard]] bool meets(const records::MeasuredScope& scope) const {
        return scope.first_day <= last_day && first_day <= scope.last_day &&
               std::any_of(scope.wikis.begin(), scope.wikis.end(),
                           [&](const std::string& wiki) { return wikis.contains(wiki); });
    }
    void grow(const records::MeasuredScope& scope) {
        wikis.insert(scope.wikis.begin(), scope.wikis.end());
        first_day = std::min(first_day, scope.first_day);
        last_day = std::max(last_day, scope.last_day);
    }
};

/// An earlier measurement and what it looked at.
struct Earlier {
    const Measurement* measurement = nullptr;
    Looked looked;
};

/// Those that went through cohorts of these organisations alone.
std::vector<Earlier> earlier_of(const std::set<std::string>& owners, const std::vector<Measurement>& before,
                                RecordSource& source) {
    std::vector<Earlier> found;
    for (const auto& measurement : before)
        try {
            Earlier one{&measurement, looked_at(measurement, source)};
            const auto& its = one.looked.owners;
            if (!its.empty() && std::includes(owners.begin(), owners.end(), its.begin(), its.end()))
                found.push_back(std::move(one));
        } catch (const Error&) {  // its people are no longer known
            continue;
        }
    return found;
}

/// Those that share days and wikis with a scope, also by way of each other, in their order.
std::vector<Earlier> within_reach(const records::MeasuredScope& scope, std::vector<Earlier> earlier) {
    Reach reach{{scope.wikis.begin(), scope.wikis.end()}, scope.first_day, scope.last_day};
    std::vector<bool> taken(earlier.size());
    for (bool more = true; more;) {
        more = false;
        for (std::size_t i = 0; i < earlier.size(); ++i) {
            if (taken[i] || !reach.meets(earlier[i].measurement->scope)) continue;
            reach.grow(earlier[i].measurement->scope);
            taken[i] = more = true;
        }
    }
    std::vector<Earlier> found;
    for (std::size_t i = 0; i < earlier.size(); ++i)
        if (taken[i]) found.push_back(std::move(earlier[i]));
    return found;
}

// -- deciding --

class Deciding {
public:
    Deciding(const facts::Lake& lake, const metrics::Catalogue& catalogue) : m_counting(lake, catalogue) {}

    void tell(const Earlier& earlier) {
        const auto scope = earlier.looked.scope();
        for (const auto& value : earlier.measurement->values)
            if (is_told(*earlier.measurement, value)) tell(value, scope);
    }

    /// What a part of a measurement would tell if somebody measured it alone.
    void suppose(const std::vector<MeasuredValue>& values, const metrics::Scope& part) {
        for (const auto& value : values) {
            const auto audit = m_counting.audit_of(value);
            if (audit.empty()) continue;
            auto shares = m_counting.shares(value, part);
            if (shares.size() >= least_people) m_audits[audit].tell(std::move(shares));
        }
    }

    void decide(Measurement& measurement, const metrics::Scope& scope) {
        const bool few = metrics::people_of(scope).size() < least_people;
        for (auto& value : measurement.values) {
            if (!value.value) continue;
            const auto key = few ? records::reason_small_group : withheld_by(value, scope);
            if (!key.empty()) value.reason = records::withheld(key, value.reason);
        }
    }

private:
    void tell(const MeasuredValue& value, const metrics::Scope& scope) {
        if (const auto audit = m_counting.audit_of(value); !audit.empty())
            m_audits[audit].tell(m_counting.shares(value, scope));
    }

    /// Why a value is withheld; empty: it is told from now on.
    std::string_view withheld_by(const MeasuredValue& value, const metrics::Scope& scope) {
        const auto audit = m_counting.audit_of(value);
        if (audit.empty()) return records::reason_not_compared;
        auto shares = m_counting.shares(value, scope);
        if (!shares.empty() && shares.size() < least_people) return records::reason_small_group;
        const auto found = m_audits[audit].ask(shares);
        if (found == Singling::a_few || found == Singling::unclear) return records::reason_singles_out;
        m_audits[audit].tell(std::move(shares));
        return {};
    }

    Counting m_counting;
    std::map<std::string, Audit> m_audits;
};

void withhold_all(Measurement& measurement) {
    for (auto& value : measurement.values)
        if (value.value) value.reason = records::withheld(records::reason_not_compared, value.reason);
}

}  // namespace

void withhold(const facts::Lake& lake, const metrics::Catalogue& catalogue, Measurement& measurement,
              const std::vector<Measurement>& before, RecordSource& source) {
    Looked looked;
    try {
        looked = looked_at(measurement, source);
    } catch (const Error&) {
        withhold_all(measurement);
        return;
    }
    if (looked.groups.empty()) return;
    Deciding deciding(lake, catalogue);
    for (const auto& one : within_reach(measurement.scope, earlier_of(looked.owners, before, source)))
        deciding.tell(one);
    if (looked.owners.size() > 1) {
        for (const auto& group : looked.groups)
            deciding.suppose(measurement.values, {{group.part}});
        for (const auto& owner : looked.owners)
            deciding.suppose(measurement.values, looked.scope(owner));
    }
    deciding.decide(measurement, looked.scope());
}

}  // namespace brujula::measuring

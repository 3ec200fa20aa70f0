// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/naming.hpp"

#include <algorithm>

#include "records/described.hpp"

namespace brujula::measuring {
namespace {

/// On any of the scope's days.
bool is_member(const KeptRecord& organisation, const std::string& network,
               const records::MeasuredScope& scope) {
    const auto memberships = records::from_json<records::Organisation>(organisation.body).memberships;
    return std::any_of(memberships.begin(), memberships.end(), [&](const records::Membership& one) {
        return one.network.id == network && (!one.since || *one.since <= scope.last_day) &&
               (!one.until || *one.until >= scope.first_day);
    });
}

class Naming {
public:
    explicit Naming(RecordSource& source) : m_source(source) {}

    Named by_scope(const records::MeasuredScope& scope) {
        for (const auto& cohort : scope.cohorts)
            add_cohort(m_source.get("cohort", cohort.id, {}));
        for (const auto& activity : scope.activities)
            add_activity(m_source.get("activity", activity.id, {}));
        if (scope.programme)
            for (const auto& activity :
                 m_source.linked("activity", "programme", "programme", scope.programme->id))
                add_activity(activity);
        for (const auto& organisation : scope.organisations)
            add_network(m_source.get("organisation", organisation.id, {}), scope);
        return std::move(m_named);
    }

    Named by_revisions(const std::vector<records::RecordUsed>& used) {
        for (const auto& one : used) {
            const auto record = m_source.get(one.kind, one.id, one.revision);
            if (one.kind == "cohort")
                add_cohort(record);
            else if (one.kind == "activity")
                add_activity_alone(record);
            else
                m_named.organisations.insert(one.id);
        }
        return std::move(m_named);
    }

private:
    void note(const char* kind, const KeptRecord& record) {
        m_named.used.push_back({kind, record.id, record.revision});
    }

    void add_cohort(const KeptRecord& record) {
        if (m_named.cohorts.emplace(record.id, records::from_json<records::Cohort>(record.body)).second)
            note("cohort", record);
    }

    records::Activity add_activity_alone(const KeptRecord& record) {
        auto activity = records::from_json<records::Activity>(record.body);
        if (m_named.activities.emplace(record.id, activity).second) note("activity", record);
        return activity;
    }

    void add_activity(const KeptRecord& record) {
        const auto activity = add_activity_alone(record);
        if (activity.cohort) add_cohort(m_source.get("cohort", activity.cohort->id, {}));
    }

    void add_network(const KeptRecord& organisation, const records::MeasuredScope& scope) {
        add_organisation(organisation);
        for (const auto& member : m_source.linked("organisation", "network", "organisation", organisation.id))
            if (is_member(member, organisation.id, scope)) add_organisation(member);
    }

    void add_organisation(const KeptRecord& organisation) {
        if (!m_named.organisations.insert(organisation.id).second) return;
        note("organisation", organisation);
        for (const auto& activity : m_source.owned("activity", organisation.id))
            add_activity(activity);
    }

    RecordSource& m_source;
    Named m_named;
};

}  // namespace

Named named_by(const records::MeasuredScope& scope, RecordSource& source) {
    return Naming(source).by_scope(scope);
}

Named named_by(const records::Measurement& measurement, RecordSource& source) {
    if (measurement.records.empty()) return named_by(measurement.scope, source);
    return Naming(source).by_revisions(measurement.records);
}

}  // namespace brujula::measuring

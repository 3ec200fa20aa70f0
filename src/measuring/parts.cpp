// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/parts.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace brujula::measuring {

using metrics::ScopePart;
using records::Activity;
using records::Cohort;
using records::MeasuredScope;

namespace {

template <class Record>
const Record& named_record(const std::map<std::string, Record, std::less<>>& records, const char* kind,
                           const std::string& id) {
    const auto found = records.find(id);
    if (found == records.end()) throw Error{ErrorKind::not_found, {"error-no-record", {kind, id}}};
    return found->second;
}

std::vector<metrics::Member> members_of(const Cohort& cohort) {
    std::vector<metrics::Member> members;
    for (const auto& member : cohort.members)
        members.push_back({member.user_name, member.wiki.value_or("")});
    return members;
}

std::vector<facts::CategoryOfWiki> on_every_wiki(const std::vector<std::string>& categories) {
    std::vector<facts::CategoryOfWiki> all;
    for (const auto& category : categories)
        all.push_back({"", category});
    return all;
}

ScopePart of_scope(const MeasuredScope& scope) {
    ScopePart part;
    part.wikis = scope.wikis;
    part.categories = on_every_wiki(scope.categories);
    part.period = whole_days(scope.first_day, scope.last_day, scope.time_zone);
    return part;
}

/// The period in which an activity among several is looked at; nothing where it lies outside the scope's
/// days.
std::optional<Period> own_days(const MeasuredScope& scope, const Activity& activity) {
    const auto asked = whole_days(scope.first_day, scope.last_day, scope.time_zone);
    const auto own = whole_days(activity.first_day, activity.last_day, activity.time_zone);
    const Period both{std::max(asked.from, own.from), std::min(asked.until, own.until)};
    if (both.until <= both.from) return std::nullopt;
    return both;
}

ScopePart of_activity(const MeasuredScope& scope, const Activity& activity, const Named& named,
                      const std::string& id) {
    auto part = of_scope(scope);
    if (!activity.wikis.empty()) part.wikis = activity.wikis;
    if (!activity.categories.empty()) part.categories = on_every_wiki(activity.categories);
    if (activity.cohort)
        part.people = members_of(named_record(named.cohorts, "cohort", activity.cohort->id));
    else if (!part.categories.empty())
        part.everyone = true;
    else
        throw Error{ErrorKind::bad_input, {"error-activity-without-people", {id}}};
    return part;
}

std::vector<std::string> activities_of(const MeasuredScope& scope, const Named& named) {
    std::vector<std::string> ids;
    for (const auto& activity : scope.activities)
        ids.push_back(activity.id);
    if (scope.programme)
        for (const auto& [id, activity] : named.activities)
            if (activity.programme == scope.programme && std::find(ids.begin(), ids.end(), id) == ids.end())
                ids.push_back(id);
    return ids;
}

void add_activities(std::vector<Part>& parts, const MeasuredScope& scope, const Named& named) {
    const auto ids = activities_of(scope, named);
    for (const auto& id : ids) {
        const auto& activity = named_record(named.activities, "activity", id);
        Part part{"activity", id, of_activity(scope, activity, named, id)};
        if (ids.size() > 1) {
            const auto days = own_days(scope, activity);
            if (!days) continue;
            part.part.period = *days;
        }
        parts.push_back(std::move(part));
    }
}

}  // namespace

std::vector<Part> parts_of(const MeasuredScope& scope, const Named& named) {
    std::vector<Part> parts;
    for (const auto& cohort : scope.cohorts) {
        Part part{"cohort", cohort.id, of_scope(scope)};
        part.part.people = members_of(named_record(named.cohorts, "cohort", cohort.id));
        parts.push_back(std::move(part));
    }
    add_activities(parts, scope, named);
    const bool names_somebody = !scope.cohorts.empty() || !scope.activities.empty() || scope.programme;
    if (!names_somebody) {
        Part everyone{"", "", of_scope(scope)};
        everyone.part.everyone = true;
        parts.push_back(std::move(everyone));
    }
    if (parts.empty())
        throw Error{ErrorKind::bad_input,
                    {"error-no-activity-in-period", {format(scope.first_day), format(scope.last_day)}}};
    return parts;
}

metrics::Scope union_of(const std::vector<Part>& parts) {
    metrics::Scope scope;
    for (const auto& part : parts)
        scope.parts.push_back(part.part);
    return scope;
}

}  // namespace brujula::measuring

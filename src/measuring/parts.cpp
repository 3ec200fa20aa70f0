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

/// Who they were is not known any more: what "#1" did is not 0.
bool are_names_gone(const Cohort& cohort) {
    return !cohort.members.empty() &&
           std::all_of(cohort.members.begin(), cohort.members.end(),
                       [](const auto& member) { return member.user_name.starts_with('#'); });
}

std::vector<metrics::Member> members_of(const Cohort& cohort) {
    std::vector<metrics::Member> members;
    for (const auto& member : cohort.members)
        members.push_back({member.user_name, member.wiki.value_or("")});
    return members;
}

std::vector<facts::CategoryOfWiki> on_every_wiki(const std::vector<std::string>& categories) {
    std::vector<facts::CategoryOfWiki> all;
    all.reserve(categories.size());
    for (const auto& category : categories)
        all.push_back({"", category});
    return all;
}

std::vector<facts::PageOfWiki> titles_of(const std::vector<records::ScopePage>& pages) {
    std::vector<facts::PageOfWiki> titles;
    titles.reserve(pages.size());
    for (const auto& page : pages)
        titles.push_back({page.wiki.value_or(""), page.title});
    return titles;
}

ScopePart of_scope(const MeasuredScope& scope) {
    ScopePart part;
    part.wikis = scope.wikis;
    part.categories = on_every_wiki(scope.categories);
    part.titles = titles_of(scope.pages);
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

/// Nothing where it has neither people nor categories nor pages, or its people's names were taken away.
std::optional<ScopePart> of_activity(const MeasuredScope& scope, const Activity& activity,
                                     const Named& named) {
    auto part = of_scope(scope);
    if (!activity.wikis.empty()) part.wikis = activity.wikis;
    if (!activity.categories.empty()) part.categories = on_every_wiki(activity.categories);
    if (activity.cohort) {
        const auto& cohort = named_record(named.cohorts, "cohort", activity.cohort->id);
        if (are_names_gone(cohort)) return std::nullopt;
        part.people = members_of(cohort);
    } else if (!part.categories.empty() || !part.titles.empty())
        part.everyone = true;
    else
        return std::nullopt;
    return part;
}

bool is_among(const std::vector<records::Ref<"activity">>& activities, const std::string& id) {
    return std::any_of(activities.begin(), activities.end(),
                       [&](const auto& activity) { return activity.id == id; });
}

/// The activities that come with the scope's programme and organisations, without those named one by one.
std::vector<std::string> activities_that_come_with(const MeasuredScope& scope, const Named& named) {
    std::vector<std::string> ids;
    for (const auto& [id, activity] : named.activities) {
        const bool of_programme = scope.programme && activity.programme == scope.programme;
        const bool of_organisation =
            !scope.organisations.empty() && named.organisations.contains(activity.organisation.id);
        if ((of_programme || of_organisation) && !is_among(scope.activities, id) &&
            !is_among(scope.left_out, id))
            ids.push_back(id);
    }
    return ids;
}

/// Those of a union that fall in the scope's days, as parts; what cannot be looked at goes to `left_out`.
void add_union(std::vector<Part>& parts, const MeasuredScope& scope, const Named& named,
               std::vector<records::Ref<"activity">>& left_out) {
    for (const auto& id : activities_that_come_with(scope, named)) {
        const auto& activity = named_record(named.activities, "activity", id);
        const auto days = own_days(scope, activity);
        if (!days) continue;
        auto part = of_activity(scope, activity, named);
        if (!part || part->wikis.empty()) {
            left_out.push_back({id});
            continue;
        }
        part->period = *days;
        parts.push_back({"activity", id, std::move(*part)});
    }
}

void add_named(std::vector<Part>& parts, const MeasuredScope& scope, const Named& named) {
    const bool alone = scope.activities.size() == 1 && !scope.programme && scope.organisations.empty();
    for (const auto& [id] : scope.activities) {
        const auto& activity = named_record(named.activities, "activity", id);
        auto part = of_activity(scope, activity, named);
        if (!part) throw Error{ErrorKind::bad_input, {"error-activity-without-people", {id}}};
        if (!alone) {
            const auto days = own_days(scope, activity);
            if (!days) continue;
            part->period = *days;
        }
        parts.push_back({"activity", id, std::move(*part)});
    }
}

}  // namespace

std::vector<Part> parts_of(const MeasuredScope& scope, const Named& named) {
    std::vector<Part> parts;
    for (const auto& cohort : scope.cohorts) {
        Part part{"cohort", cohort.id, of_scope(scope)};
        const auto& people = named_record(named.cohorts, "cohort", cohort.id);
        if (are_names_gone(people))
            throw Error{ErrorKind::bad_input, {"error-cohort-names-gone", {cohort.id}}};
        part.part.people = members_of(people);
        parts.push_back(std::move(part));
    }
    add_named(parts, scope, named);
    std::vector<records::Ref<"activity">> left_out;
    add_union(parts, scope, named, left_out);
    const bool names_somebody = !scope.cohorts.empty() || !scope.activities.empty() || scope.programme ||
                                !scope.organisations.empty();
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

std::vector<records::Ref<"activity">> left_out_of(const MeasuredScope& scope, const Named& named) {
    std::vector<Part> parts;
    std::vector<records::Ref<"activity">> left_out;
    add_union(parts, scope, named, left_out);
    return left_out;
}

metrics::Scope union_of(const std::vector<Part>& parts) {
    metrics::Scope scope;
    for (const auto& part : parts)
        scope.parts.push_back(part.part);
    return scope;
}

}  // namespace brujula::measuring

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "records/evaluation_kinds.hpp"
#include "records/kind_parts.hpp"
#include "records/planning_kinds.hpp"

// The kinds of records as plain structs. Words are the field's: docs/vocabulary.md says where each comes
// from. Here: who there is, what they do, and what was measured of it.
namespace brujula::records {

enum class OrganisationKind {
    chapter,
    thematic_organisation,
    user_group,
    network,
    community,
    funder,
    partner
};
BOOST_DESCRIBE_ENUM(OrganisationKind, chapter, thematic_organisation, user_group, network, community, funder,
                    partner)

/// What an organisation was from a date on: Wikimedia Colombia, user group 2014, chapter 2019.
struct Status {
    OrganisationKind kind = OrganisationKind::user_group;
    std::optional<std::string> since;  ///< "2014-06-02", "2014-06" or "2014"; as exact as it is known
    std::optional<std::string> until;
    Check check = Check::from_memory;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Status, (), (kind, since, until, check, source))

struct Membership {
    Ref<"organisation"> network;  ///< organisation
    std::optional<Date> since;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(Membership, (), (network, since, until))

struct Place {
    double latitude = 0;
    double longitude = 0;
    LocalizedText name;
};
BOOST_DESCRIBE_STRUCT(Place, (), (latitude, longitude, name))

struct Organisation {
    LocalizedText name;
    std::vector<Status> statuses;        ///< oldest first; the last one is what it is
    std::vector<std::string> countries;  ///< ISO 3166 alpha-2
    std::vector<std::string> languages;
    std::vector<std::string> codes;  ///< "WMAR", "AR"
    std::vector<Membership> memberships;
    LocalizedText lead;  ///< one line about it
    std::optional<Place> seat;
    std::string website;
    int financial_year_from = 1;  ///< the month in which its financial year begins, 1 to 12
    std::string notes;
};
BOOST_DESCRIBE_STRUCT(Organisation, (),
                      (name, statuses, countries, languages, codes, memberships, lead, seat, website,
                       financial_year_from, notes))

struct RoleIn {
    Ref<"organisation"> organisation;
    LocalizedText role;  ///< "president", "education coordinator"
    std::optional<Date> since;
    std::optional<Date> until;
};
BOOST_DESCRIBE_STRUCT(RoleIn, (), (organisation, role, since, until))

struct Person {
    std::string user_name;  ///< on the wikis
    std::string name;
    std::vector<RoleIn> roles;
    std::optional<double> hours_a_year;  ///< that they can give to plans
};
BOOST_DESCRIBE_STRUCT(Person, (), (user_name, name, roles, hours_a_year))

struct Programme {
    Ref<"organisation"> organisation;
    LocalizedText name;
    std::string theme;  ///< "education", "glam", "community", "content"
    Stage stage = Stage::idea;
    LocalizedText description;
};
BOOST_DESCRIBE_STRUCT(Programme, (), (organisation, name, theme, stage, description))

enum class ActivityType {
    editing,
    media_upload,
    backlog_drive,
    contest,
    workshop,
    training,
    meetup,
    hackathon,
    conference,
    course,
    talk
};
BOOST_DESCRIBE_ENUM(ActivityType, editing, media_upload, backlog_drive, contest, workshop, training, meetup,
                    hackathon, conference, course, talk)

struct Activity {
    Ref<"organisation"> organisation;
    std::optional<Ref<"programme">> programme;
    std::optional<Ref<"goal">> goal;
    std::optional<Ref<"cohort">> cohort;
    LocalizedText name;
    ActivityType type = ActivityType::editing;
    Date first_day;
    Date last_day;
    std::string time_zone = "UTC";
    LocalizedText place;
    std::vector<std::string> wikis;         ///< database names: "eswiki"
    std::vector<std::string> categories;    ///< titles without the namespace, of `wikis`
    std::vector<Ref<"person">> organisers;  ///< persons
    LocalizedText description;
};
BOOST_DESCRIBE_STRUCT(Activity, (),
                      (organisation, programme, goal, cohort, name, type, first_day, last_day, time_zone,
                       place, wikis, categories, organisers, description))

struct CohortMember {
    std::string user_name;
    std::optional<std::string> wiki;  ///< database name; none: on every wiki of the scope
};
BOOST_DESCRIBE_STRUCT(CohortMember, (), (user_name, wiki))

enum class Consent { given, given_on_paper, not_needed, unknown };
BOOST_DESCRIBE_ENUM(Consent, given, given_on_paper, not_needed, unknown)

/// People whose work is measured together. Personal data: never public, never in search, never in exports.
struct Cohort {
    Ref<"organisation"> organisation;
    LocalizedText name;
    std::vector<CohortMember> members;
    Consent consent = Consent::unknown;
    std::string notes;
};
BOOST_DESCRIBE_STRUCT(Cohort, (), (organisation, name, members, consent, notes))

/// A page that a measurement was asked to look at.
struct ScopePage {
    std::string title;                ///< with its namespace: "Usuaria:Ana B"
    std::optional<std::string> wiki;  ///< database name; none: on every wiki of the scope
};
BOOST_DESCRIBE_STRUCT(ScopePage, (), (title, wiki))

/// Whose and which work a measurement looked at.
struct MeasuredScope {
    std::vector<Ref<"cohort">> cohorts;  ///< their union; empty with `everyone`
    std::vector<Ref<"activity">> activities;
    std::optional<Ref<"programme">> programme;       ///< all of its activities
    std::vector<Ref<"organisation">> organisations;  ///< all of their activities; a network's members' too
    std::vector<std::string> wikis;
    std::vector<std::string> categories;
    std::vector<ScopePage> pages;  ///< with `categories`, the pages of either
    Date first_day;
    Date last_day;
    std::string time_zone = "UTC";
    int people = 0;                         ///< distinct names after the union
    std::vector<Ref<"activity">> left_out;  ///< of a union: with neither people nor categories, or no wiki
};
BOOST_DESCRIBE_STRUCT(MeasuredScope, (),
                      (cohorts, activities, programme, organisations, wikis, categories, pages, first_day,
                       last_day, time_zone, people, left_out))

/// A number that a definition was run with: "days" 14.
struct MeasuredParameter {
    std::string name;
    double value = 0;
};
BOOST_DESCRIBE_STRUCT(MeasuredParameter, (), (name, value))

struct MeasuredValue {
    std::string metric;
    std::string definition;  ///< full: "bytes-added/wikimetrics.absolute"
    std::string unit;
    std::optional<double> value;  ///< none: could not be measured (see reason), which is not zero
    std::string reason;           ///< message key; beside a value: it covers only a part
    std::vector<int> namespaces;  ///< empty: all
    std::vector<MeasuredParameter> parameters;
};
BOOST_DESCRIBE_STRUCT(MeasuredValue, (), (metric, definition, unit, value, reason, namespaces, parameters))

/// One wiki's state of facts at the run.
struct SnapshotUsed {
    std::string wiki;
    std::string snapshot;
    bool simulated = false;
};
BOOST_DESCRIBE_STRUCT(SnapshotUsed, (), (wiki, snapshot, simulated))

/// A run: what was asked of which facts, and what came out. The names behind it stay in the cohorts.
struct Measurement {
    Ref<"organisation"> organisation;
    MeasuredScope scope;
    std::vector<SnapshotUsed> snapshots;
    std::vector<MeasuredValue> values;
    double milliseconds = 0;
    std::optional<Ref<"measurement">> replaces;  ///< the same question on other facts or other people
    std::vector<RecordUsed> records;             ///< empty in those from before it was kept
};
BOOST_DESCRIBE_STRUCT(Measurement, (),
                      (organisation, scope, snapshots, values, milliseconds, replaces, records))

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "base/text.hpp"
#include "base/time.hpp"

// The kinds of records as plain structs. Words are the field's: docs/vocabulary.md says where each comes
// from.
namespace brujula::records {

/// A kind's name as a template argument: Ref<"goal">.
struct KindName {
    char text[24] = {};
    template <std::size_t n>
    constexpr KindName(const char (&name)[n]) {  // NOLINT(google-explicit-constructor): written as a literal
        static_assert(n <= sizeof text);
        for (std::size_t i = 0; i < n; ++i)
            text[i] = name[i];
    }
};

/// A link to a record of the kind `target`; JSON: its id as a string. Empty: none.
template <KindName target>
struct Ref {
    std::string id;

    [[nodiscard]] bool empty() const { return id.empty(); }
    auto operator<=>(const Ref&) const = default;
};

enum class AmountQuality { exact, at_least, about };
BOOST_DESCRIBE_ENUM(AmountQuality, exact, at_least, about)

/// A number as people have it: "+200" is {200, at_least}. JSON {"value": 200, "quality": "at_least"}.
struct Amount {
    double value = 0;
    AmountQuality quality = AmountQuality::exact;
};
BOOST_DESCRIBE_STRUCT(Amount, (), (value, quality))

/// Evidence: an address, and what it shows.
struct Evidence {
    std::string url;
    LocalizedText title;
};
BOOST_DESCRIBE_STRUCT(Evidence, (), (url, title))

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

enum class Check { verified, from_memory, demo };  ///< V, M of the seed data; demo texts say they are demo
BOOST_DESCRIBE_ENUM(Check, verified, from_memory, demo)

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
    std::string notes;
};
BOOST_DESCRIBE_STRUCT(Organisation, (),
                      (name, statuses, countries, languages, codes, memberships, lead, seat, website, notes))

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
};
BOOST_DESCRIBE_STRUCT(Person, (), (user_name, name, roles))

struct Plan {
    Ref<"organisation"> organisation;
    LocalizedText title;
    Date first_day;
    Date last_day;
    LocalizedText summary;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Plan, (), (organisation, title, first_day, last_day, summary, check, source))

struct Objective {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    LocalizedText title;
    LocalizedText description;
    std::optional<Ref<"objective">>
        regional_objective;  ///< objective of the network's plan that this one serves
};
BOOST_DESCRIBE_STRUCT(Objective, (), (organisation, plan, title, description, regional_objective))

enum class GoalType { increase, decrease, maintain, reach, collect_baseline };
BOOST_DESCRIBE_ENUM(GoalType, increase, decrease, maintain, reach, collect_baseline)

struct Goal {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    Ref<"objective"> objective;
    LocalizedText statement;
    LocalizedText target_group;
    GoalType type = GoalType::reach;
    Date first_day;
    Date last_day;
    std::optional<Ref<"person">> owner;  ///< person
    std::optional<Ref<"programme">> programme;
    std::optional<Ref<"goal">> shared_goal;        ///< goal of the network that this one contributes to
    std::vector<Ref<"organisation">> endorsed_by;  ///< organisations
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Goal, (),
                      (organisation, plan, objective, statement, target_group, type, first_day, last_day,
                       owner, programme, shared_goal, endorsed_by, check, source))

enum class IndicatorKind { measured, reported };
BOOST_DESCRIBE_ENUM(IndicatorKind, measured, reported)
enum class Direction { increasing, decreasing };
BOOST_DESCRIBE_ENUM(Direction, increasing, decreasing)
enum class Frequency { monthly, quarterly, half_yearly, yearly, once };
BOOST_DESCRIBE_ENUM(Frequency, monthly, quarterly, half_yearly, yearly, once)
enum class Accumulation { periodic, cumulative };  ///< each period's own value, or the running total
BOOST_DESCRIBE_ENUM(Accumulation, periodic, cumulative)

/// The value the goal starts from; or, while there is none, when and how it will be collected. Never both
/// empty.
struct Baseline {
    std::optional<Amount> value;
    std::optional<Date> date;
    std::string source;
    std::optional<Date> collect_by;
    LocalizedText collect_how;
};
BOOST_DESCRIBE_STRUCT(Baseline, (), (value, date, source, collect_by, collect_how))

/// What a target was before it was revised.
struct TargetRevision {
    std::optional<Amount> was;
    std::optional<Date> date;  ///< none where the source does not say
    LocalizedText reason;
};
BOOST_DESCRIBE_STRUCT(TargetRevision, (), (was, date, reason))

/// The value to reach by the end of a period.
struct Target {
    Date first_day;
    Date last_day;
    Amount value;
    std::vector<TargetRevision> revisions;  ///< oldest first
};
BOOST_DESCRIBE_STRUCT(Target, (), (first_day, last_day, value, revisions))

/// What a measured indicator counts: a metric of the catalogue and its parameters.
struct MetricChoice {
    std::string metric;      ///< "bytes-added"
    std::string definition;  ///< "wikimetrics.absolute"; empty: the metric's own
    std::vector<int> namespaces;
};
BOOST_DESCRIBE_STRUCT(MetricChoice, (), (metric, definition, namespaces))

struct Indicator {
    Ref<"organisation"> organisation;
    Ref<"goal"> goal;
    LocalizedText name;
    IndicatorKind kind = IndicatorKind::reported;
    std::optional<MetricChoice> metric;  ///< of a measured one
    LocalizedText definition;            ///< of a reported one: what is counted
    LocalizedText unit;
    Direction direction = Direction::increasing;
    Accumulation accumulation = Accumulation::cumulative;
    std::optional<Baseline> baseline;
    std::vector<Target> targets;
    LocalizedText means_of_verification;
    std::optional<Ref<"person">> responsible;  ///< person
    Frequency frequency = Frequency::quarterly;
};
BOOST_DESCRIBE_STRUCT(Indicator, (),
                      (organisation, goal, name, kind, metric, definition, unit, direction, accumulation,
                       baseline, targets, means_of_verification, responsible, frequency))

enum class ObservedBy { measured, reported };
BOOST_DESCRIBE_ENUM(ObservedBy, measured, reported)

/// A value of an indicator for a period.
struct Observation {
    Ref<"organisation"> organisation;
    Ref<"indicator"> indicator;
    Date first_day;
    Date last_day;
    Amount value;
    ObservedBy by = ObservedBy::reported;
    std::optional<Ref<"measurement">> measurement;  ///< the run it came from
    std::optional<Ref<"activity">> activity;
    std::vector<Evidence> evidence;
    LocalizedText note;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Observation, (),
                      (organisation, indicator, first_day, last_day, value, by, measurement, activity,
                       evidence, note, check, source))

enum class Stage { idea, pilot, practice, retired };
BOOST_DESCRIBE_ENUM(Stage, idea, pilot, practice, retired)

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

/// A record that a scope went through, as it was when it was measured.
struct RecordUsed {
    std::string kind;  ///< "cohort", "activity"
    std::string id;
    int revision = 0;
};
BOOST_DESCRIBE_STRUCT(RecordUsed, (), (kind, id, revision))

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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "records/kind_parts.hpp"

// What an organisation means to do: purpose, plan, logic model, objectives, goals, indicators and their
// values.
namespace brujula::records {

/// An organisation's or the network's vision, mission and values: one record each, whose history is theirs.
struct Purpose {
    Ref<"organisation"> organisation;
    LocalizedText vision;
    LocalizedText mission;
    std::vector<LocalizedText> values;
    std::optional<Date> adopted;  ///< none: a draft, or not known
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Purpose, (), (organisation, vision, mission, values, adopted, check, source))

enum class PlanType { annual, strategic };
BOOST_DESCRIBE_ENUM(PlanType, annual, strategic)
enum class PlanState { draft, in_consultation, agreed, closed };
BOOST_DESCRIBE_ENUM(PlanState, draft, in_consultation, agreed, closed)

/// What a plan held on the day it was agreed: its goals, objectives and indicators by revision.
struct AgreedVersion {
    Date date;
    std::string by;  ///< account name
    std::vector<RecordUsed> records;
};
BOOST_DESCRIBE_STRUCT(AgreedVersion, (), (date, by, records))

/// From how many per cent of their target on the values of a plan's tracking table are met, and on course.
struct Legend {
    int met = 100;
    int on_course = 80;
};
BOOST_DESCRIBE_STRUCT(Legend, (), (met, on_course))

struct Plan {
    Ref<"organisation"> organisation;
    LocalizedText title;
    PlanType type = PlanType::annual;
    PlanState state = PlanState::draft;
    Date first_day;
    Date last_day;
    LocalizedText summary;
    std::optional<Ref<"plan">> serves;           ///< the strategic plan of which this is a year
    std::optional<Ref<"plan">> cloned_from;      ///< last year's
    std::vector<AgreedVersion> agreed_versions;  ///< oldest first
    std::optional<Legend> legend;                ///< nothing: the usual one
    std::vector<Date> review_days;               ///< by which its outcomes are reviewed, besides its last day
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (organisation, title, type, state, first_day, last_day, summary, serves, cloned_from,
                       agreed_versions, legend, review_days, check, source))

/// A strand of a strategic plan, above its objectives.
struct Axis {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    LocalizedText title;
    LocalizedText description;
    int order = 0;  ///< its place among the plan's axes
};
BOOST_DESCRIBE_STRUCT(Axis, (), (organisation, plan, title, description, order))

struct Objective {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    std::optional<Ref<"axis">> axis;
    LocalizedText title;
    LocalizedText description;
    std::optional<Ref<"objective">> regional_objective;  ///< objective of the network's plan, or of the
                                                         ///< strategic one, that this one serves
};
BOOST_DESCRIBE_STRUCT(Objective, (), (organisation, plan, axis, title, description, regional_objective))

/// Where an item stands in a logic model, left to right. Outputs are split in three since people confused
/// them; outcomes by time: up to 3 months, 3 to 12 months, 1 to 5 years.
enum class LogicColumn {
    input,
    participants,
    activities,
    products,
    short_outcome,
    intermediate_outcome,
    long_outcome
};
BOOST_DESCRIBE_ENUM(LogicColumn, input, participants, activities, products, short_outcome,
                    intermediate_outcome, long_outcome)

struct LogicItem {
    std::string key;  ///< within the model: "a1"
    LogicColumn column = LogicColumn::input;
    LocalizedText text;
    std::vector<Ref<"indicator">> indicators;
    std::optional<Ref<"goal">> goal;  ///< the goal that this outcome or product is
    int difficulty = 0;               ///< of measuring it: 1 easy, 2, 3 hard; 0: not said
};
BOOST_DESCRIBE_STRUCT(LogicItem, (), (key, column, text, indicators, goal, difficulty))

/// An arrow: `from` leads to `to`, since `rationale`.
struct LogicLink {
    std::string from;
    std::string to;
    LocalizedText rationale;
};
BOOST_DESCRIBE_STRUCT(LogicLink, (), (from, to, rationale))

/// How a plan or programme is meant to work: Wikimedia's logic model.
struct LogicModel {
    Ref<"organisation"> organisation;
    std::optional<Ref<"plan">> plan;
    std::optional<Ref<"programme">> programme;
    LocalizedText title;
    LocalizedText situation;
    std::vector<LogicItem> items;
    std::vector<LogicLink> links;
    std::vector<LocalizedText> assumptions;
    std::vector<LocalizedText> external_factors;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(LogicModel, (),
                      (organisation, plan, programme, title, situation, items, links, assumptions,
                       external_factors, check, source))

enum class GoalType { increase, decrease, maintain, reach, collect_baseline };
BOOST_DESCRIBE_ENUM(GoalType, increase, decrease, maintain, reach, collect_baseline)

/// What a goal's result is: something made, or a change in people or conditions within 3 months, a year, five
/// years.
enum class ResultLevel { output, short_outcome, intermediate_outcome, long_outcome };
BOOST_DESCRIBE_ENUM(ResultLevel, output, short_outcome, intermediate_outcome, long_outcome)

/// Money, in the currency it is spent in; in US$ by the rate of a day.
struct BudgetLine {
    LocalizedText name;
    double amount = 0;
    std::string currency;        ///< ISO 4217: "ARS"
    std::optional<double> rate;  ///< units of `currency` for one US$
    std::optional<Date> rate_date;
};
BOOST_DESCRIBE_STRUCT(BudgetLine, (), (name, amount, currency, rate, rate_date))

enum class WorkBy { staff, volunteers };
BOOST_DESCRIBE_ENUM(WorkBy, staff, volunteers)
enum class HoursKnown { calendar, estimate };
BOOST_DESCRIBE_ENUM(HoursKnown, calendar, estimate)

struct WorkHours {
    WorkBy who = WorkBy::staff;
    double hours = 0;
    HoursKnown known_by = HoursKnown::estimate;
};
BOOST_DESCRIBE_STRUCT(WorkHours, (), (who, hours, known_by))

/// What the authors say to a finding of the adviser: "we know, because …".
struct FindingAnswer {
    std::string rule;  ///< "A1"
    LocalizedText text;
    std::string by;  ///< account name
    std::optional<Date> date;
};
BOOST_DESCRIBE_STRUCT(FindingAnswer, (), (rule, text, by, date))

struct Goal {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    Ref<"objective"> objective;
    LocalizedText statement;
    LocalizedText target_group;
    GoalType type = GoalType::reach;
    std::optional<ResultLevel> level;
    Date first_day;
    Date last_day;
    std::optional<Ref<"person">> owner;  ///< person
    std::optional<Ref<"programme">> programme;
    std::optional<Ref<"goal">> shared_goal;        ///< goal of the network that this one contributes to
    std::vector<Ref<"organisation">> endorsed_by;  ///< organisations
    std::vector<Ref<"goal">> depends_on;
    LocalizedText rationale;  ///< why reaching it serves the objective, and what that assumes
    std::vector<BudgetLine> budget;
    std::vector<WorkHours> hours;
    std::vector<FindingAnswer> answers;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Goal, (),
                      (organisation, plan, objective, statement, target_group, type, level, first_day,
                       last_day, owner, programme, shared_goal, endorsed_by, depends_on, rationale, budget,
                       hours, answers, check, source))

enum class IndicatorKind { measured, reported, formula };
BOOST_DESCRIBE_ENUM(IndicatorKind, measured, reported, formula)
/// IATI's measures: a count or quantity, a percentage, a score of ordered options, words.
enum class Measure { unit, percentage, ordinal, qualitative };
BOOST_DESCRIBE_ENUM(Measure, unit, percentage, ordinal, qualitative)
enum class Direction { increasing, decreasing };
BOOST_DESCRIBE_ENUM(Direction, increasing, decreasing)
enum class Frequency {
    weekly,
    two_weekly,
    monthly,
    two_monthly,
    quarterly,
    half_yearly,
    yearly,
    financial_year,
    once
};
BOOST_DESCRIBE_ENUM(Frequency, weekly, two_weekly, monthly, two_monthly, quarterly, half_yearly, yearly,
                    financial_year, once)
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

/// A value's or target's part for one category of a disaggregation.
struct Part {
    std::string dimension;  ///< key of the disaggregation: "gender"
    std::string category;   ///< key within it: "women"
    Amount value;
};
BOOST_DESCRIBE_STRUCT(Part, (), (dimension, category, value))

/// The value to reach by the end of a period.
struct Target {
    Date first_day;
    Date last_day;
    Amount value;
    std::vector<Part> parts;
    std::vector<TargetRevision> revisions;  ///< oldest first
};
BOOST_DESCRIBE_STRUCT(Target, (), (first_day, last_day, value, parts, revisions))

/// What a measured indicator counts: a metric of the catalogue and its parameters.
struct MetricChoice {
    std::string metric;      ///< "bytes-added"
    std::string definition;  ///< "wikimetrics.absolute"; empty: the metric's own
    std::vector<int> namespaces;
};
BOOST_DESCRIBE_STRUCT(MetricChoice, (), (metric, definition, namespaces))

/// How a ratio is put together, in words and, of a formula, in the language of docs/formats/formulas.md.
/// Value = numerator ÷ denominator × factor; without a denominator, the numerator alone.
struct Formula {
    std::string numerator;    ///< "#{wmar-talleres-ind} + 2"; empty where it is counted by hand
    std::string denominator;  ///< empty: 1
    double factor = 1;        ///< 100 for per cent
    LocalizedText numerator_means;
    LocalizedText denominator_means;
};
BOOST_DESCRIBE_STRUCT(Formula, (), (numerator, denominator, factor, numerator_means, denominator_means))

struct Category {
    std::string key;
    LocalizedText name;
};
BOOST_DESCRIBE_STRUCT(Category, (), (key, name))

/// A way to split an indicator's values: by gender, by new and existing editors.
struct Disaggregation {
    std::string key;
    LocalizedText name;
    std::vector<Category> categories;
    bool complete = true;  ///< the categories' values add up to the total
};
BOOST_DESCRIBE_STRUCT(Disaggregation, (), (key, name, categories, complete))

struct Indicator {
    Ref<"organisation"> organisation;
    Ref<"goal"> goal;
    LocalizedText name;
    IndicatorKind kind = IndicatorKind::reported;
    Measure measure = Measure::unit;
    ResultLevel level = ResultLevel::output;
    std::optional<MetricChoice> metric;  ///< of a measured one
    std::optional<Formula> formula;      ///< of a formula, and of a percentage: what is divided by what
    std::vector<LocalizedText> scores;   ///< of an ordinal one, worst first: a value is a place in it from 1
    LocalizedText definition;            ///< of a reported one: what is counted
    LocalizedText justification;         ///< why this indicator
    LocalizedText unit;
    Direction direction = Direction::increasing;
    Accumulation accumulation = Accumulation::cumulative;
    std::optional<Baseline> baseline;
    std::vector<Target> targets;
    LocalizedText target_rationale;
    std::vector<Disaggregation> disaggregations;
    LocalizedText means_of_verification;
    LocalizedText method;  ///< how the data is collected
    LocalizedText analysis;
    LocalizedText use;  ///< who decides what with it
    LocalizedText quality_assurance;
    LocalizedText data_issues;
    std::optional<Ref<"person">> responsible;  ///< person
    Frequency frequency = Frequency::quarterly;
    std::string core_metric;         ///< the network's or funder's metric that it feeds: "participants"
    std::optional<Amount> least;     ///< a value below it is asked about
    std::optional<Amount> greatest;  ///< a value above it is asked about
};
BOOST_DESCRIBE_STRUCT(Indicator, (),
                      (organisation, goal, name, kind, measure, level, metric, formula, scores, definition,
                       justification, unit, direction, accumulation, baseline, targets, target_rationale,
                       disaggregations, means_of_verification, method, analysis, use, quality_assurance,
                       data_issues, responsible, frequency, core_metric, least, greatest))

enum class ObservedBy { measured, reported };
BOOST_DESCRIBE_ENUM(ObservedBy, measured, reported)

/// A value of an indicator for a period. Without a value it says, in `note`, why there is none: missing is
/// not zero.
struct Observation {
    Ref<"organisation"> organisation;
    Ref<"indicator"> indicator;
    Date first_day;
    Date last_day;
    std::optional<Amount> value;
    std::optional<double> numerator;  ///< of a percentage: the counts behind it
    std::optional<double> denominator;
    std::vector<Part> parts;
    bool parts_incomplete = false;  ///< the parts are known not to add up to the value
    LocalizedText narrative;        ///< of a qualitative indicator: what was found
    ObservedBy by = ObservedBy::reported;
    std::optional<Ref<"measurement">> measurement;  ///< the run it came from
    std::optional<Ref<"activity">> activity;
    std::vector<Evidence> evidence;
    LocalizedText note;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Observation, (),
                      (organisation, indicator, first_day, last_day, value, numerator, denominator, parts,
                       parts_incomplete, narrative, by, measurement, activity, evidence, note, check, source))

/// How grave a finding of the adviser is; off: the rule is not applied.
enum class Severity { off, info, warning, error };
BOOST_DESCRIBE_ENUM(Severity, off, info, warning, error)

struct RuleSetting {
    std::string rule;  ///< "M12"
    std::optional<Severity> severity;
    std::optional<double> threshold;
};
BOOST_DESCRIBE_STRUCT(RuleSetting, (), (rule, severity, threshold))

/// How the network wants its goals advised: only what differs from the rules' own severity and threshold.
struct AdviserSettings {
    Ref<"organisation"> organisation;
    LocalizedText title;
    std::vector<RuleSetting> rules;
    std::vector<std::string> acronyms;   ///< that everybody in the network knows
    std::vector<std::string> languages;  ///< in which every statement should be there
};
BOOST_DESCRIBE_STRUCT(AdviserSettings, (), (organisation, title, rules, acronyms, languages))

}  // namespace brujula::records

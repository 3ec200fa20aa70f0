// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/describe.hpp>

#include "records/kind_parts.hpp"

// What an organisation asks of its work and learns from it, and what people say about any of it.
namespace brujula::records {

/// Surveys that are compared ask the same before the work and after it.
enum class SurveyTime { before, after };
BOOST_DESCRIBE_ENUM(SurveyTime, before, after)

/// One thing that a survey asks people.
struct SurveyItem {
    std::string key;  ///< the same before and after, else the answers cannot be compared
    LocalizedText text;
};
BOOST_DESCRIBE_STRUCT(SurveyItem, (), (key, text))

/// A row of the evaluation matrix.
struct EvaluationQuestion {
    LocalizedText question;
    std::vector<Ref<"indicator">> indicators;
    LocalizedText method;
    LocalizedText source;  ///< of the data
    std::optional<Ref<"person">> responsible;
    std::optional<Date> collect_by;
    std::optional<Date> analyse_by;
    std::optional<Date> report_by;
    LocalizedText use;                      ///< who decides what with the answer
    bool survey = false;                    ///< answered by asking people
    std::optional<int> asked;               ///< of a survey: how many were asked
    std::optional<int> answered;            ///< of a survey: how many answered
    std::optional<SurveyTime> survey_time;  ///< of a survey that is compared with another; none: asked once
    std::vector<SurveyItem> survey_items;
    LocalizedText answer;  ///< what was found
    std::vector<Evidence> evidence;
};
BOOST_DESCRIBE_STRUCT(EvaluationQuestion, (),
                      (question, indicators, method, source, responsible, collect_by, analyse_by, report_by,
                       use, survey, asked, answered, survey_time, survey_items, answer, evidence))

struct EvaluationPlan {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    LocalizedText title;
    LocalizedText purpose;
    std::vector<EvaluationQuestion> questions;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(EvaluationPlan, (), (organisation, plan, title, purpose, questions, check, source))

enum class ReviewState { open, closed };
BOOST_DESCRIBE_ENUM(ReviewState, open, closed)
enum class Outcome { met, partly, missed, not_measured };
BOOST_DESCRIBE_ENUM(Outcome, met, partly, missed, not_measured)

/// What the organisation says of one goal at the period's end. The value and target are those the program
/// proposed from the indicator when it was marked.
struct ReviewedGoal {
    Ref<"goal"> goal;
    std::optional<Outcome> outcome;   ///< none: not marked yet
    std::optional<Outcome> proposed;  ///< by the numbers
    std::optional<Amount> value;
    std::optional<Amount> target;
    LocalizedText worked;
    LocalizedText did_not_work;
    LocalizedText differently;  ///< what it would do differently
    std::vector<Evidence> evidence;
};
BOOST_DESCRIBE_STRUCT(ReviewedGoal, (),
                      (goal, outcome, proposed, value, target, worked, did_not_work, differently, evidence))

/// The review of a plan's outcomes in a period.
struct Review {
    Ref<"organisation"> organisation;
    Ref<"plan"> plan;
    LocalizedText title;
    Date first_day;
    Date last_day;
    ReviewState state = ReviewState::open;
    LocalizedText summary;
    std::vector<ReviewedGoal> goals;
    std::optional<Date> closed_on;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Review, (),
                      (organisation, plan, title, first_day, last_day, state, summary, goals, closed_on,
                       check, source))

/// Why a practice moved to a stage, and on what evidence.
struct StageDecision {
    Stage stage = Stage::idea;
    Date date;
    LocalizedText reason;
    std::vector<Evidence> evidence;
};
BOOST_DESCRIBE_STRUCT(StageDecision, (), (stage, date, reason, evidence))

/// A good practice: a learning pattern as Wikimedia's evaluation practice writes them.
struct Practice {
    Ref<"organisation"> organisation;
    LocalizedText title;
    LocalizedText problem;
    LocalizedText solution;
    LocalizedText considerations;
    LocalizedText when_to_use;
    Stage stage = Stage::idea;
    std::vector<StageDecision> decisions;  ///< oldest first
    std::string theme;                     ///< "education", "glam", "community", "content"
    std::vector<std::string> categories;
    std::optional<Ref<"person">> creator;
    std::optional<Ref<"programme">> programme;
    std::vector<Evidence> evidence;
    std::vector<Ref<"measurement">> measurements;
    std::vector<Ref<"practice">> related;
    std::optional<Date> review_on;
    Check check = Check::verified;
    std::string source;
};
BOOST_DESCRIBE_STRUCT(Practice, (),
                      (organisation, title, problem, solution, considerations, when_to_use, stage, decisions,
                       theme, categories, creator, programme, evidence, measurements, related, review_on,
                       check, source))

/// Another organisation's word for a practice.
struct Endorsement {
    Ref<"organisation"> organisation;  ///< that endorses
    Ref<"practice"> practice;
    std::string by;  ///< account name
    LocalizedText text;
    Date date;
    Check check = Check::verified;
};
BOOST_DESCRIBE_STRUCT(Endorsement, (), (organisation, practice, by, text, date, check))

/// A practice taken into another organisation's plan: what comes of the goal is shown with the practice.
struct Adoption {
    Ref<"organisation"> organisation;  ///< that adopts
    Ref<"practice"> practice;
    Ref<"plan"> plan;
    std::optional<Ref<"goal">> goal;
    Date date;
    LocalizedText adapted;  ///< what was changed to fit
    Check check = Check::verified;
};
BOOST_DESCRIBE_STRUCT(Adoption, (), (organisation, practice, plan, goal, date, adapted, check))

/// What somebody says about a record, a field of it or a number; or, with `parent`, in answer to that.
struct Comment {
    Ref<"organisation"> organisation;  ///< of who says it
    AnyRef about;
    std::string field;                     ///< JSON pointer into the record; empty: the whole
    std::optional<Ref<"comment">> parent;  ///< the thread's first comment
    std::string text;                      ///< "@Name" tells that account
    std::string language;                  ///< of the text
    bool resolved = false;                 ///< of a thread's first comment
    Check check = Check::verified;
};
BOOST_DESCRIBE_STRUCT(Comment, (), (organisation, about, field, parent, text, language, resolved, check))

/// An address of the interface under a name: the region with these filters.
struct NamedView {
    Ref<"organisation"> organisation;
    LocalizedText title;
    LocalizedText description;
    std::string address;  ///< "/region?year=2014&theme=education"
};
BOOST_DESCRIBE_STRUCT(NamedView, (), (organisation, title, description, address))

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/kind.hpp"

#include <algorithm>

#include "records/described.hpp"
#include "records/marks.hpp"
#include "records/rules.hpp"

namespace brujula::records {

namespace {

LocalizedText days_title(Date first, Date last) {
    return {{"", format(first) + " – " + format(last)}};
}

LocalizedText title_of(const Person& person) {
    return {{"", person.name.empty() ? person.user_name : person.name}};
}
LocalizedText title_of(const Goal& goal) {
    return goal.statement;
}
LocalizedText title_of(const Observation& observation) {
    return days_title(observation.first_day, observation.last_day);
}
LocalizedText title_of(const Purpose& purpose) {
    return purpose.mission.empty() ? purpose.vision : purpose.mission;
}
LocalizedText title_of(const Endorsement& endorsement) {
    return endorsement.text;
}
LocalizedText title_of(const Adoption& adoption) {
    return {{"", format(adoption.date)}};
}
LocalizedText title_of(const Comment& comment) {
    return {{comment.language, comment.text}};
}
LocalizedText title_of(const Measurement& measurement) {
    return days_title(measurement.scope.first_day, measurement.scope.last_day);
}
template <class T>
LocalizedText title_of(const T& record) {
    if constexpr (requires { record.title; })
        return record.title;
    else
        return record.name;
}

/// Whether it may be written as large as it is.
template <class T>
void check_bounds(const T& record, std::vector<Problem>& problems) {
    constexpr bool lists = std::is_same_v<T, Cohort> || std::is_same_v<T, Measurement>;
    described::Bounds{lists ? longest_list : most_elements, problems}.look(record, "");
    if (!problems.empty()) return;
    const json::value body = to_json(record);
    check_marks(body, problems);
    const std::size_t most = lists ? most_listing_bytes : most_record_bytes;
    const std::size_t bytes = json::serialize(body).size();
    if (bytes > most)
        problems.push_back({"", {"problem-record-too-large", {std::to_string(bytes), std::to_string(most)}}});
}

/// Shape first; rules only where the shape holds, since they would speak of members that are not there.
template <class T>
std::vector<Problem> problems_of(const json::value& body) {
    std::vector<Problem> problems;
    const T record = from_json<T>(body, problems);
    if (problems.empty()) check(record, problems);
    if (problems.empty()) check_bounds(record, problems);
    if (problems.size() > most_problems) problems.resize(most_problems);
    return problems;
}

template <class T>
std::vector<Problem> shape_problems_of(const json::value& body) {
    std::vector<Problem> problems;
    static_cast<void>(from_json<T>(body, problems));
    return problems;
}

/// True where `body` says that it is about a cohort, whatever else is wrong with it.
bool is_about_a_cohort(const json::value& body) {
    const auto* object = body.if_object();
    const auto* about = object != nullptr ? object->if_contains("about") : nullptr;
    const auto* kind =
        about != nullptr && about->is_object() ? about->get_object().if_contains("kind") : nullptr;
    return kind != nullptr && *kind == "cohort";
}

/// What is said about people's names is read by who may read those.
template <class T>
Visibility visibility_of(const json::value& body, Visibility of_the_kind) {
    if constexpr (std::is_same_v<T, Comment>)
        if (is_about_a_cohort(body)) return Visibility::organisation;
    return of_the_kind;
}

template <class T>
Kind make_kind(std::string name, std::string plural, Visibility visibility) {
    Kind kind;
    kind.name = std::move(name);
    kind.plural = std::move(plural);
    kind.fields = described::fields_of<T>();
    kind.problems = problems_of<T>;
    kind.shape_problems = shape_problems_of<T>;
    kind.normalised = [](const json::value& body) { return to_json(from_json<T>(body)); };
    kind.links = [](const json::value& body) {
        std::vector<Link> links;
        described::collect_links(from_json<T>(body), "", links);
        std::sort(links.begin(), links.end());
        links.erase(std::unique(links.begin(), links.end()), links.end());
        return links;
    };
    kind.search_texts = [visibility](const json::value& body) {
        std::vector<SearchText> texts;
        if (visibility_of<T>(body, visibility) == Visibility::everyone)
            described::collect_texts(from_json<T>(body), texts);
        return texts;
    };
    kind.title = [](const json::value& body) { return title_of(from_json<T>(body)); };
    kind.visibility = [visibility](const json::value& body) { return visibility_of<T>(body, visibility); };
    return kind;
}

}  // namespace

const Kind* Kinds::find(std::string_view name) const {
    const auto found =
        std::find_if(m_kinds.begin(), m_kinds.end(), [&](const Kind& k) { return k.name == name; });
    return found == m_kinds.end() ? nullptr : &*found;
}

const Kind* Kinds::find_plural(std::string_view plural) const {
    const auto found =
        std::find_if(m_kinds.begin(), m_kinds.end(), [&](const Kind& k) { return k.plural == plural; });
    return found == m_kinds.end() ? nullptr : &*found;
}

Kinds all_kinds() {
    using enum Visibility;
    return Kinds{{
        make_kind<Organisation>("organisation", "organisations", everyone),
        make_kind<Person>("person", "persons", everyone),
        make_kind<Plan>("plan", "plans", everyone),
        make_kind<Objective>("objective", "objectives", everyone),
        make_kind<Goal>("goal", "goals", everyone),
        make_kind<Indicator>("indicator", "indicators", everyone),
        make_kind<Observation>("observation", "observations", everyone),
        make_kind<Programme>("programme", "programmes", everyone),
        make_kind<Activity>("activity", "activities", everyone),
        make_kind<Cohort>("cohort", "cohorts", organisation),
        make_kind<Measurement>("measurement", "measurements", everyone),
        make_kind<Purpose>("purpose", "purposes", everyone),
        make_kind<Axis>("axis", "axes", everyone),
        make_kind<LogicModel>("logic_model", "logic-models", everyone),
        make_kind<EvaluationPlan>("evaluation_plan", "evaluation-plans", everyone),
        make_kind<Review>("review", "reviews", everyone),
        make_kind<Practice>("practice", "practices", everyone),
        make_kind<Endorsement>("endorsement", "endorsements", everyone),
        make_kind<Adoption>("adoption", "adoptions", everyone),
        make_kind<Comment>("comment", "comments", everyone),
        make_kind<NamedView>("named_view", "named-views", everyone),
        make_kind<AdviserSettings>("adviser_settings", "adviser-settings", everyone),
    }};
}

}  // namespace brujula::records

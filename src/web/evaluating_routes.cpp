// SPDX-License-Identifier: GPL-3.0-or-later
#include <set>

#include <boost/json.hpp>

#include "base/message.hpp"
#include "evaluating/review.hpp"
#include "records/described.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/progress_json.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using records::Action;
using store::Revision;
namespace {

json::value outcome_json(const std::optional<records::Outcome>& outcome) {
    return outcome ? records::to_json(*outcome) : json::value{};
}

json::value number_or_null(const std::optional<double>& number) {
    return number ? json::value(*number) : json::value{};
}

json::object proposal_json(const evaluating::Proposal& proposal) {
    return {{"outcome", outcome_json(proposal.outcome)},
            {"reason", evaluating::name_of(proposal.reason)},
            {"indicator", proposal.indicator.empty() ? json::value{} : json::value(proposal.indicator)},
            {"value", amount_json(proposal.value)},
            {"target", amount_json(proposal.target)},
            {"share", number_or_null(proposal.share)},
            {"unmeasured", proposal.unmeasured}};
}

/// "Review of outcomes: Plan 2014" in each of the plan's languages.
LocalizedText review_title(const LocalizedText& plan) {
    LocalizedText title;
    for (const auto& [language, words] : plan)
        title[language] = text_of({"review-title", {words}}, language);
    return title;
}

class ReviewRoutes {
public:
    ReviewRoutes(const House& house, const Network& network, const NetworkMemory& memory)
        : m_house(house), m_network(network), m_memory(memory) {}

    /// The plan's open review where it has one, else a new one of all its goals.
    Response start(Call& call) const {
        const auto plan = records::from_json<records::Plan>(call.record->body);
        if (auto open = open_review(call)) return json_response(200, envelope(*open, call.asker));
        records::Review review;
        review.organisation = plan.organisation;
        review.plan = {call.id()};
        review.title = review_title(plan.title);
        review.check = plan.check;
        review.first_day = day_or(call, "first_day", plan.first_day);
        review.last_day = day_or(call, "last_day", std::min(plan.last_day, today()));
        if (review.last_day < review.first_day) review.last_day = plan.last_day;
        review.goals = m_memory.read([&](const NetworkRecords& network) {
            return evaluating::goals_to_review(network, call.id(), {review.first_day, review.last_day});
        });
        store::Write write = write_of(call, "");
        write.body = records::to_json(review);
        if (!call.asker.may(Action::create, "review", "", write.body)) call.asker.refuse();
        const Revision written = m_house.store.write(write);
        Response response = json_response(201, envelope(written, call.asker));
        response.set("Location", "/api/v1/reviews/" + written.id);
        return response;
    }

    Response view(Call& call) const {
        const auto review = records::from_json<records::Review>(call.record->body);
        const evaluating::ReviewedPeriod period{review.first_day, review.last_day};
        Cards cards(m_house, call.asker);
        Budget budget{planning::most_steps_of_answer};
        json::array goals;
        for (const records::ReviewedGoal& reviewed : review.goals)
            goals.push_back(goal_json(cards, call, reviewed.goal.id, period, budget));
        return json_response(200, {{"review", envelope(*call.record, call.asker)},
                                   {"chain", cards.chain(*call.record, m_network.id())},
                                   {"goals", std::move(goals)},
                                   {"new_goals", new_goals(review)},
                                   {"lacking", problem_list(evaluating::lacking(review), call.language)}});
    }

    /// Takes the numbers anew and adds the goals that the plan has got since; marks and words stay.
    Response refresh(Call& call) const {
        auto review = records::from_json<records::Review>(call.record->body);
        if (review.state == records::ReviewState::closed)
            throw Error{ErrorKind::bad_input, {"error-review-closed", {}}};
        const auto current = m_memory.read([&](const NetworkRecords& network) {
            return evaluating::goals_to_review(network, review.plan.id, {review.first_day, review.last_day});
        });
        for (const records::ReviewedGoal& goal : current) {
            const auto known = std::find_if(review.goals.begin(), review.goals.end(),
                                            [&](const auto& one) { return one.goal == goal.goal; });
            if (known == review.goals.end()) {
                review.goals.push_back(goal);
                continue;
            }
            known->proposed = goal.proposed;
            known->value = goal.value;
            known->target = goal.target;
        }
        return write_again(call, records::to_json(review), text_of({"review-refreshed", {}}, call.language));
    }

    Response close(Call& call) const {
        auto review = records::from_json<records::Review>(call.record->body);
        if (review.state == records::ReviewState::closed)
            return json_response(200, envelope(*call.record, call.asker));
        auto problems = evaluating::lacking(review);
        if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
        review.state = records::ReviewState::closed;
        review.closed_on = today();
        const std::string said = call.text_or("comment", "");
        return write_again(call, records::to_json(review),
                           said.empty() ? text_of({"review-closed", {}}, call.language) : said);
    }

    Response reopen(Call& call) const {
        auto review = records::from_json<records::Review>(call.record->body);
        const std::string reason = call.text_or("comment", "");
        if (reason.find_first_not_of(" \t\r\n") == std::string::npos)
            throw Error{ErrorKind::bad_input, {"error-review-reopen-reason", {}}};
        review.state = records::ReviewState::open;
        review.closed_on.reset();
        return write_again(call, records::to_json(review), reason);
    }

private:
    [[nodiscard]] Date today() const { return date_in(m_house.clock.now(), "UTC"); }

    [[nodiscard]] static Date day_or(const Call& call, std::string_view name, Date otherwise) {
        const std::string text = call.text_or(name, "");
        if (text.empty()) return otherwise;
        const auto day = parse_date(text);
        if (!day) throw Error{ErrorKind::bad_input, {"error-not-a-day", {text}}};
        return *day;
    }

    [[nodiscard]] store::Write write_of(const Call& call, std::string comment) const {
        store::Write write;
        write.kind = "review";
        write.author = call.asker.actor().person;
        write.comment = std::move(comment);
        return write;
    }

    [[nodiscard]] Response write_again(const Call& call, json::value body, std::string comment) const {
        store::Write write = write_of(call, std::move(comment));
        write.id = call.id();
        write.base = call.number("base");
        write.body = std::move(body);
        try {
            return json_response(200, envelope(m_house.store.write(write), call.asker));
        } catch (const store::StaleWrite& stale) {
            return stale_answer(call, stale, &write.body);
        }
    }

    [[nodiscard]] std::optional<Revision> open_review(const Call& call) const {
        for (Revision& review :
             readable(m_house.store, call.asker, linked("review", "plan", "plan", call.id())))
            if (text_in(review, "state") != "closed") return std::move(review);
        return std::nullopt;
    }

    [[nodiscard]] json::object goal_json(Cards& cards, const Call& call, const std::string& id,
                                         const evaluating::ReviewedPeriod& period, Budget& budget) const {
        const auto& goal = cards.find("goal", id);
        json::object answer{{"goal", goal ? json::value(envelope(*goal, call.asker)) : json::value{}}};
        answer["objective"] = goal ? cards.titled("objective", text_in(*goal, "objective")) : json::value{};
        std::vector<std::pair<std::string, json::object>> standings;
        answer["proposal"] = m_memory.read([&](const NetworkRecords& network) {
            evaluating::Standings all(network, budget);
            for (const auto& indicator : planning::ids_in(network.indicators_of_goal, id)) {
                const auto& standing = all.at_end(indicator, period);
                standings.emplace_back(indicator, progress_json(standing.progress, standing.observation));
            }
            return proposal_json(evaluating::propose(all, id, period));
        });
        json::array indicators;
        for (auto& [indicator, progress] : standings) {
            const auto& record = cards.find("indicator", indicator);
            if (!record) continue;
            indicators.push_back(
                {{"indicator", envelope(*record, call.asker)}, {"progress", std::move(progress)}});
        }
        answer["indicators"] = std::move(indicators);
        return answer;
    }

    /// Goals that the plan has got since the review was begun.
    [[nodiscard]] json::array new_goals(const records::Review& review) const {
        std::set<std::string> known;
        for (const auto& goal : review.goals)
            known.insert(goal.goal.id);
        json::array ids;
        m_memory.read([&](const NetworkRecords& network) {
            for (const auto& id : planning::ids_in(network.goals_of_plan, review.plan.id))
                if (!known.contains(id)) ids.emplace_back(id);
        });
        return ids;
    }

    House m_house;
    const Network& m_network;
    const NetworkMemory& m_memory;
};

}  // namespace

void add_evaluating_routes(Routes& routes, const House& house, const Network& network,
                           const NetworkMemory& memory) {
    const auto reviews = std::make_shared<ReviewRoutes>(house, network, memory);
    const auto add = [&](const char* method, const char* pattern, Access access, const char* kind,
                         Response (ReviewRoutes::*handler)(Call&) const, const char* name,
                         const char* summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = [reviews, handler](Call& call) { return ((*reviews).*handler)(call); },
                    .name = name,
                    .summary = summary,
                    .kind = house.kinds.find(kind)});
    };
    const Access writing = Access::record(Action::write);
    add("POST", "/plans/{id}/review", writing, "plan", &ReviewRoutes::start, "plans-review",
        "Start the review of a plan's outcomes, or find the one that is open");
    add("GET", "/views/reviews/{id}", Access::record(Action::read), "review", &ReviewRoutes::view,
        "view-review", "A review's page");
    add("POST", "/reviews/{id}/refresh", writing, "review", &ReviewRoutes::refresh, "reviews-refresh",
        "Take the numbers anew");
    add("POST", "/reviews/{id}/close", writing, "review", &ReviewRoutes::close, "reviews-close",
        "Close a review in which every goal is marked and every missed one has its lesson");
    add("POST", "/reviews/{id}/reopen", writing, "review", &ReviewRoutes::reopen, "reviews-reopen",
        "Open a closed review again, with a reason");
}

}  // namespace brujula::web

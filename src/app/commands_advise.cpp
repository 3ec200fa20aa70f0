// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_advise.hpp"

#include <algorithm>
#include <array>
#include <filesystem>
#include <iostream>
#include <memory>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/advised_file.hpp"
#include "app/command.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "planning/adviser.hpp"
#include "store/store.hpp"
#include "web/advice_json.hpp"
#include "web/network_memory.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace json = boost::json;
using planning::Advice;
using planning::AdvisedGoal;
using planning::Finding;
using planning::NetworkRecords;
using planning::Severity;

namespace {

struct Question {
    fs::path file;
    fs::path data;
    std::string language;
    std::string goal;
    bool as_json = false;
};

/// The public records of the data folder; none where no folder is given.
NetworkRecords evidence_of(const Question& question) {
    if (question.data.empty()) return {};
    if (!fs::exists(question.data / "records.sqlite"))
        throw Error{ErrorKind::not_found, {"error-advise-no-records", {question.data.string()}}};
    const SystemClock clock;
    const auto kinds = records::all_kinds();
    const store::Store store(question.data, kinds, clock);
    return web::NetworkMemory(store).read([](const NetworkRecords& network) { return network; });
}

/// A goal, what is said of it, and its findings by weight.
struct Told {
    AdvisedGoal goal;
    Advice advice;
    std::vector<const Finding*> findings;

    Told(AdvisedGoal goal_, Advice advice_) : goal(std::move(goal_)), advice(std::move(advice_)) {
        for (const auto& finding : advice.findings)
            findings.push_back(&finding);
        std::stable_sort(findings.begin(), findings.end(),
                         [&](const auto* a, const auto* b) { return weight(*a) > weight(*b); });
    }
    Told(const Told&) = delete;
    Told& operator=(const Told&) = delete;
    Told(Told&&) = default;
    Told& operator=(Told&&) = default;
    ~Told() = default;

    [[nodiscard]] bool is_answered(const Finding& finding) const {
        const auto& rules = advice.answered;
        return std::find(rules.begin(), rules.end(), finding.rule) != rules.end();
    }

private:
    /// An answered one weighs least.
    [[nodiscard]] int weight(const Finding& finding) const {
        return is_answered(finding) ? 0 : 1 + static_cast<int>(finding.severity);
    }
};

struct Counts {
    std::size_t errors = 0;
    std::size_t warnings = 0;
    std::size_t infos = 0;
    std::size_t answered = 0;
};

Counts count(const std::vector<Told>& goals) {
    Counts counts;
    for (const auto& told : goals)
        for (const auto* finding : told.findings) {
            if (told.is_answered(*finding))
                ++counts.answered;
            else if (finding->severity == Severity::error)
                ++counts.errors;
            else if (finding->severity == Severity::warning)
                ++counts.warnings;
            else
                ++counts.infos;
        }
    return counts;
}

const char* standing_key(Advice::Standing standing) {
    switch (standing) {
        case Advice::Standing::holds:
            return "advice-holds";
        case Advice::Standing::flagged:
            return "advice-flagged";
        case Advice::Standing::fails:
            return "advice-fails";
    }
    return "advice-fails";
}

const char* severity_key(Severity severity) {
    if (severity == Severity::error) return "advice-error";
    return severity == Severity::warning ? "advice-warning" : "advice-info";
}

/// Writes what is said for a person, in the language of the question.
class Printer {
public:
    explicit Printer(std::string language) : m_language(std::move(language)) {}

    void print(const Told& told) const {
        const auto statement = choose(told.goal.goal.statement, m_language).text;
        std::cout << in_words(told.goal.id.empty() ? "advice-draft" : "advice-goal", {told.goal.id}) << '\n'
                  << "  " << (statement.empty() ? in_words("advice-no-statement", {}) : statement) << '\n';
        constexpr std::array letters{"S", "M", "A", "R", "T"};
        for (const auto* letter : letters)
            std::cout << "  " << letter << ' ' << in_words(standing_key(told.advice.standing(*letter)), {});
        std::cout << '\n';
        for (const auto* finding : told.findings)
            print(*finding, told);
        if (told.findings.empty()) std::cout << "  " << in_words("advice-nothing", {}) << '\n';
        std::cout << '\n';
    }

    void print(const Counts& counts, std::size_t goals) const {
        std::cout << in_words("advice-counts", {std::to_string(goals), std::to_string(counts.errors),
                                                std::to_string(counts.warnings), std::to_string(counts.infos),
                                                std::to_string(counts.answered)})
                  << '\n';
    }

private:
    [[nodiscard]] std::string in_words(const char* key, std::vector<std::string> parameters) const {
        return text_of({key, std::move(parameters)}, m_language);
    }

    /// "indicator editors /targets/0/value": what is meant, without the goal's own name.
    static std::string place_of(const Finding& finding) {
        if (finding.kind == "goal") return finding.field;
        return finding.id.empty() ? finding.field : finding.id + finding.field;
    }

    void print(const Finding& finding, const Told& told) const {
        const char* key = told.is_answered(finding) ? "advice-answered" : severity_key(finding.severity);
        const auto place = place_of(finding);
        std::cout << "  " << in_words(key, {}) << ' ' << finding.rule;
        if (!place.empty()) std::cout << ' ' << place;
        std::cout << "\n    " << text_of(finding.message, m_language) << '\n';
        if (finding.fix)
            std::cout << "    → " << text_of(finding.fix->label, m_language) << ": " << finding.fix->pointer
                      << " = " << finding.fix->value << '\n';
    }

    std::string m_language;
};

json::object as_json(const std::vector<Told>& goals, const NetworkRecords& network,
                     const std::string& language) {
    json::array list;
    for (const auto& told : goals)
        list.push_back(web::advice_json(told.advice, told.goal, network, language));
    const auto counts = count(goals);
    return {{"goals", std::move(list)},
            {"counts",
             {{"goals", goals.size()},
              {"errors", counts.errors},
              {"warnings", counts.warnings},
              {"infos", counts.infos},
              {"answered", counts.answered}}}};
}

void only(std::vector<AdvisedGoal>& goals, const std::string& id) {
    if (id.empty()) return;
    std::erase_if(goals, [&](const auto& goal) { return goal.id != id; });
    if (goals.empty()) throw Error{ErrorKind::not_found, {"error-no-such-record", {"goal", id}}};
}

void advise(const Question& question) {
    auto network = evidence_of(question);
    auto drafts = read_advised(question.file, network);
    only(drafts, question.goal);
    const auto lexica = planning::all_lexica();
    const planning::Adviser adviser(lexica, network, date_in(SystemClock{}.now(), "UTC"));
    std::vector<Told> goals;
    for (auto& draft : drafts) {
        auto advice = adviser.advise(draft, question.language);
        goals.emplace_back(std::move(draft), std::move(advice));
    }
    if (question.as_json) {
        std::cout << to_text(as_json(goals, network, question.language), 2) << '\n';
        return;
    }
    const Printer printer(question.language);
    for (const auto& told : goals)
        printer.print(told);
    printer.print(count(goals), goals.size());
}

}  // namespace

void add_advise_command(CLI::App& program) {
    const auto question = std::make_shared<Question>();
    question->language = language_of_environment();
    auto* command = program.add_subcommand("advise", words("advise-summary"));
    command->add_option("file", question->file, words("advise-file"))->required();
    command->add_option("--data", question->data, words("advise-data"))->type_name("DIR");
    command->add_option("--language", question->language, words("advise-language"))
        ->check(CLI::IsMember({"es", "en", "pt"}));
    command->add_option("--goal", question->goal, words("advise-goal"));
    command->add_flag("--json", question->as_json, words("advise-json"));
    command->callback([question] { advise(*question); });
}

}  // namespace brujula::app

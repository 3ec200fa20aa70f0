// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_measure.hpp"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <memory>
#include <set>
#include <sstream>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <boost/json.hpp>

#include "app/command.hpp"
#include "app/text_table.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "measuring/facts_behind.hpp"
#include "measuring/matching.hpp"
#include "measuring/run.hpp"
#include "metrics/catalogue.hpp"
#include "wiki/cohort_text.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace json = boost::json;
namespace {

constexpr const char* cohort_id = "cohort";

struct MeasureArguments {
    fs::path data;
    fs::path cohort;
    bool everyone = false;
    std::vector<std::string> wikis;
    std::string first_day;
    std::string last_day;
    std::string zone = "UTC";
    std::vector<std::string> metrics;
    std::vector<int> namespaces;
    std::vector<std::string> categories;
    std::vector<std::string> pages;
    std::string format = "table";
    std::string list;
};

/// What is measured, with the list of people as it was read.
struct Question {
    measuring::Request request;
    measuring::Named named;
    std::vector<wiki::CohortEntry> entries;
    std::vector<wiki::CohortNote> notes;
};

std::string read_file(const fs::path& file) {
    std::ifstream stream{file, std::ios::binary};
    if (!stream) throw Error{ErrorKind::not_found, {"error-cohort-file", {file.string()}}};
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

Date day_of(const std::string& text, const char* option) {
    const auto day = parse_date(text);
    if (!day) throw Error{ErrorKind::bad_input, {"error-option-day", {option, text}}};
    return *day;
}

std::vector<std::string> wikis_of(const MeasureArguments& arguments,
                                  const std::vector<wiki::CohortEntry>& entries) {
    std::set<std::string> wikis{arguments.wikis.begin(), arguments.wikis.end()};
    for (const auto& entry : entries)
        if (entry.wiki_db) wikis.insert(*entry.wiki_db);
    return {wikis.begin(), wikis.end()};
}

void read_cohort(const MeasureArguments& arguments, Question& question) {
    auto parsed = wiki::parse_cohort(read_file(arguments.cohort));
    question.entries = std::move(parsed.entries);
    question.notes = std::move(parsed.notes);
    records::Cohort cohort;
    for (const auto& entry : question.entries)
        cohort.members.push_back({entry.user_text, entry.wiki_db});
    question.named.cohorts.emplace(cohort_id, std::move(cohort));
    question.request.scope.cohorts = {{cohort_id}};
}

measuring::Asked asked_of(const metrics::Catalogue& catalogue, const std::string& name,
                          const std::vector<int>& namespaces) {
    measuring::Asked asked{name, "", {}};
    if (!namespaces.empty() && catalogue.find(name).definition->takes_namespaces)
        asked.choice.namespaces = namespaces;
    return asked;
}

Question question_of(const metrics::Catalogue& catalogue, const MeasureArguments& arguments) {
    if (arguments.everyone == !arguments.cohort.empty())
        throw Error{ErrorKind::bad_input, {"error-cohort-or-everyone", {}}};
    Question question;
    if (!arguments.everyone) read_cohort(arguments, question);
    auto& scope = question.request.scope;
    scope.wikis = wikis_of(arguments, question.entries);
    scope.categories = arguments.categories;
    for (const auto& title : arguments.pages)
        scope.pages.push_back({title, {}});
    scope.first_day = day_of(arguments.first_day, "--from");
    scope.last_day = day_of(arguments.last_day, "--to");
    scope.time_zone = arguments.zone;
    for (const auto& name : arguments.metrics)
        question.request.metrics.push_back(asked_of(catalogue, name, arguments.namespaces));
    return question;
}

json::object scope_json(const MeasureArguments& arguments, const records::MeasuredScope& scope) {
    const auto period = whole_days(scope.first_day, scope.last_day, scope.time_zone);
    json::object object;
    if (arguments.everyone)
        object["everyone"] = true;
    else
        object["cohort"] = arguments.cohort.filename().string();
    object["people"] = scope.people;
    object["wikis"] = json::value_from(scope.wikis);
    object["categories"] = json::value_from(scope.categories);
    object["pages"] = json::value_from(arguments.pages);
    object["first_day"] = format(scope.first_day);
    object["last_day"] = format(scope.last_day);
    object["time_zone"] = scope.time_zone;
    object["from"] = format(period.from);
    object["until"] = format(period.until);
    return object;
}

json::object value_json(const records::MeasuredValue& value) {
    json::object object{{"metric", value.metric}, {"definition", value.definition}, {"unit", value.unit}};
    object["value"] = value.value ? json::value(*value.value) : json::value(nullptr);
    if (!value.reason.empty()) {
        object["reason"] = value.reason;
        object["reason_text"] = words(value.reason.c_str());
    }
    object["namespaces"] = value.namespaces.empty() ? json::value("all") : json::value_from(value.namespaces);
    json::object parameters;
    for (const auto& parameter : value.parameters)
        parameters[parameter.name] = parameter.value;
    object["parameters"] = std::move(parameters);
    return object;
}

std::string text_of_reason(const Message& reason) {
    return text_of(reason, language_of_environment());
}

/// A member that was not found, with its line of the file.
struct Unmatched {
    std::size_t line;
    measuring::Match match;
};

std::vector<Unmatched> unmatched_of(const facts::Lake& lake, const Question& question) {
    std::vector<metrics::Member> members;
    for (const auto& entry : question.entries)
        members.push_back({entry.user_text, entry.wiki_db.value_or("")});
    const auto& scope = question.request.scope;
    const auto matches = measuring::match(lake, members, scope.wikis,
                                          whole_days(scope.first_day, scope.last_day, scope.time_zone));
    std::vector<Unmatched> unmatched;
    for (std::size_t i = 0; i < matches.size(); ++i)
        if (!matches[i].found) unmatched.push_back({question.entries[i].line, matches[i]});
    return unmatched;
}

void tell_unmatched(const Question& question, const std::vector<Unmatched>& unmatched) {
    for (const auto& note : question.notes)
        std::cerr << words("measure-line", {std::to_string(note.line), note.raw, words(note.key.c_str())})
                  << '\n';
    for (const auto& one : unmatched)
        std::cerr << words("measure-line", {std::to_string(one.line), one.match.member.user_text,
                                            text_of_reason(one.match.reason)})
                  << '\n';
}

json::object unmatched_json(const Unmatched& unmatched) {
    json::object object{{"user_name", unmatched.match.member.user_text}};
    if (!unmatched.match.member.wiki_db.empty()) object["wiki"] = unmatched.match.member.wiki_db;
    object["line"] = unmatched.line;
    object["reason"] = unmatched.match.reason.key;
    object["text"] = text_of_reason(unmatched.match.reason);
    return object;
}

void print_json(const MeasureArguments& arguments, const records::Measurement& measurement,
                const std::vector<Unmatched>& unmatched) {
    json::array snapshots;
    for (const auto& used : measurement.snapshots)
        snapshots.push_back(
            {{"wiki", used.wiki}, {"snapshot", used.snapshot}, {"simulated", used.simulated}});
    json::array values;
    for (const auto& value : measurement.values)
        values.push_back(value_json(value));
    json::array nobody;
    for (const auto& one : unmatched)
        nobody.push_back(unmatched_json(one));
    const json::object object{{"scope", scope_json(arguments, measurement.scope)},
                              {"snapshots", std::move(snapshots)},
                              {"milliseconds", measurement.milliseconds},
                              {"values", std::move(values)},
                              {"unmatched", std::move(nobody)}};
    std::cout << to_text(object, 2) << '\n';
}

std::string number_of(const records::MeasuredValue& value) {
    return value.value ? format_number(*value.value) : "";
}

void print_csv(const records::Measurement& measurement) {
    facts::Table table{{"metric", "definition", "unit", "value", "reason"}, {}};
    for (const auto& value : measurement.values)
        table.rows.push_back({value.metric, value.definition, value.unit,
                              value.value ? facts::Value{*value.value} : facts::Value{}, value.reason});
    measuring::write_csv(std::cout, table);
}

void print_table(const records::Measurement& measurement) {
    std::vector<std::vector<std::string>> rows{
        {words("measure-column-metric"), words("measure-column-value"), words("measure-column-unit"),
         words("measure-column-definition"), words("measure-column-reason")}};
    for (const auto& value : measurement.values)
        rows.push_back({words(("metric-" + value.metric + "-name").c_str()),
                        value.value ? number_of(value) : "–", words(("metric-unit-" + value.unit).c_str()),
                        value.definition, value.reason.empty() ? "" : words(value.reason.c_str())});
    using enum Side;
    std::cout << text_table(rows, {left, right, left, left, left});
    for (const auto& used : measurement.snapshots)
        std::cout << words(used.simulated ? "measure-snapshot-simulated" : "measure-snapshot",
                           {used.wiki, used.snapshot.empty() ? "–" : used.snapshot})
                  << '\n';
}

void measure(const MeasureArguments& arguments) {
    const auto catalogue = metrics::all_metrics();
    const auto question = question_of(catalogue, arguments);
    const fs::path folder = arguments.data / "lake";
    if (!fs::exists(folder)) throw Error{ErrorKind::not_found, {"error-no-lake", {folder.string()}}};
    const facts::Lake lake(folder);
    const auto unmatched = unmatched_of(lake, question);
    tell_unmatched(question, unmatched);
    if (!arguments.list.empty()) {
        measuring::write_csv_of_all(std::cout, lake, catalogue, question.request.scope, question.named,
                                    asked_of(catalogue, arguments.list, arguments.namespaces));
        return;
    }
    const auto measurement = measuring::run(lake, catalogue, question.request, question.named);
    if (arguments.format == "json")
        print_json(arguments, measurement, unmatched);
    else if (arguments.format == "csv")
        print_csv(measurement);
    else
        print_table(measurement);
}

void print_catalogue(const std::string& format) {
    const auto catalogue = metrics::all_metrics();
    if (format == "json") {
        std::cout << to_text(metrics::to_json(catalogue), 2) << '\n';
        return;
    }
    std::vector<std::vector<std::string>> rows{
        {words("measure-column-metric"), words("measure-column-definition"), words("measure-column-unit"),
         words("measure-column-source")}};
    for (const auto& metric : catalogue.metrics())
        for (const auto& definition : metric.definitions)
            rows.push_back({words(("metric-" + metric.name + "-name").c_str()),
                            metric.name + "/" + definition.id, words(("metric-unit-" + metric.unit).c_str()),
                            definition.source});
    using enum Side;
    std::cout << text_table(rows, {left, left, left, left});
}

void add_measure_command(CLI::App& program) {
    const auto arguments = std::make_shared<MeasureArguments>();
    CLI::App* command = program.add_subcommand("measure", words("measure-summary"));
    command->add_option("--cohort", arguments->cohort, words("measure-option-cohort"))->type_name("FILE");
    command->add_flag("--everyone", arguments->everyone, words("measure-option-everyone"));
    command->add_option("--wiki", arguments->wikis, words("measure-option-wiki"))->type_name("DB");
    command->add_option("--from", arguments->first_day, words("measure-option-from"))
        ->required()
        ->type_name("DAY");
    command->add_option("--to", arguments->last_day, words("measure-option-to"))
        ->required()
        ->type_name("DAY");
    command->add_option("--zone", arguments->zone, words("measure-option-zone"))->type_name("ZONE");
    command->add_option("--metric", arguments->metrics, words("measure-option-metric"))->type_name("NAME");
    command->add_option("--namespace", arguments->namespaces, words("measure-option-namespace"))
        ->type_name("N");
    command->add_option("--category", arguments->categories, words("measure-option-category"))
        ->type_name("TITLE");
    command->add_option("--page", arguments->pages, words("measure-option-page"))->type_name("TITLE");
    command->add_option("--format", arguments->format, words("measure-option-format"))
        ->check(CLI::IsMember({"table", "json", "csv"}));
    command->add_option("--list", arguments->list, words("measure-option-list"))->type_name("METRIC");
    add_data_option(command, arguments->data);
    command->callback([arguments] { measure(*arguments); });
}

void add_metrics_command(CLI::App& program) {
    const auto format = std::make_shared<std::string>("table");
    CLI::App* command = program.add_subcommand("metrics", words("metrics-summary"));
    command->add_option("--format", *format, words("lake-option-format"))
        ->check(CLI::IsMember({"table", "json"}));
    command->callback([format] { print_catalogue(*format); });
}

}  // namespace

void add_measure_commands(CLI::App& program) {
    add_measure_command(program);
    add_metrics_command(program);
}

}  // namespace brujula::app

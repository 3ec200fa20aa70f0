// SPDX-License-Identifier: GPL-3.0-or-later
#include "measuring/deciding.hpp"

#include <deque>
#include <filesystem>
#include <fstream>
#include <optional>
#include <sstream>

#include <boost/json.hpp>
#include <fmt/format.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "measuring/disclosure.hpp"
#include "measuring/lake_for_tests.hpp"
#include "measuring/run.hpp"
#include "records/described.hpp"

using namespace brujula;
using namespace brujula::measuring;
namespace fs = std::filesystem;
namespace json = boost::json;

namespace {

std::string person(int number) {
    return fmt::format("Persona {}", number);
}

/// "0-3,7": the people of these numbers.
std::vector<std::string> people_of(const std::string& ranges) {
    std::vector<std::string> people;
    std::istringstream in(ranges);
    for (std::string range; std::getline(in, range, ',');) {
        const auto dash = range.find('-');
        const int first = std::stoi(range);
        const int last = dash == std::string::npos ? first : std::stoi(range.substr(dash + 1));
        for (int i = first; i <= last; ++i)
            people.push_back(person(i));
    }
    return people;
}

/// Cohorts in revisions, activities and organisations, as a case says.
class Records : public RecordSource {
public:
    void cohort(const std::string& id, const std::string& organisation, const std::string& ranges) {
        json::array members;
        for (const auto& name : people_of(ranges))
            members.push_back(json::object{{"user_name", name}});
        add("cohort", id, {{"organisation", organisation}, {"members", std::move(members)}});
    }
    void activity(const std::string& id, const std::string& organisation, const std::string& cohort) {
        add("activity", id,
            {{"organisation", organisation},
             {"cohort", cohort},
             {"wikis", json::array{"awiki"}},
             {"first_day", "2014-01-01"},
             {"last_day", "2014-12-31"}});
    }
    void add(const std::string& kind, const std::string& id, const json::value& body) {
        m_records[{kind, id}].push_back(body);
    }

    KeptRecord get(const std::string& kind, const std::string& id, std::optional<int> revision) override {
        const auto found = m_records.find({kind, id});
        if (found == m_records.end()) throw Error{ErrorKind::not_found, {"error-no-record", {kind, id}}};
        const auto number =
            static_cast<std::size_t>(revision.value_or(static_cast<int>(found->second.size())));
        return {id, static_cast<int>(number), found->second.at(number - 1)};
    }
    std::vector<KeptRecord> linked(const std::string& kind, const std::string&, const std::string&,
                                   const std::string&) override {
        return kind == "organisation" ? members() : std::vector<KeptRecord>{};
    }
    std::vector<KeptRecord> owned(const std::string& kind, const std::string& organisation) override {
        std::vector<KeptRecord> found;
        for (const auto& [key, bodies] : m_records)
            if (key.first == kind && bodies.back().at("organisation") == json::string(organisation))
                found.push_back(get(kind, key.second, {}));
        return found;
    }

private:
    std::vector<KeptRecord> members() {
        std::vector<KeptRecord> found;
        for (const auto& [key, bodies] : m_records)
            if (key.first == "organisation" && key.second != "red")
                found.push_back(get("organisation", key.second, {}));
        return found;
    }

    std::map<std::pair<std::string, std::string>, std::vector<json::value>> m_records;
};

/// One step of a case: `people` of a cohort as they are from then on, or a measurement and what everybody
/// sees.
class Case {
public:
    explicit Case(const json::value& steps) {
        load(steps.at("edits").get_array());
        for (const auto* id : {"red", "wmar", "wmcl"})
            m_records.add("organisation", id,
                          {{"name", {{"es", id}}}, {"memberships", json::array{{{"network", "red"}}}}});
        for (const auto& step : steps.at("steps").get_array())
            take(step.get_object());
    }

private:
    /// {"who": "0-9", "day": "2014-03-05", "page"?: 1}: one edit each.
    void load(const json::array& edits) {
        std::vector<EditForTests> all;
        for (const auto& edit : edits) {
            const auto page = edit.get_object().contains("page") ? edit.at("page").as_int64() : 1;
            m_times.push_back(std::string(edit.at("day").as_string()) + "T12:00:00Z");
            for (const auto& name : people_of(std::string(edit.at("who").as_string())))
                all.push_back(
                    {name, m_times.back().c_str(), page, 100 + static_cast<std::int64_t>(all.size())});
        }
        m_lake.load("awiki", "20150101", all);
    }

    void take(const json::object& step) {
        const auto text = [&](const char* name) { return std::string(step.at(name).as_string()); };
        if (step.contains("cohort")) {
            m_records.cohort(text("cohort"), text("organisation"), text("people"));
        } else if (step.contains("activity")) {
            m_records.activity(text("activity"), text("organisation"), text("of"));
        } else {
            measure(step);
        }
    }

    void measure(const json::object& step) {
        Request request;
        request.organisation.id = std::string(step.at("organisation").as_string());
        request.scope = records::from_json<records::MeasuredScope>(step.at("measure"));
        request.scope.wikis = {"awiki"};
        for (const auto& metric : step.at("metrics").get_array())
            request.metrics.push_back({std::string(metric.as_string()), "", {}});
        auto made = run(m_lake.lake(), m_catalogue, request, named_by(request.scope, m_records));
        withhold(m_lake.lake(), m_catalogue, made, m_measured, m_records);
        const auto seen = for_everybody(records::to_json(made)).data();
        EXPECT_EQ(shown(seen), as_written(step.at("everybody"))) << step.at("why");
        m_measured.push_back(std::move(made));
    }

    static std::string number_or_word(const json::value& value) {
        if (value.is_number()) return fmt::format("{}", value.to_number<double>());
        return value.is_string() ? std::string(value.get_string()) : "-";
    }

    static std::string shown(const json::value& seen) {
        std::string text;
        for (const auto& value : seen.at("values").get_array()) {
            const auto* number = value.get_object().if_contains("value");
            text += ' ' + number_or_word(number != nullptr ? *number : value.at("reason"));
        }
        return text;
    }
    static std::string as_written(const json::value& expected) {
        std::string text;
        for (const auto& value : expected.get_array())
            text += ' ' + number_or_word(value);
        return text;
    }

    LakeForTests m_lake;
    Records m_records;
    metrics::Catalogue m_catalogue = metrics::all_metrics();
    std::vector<records::Measurement> m_measured;
    std::deque<std::string> m_times;  ///< what the edits point into
};

}  // namespace

TEST(PrivacyDeciding, what_everybody_sees_in_the_golden_cases_is_what_was_worked_out_by_hand) {
    std::size_t cases = 0;
    for (const auto& file : fs::directory_iterator(BRUJULA_SOURCE_DIR "/tests/cases/privacy")) {
        if (file.path().extension() != ".json") continue;
        SCOPED_TRACE(file.path().filename().string());
        std::ifstream in(file.path());
        const Case one(json::parse(std::string{std::istreambuf_iterator<char>(in), {}}));
        ++cases;
    }
    EXPECT_GE(cases, 10U);
}

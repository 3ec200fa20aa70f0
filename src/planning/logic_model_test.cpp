// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/logic_model.hpp"

#include <filesystem>
#include <fstream>
#include <functional>
#include <set>
#include <sstream>

#include <boost/json.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <rapidcheck.h>
#include <rapidcheck/gtest.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "planning/logic_layout.hpp"
#include "planning/logic_model_svg.hpp"
#include "records/described.hpp"

namespace brujula::planning {
namespace {
namespace fs = std::filesystem;
using records::LogicColumn;
using records::LogicModel;

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/logic_models";

std::string read(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
}

LogicModel model_of(const std::string& json) {
    return records::from_json<LogicModel>(parse_json(json));
}

/// Goals with their days, indicators with their goals.
NetworkRecords network_of_case(const std::string& text) {
    const boost::json::value json = parse_json(text);
    NetworkRecords network;
    for (const auto& [id, days] : json.at("goals").as_object()) {
        records::Goal goal;
        goal.first_day = *parse_date(days.at(0).as_string().c_str());
        goal.last_day = *parse_date(days.at(1).as_string().c_str());
        network.goals[id] = goal;
    }
    for (const auto& [id, goal] : json.at("indicators").as_object())
        network.indicators_of_goal[goal.as_string().c_str()].insert(id);
    return network;
}

std::string line_of(const LogicFinding& found) {
    constexpr std::array<const char*, 4> severities{"off", "info", "warning", "error"};
    const Finding& finding = found.finding;
    std::string line =
        finding.rule + ' ' + severities[static_cast<std::size_t>(finding.severity)] + ' ' + finding.field;
    for (const auto& key : found.items)
        line += ' ' + key;
    line += ' ' + finding.message.key;
    if (finding.rule == "T3") line += ' ' + finding.message.parameters.at(1);
    return line + '\n';
}

void check_golden(const fs::path& file, const std::string& actual) {
    if (read(file) == actual) return;
    const fs::path beside =
        fs::temp_directory_path() / (file.parent_path().filename().string() + "-" + file.filename().string());
    std::ofstream{beside, std::ios::binary} << actual;
    ADD_FAILURE() << file << " differs; what came is in " << beside;
}

TEST(logic_model, the_golden_cases_have_their_findings_and_drawings) {
    int seen = 0;
    for (const auto& folder : fs::directory_iterator{cases}) {
        SCOPED_TRACE(folder.path().filename());
        ++seen;
        const LogicModel model = model_of(read(folder.path() / "model.json"));
        const NetworkRecords network = network_of_case(read(folder.path() / "network.json"));
        std::string findings;
        for (const auto& finding : findings_of(model, network, RuleBook{}, "en"))
            findings += line_of(finding);
        EXPECT_EQ(findings, read(folder.path() / "findings.txt"));
        check_golden(folder.path() / "es.svg", logic_model_svg(model, "es"));
    }
    EXPECT_GE(seen, 3);
}

TEST(logic_model, a_finding_names_its_items_and_keeps_its_numbers) {
    const LogicModel model = model_of(read(cases / "everything-wrong/model.json"));
    const NetworkRecords network = network_of_case(read(cases / "everything-wrong/network.json"));
    const auto findings = findings_of(model, network, RuleBook{}, "en", "m");
    EXPECT_EQ(findings[0].finding.kind, "logic_model");
    EXPECT_EQ(findings[0].finding.id, "m");
    EXPECT_EQ(text_of(findings[5].finding.message),
              "“An outcome of a year” stands under up to 3 months, but its goal runs 12 months. Move it to "
              "the column of that time, or change the goal's days.");
    EXPECT_EQ(findings[5].finding.evidence,
              (std::vector<EvidenceNumber>{{"months", 12}, {"least", 0}, {"most", 3}}));
    EXPECT_EQ(findings[11].finding.message.parameters,
              std::vector<std::string>{
                  "Meeting about the next meeting → The next meeting → Meeting about the next meeting"});
}

TEST(logic_model, an_item_without_a_text_is_said_to_have_none) {
    LogicModel model;
    model.items = {{"i1", LogicColumn::input, {}, {}, {}, 0}};
    const auto findings = findings_of(model, {}, RuleBook{}, "es");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].finding.message.parameters, std::vector<std::string>{"sin texto"});
}

TEST(logic_model, a_network_may_switch_a_rule_off_or_change_its_severity) {
    const LogicModel model = model_of(read(cases / "everything-wrong/model.json"));
    records::AdviserSettings settings;
    settings.rules = {{"R4", Severity::off, {}}, {"R3", Severity::error, {}}};
    const auto findings = findings_of(model, {}, RuleBook{settings}, "en");
    ASSERT_EQ(findings.size(), 1U);
    EXPECT_EQ(findings[0].finding.rule, "R3");
    EXPECT_EQ(findings[0].finding.severity, Severity::error);
}

TEST(logic_model, a_horizon_takes_both_its_ends_and_counts_by_the_calendar) {
    const auto finding = [](LogicColumn column, const char* first, const char* last) -> std::string {
        NetworkRecords network;
        network.goals["g"].first_day = *parse_date(first);
        network.goals["g"].last_day = *parse_date(last);
        network.indicators_of_goal["g"].insert("i");
        LogicModel model;
        model.items = {{"a", LogicColumn::activities, {}, {}, {}, 0}, {"o", column, {}, {}, {}, 0}};
        model.items[1].goal.emplace().id = "g";
        model.links = {{"a", "o", {{"es", "porque sí"}}}};
        const auto all = findings_of(model, network, RuleBook{}, "es");
        return all.empty() ? "" : line_of(all.front());
    };
    using enum LogicColumn;
    EXPECT_EQ(finding(short_outcome, "2015-01-01", "2015-03-31"), "");
    EXPECT_NE(finding(short_outcome, "2015-01-01", "2015-04-30"), "");
    EXPECT_EQ(finding(intermediate_outcome, "2015-01-01", "2015-03-31"), "");
    EXPECT_EQ(finding(intermediate_outcome, "2015-01-01", "2015-12-31"), "");
    EXPECT_NE(finding(intermediate_outcome, "2014-12-01", "2015-12-31"), "");
    EXPECT_EQ(finding(long_outcome, "2015-01-01", "2015-12-31"), "");
    EXPECT_EQ(finding(long_outcome, "2011-01-01", "2015-12-31"), "");
    EXPECT_NE(finding(long_outcome, "2010-12-01", "2015-12-31"), "");
    // From the 31st on, February's end is a month.
    EXPECT_EQ(finding(intermediate_outcome, "2015-01-31", "2015-04-29"), "");
    EXPECT_NE(finding(intermediate_outcome, "2015-01-31", "2015-04-28"), "");
}

/// Every elementary cycle by trying every path, from its first item.
std::set<std::vector<std::string>> cycles_by_force(const LogicModel& model) {
    std::set<std::vector<std::string>> cycles;
    const auto place = [&](const std::string& key) {
        return std::find_if(model.items.begin(), model.items.end(),
                            [&](const auto& i) { return i.key == key; }) -
               model.items.begin();
    };
    std::vector<std::string> path;
    const std::function<void(const std::string&)> walk = [&](const std::string& key) {
        path.push_back(key);
        for (const auto& link : model.links) {
            if (link.from != key) continue;
            if (link.to == path.front())
                cycles.insert(path);
            else if (place(link.to) > place(path.front()) &&
                     std::find(path.begin(), path.end(), link.to) == path.end())
                walk(link.to);
        }
        path.pop_back();
    };
    for (const auto& item : model.items)
        walk(item.key);
    return cycles;
}

/// A model with up to `most` items anywhere and any arrows between them.
LogicModel some_model(int most) {
    LogicModel model;
    const int items = *rc::gen::inRange(0, most + 1);
    for (int i = 0; i < items; ++i) {
        const auto column = static_cast<LogicColumn>(*rc::gen::inRange(0, 7));
        const std::string text(static_cast<std::size_t>(*rc::gen::inRange(0, 120)), 'x');
        model.items.push_back(
            {"k" + std::to_string(i), column, {{"es", text}}, {}, {}, *rc::gen::inRange(0, 4)});
    }
    const auto arrows = *rc::gen::container<std::set<std::pair<int, int>>>(
        rc::gen::pair(rc::gen::inRange(0, most), rc::gen::inRange(0, most)));
    for (const auto& [from, to] : arrows)
        model.links.push_back({"k" + std::to_string(from), "k" + std::to_string(to), {{"es", "x"}}});
    return model;
}

RC_GTEST_PROP(logic_model, finds_exactly_the_cycles_there_are, ()) {
    const LogicModel model = some_model(5);
    const auto found = cycles_of(model, 1'000);
    const std::set<std::vector<std::string>> once{found.begin(), found.end()};
    RC_ASSERT(once.size() == found.size());
    LogicModel known = model;
    std::erase_if(known.links, [&](const auto& link) {
        const auto is_there = [&](const std::string& key) {
            return std::any_of(model.items.begin(), model.items.end(),
                               [&](const auto& i) { return i.key == key; });
        };
        return !is_there(link.from) || !is_there(link.to);
    });
    RC_ASSERT(once == cycles_by_force(known));
}

TEST(logic_model, the_cycles_of_a_graph_in_which_all_leads_to_all_are_cut_off) {
    LogicModel model;
    for (int i = 0; i < 40; ++i)
        model.items.push_back({"k" + std::to_string(i), LogicColumn::activities, {}, {}, {}, 0});
    for (const auto& from : model.items)
        for (const auto& to : model.items)
            model.links.push_back({from.key, to.key, {}});
    EXPECT_EQ(cycles_of(model, 50).size(), 50U);
}

LogicLayout layout_of(const LogicModel& model) {
    std::vector<ItemWords> words;
    for (const auto& item : model.items)
        words.push_back(
            {item.text.empty() ? "" : item.text.begin()->second, item.difficulty > 1 ? "foot" : ""});
    return lay_out(model, words);
}

RC_GTEST_PROP(logic_layout, boxes_never_overlap_and_stand_in_their_columns, ()) {
    const LogicModel model = some_model(14);
    const LogicLayout layout = layout_of(model);
    RC_ASSERT(layout.boxes.size() == model.items.size());
    for (std::size_t i = 0; i < layout.boxes.size(); ++i) {
        const ItemBox& box = layout.boxes[i];
        RC_ASSERT(box.item == i);
        RC_ASSERT(box.x == layout.columns[static_cast<std::size_t>(model.items[i].column)]);
        RC_ASSERT(box.y >= 0 && box.y + box.height <= layout.height);
        for (std::size_t j = 0; j < i; ++j) {
            const ItemBox& other = layout.boxes[j];
            const bool apart =
                box.x != other.x || box.y >= other.y + other.height || other.y >= box.y + box.height;
            RC_ASSERT(apart);
        }
    }
}

Point at(const Curve& c, double t) {
    const double u = 1 - t;
    const auto mix = [&](double a, double b, double d, double e) {
        return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * d + t * t * t * e;
    };
    return {mix(c.from.x, c.control1.x, c.control2.x, c.to.x),
            mix(c.from.y, c.control1.y, c.control2.y, c.to.y)};
}

RC_GTEST_PROP(logic_layout, arrows_join_their_items_and_run_behind_no_box, ()) {
    const LogicModel model = some_model(10);
    const LogicLayout layout = layout_of(model);
    const auto touches = [&](const Point& p, const std::string& key) {
        for (const ItemBox& box : layout.boxes)
            if (model.items[box.item].key == key && (p.x == box.x || p.x == box.x + box.width) &&
                p.y >= box.y && p.y <= box.y + box.height)
                return true;
        return false;
    };
    for (const ArrowPath& arrow : layout.arrows) {
        RC_ASSERT(touches(arrow.curves.front().from, model.links[arrow.link].from));
        RC_ASSERT(touches(arrow.curves.back().to, model.links[arrow.link].to));
        for (const Curve& curve : arrow.curves)
            for (double t = 0; t <= 1; t += 0.05) {
                const Point p = at(curve, t);
                for (const ItemBox& box : layout.boxes)
                    RC_ASSERT(p.x <= box.x + 0.01 || p.x >= box.x + box.width - 0.01 || p.y < box.y ||
                              p.y > box.y + box.height);
            }
    }
}

TEST(logic_layout, the_order_is_changed_where_that_uncrosses_arrows) {
    LogicModel model;
    using enum LogicColumn;
    model.items = {{"a", input, {}, {}, {}, 0},
                   {"b", input, {}, {}, {}, 0},
                   {"x", participants, {}, {}, {}, 0},
                   {"y", participants, {}, {}, {}, 0}};
    model.links = {{"a", "y", {}}, {"b", "x", {}}};
    const LogicLayout crossed = layout_of(model);
    EXPECT_EQ(crossed.boxes[0].y < crossed.boxes[1].y, crossed.boxes[3].y < crossed.boxes[2].y);
    model.links = {{"a", "x", {}}, {"b", "y", {}}};
    const LogicLayout straight = layout_of(model);
    EXPECT_LT(straight.boxes[0].y, straight.boxes[1].y);
    EXPECT_LT(straight.boxes[2].y, straight.boxes[3].y);
}

TEST(logic_layout, lines_are_measured_in_letters_and_long_words_are_broken) {
    using testing::ElementsAre;
    EXPECT_THAT(wrapped("", 5), ElementsAre());
    EXPECT_THAT(wrapped("  uno  dos\ntres ", 7), ElementsAre("uno dos", "tres"));
    EXPECT_THAT(wrapped("ñandúes", 4), ElementsAre("ñand", "úes"));
    EXPECT_THAT(wrapped("維基百科", 4), ElementsAre("維基", "百科"));
    EXPECT_THAT(wrapped("e\u0301e\u0301 a", 4), ElementsAre("e\u0301e\u0301 a"));
}

TEST(logic_model_svg, a_model_of_too_many_items_is_refused) {
    LogicModel model;
    model.items.resize(most_drawn + 1);
    EXPECT_THROW(logic_model_svg(model, "es"), Error);
}

}  // namespace
}  // namespace brujula::planning

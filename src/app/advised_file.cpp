// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/advised_file.hpp"

#include <algorithm>
#include <fstream>
#include <set>
#include <utility>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/message.hpp"
#include "records/described.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace json = boost::json;
using planning::AdvisedGoal;
using planning::AdvisedIndicator;
using planning::NetworkRecords;

namespace {

constexpr std::uintmax_t most_bytes = std::uintmax_t{64} << 20U;

json::value read_file(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    if (!in || !fs::is_regular_file(file))
        throw Error{ErrorKind::not_found, {"error-no-such-file", {file.string()}}};
    if (fs::file_size(file) > most_bytes)
        throw Error{ErrorKind::too_large,
                    {"error-advised-too-large", {file.string(), std::to_string(most_bytes >> 20U)}}};
    return parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
}

[[noreturn]] void refuse(const std::string& pointer, const Message& why) {
    throw Error{
        ErrorKind::bad_input,
        {"error-advised-record", {pointer.empty() ? "/" : pointer, text_of(why, language_of_environment())}}};
}

/// One record of the file, where it stands there.
struct Entry {
    std::string pointer;
    std::string kind;
    std::string id;  ///< empty: a draft
    const json::value* data = nullptr;

    [[nodiscard]] bool may_be_draft() const { return kind == "goal" || kind == "indicator"; }
};

std::string text_in(const json::object& object, const char* member, const std::string& pointer) {
    const auto* value = object.if_contains(member);
    if (value == nullptr) return {};
    if (!value->is_string()) refuse(pointer + "/" + member, {"problem-needs-text", {}});
    return std::string(value->get_string());
}

Entry entry_of(const json::value& record, const std::string& pointer, const records::Kinds& kinds) {
    if (!record.is_object()) refuse(pointer, {"problem-needs-object", {}});
    const auto& object = record.get_object();
    Entry entry{pointer, text_in(object, "kind", pointer), text_in(object, "id", pointer),
                object.if_contains("data")};
    if (entry.kind.empty()) refuse(pointer + "/kind", {"problem-missing", {}});
    if (kinds.find(entry.kind) == nullptr) refuse(pointer + "/kind", {"error-no-such-kind", {entry.kind}});
    if (entry.data == nullptr) refuse(pointer + "/data", {"problem-missing", {}});
    if (entry.id.empty() && !entry.may_be_draft()) refuse(pointer + "/id", {"problem-missing", {}});
    if (!entry.id.empty() && !is_record_id(entry.id))
        refuse(pointer + "/id", {"problem-needs-link", {entry.kind}});
    return entry;
}

std::vector<Entry> entries_of(const json::value& file, const records::Kinds& kinds) {
    std::vector<Entry> entries;
    if (!file.is_array()) return {entry_of(file, "", kinds)};
    std::set<std::pair<std::string, std::string>> seen;
    std::size_t index = 0;
    for (const auto& record : file.get_array()) {
        entries.push_back(entry_of(record, "/" + std::to_string(index++), kinds));
        const auto& [pointer, kind, id, data] = entries.back();
        if (!id.empty() && !seen.emplace(kind, id).second)
            refuse(pointer + "/id", {"error-advised-twice", {kind, id}});
    }
    return entries;
}

/// True where nothing was written yet: the member is not there, null or "".
bool is_open(const json::value& data, const std::string& field) {
    boost::system::error_code none;
    const auto* value = data.find_pointer(field, none);
    return value == nullptr || value->is_null() || (value->is_string() && value->get_string().empty());
}

/// A draft's struct; what is wrong in it but open refuses it.
template <class T>
T read_draft(const Entry& entry) {
    std::vector<Problem> problems;
    T draft = records::from_json<T>(*entry.data, problems);
    for (const auto& problem : problems)
        if (!entry.data->is_object() || problem.message.key == "problem-unknown-member" ||
            !is_open(*entry.data, problem.field))
            refuse(entry.pointer + "/data" + problem.field, problem.message);
    return draft;
}

AdvisedIndicator indicator_of(const Entry& entry) {
    return {entry.id, read_draft<records::Indicator>(entry), entry.data->get_object().contains("direction")};
}

/// Puts in what the store would take; of anything but drafts, refuses what it would not.
void put(NetworkRecords& network, const Entry& entry, const records::Kinds& kinds) {
    const auto problems = kinds.find(entry.kind)->problems(*entry.data);
    if (problems.empty() && !entry.id.empty()) network.put(entry.kind, entry.id, *entry.data);
    if (!problems.empty() && !entry.may_be_draft())
        refuse(entry.pointer + "/data" + problems.front().field, problems.front().message);
}

/// The file's indicators of a goal, in the place of those that the network has.
void take_indicator(AdvisedGoal& goal, AdvisedIndicator draft) {
    const auto place = std::find_if(goal.indicators.begin(), goal.indicators.end(), [&](const auto& other) {
        return !draft.id.empty() && other.id == draft.id;
    });
    if (place == goal.indicators.end())
        goal.indicators.push_back(std::move(draft));
    else
        *place = std::move(draft);
}

/// The goal as it is in the file, with the network's indicators that are not.
AdvisedGoal goal_of(const Entry& entry, const NetworkRecords& network) {
    AdvisedGoal goal{entry.id, read_draft<records::Goal>(entry), {}};
    if (!entry.id.empty())
        for (const auto& id : planning::ids_in(network.indicators_of_goal, entry.id))
            goal.indicators.push_back({id, network.indicators.find(id)->second, true});
    return goal;
}

AdvisedGoal& goal_of_indicator(std::vector<AdvisedGoal>& goals, const AdvisedIndicator& indicator,
                               const Entry& entry, const NetworkRecords& network) {
    const auto& id = indicator.indicator.goal.id;
    const auto found =
        std::find_if(goals.begin(), goals.end(), [&](const auto& goal) { return goal.id == id; });
    if (found != goals.end() && !id.empty()) return *found;
    if (!network.goals.contains(id))
        refuse(entry.pointer + "/data/goal", {"error-no-such-record", {"goal", id}});
    goals.push_back(advised_goal(network, id));
    return goals.back();
}

}  // namespace

std::vector<AdvisedGoal> read_advised(const fs::path& file, NetworkRecords& network) {
    const auto kinds = records::all_kinds();
    const json::value contents = read_file(file);
    const auto entries = entries_of(contents, kinds);
    for (const auto& entry : entries)
        put(network, entry, kinds);
    std::vector<AdvisedGoal> goals;
    for (const auto& entry : entries)
        if (entry.kind == "goal") goals.push_back(goal_of(entry, network));
    for (const auto& entry : entries) {
        if (entry.kind != "indicator") continue;
        auto indicator = indicator_of(entry);
        auto& goal = goal_of_indicator(goals, indicator, entry, network);
        take_indicator(goal, std::move(indicator));
    }
    return goals;
}

}  // namespace brujula::app

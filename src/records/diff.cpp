// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/diff.hpp"

#include <boost/json.hpp>

namespace brujula::records {

namespace json = boost::json;

namespace {

std::string escaped(std::string_view name) {
    std::string out;
    for (const char c : name) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

std::string unescaped(std::string_view part) {
    std::string out;
    for (std::size_t i = 0; i < part.size(); ++i) {
        if (part[i] == '~' && i + 1 < part.size())
            out += part[++i] == '1' ? '/' : '~';
        else
            out += part[i];
    }
    return out;
}

void compare(const json::value* before, const json::value* after, const std::string& path,
             std::vector<Change>& changes) {
    if (before != nullptr && after != nullptr && *before == *after) return;
    if (before != nullptr && after != nullptr && before->is_object() && after->is_object()) {
        for (const auto& [name, value] : before->get_object())
            compare(&value, after->get_object().if_contains(name), path + "/" + escaped(name), changes);
        for (const auto& [name, value] : after->get_object())
            if (!before->get_object().contains(name))
                compare(nullptr, &value, path + "/" + escaped(name), changes);
        return;
    }
    changes.push_back(
        {path, before == nullptr ? json::value{} : *before, after == nullptr ? json::value{} : *after});
}

void put(json::value& body, std::string_view path, const json::value& value) {
    if (path.empty()) {
        body = value;
        return;
    }
    const auto end = path.find('/', 1);
    const auto name = unescaped(path.substr(1, end == std::string_view::npos ? end : end - 1));
    if (!body.is_object()) body = json::object{};
    auto& object = body.get_object();
    if (end != std::string_view::npos)
        put(object[name], path.substr(end), value);
    else if (value.is_null())
        object.erase(name);
    else
        object[name] = value;
}

bool one_holds_the_other(std::string_view a, std::string_view b) {
    if (a.size() > b.size()) std::swap(a, b);
    return b.starts_with(a) && (a.size() == b.size() || b[a.size()] == '/');
}

}  // namespace

std::vector<Change> diff(const json::value& before, const json::value& after) {
    std::vector<Change> changes;
    compare(&before, &after, "", changes);
    return changes;
}

json::value apply_changes(json::value body, const std::vector<Change>& changes) {
    for (const auto& change : changes)
        put(body, change.path, change.after);
    return body;
}

Merge three_way_merge(const json::value& base, const json::value& mine, const json::value& theirs) {
    const auto their_changes = diff(base, theirs);
    Merge merge{theirs, {}};
    for (const auto& change : diff(base, mine)) {
        bool touched = false;
        bool same = false;
        for (const auto& other : their_changes) {
            if (!one_holds_the_other(change.path, other.path)) continue;
            touched = true;
            same = same || (change.path == other.path && change.after == other.after);
        }
        if (!touched)
            put(merge.merged, change.path, change.after);
        else if (!same)
            merge.conflicts.push_back(change.path);
    }
    return merge;
}

}  // namespace brujula::records

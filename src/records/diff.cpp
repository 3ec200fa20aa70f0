// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/diff.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include <boost/json.hpp>

#include "records/rules.hpp"

namespace brujula::records {

namespace json = boost::json;

namespace {

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

/// How a list became another, told by the places of the first: what stands there afterwards (nullptr:
/// taken out), and what was added at the end.
struct ListEdit {
    std::vector<const json::value*> places;
    std::vector<const json::value*> added;

    [[nodiscard]] bool same_places() const {
        return added.empty() && std::find(places.begin(), places.end(), nullptr) == places.end();
    }
};

/// Nothing where elements were both taken out and put in at other places than the end: then the list is one
/// place.
std::optional<ListEdit> edit_of(const json::array& before, const json::array& after) {
    ListEdit edit;
    if (before.size() == after.size()) {
        for (const auto& value : after)
            edit.places.push_back(&value);
        return edit;
    }
    const auto* next = after.begin();
    for (const auto& value : before)
        edit.places.push_back(next != after.end() && value == *next ? next++ : nullptr);
    for (; next != after.end(); ++next)
        edit.added.push_back(next);
    const bool takes_out = std::find(edit.places.begin(), edit.places.end(), nullptr) != edit.places.end();
    if (takes_out && !edit.added.empty()) return {};
    return edit;
}

void compare(const json::value* before, const json::value* after, const std::string& path,
             std::vector<Change>& changes);

void compare_objects(const json::object& before, const json::object& after, const std::string& path,
                     std::vector<Change>& changes) {
    for (const auto& [name, value] : before)
        compare(&value, after.if_contains(name), path + "/" + pointer_part(name), changes);
    for (const auto& [name, value] : after)
        if (!before.contains(name)) compare(nullptr, &value, path + "/" + pointer_part(name), changes);
}

bool compare_lists(const json::array& before, const json::array& after, const std::string& path,
                   std::vector<Change>& changes) {
    const auto edit = edit_of(before, after);
    if (!edit) return false;
    for (std::size_t i = 0; i < before.size(); ++i)
        compare(&before[i], edit->places[i], path + "/" + std::to_string(i), changes);
    for (std::size_t i = 0; i < edit->added.size(); ++i)
        compare(nullptr, edit->added[i], path + "/" + std::to_string(before.size() + i), changes);
    return true;
}

void compare(const json::value* before, const json::value* after, const std::string& path,
             std::vector<Change>& changes) {
    if (before != nullptr && after != nullptr) {
        if (*before == *after) return;
        if (before->is_object() && after->is_object())
            return compare_objects(before->get_object(), after->get_object(), path, changes);
        if (before->is_array() && after->is_array() &&
            compare_lists(before->get_array(), after->get_array(), path, changes))
            return;
    }
    changes.push_back(
        {path, before == nullptr ? json::value{} : *before, after == nullptr ? json::value{} : *after});
}

/// The element that a part of a path names; one more than there are is added. nullptr for no such place.
json::value* element(json::array& list, std::string_view part) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (error != std::errc{} || end != part.data() + part.size() || index > list.size()) return nullptr;
    if (index == list.size()) list.emplace_back(nullptr);
    return &list[index];
}

/// An element that is taken out leaves null behind, so that the places after it keep their numbers.
void put(json::value& body, std::string_view path, const json::value& value) {
    if (path.empty()) {
        body = value;
        return;
    }
    const auto end = path.find('/', 1);
    const auto name = unescaped(path.substr(1, end == std::string_view::npos ? end : end - 1));
    const auto rest = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    if (body.is_array()) {
        if (auto* place = element(body.get_array(), name)) put(*place, rest, value);
        return;
    }
    if (!body.is_object()) body = json::object{};
    if (rest.empty() && value.is_null())
        body.get_object().erase(name);
    else
        put(body.get_object()[name], rest, value);
}

void take_out_nulls(json::value& body) {
    if (body.is_object())
        for (auto& [name, value] : body.get_object())
            take_out_nulls(value);
    if (!body.is_array()) return;
    auto& list = body.get_array();
    for (auto& value : list)
        take_out_nulls(value);
    list.erase(
        std::remove_if(list.begin(), list.end(), [](const json::value& value) { return value.is_null(); }),
        list.end());
}

/// What two people made of one value; nullptr: it is not there.
struct Sides {
    const json::value* base;
    const json::value* mine;
    const json::value* theirs;
};

bool same(const json::value* a, const json::value* b) {
    return a == nullptr || b == nullptr ? a == b : *a == *b;
}

class Merger {
public:
    explicit Merger(std::vector<std::string>& conflicts) : m_conflicts(conflicts) {}

    /// Nothing: it is not there.
    std::optional<json::value> merge(const Sides& sides, const std::string& path) {
        if (same(sides.mine, sides.theirs) || same(sides.base, sides.mine)) return copy(sides.theirs);
        if (same(sides.base, sides.theirs)) return copy(sides.mine);
        if (all(sides, [](const json::value& value) { return value.is_object(); }))
            return merge_objects(sides, path);
        if (all(sides, [](const json::value& value) { return value.is_array(); })) {
            if (auto merged = merge_lists(sides, path)) return merged;
        }
        m_conflicts.push_back(path);
        return copy(sides.theirs);
    }

private:
    static std::optional<json::value> copy(const json::value* value) {
        return value == nullptr ? std::nullopt : std::optional{*value};
    }

    template <class Test>
    static bool all(const Sides& sides, Test test) {
        return sides.base != nullptr && sides.mine != nullptr && sides.theirs != nullptr &&
               test(*sides.base) && test(*sides.mine) && test(*sides.theirs);
    }

    json::value merge_objects(const Sides& sides, const std::string& path) {
        const auto& base = sides.base->get_object();
        const auto& mine = sides.mine->get_object();
        const auto& theirs = sides.theirs->get_object();
        json::object merged;
        const auto take = [&](std::string_view name) {
            if (merged.contains(name)) return;
            auto value = merge({base.if_contains(name), mine.if_contains(name), theirs.if_contains(name)},
                               path + "/" + pointer_part(name));
            if (value) merged[name] = std::move(*value);
        };
        for (const auto& [name, value] : theirs)
            take(name);
        for (const auto& [name, value] : mine)
            if (!theirs.contains(name)) take(name);
        return merged;
    }

    /// Elements are whole: who changed one has changed it all, since its place is all that names it. Nothing
    /// where the two sides cannot be told apart place by place: then the list is one conflict.
    std::optional<json::value> merge_lists(const Sides& sides, const std::string& path) {
        const auto& base = sides.base->get_array();
        const auto mine = edit_of(base, sides.mine->get_array());
        const auto theirs = edit_of(base, sides.theirs->get_array());
        if (!mine || !theirs || (!mine->added.empty() && !theirs->added.empty())) return {};
        json::array merged;
        std::vector<std::string> conflicts;
        for (std::size_t i = 0; i < base.size(); ++i) {
            const auto* m = mine->places[i];
            const auto* t = theirs->places[i];
            if (!same(&base[i], m) && !same(&base[i], t) && !same(m, t))
                conflicts.push_back(path + "/" + std::to_string(i));
            if (const auto* taken = same(&base[i], t) ? m : t) merged.push_back(*taken);
        }
        if (!conflicts.empty() && !(mine->same_places() && theirs->same_places())) return {};
        for (const auto* value : mine->added.empty() ? theirs->added : mine->added)
            merged.push_back(*value);
        m_conflicts.insert(m_conflicts.end(), conflicts.begin(), conflicts.end());
        return merged;
    }

    std::vector<std::string>& m_conflicts;
};

}  // namespace

std::vector<Change> diff(const json::value& before, const json::value& after) {
    std::vector<Change> changes;
    compare(&before, &after, "", changes);
    return changes;
}

json::value apply_changes(json::value body, const std::vector<Change>& changes) {
    for (const auto& change : changes)
        put(body, change.path, change.after);
    take_out_nulls(body);
    return body;
}

Merge three_way_merge(const json::value& base, const json::value& mine, const json::value& theirs) {
    Merge merge;
    auto merged = Merger{merge.conflicts}.merge({&base, &mine, &theirs}, "");
    merge.merged = std::move(*merged);
    return merge;
}

}  // namespace brujula::records

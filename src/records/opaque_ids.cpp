// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/opaque_ids.hpp"

#include <algorithm>
#include <array>

#include <boost/json.hpp>

#include "base/id.hpp"

namespace brujula::records {
namespace json = boost::json;

namespace {

constexpr std::string_view list_of_links = "link:";

/// What became of one value.
enum class Change { none, made, away };

Change change_id(std::string_view kind, json::value& id, const NewId& new_id) {
    if (!id.is_string()) return Change::none;
    auto now = new_id(kind, id.get_string());
    if (!now) return Change::none;
    if (now->empty()) return Change::away;
    id = std::move(*now);
    return Change::made;
}

bool has_field(const std::vector<Field>& fields, std::string_view name) {
    return std::any_of(fields.begin(), fields.end(), [&](const Field& f) { return f.name == name; });
}

bool change_members(const std::vector<Field>& fields, json::value& object, const NewId& new_id);

/// An object with a kind and an id is a link to any kind.
Change change_object(const std::vector<Field>& fields, json::value& object, const NewId& new_id) {
    if (!object.is_object()) return Change::none;
    auto* kind = object.get_object().if_contains("kind");
    auto* id = object.get_object().if_contains("id");
    if (kind != nullptr && id != nullptr && kind->is_string() && has_field(fields, "id"))
        return change_id(kind->get_string(), *id, new_id);
    return change_members(fields, object, new_id) ? Change::made : Change::none;
}

Change change_value(const Field& field, json::value& value, const NewId& new_id);

Change change_element(const Field& list, json::value& element, const NewId& new_id) {
    if (list.of.starts_with(list_of_links))
        return change_id(std::string_view{list.of}.substr(list_of_links.size()), element, new_id);
    return list.fields.empty() ? Change::none : change_object(list.fields, element, new_id);
}

Change change_list(const Field& field, json::value& list, const NewId& new_id) {
    if (!list.is_array()) return Change::none;
    bool changed = false;
    json::array kept;
    for (json::value& element : list.get_array()) {
        const Change change = change_element(field, element, new_id);
        changed = changed || change != Change::none;
        if (change != Change::away) kept.push_back(std::move(element));
    }
    const bool emptied = changed && kept.empty();
    list = std::move(kept);
    if (emptied) return Change::away;
    return changed ? Change::made : Change::none;
}

Change change_value(const Field& field, json::value& value, const NewId& new_id) {
    if (field.type == "link") return change_id(field.of, value, new_id);
    if (field.type == "list") return change_list(field, value, new_id);
    return field.type == "object" ? change_object(field.fields, value, new_id) : Change::none;
}

bool change_members(const std::vector<Field>& fields, json::value& object, const NewId& new_id) {
    bool changed = false;
    for (const Field& field : fields) {
        json::value* member = object.get_object().if_contains(field.name);
        if (member == nullptr) continue;
        const Change change = change_value(field, *member, new_id);
        changed = changed || change != Change::none;
        if (change == Change::away) object.get_object().erase(field.name);
    }
    return changed;
}

using ChangeText = std::function<bool(std::string&)>;

bool change_string(json::value& value, const ChangeText& change) {
    if (!value.is_string()) return false;
    std::string text{value.get_string()};
    if (!change(text)) return false;
    value = text;
    return true;
}

bool texts_of_members(const std::vector<Field>& fields, json::value& object, const ChangeText& change);

/// A value of a member or an element of a list.
bool texts_of_value(const std::string& type, const std::vector<Field>& fields, json::value& value,
                    const ChangeText& change) {
    if (type == "string") return change_string(value, change);
    if (type == "object") return texts_of_members(fields, value, change);
    if (type != "text" || !value.is_object()) return false;
    bool changed = false;
    for (auto& language : value.get_object())
        changed = change_string(language.value(), change) || changed;
    return changed;
}

bool texts_of_members(const std::vector<Field>& fields, json::value& object, const ChangeText& change) {
    if (!object.is_object()) return false;
    bool changed = false;
    for (const Field& field : fields) {
        json::value* member = object.get_object().if_contains(field.name);
        if (member == nullptr || field.name == "user_name") continue;
        if (field.type != "list") {
            changed = texts_of_value(field.type, field.fields, *member, change) || changed;
        } else if (member->is_array()) {
            for (json::value& element : member->get_array())
                changed = texts_of_value(field.of, field.fields, element, change) || changed;
        }
    }
    return changed;
}

}  // namespace

bool has_opaque_ids(std::string_view kind) {
    constexpr std::array<std::string_view, 4> kinds{"cohort", "person", "comment", "endorsement"};
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
}

std::string opaque_id() {
    return random_id(16);
}

bool change_links(const Kind& kind, json::value& body, const NewId& new_id) {
    return body.is_object() && change_members(kind.fields, body, new_id);
}

bool change_texts(const Kind& kind, json::value& body, const std::function<bool(std::string&)>& change) {
    return texts_of_members(kind.fields, body, change);
}

}  // namespace brujula::records

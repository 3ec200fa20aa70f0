// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/envelope.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "base/time.hpp"
#include "measuring/disclosure.hpp"
#include "store/suppressed.hpp"

namespace brujula::web {
namespace json = boost::json;

std::string text_in(const json::value& object, std::string_view name) {
    if (!object.is_object()) return {};
    const json::value* member = object.get_object().if_contains(name);
    return member && member->is_string() ? std::string{member->get_string()} : std::string{};
}

std::string text_in(const store::Revision& record, std::string_view name) {
    return text_in(record.body, name);
}

std::vector<std::string> texts_in(const json::value& object, std::string_view name) {
    std::vector<std::string> texts;
    const json::value* list = object.is_object() ? object.get_object().if_contains(name) : nullptr;
    if (!list || !list->is_array()) return texts;
    for (const json::value& element : list->get_array())
        if (element.is_string()) texts.emplace_back(element.get_string());
    return texts;
}

std::vector<std::string> texts_in(const store::Revision& record, std::string_view name) {
    return texts_in(record.body, name);
}

json::object localized_json(const LocalizedText& text) {
    json::object object;
    for (const auto& [language, words] : text)
        object[language] = words;
    return object;
}

json::object in_all_languages(const Message& message) {
    json::object object;
    for (const char* language : {"en", "es", "pt"})
        object[language] = text_of(message, language);
    return object;
}

json::object envelope_without_data(const store::Revision& record) {
    json::object object{{"kind", record.kind},      {"id", record.id},         {"revision", record.number},
                        {"parent", record.parent},  {"author", record.author}, {"time", format(record.time)},
                        {"comment", record.comment}};
    if (record.removed) object["removed"] = true;
    if (store::is_suppressed(record)) object["suppressed"] = true;
    return object;
}

namespace {

/// Who measures at the organisation, and, of a union, may read the lists of each organisation that is in it.
bool sees_all(const store::Revision& measurement, const Asker& asker) {
    if (!asker.may(records::Action::measure, measurement)) return false;
    const json::value* used =
        measurement.body.is_object() ? measurement.body.get_object().if_contains("records") : nullptr;
    if (!used || !used->is_array()) return true;
    return std::all_of(used->get_array().begin(), used->get_array().end(), [&](const json::value& one) {
        return text_in(one, "kind") != "organisation" ||
               asker.may_in(records::Action::read, text_in(one, "id"));
    });
}

}  // namespace

json::value data_for(const store::Revision& record, const Asker& asker) {
    if (record.kind != "measurement" || sees_all(record, asker)) return record.body;
    if (!record.unread.empty()) return nullptr;  // what is in it to be hidden, nobody can tell
    return measuring::for_everybody(record.body).data();
}

json::object envelope(const store::Revision& record, const Asker& asker) {
    json::object object = envelope_without_data(record);
    json::array may;
    for (const std::string& action : asker.allowed(record))
        may.emplace_back(action);
    object["may"] = std::move(may);
    object["data"] = data_for(record, asker);
    return object;
}

json::object titled(const store::Revision& record, const records::Kinds& kinds) {
    const records::Kind* kind = kinds.find(record.kind);
    const bool has_data =
        kind && record.unread.empty() && record.body.is_object() && !record.body.get_object().empty();
    return {{"kind", record.kind},
            {"id", record.id},
            {"title", has_data ? localized_json(kind->title(record.body)) : json::object{}}};
}

}  // namespace brujula::web

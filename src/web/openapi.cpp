// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/openapi.hpp"

#include <boost/json.hpp>

#include "records/schema.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

std::string lower(std::string text) {
    for (char& c : text)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return text;
}

json::object reference(const std::string& name) {
    return {{"$ref", "#/components/schemas/" + name}};
}

std::string_view access_in_words(const Access& access) {
    switch (access.of()) {
        case Access::Of::nothing:
            return "Open to everyone; records are given only to those who may read them.";
        case Access::Of::signed_in:
        case Access::Of::own_account:
            return "For who is signed in.";
        case Access::Of::accounts:
            return "For who keeps accounts: the network's administrators, and stewards those of their "
                   "organisations.";
        case Access::Of::network:
            return "For the network's administrators.";
        case Access::Of::record:
        case Access::Of::record_ever:
            if (access.action() == records::Action::read) return "For those who may read the record.";
            return "For those whose role in the record's organisation allows it.";
        case Access::Of::new_record:
        case Access::Of::organisation:
            return "For those whose role in the organisation that the body names allows it.";
    }
    return "";
}

json::array parameters(const Route& route) {
    json::array list;
    for (std::size_t at = 0; (at = route.pattern.find('{', at)) != std::string::npos; ++at) {
        const std::size_t end = route.pattern.find('}', at);
        list.push_back({{"name", route.pattern.substr(at + 1, end - at - 1)},
                        {"in", "path"},
                        {"required", true},
                        {"schema", {{"type", "string"}}}});
    }
    for (const std::string& name : route.query)
        list.push_back({{"name", name}, {"in", "query"}, {"schema", {{"type", "string"}}}});
    return list;
}

bool takes_data(const Route& route) {
    return route.kind && (route.access.of() == Access::Of::new_record || route.method == "PUT");
}

json::object request_body(const Route& route) {
    json::object schema{{"type", "object"}};
    if (takes_data(route)) {
        schema["required"] = json::array{"data"};
        schema["properties"] = {{"id", {{"type", "string"}}},
                                {"base", {{"type", "integer"}}},
                                {"comment", {{"type", "string"}}},
                                {"data", reference(records::type_name(*route.kind))}};
    }
    return {{"required", true}, {"content", {{"application/json", {{"schema", std::move(schema)}}}}}};
}

json::object operation(const Route& route) {
    json::object operation{
        {"operationId", route.name},
        {"summary", route.summary},
        {"description", access_in_words(route.access)},
        {"parameters", parameters(route)},
        {"responses",
         {{"2XX", {{"description", "Done"}, {"content", {{"application/json", json::object{}}}}}},
          {"default",
           {{"description", "What, where and what to do"},
            {"content", {{"application/problem+json", {{"schema", reference("Problem")}}}}}}}}}};
    if (route.kind) operation["tags"] = json::array{route.kind->plural};
    if (route.method == "POST" || route.method == "PUT" || route.method == "PATCH")
        operation["requestBody"] = request_body(route);
    if (route.method != "GET")
        operation["security"] = json::array{{{"session", json::array{}}, {"csrf", json::array{}}}};
    return operation;
}

json::object problem_schema() {
    const json::object text{{"type", "string"}};
    return {{"type", "object"},
            {"required", {"type", "kind", "title", "detail", "status", "key"}},
            {"properties",
             {{"type", text},
              {"kind", text},
              {"title", text},
              {"detail", text},
              {"status", {{"type", "integer"}}},
              {"key", text},
              {"problems",
               {{"type", "array"},
                {"items",
                 {{"type", "object"}, {"properties", {{"field", text}, {"key", text}, {"text", text}}}}}}}}}};
}

}  // namespace

json::object openapi(const Routes& routes, const records::Kinds& kinds, const std::string& version) {
    json::object paths;
    for (const Route& route : routes.all()) {
        json::value& path = paths[route.pattern];
        if (!path.is_object()) path = json::object{};
        path.get_object()[lower(route.method)] = operation(route);
    }
    json::object schemas = records::json_schemas(kinds);
    schemas["Problem"] = problem_schema();
    return {
        {"openapi", "3.1.0"},
        {"info", {{"title", "Brújula"}, {"version", version}, {"license", {{"name", "GPL-3.0-or-later"}}}}},
        {"servers", json::array{{{"url", "/api/v1"}}}},
        {"paths", std::move(paths)},
        {"components",
         {{"schemas", std::move(schemas)},
          {"securitySchemes",
           {{"session", {{"type", "apiKey"}, {"in", "cookie"}, {"name", "brujula"}}},
            {"csrf", {{"type", "apiKey"}, {"in", "header"}, {"name", "X-CSRF-Token"}}}}}}}};
}

}  // namespace brujula::web

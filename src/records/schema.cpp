// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/schema.hpp"

#include <boost/json.hpp>

namespace brujula::records {

namespace json = boost::json;

namespace {

json::array strings(const std::vector<std::string>& values) {
    return json::array(values.begin(), values.end());
}

json::object schema_of(const Field& field);

json::object object_schema(const std::vector<Field>& fields) {
    json::object properties;
    json::array required;
    for (const auto& field : fields) {
        properties[field.name] = schema_of(field);
        if (field.required) required.emplace_back(field.name);
    }
    json::object schema{{"type", "object"}, {"properties", properties}, {"additionalProperties", false}};
    if (!required.empty()) schema["required"] = required;
    return schema;
}

json::object reference(const char* name) {
    return {{"$ref", std::string("#/components/schemas/") + name}};
}

Field element_of(const Field& list) {
    const bool link = list.of.starts_with("link:");
    return {.name = "",
            .type = link ? "link" : list.of,
            .of = link ? list.of.substr(5) : "",
            .required = false,
            .values = list.values,
            .fields = list.fields};
}

json::object schema_of(const Field& field) {
    if (field.type == "text") return reference("LocalizedText");
    if (field.type == "amount") return reference("Amount");
    if (field.type == "date") return {{"type", "string"}, {"format", "date"}};
    if (field.type == "enum") return {{"type", "string"}, {"enum", strings(field.values)}};
    if (field.type == "link")
        return {{"type", "string"},
                {"pattern", "^[a-z0-9][a-z0-9-]{0,79}$"},
                {"description", "id of a " + field.of}};
    if (field.type == "list") return {{"type", "array"}, {"items", schema_of(element_of(field))}};
    if (field.type == "object") return object_schema(field.fields);
    return {{"type", field.type}};
}

json::object describe_field(const Field& field) {
    json::object described{{"name", field.name}, {"type", field.type}};
    if (!field.of.empty()) described["of"] = field.of;
    if (field.required) described["required"] = true;
    if (!field.values.empty()) described["values"] = strings(field.values);
    if (!field.fields.empty()) {
        json::array fields;
        for (const auto& inner : field.fields)
            fields.emplace_back(describe_field(inner));
        described["fields"] = fields;
    }
    return described;
}

std::string typescript_object(const std::vector<Field>& fields, const std::string& indent);

std::string typescript_of(const Field& field, const std::string& indent) {
    if (field.type == "text") return "LocalizedText";
    if (field.type == "amount") return "Amount";
    if (field.type == "boolean") return "boolean";
    if (field.type == "number" || field.type == "integer") return "number";
    if (field.type == "object") return typescript_object(field.fields, indent);
    if (field.type == "list") {
        const auto element = typescript_of(element_of(field), indent);
        return element.find('|') == std::string::npos ? element + "[]" : "(" + element + ")[]";
    }
    if (field.type != "enum") return "string";
    std::string values;
    for (const auto& value : field.values)
        values += (values.empty() ? "'" : " | '") + value + "'";
    return values;
}

std::string typescript_object(const std::vector<Field>& fields, const std::string& indent) {
    std::string out = "{\n";
    for (const auto& field : fields)
        out += indent + "  " + field.name + (field.required ? ": " : "?: ") +
               typescript_of(field, indent + "  ") + ";\n";
    return out + indent + "}";
}

}  // namespace

std::string type_name(const Kind& kind) {
    std::string name;
    bool upper = true;
    for (const char c : kind.name) {
        if (c != '_') name += upper ? static_cast<char>(c - 'a' + 'A') : c;
        upper = c == '_';
    }
    return name;
}

json::object json_schemas(const Kinds& kinds) {
    json::object schemas{
        {"LocalizedText",
         {{"type", "object"},
          {"description", "BCP 47 language code in lower case → text"},
          {"additionalProperties", {{"type", "string"}}}}},
        {"Amount",
         {{"type", "object"},
          {"required", json::array{"value"}},
          {"properties",
           {{"value", {{"type", "number"}}},
            {"quality", {{"type", "string"}, {"enum", json::array{"exact", "at_least", "about"}}}}}}}}};
    for (const auto& kind : kinds.all())
        schemas[type_name(kind)] = object_schema(kind.fields);
    return schemas;
}

json::array describe(const Kinds& kinds) {
    json::array described;
    for (const auto& kind : kinds.all()) {
        json::array fields;
        for (const auto& field : kind.fields)
            fields.emplace_back(describe_field(field));
        described.push_back({{"name", kind.name}, {"plural", kind.plural}, {"fields", fields}});
    }
    return described;
}

std::string typescript_types(const Kinds& kinds) {
    std::string out =
        "// SPDX-License-Identifier: GPL-3.0-or-later\n"
        "// Printed by `brujula types` from the kinds of records (src/records/kinds.hpp).\n\n"
        "export type LocalizedText = Record<string, string>;\n\n"
        "export interface Amount {\n  value: number;\n  quality?: 'exact' | 'at_least' | 'about';\n}\n";
    for (const auto& kind : kinds.all())
        out += "\nexport interface " + type_name(kind) + " " + typescript_object(kind.fields, "") + "\n";
    return out;
}

}  // namespace brujula::records

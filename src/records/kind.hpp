// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::records {

/// Who may read a record, before roles: see access.hpp.
enum class Visibility {
    everyone,      ///< the network's public pages
    organisation,  ///< signed-in people with a role in the record's organisation, and the network's stewards
};

/// A link from a record to another: "goal —serves→ objective". Named by the field that holds it.
struct Link {
    std::string name;  ///< "objective", "organisation", "plan" …
    std::string kind;  ///< the target's kind: "objective"
    std::string id;

    auto operator<=>(const Link&) const = default;
};

/// A text that search finds, with its language ("" where it has none: names of people, codes).
struct SearchText {
    std::string language;
    std::string text;
};

/// One field of a kind, as forms, the OpenAPI document and the diff need it.
struct Field {
    std::string name;
    std::string type;  ///< "text" (several languages), "string", "number", "integer", "boolean", "date",
                       ///< "instant", "amount", "enum", "link", "object", "list"
    std::string of;    ///< enum's name, link's target kind, object's type, list's element type
    bool required = false;
    std::vector<std::string> values;  ///< of an enum, in order
    std::vector<Field> fields;        ///< of an object, or of a list's objects
};

/// Everything the program knows of one kind of record, made from the description of its struct
/// (BOOST_DESCRIBE). The shape in JSON is the struct's: members by name, enums as their names, optional
/// members left out when empty.
struct Kind {
    std::string name;    ///< "goal"
    std::string plural;  ///< "goals": its address
    std::vector<Field> fields;

    /// Shape and rules of the kind itself; all problems at once. Empty: it may be written (after
    /// `normalised`).
    std::function<std::vector<Problem>(const boost::json::value& body)> problems;
    /// Why the body does not even have the shape of the kind; empty for one that the functions below take.
    std::function<std::vector<Problem>(const boost::json::value& body)> shape_problems;
    /// The same record in canonical form (member order, texts NFC, unknown members are a problem, never
    /// dropped).
    std::function<boost::json::value(const boost::json::value& body)> normalised;
    std::function<std::vector<Link>(const boost::json::value& body)> links;
    std::function<std::vector<SearchText>(const boost::json::value& body)> search_texts;
    /// What the record is called in lists, in several languages.
    std::function<LocalizedText(const boost::json::value& body)> title;
    std::function<Visibility(const boost::json::value& body)> visibility;
};

/// All kinds. Plain value: main builds it with all_kinds() and passes it on.
class Kinds {
public:
    explicit Kinds(std::vector<Kind> kinds) : m_kinds(std::move(kinds)) {}
    [[nodiscard]] const std::vector<Kind>& all() const { return m_kinds; }
    /// nullptr where there is no such kind.
    [[nodiscard]] const Kind* find(std::string_view name) const;
    [[nodiscard]] const Kind* find_plural(std::string_view plural) const;

private:
    std::vector<Kind> m_kinds;
};

/// Those of kinds.hpp, planning_kinds.hpp and evaluation_kinds.hpp.
Kinds all_kinds();

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cmath>
#include <cstdint>
#include <optional>
#include <string>
#include <type_traits>
#include <vector>

#include <boost/describe.hpp>
#include <boost/json.hpp>
#include <boost/mp11.hpp>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/text.hpp"
#include "base/time.hpp"
#include "records/kind.hpp"
#include "records/kinds.hpp"
#include "records/limits.hpp"
#include "records/rules.hpp"

// What a described struct gives: JSON in both directions, its fields, its links, its texts. Heavy to compile:
// include it only where kinds are put together or records are turned into structs.
namespace brujula::records {

namespace json = boost::json;

namespace described {

template <class T>
struct is_optional : std::false_type {};
template <class T>
struct is_optional<std::optional<T>> : std::true_type {};
template <class T>
struct is_list : std::false_type {};
template <class T>
struct is_list<std::vector<T>> : std::true_type {};
template <class T>
struct is_ref : std::false_type {};
template <KindName k>
struct is_ref<Ref<k>> : std::true_type {
    static constexpr KindName target = k;
};

template <class T>
using members = boost::describe::describe_members<T, boost::describe::mod_public>;
template <class T>
inline constexpr bool is_struct = boost::describe::has_describe_members<T>::value && !std::is_enum_v<T>;

/// Members that must be there, since nothing can stand for them: links, days and quantities. A quantity that
/// was not given is not zero.
template <class Owner, class T>
inline constexpr bool is_needed = is_ref<T>::value || std::is_same_v<T, Date> || std::is_same_v<T, Amount> ||
                                  (std::is_floating_point_v<T> &&
                                   (std::is_same_v<Owner, Amount> || std::is_same_v<Owner, Place> ||
                                    std::is_same_v<Owner, BudgetLine> || std::is_same_v<Owner, WorkHours>));

template <class T>
std::vector<std::string> enum_names() {
    std::vector<std::string> names;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>(
        [&](auto d) { names.emplace_back(d.name); });
    return names;
}

template <class T>
std::string enum_name(T value) {
    std::string name;
    boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
        if (d.value == value) name = d.name;
    });
    return name;
}

/// Reads JSON into structs and collects every problem with its place.
class Reader {
public:
    explicit Reader(std::vector<Problem>& problems) : m_problems(problems) {}

    template <class T>
    void read(const json::value& from, const std::string& at, T& to) {
        if constexpr (std::is_same_v<T, bool>) {
            if (from.is_bool())
                to = from.get_bool();
            else
                say(at, "problem-needs-boolean");
        } else if constexpr (std::is_enum_v<T>) {
            read_enum(from, at, to);
        } else if constexpr (std::is_arithmetic_v<T>) {
            read_number(from, at, to);
        } else if constexpr (std::is_same_v<T, std::string>) {
            read_string(from, at, to);
        } else if constexpr (std::is_same_v<T, LocalizedText>) {
            read_text(from, at, to);
        } else if constexpr (std::is_same_v<T, Date>) {
            read_date(from, at, to);
        } else if constexpr (is_ref<T>::value) {
            if (!from.is_string() || !is_record_id(from.get_string()))
                say(at, "problem-needs-link", {is_ref<T>::target.text});
            else
                to.id = from.get_string();
        } else if constexpr (is_optional<T>::value) {
            if (!from.is_null()) read(from, at, to.emplace());
        } else if constexpr (is_list<T>::value) {
            read_list(from, at, to);
        } else {
            static_assert(is_struct<T>);
            read_struct(from, at, to);
        }
    }

private:
    void say(const std::string& at, const char* key, std::vector<std::string> parameters = {}) {
        if (m_problems.size() < most_problems) m_problems.push_back({at, {key, std::move(parameters)}});
    }

    template <class T>
    void read_enum(const json::value& from, const std::string& at, T& to) {
        bool found = false;
        if (from.is_string())
            boost::mp11::mp_for_each<boost::describe::describe_enumerators<T>>([&](auto d) {
                if (from.get_string() == d.name) {
                    to = d.value;
                    found = true;
                }
            });
        if (found) return;
        std::string allowed;
        for (const auto& name : enum_names<T>())
            allowed += (allowed.empty() ? "" : ", ") + name;
        say(at, "problem-not-one-of", {allowed});
    }

    template <class T>
    void read_number(const json::value& from, const std::string& at, T& to) {
        if (!from.is_number()) return say(at, "problem-needs-number");
        const double number = from.to_number<double>();
        if constexpr (std::is_integral_v<T>) {
            if (number != std::floor(number) || std::abs(number) > 1e9)
                return say(at, "problem-needs-integer");
            to = static_cast<T>(number);
        } else {
            if (!(std::abs(number) <= greatest_number)) return say(at, "problem-number-too-large");
            to = number;
        }
    }

    void read_string(const json::value& from, const std::string& at, std::string& to) {
        if (!from.is_string()) return say(at, "problem-needs-text");
        if (from.get_string().size() > longest_text)
            return say(at, "problem-text-too-long", {std::to_string(longest_text)});
        to = normalise(from.get_string());
        if (to.find_first_not_of(" \t\r\n") == std::string::npos) to.clear();
    }

    void read_text(const json::value& from, const std::string& at, LocalizedText& to) {
        if (!from.is_object()) return say(at, "problem-needs-languages");
        for (const auto& [language, text] : from.get_object()) {
            const std::string here = at + "/" + pointer_part(language);
            std::string words;
            if (!is_language(language)) {
                say(here, "problem-not-a-language", {language});
                continue;
            }
            read_string(text, here, words);
            if (!words.empty()) to[std::string(language)] = words;
        }
    }

    void read_date(const json::value& from, const std::string& at, Date& to) {
        const auto date = from.is_string() ? parse_date(from.get_string()) : std::nullopt;
        if (date)
            to = *date;
        else
            say(at, "problem-needs-date");
    }

    template <class T>
    void read_list(const json::value& from, const std::string& at, std::vector<T>& to) {
        if (!from.is_array()) return say(at, "problem-needs-list");
        if (from.get_array().size() > longest_list)
            return say(at, "problem-list-too-long", {std::to_string(longest_list)});
        std::size_t index = 0;
        for (const auto& element : from.get_array())
            read(element, at + "/" + std::to_string(index++), to.emplace_back());
    }

    template <class T>
    void read_struct(const json::value& from, const std::string& at, T& to) {
        if (!from.is_object()) return say(at, "problem-needs-object");
        const auto& object = from.get_object();
        boost::mp11::mp_for_each<members<T>>([&](auto d) {
            auto& member = to.*d.pointer;
            using M = std::remove_reference_t<decltype(member)>;
            const auto* value = object.if_contains(d.name);
            if (value != nullptr)
                read(*value, at + "/" + d.name, member);
            else if constexpr (is_needed<T, M>)
                say(at + "/" + d.name, "problem-missing");
        });
        for (const auto& [name, value] : object)
            if (!has_member<T>(name)) say(at + "/" + pointer_part(name), "problem-unknown-member");
    }

    template <class T>
    static bool has_member(std::string_view name) {
        bool found = false;
        boost::mp11::mp_for_each<members<T>>([&](auto d) { found = found || name == d.name; });
        return found;
    }

    std::vector<Problem>& m_problems;
};

template <class T>
json::value write(const T& from);

/// True for what is left out of JSON: nothing, no text, no element, no link.
template <class T>
bool is_nothing(const T& value) {
    if constexpr (is_optional<T>::value)
        return !value.has_value();
    else if constexpr (std::is_same_v<T, std::string> || std::is_same_v<T, LocalizedText> ||
                       is_list<T>::value || is_ref<T>::value)
        return value.empty();
    else
        return false;
}

template <class T>
json::value write(const T& from) {
    if constexpr (std::is_enum_v<T>) {
        return json::value(enum_name(from));
    } else if constexpr (std::is_floating_point_v<T>) {
        // As it is read back from text, where 150 is an integer: bodies are compared by value and type.
        constexpr double exact = 9e15;
        if (from == std::floor(from) && std::abs(from) < exact)
            return json::value(static_cast<std::int64_t>(from));
        return json::value(from);
    } else if constexpr (std::is_arithmetic_v<T> || std::is_same_v<T, std::string>) {
        return json::value(from);
    } else if constexpr (std::is_same_v<T, LocalizedText>) {
        json::object object;
        for (const auto& [language, text] : from)
            object[language] = text;
        return object;
    } else if constexpr (std::is_same_v<T, Date>) {
        return json::value(format(from));
    } else if constexpr (is_ref<T>::value) {
        return json::value(from.id);
    } else if constexpr (is_optional<T>::value) {
        return from ? write(*from) : json::value(nullptr);
    } else if constexpr (is_list<T>::value) {
        json::array array;
        for (const auto& element : from)
            array.push_back(write(element));
        return array;
    } else {
        json::object object;
        boost::mp11::mp_for_each<members<T>>([&](auto d) {
            const auto& member = from.*d.pointer;
            if (!is_nothing(member)) object[d.name] = write(member);
        });
        return object;
    }
}

template <class T>
std::vector<Field> fields_of();

template <class T>
void describe_type(Field& field) {
    if constexpr (std::is_same_v<T, bool>) {
        field.type = "boolean";
    } else if constexpr (std::is_enum_v<T>) {
        field.type = "enum";
        field.values = enum_names<T>();
    } else if constexpr (std::is_integral_v<T>) {
        field.type = "integer";
    } else if constexpr (std::is_floating_point_v<T>) {
        field.type = "number";
    } else if constexpr (std::is_same_v<T, std::string>) {
        field.type = "string";
    } else if constexpr (std::is_same_v<T, LocalizedText>) {
        field.type = "text";
    } else if constexpr (std::is_same_v<T, Date>) {
        field.type = "date";
    } else if constexpr (is_ref<T>::value) {
        field.type = "link";
        field.of = is_ref<T>::target.text;
    } else if constexpr (is_optional<T>::value) {
        describe_type<typename T::value_type>(field);
    } else if constexpr (std::is_same_v<T, Amount>) {
        field.type = "amount";
        field.values = enum_names<AmountQuality>();
    } else if constexpr (is_list<T>::value) {
        Field element;
        describe_type<typename T::value_type>(element);
        field.type = "list";
        field.of = element.type == "link" ? "link:" + element.of : element.type;
        field.values = element.values;
        field.fields = element.fields;
    } else {
        field.type = "object";
        field.fields = fields_of<T>();
    }
}

template <class T>
std::vector<Field> fields_of() {
    std::vector<Field> fields;
    boost::mp11::mp_for_each<members<T>>([&](auto d) {
        using M = std::remove_cvref_t<decltype(std::declval<T&>().*d.pointer)>;
        Field field;
        field.name = d.name;
        field.required = is_needed<T, M>;
        describe_type<M>(field);
        fields.push_back(std::move(field));
    });
    return fields;
}

template <class T>
void collect_links(const T& from, const char* name, std::vector<Link>& links) {
    if constexpr (is_ref<T>::value) {
        if (!from.empty()) links.push_back({name, is_ref<T>::target.text, from.id});
    } else if constexpr (std::is_same_v<T, AnyRef>) {
        links.push_back({name, from.kind, from.id});
    } else if constexpr (is_optional<T>::value) {
        if (from) collect_links(*from, name, links);
    } else if constexpr (is_list<T>::value) {
        for (const auto& element : from)
            collect_links(element, name, links);
    } else if constexpr (is_struct<T>) {
        boost::mp11::mp_for_each<members<T>>([&](auto d) { collect_links(from.*d.pointer, d.name, links); });
    }
}

template <class T>
void collect_texts(const T& from, std::vector<SearchText>& texts) {
    if constexpr (std::is_same_v<T, std::string>) {
        if (!from.empty()) texts.push_back({"", from});
    } else if constexpr (std::is_same_v<T, LocalizedText>) {
        for (const auto& [language, text] : from)
            texts.push_back({language, text});
    } else if constexpr (is_optional<T>::value) {
        if (from) collect_texts(*from, texts);
    } else if constexpr (is_list<T>::value) {
        for (const auto& element : from)
            collect_texts(element, texts);
    } else if constexpr (is_struct<T>) {
        boost::mp11::mp_for_each<members<T>>([&](auto d) { collect_texts(from.*d.pointer, texts); });
    }
}

/// What a struct holds more of than may be written, or days that are none of anybody's plans.
class Bounds {
public:
    Bounds(std::size_t most, std::vector<Problem>& problems) : m_most(most), m_problems(problems) {}

    template <class T>
    void look(const T& value, const std::string& at) {
        if constexpr (std::is_same_v<T, LocalizedText>) {
            if (value.size() > most_languages) say(at, "problem-too-many-languages", most_languages);
        } else if constexpr (std::is_same_v<T, Date>) {
            const int year = static_cast<int>(value.year());
            if (year < earliest_year || year > latest_year)
                m_problems.push_back({at,
                                      {"problem-day-out-of-range",
                                       {std::to_string(earliest_year), std::to_string(latest_year)}}});
        } else if constexpr (is_optional<T>::value) {
            if (value) look(*value, at);
        } else if constexpr (is_list<T>::value) {
            if (value.size() > m_most) say(at, "problem-list-too-long", m_most);
            look_at_all(value, at);
        } else if constexpr (is_struct<T>) {
            boost::mp11::mp_for_each<members<T>>([&](auto d) { look(value.*d.pointer, at + "/" + d.name); });
        }
    }

private:
    template <class T>
    void look_at_all(const std::vector<T>& list, const std::string& at) {
        if constexpr (!std::is_same_v<T, std::string> && !std::is_arithmetic_v<T>)
            for (std::size_t i = 0; i < list.size() && m_problems.size() < most_problems; ++i)
                look(list[i], at + "/" + std::to_string(i));
    }

    void say(const std::string& at, const char* key, std::size_t most) {
        m_problems.push_back({at, {key, {std::to_string(most)}}});
    }

    std::size_t m_most;
    std::vector<Problem>& m_problems;
};

}  // namespace described

/// The struct's JSON. What is empty is left out.
template <class T>
json::value to_json(const T& record) {
    return described::write(record);
}

/// Reads `body` as far as it goes and adds what is wrong with it to `problems`.
template <class T>
T from_json(const json::value& body, std::vector<Problem>& problems) {
    T record{};
    described::Reader{problems}.read(body, "", record);
    return record;
}

/// Reads a body that was checked before (from the store). Throws Error(internal) where it does not fit.
template <class T>
T from_json(const json::value& body) {
    std::vector<Problem> problems;
    T record = from_json<T>(body, problems);
    if (!problems.empty())
        throw Error{ErrorKind::internal,
                    {"error-internal", {problems.front().field + ": " + text_of(problems.front().message)}}};
    return record;
}

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/message.hpp"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include <boost/json.hpp>

#include "base/time.hpp"

namespace brujula {

extern const std::string_view messages_en;
extern const std::string_view messages_es;
extern const std::string_view messages_pt;

namespace {

using Texts = std::map<std::string, std::string, std::less<>>;

Texts read_texts(std::string_view json) {
    Texts texts;
    const auto file = boost::json::parse(json);
    for (const auto& [key, value] : file.as_object())
        if (value.is_string()) texts.emplace(key, value.get_string());
    return texts;
}

const Texts& texts_of(std::string_view language) {
    static const Texts en = read_texts(messages_en);
    static const Texts es = read_texts(messages_es);
    static const Texts pt = read_texts(messages_pt);
    const auto base = language.substr(0, language.find_first_of("-_.@"));
    if (base == "es") return es;
    if (base == "pt") return pt;
    return en;
}

std::string parameter(const Message& message, char digit) {
    const auto index = static_cast<std::size_t>(digit - '1');
    return index < message.parameters.size() ? message.parameters[index] : std::string{'$', digit};
}

std::string expand(std::string_view text, const Message& message, std::string_view language);

/// "$1|one|other". The three languages share the rule one / other.
std::string expand_plural(std::string_view inner, const Message& message, std::string_view language) {
    const auto bar = inner.find('|');
    const auto second = inner.find('|', bar + 1);
    const auto number = inner.substr(0, bar);
    const auto value =
        number.size() == 2 && number[0] == '$' ? parameter(message, number[1]) : std::string(number);
    const auto one = inner.substr(bar + 1, second == std::string_view::npos ? second : second - bar - 1);
    const auto other = second == std::string_view::npos ? one : inner.substr(second + 1);
    return expand(value == "1" ? one : other, message, language);
}

/// "1234.5" as people write it; anything that is not a plain number stays as it is.
std::string number_in(std::string_view plain, std::string_view language) {
    const bool negative = plain.starts_with('-');
    const auto digits = plain.substr(negative ? 1 : 0);
    const auto point = std::min(digits.find('.'), digits.size());
    const auto whole = digits.substr(0, point);
    if (whole.empty() || plain.find_first_not_of("-.0123456789") != std::string_view::npos)
        return std::string(plain);
    const bool spanish = language.starts_with("es");
    const bool english = !spanish && !language.starts_with("pt");
    const std::string_view separator = spanish ? "\u202f" : english ? "," : ".";
    const std::size_t grouped_from = spanish ? 5 : 4;
    std::string out = negative ? "−" : "";
    for (std::size_t i = 0; i < whole.size(); ++i) {
        const bool group = whole.size() >= grouped_from && i > 0 && (whole.size() - i) % 3 == 0;
        if (group) out += separator;
        out += whole[i];
    }
    if (point < digits.size()) out += (english ? "." : ",") + std::string(digits.substr(point + 1));
    return out;
}

/// "2014-12-31" as people write it; anything that is not a day stays as it is.
std::string day_in(std::string_view plain, std::string_view language) {
    const auto day = parse_date(plain);
    if (!day) return std::string(plain);
    const auto month =
        text_of({"month-" + std::to_string(static_cast<unsigned>(day->month())), {}}, language);
    return text_of({"day-of-month-of-year",
                    {std::to_string(static_cast<unsigned>(day->day())), month,
                     std::to_string(static_cast<int>(day->year()))}},
                   language);
}

/// Where the braces that open at `at` close; npos where they do not.
std::size_t closing(std::string_view text, std::size_t at) {
    int depth = 0;
    while (at + 1 < text.size()) {
        const auto two = text.substr(at, 2);
        if (two == "{{") ++depth;
        if (two == "}}" && --depth == 0) return at;
        at += two == "{{" || two == "}}" ? 2 : 1;
    }
    return std::string_view::npos;
}

/// What stands between braces; nothing for what is no function of messages.
std::optional<std::string> expand_function(std::string_view inner, const Message& message,
                                           std::string_view language) {
    const auto colon = std::min(inner.find(':'), inner.size());
    const auto name = inner.substr(0, colon);
    const auto given = inner.substr(std::min(colon + 1, inner.size()));
    if (name == "PLURAL") return expand_plural(given, message, language);
    if (name == "int") return text_of({expand(given, message, language), {}}, language);
    if (name == "formatnum") return number_in(expand(given, message, language), language);
    if (name == "#dateformat") return day_in(expand(given, message, language), language);
    return std::nullopt;
}

std::string expand(std::string_view text, const Message& message, std::string_view language) {
    std::string out;
    std::size_t at = 0;
    while (at < text.size()) {
        if (text[at] == '$' && at + 1 < text.size() && text[at + 1] >= '1' && text[at + 1] <= '9') {
            out += parameter(message, text[at + 1]);
            at += 2;
            continue;
        }
        const auto end = text.substr(at).starts_with("{{") ? closing(text, at) : std::string_view::npos;
        const auto expanded = end == std::string_view::npos
                                  ? std::nullopt
                                  : expand_function(text.substr(at + 2, end - at - 2), message, language);
        out += expanded.value_or(std::string{text[at]});
        at = expanded ? end + 2 : at + 1;
    }
    return out;
}

}  // namespace

std::string text_of(const Message& message, std::string_view language) {
    for (const auto* texts : {&texts_of(language), &texts_of("en")})
        if (const auto found = texts->find(message.key); found != texts->end())
            return expand(found->second, message, language);
    std::string out = "⧼" + message.key + "⧽";
    for (const auto& value : message.parameters)
        out += " " + value;
    return out;
}

bool has_message(std::string_view key) {
    return texts_of("en").contains(key);
}

std::string_view messages_json(std::string_view language) {
    if (language.starts_with("es")) return messages_es;
    if (language.starts_with("pt")) return messages_pt;
    return messages_en;
}

std::string language_of_environment() {
    for (const char* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
        const char* value = std::getenv(name);
        if (value == nullptr || *value == '\0') continue;
        const std::string_view language{value};
        for (const char* known : {"es", "pt"})
            if (language.starts_with(known)) return known;
        return "en";
    }
    return "en";
}

}  // namespace brujula

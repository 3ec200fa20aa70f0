// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace brujula {

/// A text for a person, not yet in a language: a key of src/messages/*.json and the values of $1, $2 ….
struct Message {
    std::string key;
    std::vector<std::string> parameters;

    bool operator==(const Message&) const = default;
};

/// The message in `language` (falls back pt-br → pt → en, anything else → en).
///
/// Understands of MediaWiki's syntax: $1 … $9, {{PLURAL:$1|one|other}}, {{formatnum:$1}}, a plain number
/// ("1234.5") as the language writes it (docs/adr/0020), {{#dateformat:$1}}, a day ("2014-12-31") likewise,
/// and {{int:key-$1}}, the text of another message without parameters; they may stand in each other. An
/// unknown key gives the key in ⧼brackets⧽, as on wikis, so that it is seen and reported.
std::string text_of(const Message& message, std::string_view language = "en");

/// True where src/messages/en.json has the key.
bool has_message(std::string_view key);

/// All of a language's messages as the JSON text of its file; "en" for a language without one.
std::string_view messages_json(std::string_view language);

/// The language of the environment (LC_ALL, LC_MESSAGES, LANG) that the program has texts in, else "en".
std::string language_of_environment();

}  // namespace brujula

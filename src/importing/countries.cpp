// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/countries.hpp"

#include <algorithm>
#include <map>

#include <unicode/locid.h>

#include "importing/table_reading.hpp"

namespace brujula::importing {
namespace {

using Names = std::map<std::string, std::string, std::less<>>;

Names all_names() {
    Names names;
    for (const char* const* code = icu::Locale::getISOCountries(); *code != nullptr; ++code) {
        names[as_compared(*code)] = *code;
        for (const char* language : {"es", "pt", "en"}) {
            icu::UnicodeString shown;
            std::string name;
            icu::Locale("", *code).getDisplayCountry(icu::Locale(language), shown).toUTF8String(name);
            names[as_compared(name)] = *code;
        }
    }
    return names;
}

}  // namespace

std::string country_called(std::string_view name) {
    static const Names names = all_names();
    const auto found = names.find(as_compared(name));
    return found == names.end() ? std::string{} : found->second;
}

}  // namespace brujula::importing

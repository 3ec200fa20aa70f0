// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/marks.hpp"

#include <algorithm>
#include <string>
#include <string_view>

#include <boost/json.hpp>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include "records/rules.hpp"

namespace brujula::records {
namespace json = boost::json;

namespace {

constexpr std::size_t most_told = 10;

bool is_mark(UChar32 letter) {
    const auto category = u_charType(letter);
    return category == U_NON_SPACING_MARK || category == U_ENCLOSING_MARK;
}

std::size_t longest_run_of_marks(std::string_view text) {
    std::size_t longest = 0;
    std::size_t run = 0;
    const auto letters =
        icu::UnicodeString::fromUTF8(icu::StringPiece(text.data(), static_cast<int32_t>(text.size())));
    for (int32_t at = 0; at < letters.length(); at = letters.moveIndex32(at, 1)) {
        run = is_mark(letters.char32At(at)) ? run + 1 : 0;
        longest = std::max(longest, run);
    }
    return longest;
}

void look(const json::value& part, const std::string& at, std::vector<Problem>& problems) {
    if (problems.size() >= most_told) return;
    if (part.is_object())
        for (const auto& [name, value] : part.get_object())
            look(value, at + "/" + pointer_part(name), problems);
    if (part.is_array())
        for (std::size_t i = 0; i < part.get_array().size(); ++i)
            look(part.get_array()[i], at + "/" + std::to_string(i), problems);
    if (part.is_string() && longest_run_of_marks(part.get_string()) > most_marks)
        problems.push_back({at, {"problem-too-many-marks", {std::to_string(most_marks)}}});
}

}  // namespace

void check_marks(const json::value& body, std::vector<Problem>& problems) {
    look(body, "", problems);
}

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/number_format.hpp"

#include <cmath>
#include <string>

namespace brujula::sheets {
namespace {

/// The letters and signs of the first section that are not literal text.
std::string signs_of(std::string_view code) {
    std::string signs;
    for (std::size_t i = 0; i < code.size(); ++i) {
        const char c = code[i];
        if (c == ';') break;
        const bool elapsed = c == '[' && i + 1 < code.size() &&
                             std::string_view{"hHmMsS"}.find(code[i + 1]) != std::string_view::npos;
        if (elapsed) signs += 'h';
        if (c == '"' || c == '[') {
            i = code.find(c == '"' ? '"' : ']', i + 1);
            if (i == std::string_view::npos) break;
        } else if (c == '\\' || c == '_' || c == '*') {
            ++i;
        } else {
            signs += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
        }
    }
    return signs;
}

}  // namespace

ShownAs shown_as(std::string_view code) {
    const auto signs = signs_of(code);
    if (signs.find("general") != std::string::npos) return ShownAs::number;
    if (signs.find('%') != std::string::npos) return ShownAs::per_cent;
    const bool day = signs.find_first_of("yd") != std::string::npos;
    const bool month = signs.find('m') != std::string::npos && signs.find_first_of("hs") == std::string::npos;
    const bool digits = signs.find_first_of("0#?") != std::string::npos;
    return (day || month) && !digits ? ShownAs::day : ShownAs::number;
}

ShownAs shown_as_built_in(std::size_t number) {
    if (number == 9 || number == 10) return ShownAs::per_cent;
    const bool day = (number >= 14 && number <= 17) || number == 22 || (number >= 27 && number <= 36) ||
                     (number >= 50 && number <= 58);
    return day ? ShownAs::day : ShownAs::number;
}

std::optional<Date> day_of_serial(double serial, bool from_1904) {
    constexpr double last = 2'958'465;  // 31 December 9999
    if (!(serial >= 1) || serial >= last + 1) return std::nullopt;
    auto days = static_cast<int>(std::floor(serial));
    if (!from_1904 && days == 60) return std::nullopt;
    if (!from_1904 && days > 60) --days;
    using namespace std::chrono;
    const auto before = from_1904 ? year{1904} / January / 1 : year{1899} / December / 31;
    const Date found{sys_days{before} + std::chrono::days{days}};
    return found.year() <= year{9999} ? std::optional{found} : std::nullopt;
}

}  // namespace brujula::sheets

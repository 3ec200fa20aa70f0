// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/tally.hpp"

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t most_samples = 20;
constexpr std::size_t most_excerpt = 120;

}  // namespace

std::string_view cut_at_character(std::string_view text, std::size_t most) {
    if (text.size() <= most) return text;
    while (most > 0 && (static_cast<unsigned char>(text[most]) & 0xc0) == 0x80)
        --most;
    return text.substr(0, most);
}

void note_bad_row(ReadReport& report, Place place, std::string_view reason, std::string_view row) {
    ++report.bad_rows;
    if (report.bad_row_samples.size() >= most_samples) return;
    const std::string excerpt{cut_at_character(row, most_excerpt)};
    report.bad_row_samples.push_back(
        {place.position, place.line, std::string(reason), is_utf8(excerpt) ? excerpt : normalise(excerpt)});
}

void check_bad_rows(const ReadReport& report, const ReadOptions& options) {
    if (report.bad_rows <= options.bad_rows_always_allowed) return;
    if (static_cast<double>(report.bad_rows) <= options.bad_row_share * static_cast<double>(report.rows))
        return;
    const auto& first = report.bad_row_samples.front();
    throw Error{ErrorKind::bad_input,
                {"error-too-many-bad-rows",
                 {std::to_string(report.bad_rows), std::to_string(report.rows), std::to_string(first.line),
                  std::to_string(first.position), text_of({first.reason, {}}), first.excerpt}}};
}

}  // namespace brujula::wiki

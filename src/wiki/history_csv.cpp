// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "wiki/report.hpp"
#include "wiki/user_name.hpp"

namespace brujula::wiki {

namespace {

constexpr char quote = '|';
constexpr std::size_t field_count = 8;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = !text.empty() && result.ec == std::errc{} && result.ptr == text.data() + text.size();
    return whole ? std::optional{value} : std::nullopt;
}

/// A quote inside quotes is written twice.
std::vector<std::string> split(std::string_view line) {
    std::vector<std::string> fields(1);
    bool quoted = false;
    for (std::size_t i = 0; i < line.size(); ++i) {
        if (line[i] == quote && quoted && i + 1 < line.size() && line[i + 1] == quote)
            fields.back() += line[++i];
        else if (line[i] == quote)
            quoted = !quoted;
        else if (line[i] == ',' && !quoted)
            fields.emplace_back();
        else
            fields.back() += line[i];
    }
    return fields;
}

/// The source has no parents, redirects or hashes: they stay unknown. Who has no account has an address as
/// its id.
const char* fill(const std::vector<std::string>& fields, Edit& edit) {
    if (fields.size() != field_count) return "bad-row-columns";
    const auto page = number(fields[0]);
    const auto ns = number(fields[2]);
    const auto id = number(fields[3]);
    const auto timestamp = parse_instant(fields[4]);
    if (!page) return "bad-row-page-id";
    if (!ns) return "bad-row-namespace";
    if (!id || *id <= 0) return "bad-row-revision-id";
    if (!timestamp) return "bad-row-timestamp";
    edit = {};
    edit.page_id = *page;
    edit.page_namespace = static_cast<int>(*ns);
    const auto colon = fields[1].find(':');
    const bool has_prefix = *ns != 0 && colon != std::string::npos;
    edit.page_title = underscored(has_prefix ? std::string_view(fields[1]).substr(colon + 1) : fields[1]);
    edit.revision_id = *id;
    edit.event_timestamp = *timestamp;
    const auto user = number(fields[5]);
    edit.event_user_is_anonymous = !user || *user == 0;
    if (!edit.event_user_is_anonymous) edit.event_user_id = user;
    edit.event_user_text = edit.event_user_is_anonymous ? fields[5] : fields[6];
    edit.event_user_is_hidden = edit.event_user_text.empty();
    edit.revision_text_bytes = number(fields[7]);
    return edit.revision_text_bytes ? nullptr : "bad-row-bytes";
}

}  // namespace

void read_history_csv(ByteSource& text, HistorySink& sink, ReadReport& report) {
    Lines lines{text, quote};
    std::string_view line;
    lines.next(line);  // the header, which told the format
    Edit edit;
    while (lines.next(line)) {
        report.bytes = lines.position() + line.size();
        if (line.empty()) continue;
        ++report.rows;
        if (const char* reason = fill(split(line), edit)) {
            note_bad_row(report, lines.position(), lines.number(), reason, line);
            continue;
        }
        ++report.edits;
        sink.edit(edit);
    }
}

}  // namespace brujula::wiki

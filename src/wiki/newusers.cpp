// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/newusers.hpp"

#include <charconv>

namespace brujula::wiki {

namespace {

CreatedBy created_by(std::string_view action) {
    if (action == "create" || action == "newusers") return CreatedBy::self;
    if (action == "autocreate") return CreatedBy::system;
    if (action == "create2" || action == "byemail") return CreatedBy::peer;
    return CreatedBy::unknown;
}

/// Of `a:1:{s:9:"4::userid";i:123;}` as MediaWiki writes it since 1.19, and of "123" as before.
std::int64_t id_in_params(std::string_view params) {
    constexpr std::string_view mark = "\"4::userid\";i:";
    if (const auto at = params.find(mark); at != std::string_view::npos)
        params.remove_prefix(at + mark.size());
    std::int64_t id = 0;
    const auto [end, error] = std::from_chars(params.data(), params.data() + params.size(), id);
    const bool alone = end == params.data() + params.size() || *end == ';' || *end == '\n';
    return error == std::errc{} && alone && id > 0 ? id : 0;
}

}  // namespace

std::optional<Registration> registration_of(const NewUser& entry) {
    Registration registration;
    registration.timestamp = entry.timestamp;
    registration.created_by = created_by(entry.action);
    const bool by_peer = registration.created_by == CreatedBy::peer;
    registration.user_text = !entry.target.empty() || by_peer ? entry.target : entry.performer;
    if (registration.user_text.empty()) return std::nullopt;
    registration.user_id = id_in_params(entry.params);
    if (registration.user_id == 0 && !by_peer) registration.user_id = entry.performer_id.value_or(0);
    return registration;
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/route.hpp"

#include <algorithm>
#include <charconv>
#include <stdexcept>

#include <boost/json.hpp>

namespace brujula::web {
namespace json = boost::json;
namespace {

using Parts = std::map<std::string, std::string, std::less<>>;

std::string_view next_part(std::string_view& path) {
    if (path.starts_with('/')) path.remove_prefix(1);
    const std::string_view part = path.substr(0, path.find('/'));
    path.remove_prefix(part.size());
    return part;
}

/// How many of the pattern's parts are fixed; nothing where `path` does not fit.
std::optional<int> fits(std::string_view pattern, std::string_view path, Parts& parts) {
    int fixed = 0;
    while (!pattern.empty() && !path.empty()) {
        const std::string_view wanted = next_part(pattern);
        const std::string_view given = next_part(path);
        if (!wanted.starts_with('{')) {
            if (wanted != given) return std::nullopt;
            ++fixed;
            continue;
        }
        const std::size_t end = wanted.find('}');
        const std::string_view ending = wanted.substr(end + 1);
        auto decoded = percent_decoded(given);
        if (!decoded || decoded->size() <= ending.size() || !decoded->ends_with(ending)) return std::nullopt;
        decoded->resize(decoded->size() - ending.size());
        if (!ending.empty()) ++fixed;
        parts.emplace(wanted.substr(1, end - 1), std::move(*decoded));
    }
    if (!pattern.empty() || !path.empty()) return std::nullopt;
    return fixed;
}

const json::value& member(const json::object& body, std::string_view name) {
    const json::value* found = body.if_contains(name);
    if (!found) throw Error{ErrorKind::bad_input, {"error-member-missing", {std::string{name}}}};
    return *found;
}

}  // namespace

void Routes::add(Route route) {
    for (const Route& known : m_routes) {
        if (known.name == route.name || (known.method == route.method && known.pattern == route.pattern))
            throw std::logic_error("two routes " + route.method + " " + route.pattern + " or named " +
                                   route.name);
    }
    m_routes.push_back(std::move(route));
}

Routes::Match Routes::find(std::string_view method, std::string_view path) const {
    if (method == "HEAD") method = "GET";
    Match best;
    int best_fixed = -1;
    for (const Route& route : m_routes) {
        Parts parts;
        const auto fixed = fits(route.pattern, path, parts);
        if (!fixed) continue;
        best.methods.push_back(route.method);
        if (route.method != method || *fixed <= best_fixed) continue;
        best_fixed = *fixed;
        best.route = &route;
        best.parts = std::move(parts);
    }
    return best;
}

std::int64_t Call::number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                          std::int64_t most) const {
    const auto given = request.parameter(name);
    if (!given) return otherwise;
    std::int64_t value = 0;
    const char* const end = given->data() + given->size();
    const auto [stopped, error] = std::from_chars(given->data(), end, value);
    if (error != std::errc{} || stopped != end || value < least || value > most) {
        throw Error{ErrorKind::bad_input,
                    {"error-query-number", {std::string{name}, std::to_string(least), std::to_string(most)}}};
    }
    return value;
}

std::string Call::text(std::string_view name) const {
    const json::value& value = member(body, name);
    if (!value.is_string()) throw Error{ErrorKind::bad_input, {"error-member-text", {std::string{name}}}};
    return std::string{value.get_string()};
}

std::string Call::text_or(std::string_view name, std::string otherwise) const {
    return body.contains(name) ? text(name) : std::move(otherwise);
}

std::int64_t Call::number(std::string_view name) const {
    json::error_code error;
    const auto value = member(body, name).to_number<std::int64_t>(error);
    if (error) throw Error{ErrorKind::bad_input, {"error-member-number", {std::string{name}}}};
    return value;
}

}  // namespace brujula::web

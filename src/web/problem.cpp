// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/problem.hpp"

#include <boost/json.hpp>
#include <fmt/format.h>

#include "base/id.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "store/store.hpp"

namespace brujula::web {
namespace json = boost::json;

int status_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::bad_input:
            return 400;
        case ErrorKind::unauthenticated:
            return 401;
        case ErrorKind::forbidden:
            return 403;
        case ErrorKind::not_found:
            return 404;
        case ErrorKind::conflict:
            return 409;
        case ErrorKind::too_large:
            return 413;
        case ErrorKind::too_many:
            return 429;
        case ErrorKind::unavailable:
            return 503;
        case ErrorKind::internal:
            return 500;
    }
    return 500;
}

std::string_view name_of(ErrorKind kind) {
    switch (kind) {
        case ErrorKind::bad_input:
            return "bad_input";
        case ErrorKind::unauthenticated:
            return "unauthenticated";
        case ErrorKind::forbidden:
            return "forbidden";
        case ErrorKind::not_found:
            return "not_found";
        case ErrorKind::conflict:
            return "conflict";
        case ErrorKind::too_large:
            return "too_large";
        case ErrorKind::too_many:
            return "too_many";
        case ErrorKind::unavailable:
            return "unavailable";
        case ErrorKind::internal:
            return "internal";
    }
    return "internal";
}

Response json_response(int status, const json::value& value) {
    Response response;
    response.status = status;
    response.set("Content-Type", "application/json; charset=utf-8");
    response.body = to_text(value);
    return response;
}

json::object problem_details(ErrorKind kind, const Message& message, std::string_view language) {
    std::string title = fmt::format("error-title-{}", name_of(kind));
    for (char& c : title)
        if (c == '_') c = '-';
    std::string_view anchor = message.key;
    if (anchor.starts_with("error-")) anchor.remove_prefix(6);
    return {{"type", fmt::format("/docs/errors#{}", anchor)},
            {"kind", name_of(kind)},
            {"title", text_of({title, {}}, language)},
            {"detail", text_of(message, language)},
            {"status", status_of(kind)},
            {"key", message.key}};
}

json::array problem_list(const std::vector<Problem>& problems, std::string_view language) {
    json::array list;
    for (const Problem& problem : problems) {
        list.push_back({{"field", problem.field},
                        {"key", problem.message.key},
                        {"text", text_of(problem.message, language)}});
    }
    return list;
}

Response problem_response(const json::object& details) {
    Response response =
        json_response(static_cast<int>(details.at("status").to_number<std::int64_t>()), details);
    response.set("Content-Type", "application/problem+json; charset=utf-8");
    return response;
}

Response response_for(const std::exception& error, std::string_view language) {
    if (const auto* invalid = dynamic_cast<const store::InvalidRecord*>(&error)) {
        json::object details = problem_details(invalid->kind(), invalid->message(), language);
        details["status"] = 422;
        details["problems"] = problem_list(invalid->problems, language);
        if (const auto* unread = dynamic_cast<const store::UnreadRecord*>(invalid))
            details["record"] = {{"kind", unread->record_kind}, {"id", unread->record_id}};
        return problem_response(details);
    }
    const auto* known = dynamic_cast<const Error*>(&error);
    if (known && known->kind() != ErrorKind::internal)
        return problem_response(problem_details(known->kind(), known->message(), language));
    const std::string number = random_id(8);
    log_error(fmt::format("web: fault {}: {}", number, error.what()));
    return problem_response(problem_details(ErrorKind::internal, {"error-internal", {number}}, language));
}

Response refusal_response(int status) {
    const auto refusal = [status](ErrorKind kind, std::string_view key) {
        json::object details = problem_details(kind, {std::string{key}, {}}, "en");
        details["status"] = status;
        return problem_response(details);
    };
    switch (status) {
        case 411:
            return refusal(ErrorKind::bad_input, "error-length-required");
        case 413:
            return refusal(ErrorKind::too_large, "error-body-too-large");
        case 431:
            return refusal(ErrorKind::too_large, "error-header-too-large");
        case 503:
            return refusal(ErrorKind::unavailable, "error-busy");
        case 500:
            return refusal(ErrorKind::internal, "error-not-sent");
        default:
            return refusal(ErrorKind::bad_input, "error-not-http");
    }
}

}  // namespace brujula::web

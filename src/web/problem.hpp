// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include <boost/json/fwd.hpp>

#include "base/error.hpp"
#include "web/http.hpp"

namespace brujula::web {

/// The one place where a kind of error becomes an HTTP status.
int status_of(ErrorKind kind);
/// "bad_input": the kind's name in answers.
std::string_view name_of(ErrorKind kind);

/// An answer with `value` as its body.
Response json_response(int status, const boost::json::value& value);

/// What an error's answer holds (RFC 9457, docs/api.md), its texts in `language`.
boost::json::object problem_details(ErrorKind kind, const Message& message, std::string_view language);
/// `[{"field","key","text"}]`
boost::json::array problem_list(const std::vector<Problem>& problems, std::string_view language);
/// A problem's details as an answer; its "status" is the answer's.
Response problem_response(const boost::json::object& details);

/// The answer to a request that failed with `error`, whatever it is. Only Error's own message is told;
/// anything else goes to the log under a number that the answer gives.
Response response_for(const std::exception& error, std::string_view language);
/// What the server itself refuses, before any language is known: in English.
Response refusal_response(int status);

}  // namespace brujula::web

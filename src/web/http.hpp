// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace brujula::web {

/// One HTTP request, read whole. Hostile until proved otherwise.
struct Request {
    std::string method;  ///< "GET", as it was sent
    std::string path;    ///< begins with a slash; still percent-encoded, without the query
    std::vector<std::pair<std::string, std::string>> query;    ///< decoded, in order
    std::vector<std::pair<std::string, std::string>> headers;  ///< names in lower case, in order
    std::string body;
    std::string remote_address;  ///< of the other end of the connection: a proxy's, where there is one

    /// The first header or query value of that name; nothing where there is none.
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> parameter(std::string_view name) const;
};

/// Puts the next part of a long answer into `part` (empty before the call); false when that was the last one.
/// Called on a worker thread, each time only after the part before was taken by the network.
using Producer = std::function<bool(std::string& part)>;

/// An answer. Content-Length, Date, Connection and the framing are the server's.
struct Response {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    Producer stream;  ///< instead of `body`, for answers that should not lie in memory whole

    void set(std::string name, std::string value);
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
};

/// "%C3%B1" → "ñ"; a plus stays a plus. Nothing where a percent is not followed by two hexadecimal digits.
std::optional<std::string> percent_decoded(std::string_view text);
/// "q=a+b&x" → {{"q","a b"},{"x",""}}. What cannot be decoded is left as it is.
std::vector<std::pair<std::string, std::string>> parse_query(std::string_view text);
/// True for two names of headers that differ in case only (ASCII).
bool same_header_name(std::string_view a, std::string_view b);

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace brujula::identity {

/// A question to a provider.
struct Question {
    std::string address;               ///< https, or http with this machine
    std::optional<std::string> form;   ///< sent by POST, as application/x-www-form-urlencoded; GET without
    std::vector<std::string> headers;  ///< "Name: value"
};

struct Answer {
    long status = 0;
    std::string body;
};

/// How long and how much.
struct Allowance {
    std::chrono::steady_clock::time_point until;  ///< the whole answer must have come
    std::size_t most_bytes = 256 * 1024;
};

/// Asks, over TLS 1.2 or later with the certificate checked; follows no redirection, keeps no cookies.
/// Nothing where no whole answer came in time, of whatever reason, or it was too long. `trusted`:
/// certificates in PEM instead of the system's; `agent`: the User-Agent, which Wikimedia's rules ask for.
/// Blocks its thread.
std::optional<Answer> ask(const Question& question, const Allowance& allowance,
                          const std::filesystem::path& trusted, const std::string& agent);

}  // namespace brujula::identity

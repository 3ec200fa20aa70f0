// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "base/message.hpp"

namespace brujula {

/// Why a request or a command cannot go on. The web maps each to one HTTP status, the command line to an exit
/// code.
enum class ErrorKind {
    bad_input,        ///< what was given cannot be taken: the message says what, where and what to do
    unauthenticated,  ///< nobody is signed in
    forbidden,        ///< somebody is, and may not
    not_found,
    conflict,     ///< the write was based on a revision that is not the newest
    too_large,    ///< a stated limit on size or time
    too_many,     ///< a stated limit on how often
    unavailable,  ///< a resource does not answer now: try again
    internal,     ///< a fault of the program or the machine
};

/// Thrown where this request or command cannot go on; caught once, by the HTTP dispatcher or by main.
class Error : public std::runtime_error {
public:
    Error(ErrorKind kind, Message message);

    [[nodiscard]] ErrorKind kind() const noexcept { return m_kind; }
    /// For people, in their language; what() is the same in English.
    [[nodiscard]] const Message& message() const noexcept { return m_message; }

private:
    ErrorKind m_kind;
    Message m_message;
};

/// One finding about what somebody wrote. All of a draft's problems are returned together; they are not
/// errors.
struct Problem {
    std::string field;  ///< JSON pointer into what was written: "/targets/0/value"; "" for the whole
    Message message;

    bool operator==(const Problem&) const = default;
};

}  // namespace brujula

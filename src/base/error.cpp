// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/error.hpp"

#include <utility>

namespace brujula {

Error::Error(ErrorKind kind, Message message)
    : std::runtime_error(text_of(message, "en")), m_kind(kind), m_message(std::move(message)) {}

}  // namespace brujula

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "mailing/office.hpp"
#include "store/watching.hpp"
#include "web/asker.hpp"

namespace brujula::web {

/// A notification with what may be shown of it.
struct ReadableNotification {
    store::Notification of;
    /// What it is about: the record, or what a comment is about. Nothing where it was removed or may not be
    /// read.
    std::optional<store::Revision> about;
    std::string words;  ///< of a comment
};

/// An account's notifications that it may read, newest first, of the newest `limit` after the revision
/// `after`: the one filter for the page and for mail.
std::vector<ReadableNotification> readable_notifications(store::Store& store, const Asker& asker,
                                                         std::size_t limit, std::int64_t after = 0);

/// The same for mail: what has not been seen, of the newest 1000. Both given outlive it.
mailing::Notices mail_notices(store::Store& store, const records::Kinds& kinds);

}  // namespace brujula::web

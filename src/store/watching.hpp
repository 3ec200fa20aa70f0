// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "store/store.hpp"

namespace brujula::store {

/// Why somebody is told of a revision.
enum class Reason { watched, answered, mentioned };

struct Notification {
    Revision revision;
    Reason reason = Reason::watched;
    bool seen = false;
};

/// Which records an account watches, and what happened to them since it last looked. In the store's file,
/// beside the records, never in their history. Accounts are named as who signs in.
class Watching {
public:
    explicit Watching(Store& store) : m_store(store) {}

    void watch(std::string_view account, std::string_view kind, std::string_view id);
    void unwatch(std::string_view account, std::string_view kind, std::string_view id);
    [[nodiscard]] bool watches(std::string_view account, std::string_view kind, std::string_view id) const;
    /// {kind, id} of each, by kind and id.
    [[nodiscard]] std::vector<std::pair<std::string, std::string>> watched(std::string_view account) const;

    /// Newest first, at most `limit`: others' revisions of watched records and comments about them, answers
    /// in threads that the account began or wrote in, and comments that name it ("@Name"). Looks at the last
    /// 20,000 revisions of the store. Whether the account may read them is for the caller to say.
    /// With `after`, only revisions whose sequence is greater.
    [[nodiscard]] std::vector<Notification> notifications(std::string_view account, std::size_t limit = 50,
                                                          std::int64_t after = 0) const;
    /// Everything up to that revision counts as seen from now on; never less than before.
    void see(std::string_view account, std::int64_t sequence);

private:
    Store& m_store;
};

}  // namespace brujula::store

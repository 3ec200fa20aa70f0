// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <set>
#include <span>
#include <vector>

#include "records/kind.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// Which kept bodies read: whether each is still of its kind's shape, which an older program's or a damaged
/// one is not. A revision never changes, so that each is looked at once; threads may ask at once.
class Readability {
public:
    explicit Readability(const records::Kinds& kinds) : m_kinds(kinds) {}

    enum class Of {
        heads,  ///< records as they are
        any,    ///< revisions new and old, of which one without any member holds no data, and may
    };
    /// Fills `unread` of what does not read, and logs it the first time.
    void look(std::span<Revision> revisions, Of of);

private:
    [[nodiscard]] bool is_known_to_read(std::int64_t sequence) const;
    void judge(Revision& revision) const;
    void keep(const Revision& revision);

    const records::Kinds& m_kinds;
    std::mutex m_mutex;
    std::vector<bool> m_reads;      ///< by sequence
    std::set<std::int64_t> m_told;  ///< sequences that the log has
};

}  // namespace brujula::store

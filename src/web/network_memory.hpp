// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <mutex>
#include <shared_mutex>
#include <string>

#include "planning/network_records.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// The store's public records as structs, under their owners, the organisation that the installation chose
/// being the network whatever the statuses say; kept current: a question first takes in the revisions written
/// since the last one, whichever process wrote them. A record whose body does not read is left out. The first
/// one reads them all (about a second for 100,000 records). Threads may ask at once.
class NetworkMemory {
public:
    explicit NetworkMemory(const store::Store& store) : m_store(store) {}

    /// What `ask` gives when it is called with the records as they are now. It must keep no reference to
    /// them.
    template <class Ask>
    auto read(Ask ask) const {
        bring_up_to_date();
        const std::shared_lock lock(m_mutex);
        return ask(static_cast<const planning::NetworkRecords&>(m_network));
    }

private:
    void bring_up_to_date() const;
    void take_in(store::Revision& revision) const;

    const store::Store& m_store;
    mutable std::shared_mutex m_mutex;
    mutable planning::NetworkRecords m_network;
    mutable std::string m_chosen;         ///< the network when they were taken in
    mutable std::int64_t m_sequence = 0;  ///< of the newest revision that was taken in
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <mutex>
#include <string>

#include "store/store.hpp"

namespace brujula::web {

/// Which organisation is the network: the first, by id, whose last status says so. Looked up once, and again
/// while there is none.
class Network {
public:
    explicit Network(const store::Store& store) : m_store(store) {}
    /// Empty while there is none.
    [[nodiscard]] std::string id() const;

private:
    const store::Store& m_store;
    mutable std::mutex m_mutex;
    mutable std::string m_id;
};

}  // namespace brujula::web

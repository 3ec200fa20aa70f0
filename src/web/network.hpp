// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>

#include "store/settings.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// Which organisation is the network: the one that the installation was told (store/settings.hpp). Asked anew
/// each time, so that a network that is chosen anew is so at once.
class Network {
public:
    explicit Network(const store::Store& store) : m_store(store) {}
    /// Empty while there is none.
    [[nodiscard]] std::string id() const { return store::network_of(m_store); }

private:
    const store::Store& m_store;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/lake_door.hpp"

#include "base/error.hpp"

namespace brujula::web {

std::shared_ptr<const facts::Lake> LakeDoor::open() const {
    const std::lock_guard lock(m_mutex);
    if (!m_lake) m_lake = std::make_shared<facts::Lake>(m_folder);
    return m_lake;
}

std::vector<facts::Loaded> LakeDoor::manifest() const {
    try {
        return open()->manifest();
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        return {};
    }
}

}  // namespace brujula::web

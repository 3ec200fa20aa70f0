// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/lake_door.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace brujula::web {

LakeDoor::LakeDoor(std::filesystem::path folder, const LakeDoorOptions& options)
    : m_folder(std::move(folder)), m_options(options), m_keeper([this] { give_free_when_idle(); }) {}

LakeDoor::~LakeDoor() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    m_keeper.join();
}

void LakeDoor::give_free_when_idle() {
    std::unique_lock lock(m_mutex);
    while (!m_ending) {
        if (!m_lake) {
            m_changed.wait(lock, [this] { return m_ending || m_lake; });
            continue;
        }
        const auto idle_at = m_last_question + m_options.kept_open;
        if (std::chrono::steady_clock::now() < idle_at || m_lake.use_count() > 1) {
            m_changed.wait_for(lock, std::max(m_options.kept_open, std::chrono::milliseconds(10)),
                               [this] { return m_ending; });
            continue;
        }
        m_lake.reset();
    }
}

std::shared_ptr<const facts::Lake> LakeDoor::open() const {
    const std::lock_guard lock(m_mutex);
    m_last_question = std::chrono::steady_clock::now();
    if (!m_lake) {
        facts::LakeOptions options;
        options.most_time = m_options.most_time;
        options.stop = m_stop.get_token();
        m_lake = std::make_shared<facts::Lake>(m_folder, options);
        m_changed.notify_all();
    }
    return m_lake;
}

std::vector<facts::Loaded> LakeDoor::manifest() const {
    try {
        std::vector<facts::Loaded> seen = open()->manifest();
        const std::lock_guard lock(m_mutex);
        m_last_seen = seen;
        return seen;
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::unavailable) throw;
        const std::lock_guard lock(m_mutex);
        return m_last_seen;
    }
}

}  // namespace brujula::web

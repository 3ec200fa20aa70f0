// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/lake_door.hpp"

#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "base/log.hpp"
#include "facts/loader.hpp"

namespace brujula::web {
namespace {

/// Read before the lake is opened: at worst the lake is newer than the state says, and opened once more.
struct State {
    std::string state;
};

struct Opened final : State, facts::Lake {
    Opened(const std::filesystem::path& folder, const facts::LakeOptions& options)
        : State{facts::state_of(folder)}, facts::Lake(folder, options) {}
};

/// Of a lake that open() made.
const std::string& state_of(const facts::Lake& lake) {
    return static_cast<const Opened&>(lake).state;
}

}  // namespace

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
    const auto now = std::chrono::steady_clock::now();
    // A reason is logged once while questions go on.
    const bool is_news = m_lake || now - m_last_question > m_options.kept_open;
    m_last_question = now;
    try {
        if (!m_lake || state_of(*m_lake) != facts::state_of(m_folder)) {
            facts::LakeOptions options;
            options.most_time = m_options.most_time;
            options.stop = m_stop.get_token();
            m_lake = std::make_shared<Opened>(m_folder, options);
        }
    } catch (const Error& error) {
        m_lake.reset();
        if (is_news) log_error(std::string{"web: "} + error.what());
        throw Error{ErrorKind::unavailable, {"error-lake-unavailable", {}}};
    }
    m_changed.notify_all();
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

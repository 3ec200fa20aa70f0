// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/time.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

namespace brujula::app {

/// Ends retention periods (store/retention.hpp) while the program serves: at once, then every hour. What
/// fails is logged and tried again the next hour. All of it outlives the keeper.
class RetentionKeeper {
public:
    RetentionKeeper(store::Store& store, const records::Kinds& kinds, const Clock& clock);

private:
    void keep(const std::stop_token& stop);
    void end_periods();

    store::Store& m_store;
    const records::Kinds& m_kinds;
    const Clock& m_clock;
    std::mutex m_mutex;
    std::condition_variable_any m_ended;
    std::jthread m_thread;  ///< last: ends before what it uses
};

}  // namespace brujula::app

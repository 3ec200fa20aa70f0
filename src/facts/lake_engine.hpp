// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstddef>
#include <filesystem>
#include <mutex>

#include "facts/engine.hpp"
#include "facts/interrupter.hpp"
#include "facts/lake.hpp"

namespace brujula::facts {

/// The folder's lock, held while it lives and let go by the system when the process dies.
class FolderLock {
public:
    /// Waits as the options say; throws Error(unavailable) naming the process that holds it.
    FolderLock(const std::filesystem::path& folder, const LakeOptions& options);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    [[nodiscard]] bool is_free_within(const LakeOptions& options) const;

    int m_file;
};

struct Lake::Engine {
    Engine(const std::filesystem::path& folder, const LakeOptions& options);

    FolderLock lock;
    Database database;
    Interrupter interrupter;
    std::mutex loading;
    std::optional<std::chrono::milliseconds> most_time;  ///< of a query that states none
    std::stop_token stop;                                ///< the same
};

}  // namespace brujula::facts

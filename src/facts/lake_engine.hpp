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
    /// Throws Error(unavailable) naming the process that holds it.
    explicit FolderLock(const std::filesystem::path& folder);
    ~FolderLock();
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;

private:
    int m_file;
};

struct Lake::Engine {
    Engine(const std::filesystem::path& folder, std::size_t memory_megabytes);

    FolderLock lock;
    Database database;
    Interrupter interrupter;
    std::mutex loading;
};

}  // namespace brujula::facts

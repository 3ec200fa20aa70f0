// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <mutex>

#include "facts/lake.hpp"

namespace brujula::web {

/// The lake of a data folder, opened at the first question: the web also runs while there is nothing in it,
/// and while another process loads into it.
class LakeDoor {
public:
    explicit LakeDoor(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// Throws Error(unavailable) while another process holds it; the next question tries again.
    [[nodiscard]] std::shared_ptr<const facts::Lake> open() const;
    /// What is loaded; nothing also while another process holds the lake.
    [[nodiscard]] std::vector<facts::Loaded> manifest() const;

private:
    std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    mutable std::shared_ptr<const facts::Lake> m_lake;
};

}  // namespace brujula::web

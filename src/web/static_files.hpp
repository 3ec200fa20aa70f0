// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>

#include "web/http.hpp"

namespace brujula::web {

/// The built interface: files of one folder, with `.br` and `.gz` beside those that were compressed.
/// Addresses without a dot are pages of the interface and give index.html. Read once each and again when they
/// change.
class StaticFiles {
public:
    explicit StaticFiles(std::filesystem::path folder) : m_folder(std::move(folder)) {}

    /// The answer to a GET of `request.path`; 404 where there is no such file. Never leaves the folder: parts
    /// that begin with a dot, and any sign but letters, digits and . _ - are not found.
    [[nodiscard]] Response answer(const Request& request) const;

private:
    struct File {
        std::filesystem::file_time_type changed;
        std::string etag;
        std::string content;
    };
    [[nodiscard]] std::shared_ptr<const File> read(const std::string& name) const;
    [[nodiscard]] Response page(const Request& request) const;
    [[nodiscard]] std::optional<Response> file(const Request& request, const std::string& name) const;

    std::filesystem::path m_folder;
    mutable std::mutex m_mutex;
    mutable std::map<std::string, std::shared_ptr<const File>> m_files;
};

}  // namespace brujula::web

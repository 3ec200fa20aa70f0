// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "facts/engine.hpp"
#include "facts/interrupter.hpp"
#include "facts/lake.hpp"
#include "facts/lake_files.hpp"
#include "facts/loader.hpp"

// For this module's own files.
namespace brujula::facts {

/// A lake's file opened to be read, as it was when it was opened.
struct View {
    /// The file that holds the lake now. An empty lake, made nowhere, where nothing was ever loaded.
    View(const std::filesystem::path& folder, const LakeOptions& options);

    std::string file;  ///< its name in the folder
    std::unique_ptr<Scratch> scratch;
    std::unique_ptr<Database> database;
    Interrupter interrupter;
};

struct Lake::Engine {
    Engine(const std::filesystem::path& folder, const LakeOptions& options);

    [[nodiscard]] std::shared_ptr<View> view();
    /// What `loading` loads is published, and read from here on.
    LoadReport load(const std::function<LoadReport(Loader&)>& loading);

    const std::filesystem::path folder;
    const LakeOptions options;

private:
    std::mutex m_loading;
    std::mutex m_mutex;
    std::shared_ptr<View> m_view;
};

/// The rows of the manifest by wiki, kind (edits first), source.
std::vector<Loaded> manifest_of(const Database& database);

}  // namespace brujula::facts

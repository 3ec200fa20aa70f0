// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

#include "facts/lake.hpp"

// What lies in a lake's folder (docs/formats/lake.md). For this module's own files.
namespace brujula::facts {

/// The name of the file that holds the lake: "" where nothing was ever loaded. A folder of a program before
/// 2026 has no word about it and holds its lake in facts.duckdb.
/// Throws Error(unavailable) where the folder says of a file that is not there, or has lost the word itself.
std::string current_file(const std::filesystem::path& folder);

/// The name of the file that a load puts in the place of `current`: never one that was there before.
std::string file_after(const std::string& current);

/// Says, on the disk, that `file` holds the lake from now on, and then removes what held it before. Readers
/// that have the old file open keep it until they close it. Needs the folder's lock.
void make_current(const std::filesystem::path& folder, const std::string& file);

/// Makes the folder of a new lake. Throws Error(unavailable) where it cannot.
void make_lake_folder(const std::filesystem::path& folder);

/// Removes what loads and readers that were killed have left. Needs the folder's lock.
void clear_left_overs(const std::filesystem::path& folder);

/// Copies a lake's file, and what was committed beside it, under another name; on file systems that can, the
/// two share their blocks. Throws Error(unavailable) where there is no room.
void copy_lake(const std::filesystem::path& from, const std::filesystem::path& to);

/// The contents of a file or the names in a folder, safe from a power cut. Throws Error(unavailable).
void onto_disk(const std::filesystem::path& path);

/// The folder's lock for those who load, let go by the system when the process dies.
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

/// A folder of one engine's own for what it spills, gone when it ends. Where it cannot be made (a lake that
/// may only be read), path() is empty and the engine spills nothing.
class Scratch {
public:
    explicit Scratch(const std::filesystem::path& folder);
    ~Scratch();
    Scratch(const Scratch&) = delete;
    Scratch& operator=(const Scratch&) = delete;
    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }

private:
    std::filesystem::path m_path;
    int m_lock = -1;  ///< tells clear_left_overs() that somebody lives here
};

}  // namespace brujula::facts

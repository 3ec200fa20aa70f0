// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/loader.hpp"

#include <cerrno>
#include <chrono>
#include <cstring>
#include <map>
#include <optional>
#include <utility>

#include "base/error.hpp"
#include "facts/lake_engine.hpp"
#include "facts/load.hpp"
#include "facts/schema.hpp"

namespace brujula::facts {
namespace fs = std::filesystem;
namespace {

using Clock = std::chrono::steady_clock;

constexpr const char* k_copy = "next.duckdb";

/// The folder made, the lock taken, what was left cleared: in this order.
struct Place {
    Place(const fs::path& folder_, const LakeOptions& options) : folder(folder_), lock(made(), options) {
        clear_left_overs(folder);
    }
    [[nodiscard]] const fs::path& made() const {
        make_lake_folder(folder);
        return folder;
    }
    fs::path folder;
    FolderLock lock;
};

/// The lake's file once more, to write to.
struct Copy {
    Copy(const fs::path& folder, const std::string& current, std::size_t memory_megabytes)
        : begun(Clock::now()), scratch(folder / "scratch") {
        if (!current.empty()) copy_lake(folder / current, folder / k_copy);
        database = std::make_unique<Database>(folder / k_copy, scratch.path(), memory_megabytes);
        Connection connection(*database);
        make_tables(connection);
        ready = Clock::now();
    }

    Clock::time_point begun;
    Clock::time_point ready;
    Scratch scratch;
    std::unique_ptr<Database> database;
    bool changed = false;
};

/// What the manifest counts of a wiki's facts of one kind: revisions, else rows that could be read.
std::map<std::pair<std::string, std::string>, std::uint64_t> counted(const std::vector<Loaded>& manifest) {
    std::map<std::pair<std::string, std::string>, std::uint64_t> counts;
    for (const Loaded& row : manifest)
        counts[{row.wiki_db, row.kind}] += row.kind == "edits" ? row.revisions : row.rows - row.bad_rows;
    return counts;
}

/// What to say where less than half of something would be left; nothing otherwise.
std::optional<Message> lost_between(const std::vector<Loaded>& before, const std::vector<Loaded>& after) {
    auto left = counted(after);
    for (const auto& [what, count] : counted(before)) {
        const std::uint64_t remaining = left[what];
        if (remaining >= count - count / 2) continue;
        const auto& [wiki, kind] = what;
        if (kind == "edits")
            return Message{"error-load-less", {wiki, std::to_string(count), std::to_string(remaining)}};
        return Message{"error-load-less-rows",
                       {wiki, std::to_string(count), std::to_string(remaining), kind}};
    }
    return std::nullopt;
}

}  // namespace

struct Loader::Parts {
    Parts(const fs::path& folder, const LakeOptions& options_)
        : place(folder, options_), options(options_), published(std::make_unique<View>(folder, options_)) {}

    Copy& writable() {
        if (!copy) copy = std::make_unique<Copy>(place.folder, published->file, options.memory_megabytes);
        return *copy;
    }
    [[nodiscard]] const Database& newest() const { return copy ? *copy->database : *published->database; }
    [[nodiscard]] std::optional<Message> lost() const {
        return lost_between(manifest_of(*published->database), manifest_of(*copy->database));
    }
    void drop();
    void put_in_place();

    Place place;
    LakeOptions options;
    std::unique_ptr<View> published;
    std::unique_ptr<Copy> copy;
};

void Loader::Parts::drop() {
    copy.reset();
    std::error_code ignored;
    fs::remove(place.folder / k_copy, ignored);
    fs::remove(place.folder / (std::string{k_copy} + ".wal"), ignored);
}

/// From here on a killed load leaves one whole lake, the old or the new: the word in the folder decides.
void Loader::Parts::put_in_place() {
    Connection(*copy->database).run("CHECKPOINT");
    copy.reset();
    const fs::path written = place.folder / k_copy;
    if (fs::exists(written.string() + ".wal"))
        throw Error{ErrorKind::unavailable, {"error-lake-cannot-write", {written.string(), "WAL"}}};
    onto_disk(written);
    const std::string name = file_after(published->file);
    if (::rename(written.c_str(), (place.folder / name).c_str()) != 0)
        throw Error{ErrorKind::unavailable,
                    {"error-lake-cannot-write", {(place.folder / name).string(), std::strerror(errno)}}};
    onto_disk(place.folder);
    make_current(place.folder, name);
    published = std::make_unique<View>(place.folder, options);
}

std::string state_of(const fs::path& folder) {
    return current_file(folder);
}

Loader::Loader(const fs::path& folder, const LakeOptions& options)
    : m_parts(std::make_unique<Parts>(folder, options)) {}

Loader::~Loader() {
    m_parts->drop();
}

LoadReport Loader::load_from(const std::string& source, const std::string& sha256, const LoadOptions& options,
                             const Reader& reader) {
    if (auto report = already_loaded(m_parts->newest(), sha256, options.wiki_db)) return *report;
    Copy& copy = m_parts->writable();
    LoadReport report = load_into(*copy.database, source, sha256, options, reader);
    copy.changed |= !report.unchanged;
    return report;
}

std::vector<Loaded> Loader::manifest() const {
    return manifest_of(m_parts->newest());
}

void Loader::publish(Less less) {
    if (!m_parts->copy) return;
    if (!m_parts->copy->changed) return m_parts->drop();
    if (less == Less::refuse)
        if (const auto lost = m_parts->lost()) {
            m_parts->drop();
            throw Error{ErrorKind::bad_input, *lost};
        }
    m_parts->put_in_place();
}

bool Loader::publish_now_and_then() {
    constexpr int loading_per_copying = 4;
    const auto& copy = m_parts->copy;
    if (!copy || !copy->changed) return true;
    if (Clock::now() - copy->ready < loading_per_copying * (copy->ready - copy->begun)) return false;
    if (m_parts->lost()) return false;
    m_parts->put_in_place();
    return true;
}

}  // namespace brujula::facts

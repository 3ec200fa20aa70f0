// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/lake_files.hpp"

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include <fcntl.h>
#include <linux/fs.h>
#include <sys/file.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include "base/error.hpp"

namespace brujula::facts {
namespace fs = std::filesystem;
namespace {

constexpr std::string_view k_word = "current";
constexpr std::string_view k_nothing = "nothing";
constexpr std::string_view k_first = "facts.duckdb";

[[noreturn]] void cannot_write(const fs::path& path, const std::string& reason) {
    throw Error{ErrorKind::unavailable, {"error-lake-cannot-write", {path.string(), reason}}};
}

/// 0 of "facts.duckdb", 12 of "facts-12.duckdb", nothing of any other name.
std::optional<std::uint64_t> number_of(std::string_view name) {
    if (name == k_first) return 0;
    constexpr std::string_view begin = "facts-";
    constexpr std::string_view end = ".duckdb";
    if (!name.starts_with(begin) || !name.ends_with(end) || name.size() <= begin.size() + end.size())
        return std::nullopt;
    const std::string_view digits = name.substr(begin.size(), name.size() - begin.size() - end.size());
    std::uint64_t number = 0;
    const auto [rest, problem] = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    return problem == std::errc{} && rest == digits.data() + digits.size() ? std::optional{number}
                                                                           : std::nullopt;
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::error_code error;
    std::vector<fs::path> files;
    for (fs::directory_iterator at(folder, error), end; !error && at != end; at.increment(error))
        files.push_back(at->path());
    return files;
}

/// A file of a lake, with what was committed and not yet moved into it.
bool holds_facts(const fs::path& file) {
    std::string name = file.filename();
    if (name.ends_with(".wal")) name.resize(name.size() - 4);
    return number_of(name).has_value();
}

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

/// True where the power was cut while a lake's folder was made, too.
bool has_no_facts(const fs::path& folder) {
    const std::vector<fs::path> files = files_in(folder);
    return std::none_of(files.begin(), files.end(), holds_facts);
}

std::string without_word(const fs::path& folder) {
    if (is_there(folder / k_first)) return std::string{k_first};
    if (!is_there(folder / "lock") && has_no_facts(folder)) return {};
    throw Error{ErrorKind::unavailable, {"error-lake-file-gone", {(folder / k_word).string()}}};
}

/// Under a name of its own until it is whole.
void write_word(const fs::path& folder, std::string_view word) {
    const fs::path unfinished = folder / "current.unfinished";
    {
        std::ofstream out(unfinished, std::ios::trunc);
        out << word << '\n';
        out.close();
        if (!out) cannot_write(unfinished, std::strerror(errno));
    }
    onto_disk(unfinished);
    if (::rename(unfinished.c_str(), (folder / k_word).c_str()) != 0)
        cannot_write(folder / k_word, std::strerror(errno));
    onto_disk(folder);
}

/// Never over the word of another process that has loaded by now.
void write_first_word(const fs::path& folder) {
    const fs::path word = folder / k_word;
    const int file = ::open(word.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0 && errno == EEXIST) return;
    const std::string line = std::string{k_nothing} + '\n';
    const bool written =
        file >= 0 && ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size());
    const int reason = errno;
    if (file >= 0) ::close(file);
    if (!written) cannot_write(word, std::strerror(reason));
    onto_disk(word);
    onto_disk(folder);
}

std::string who_holds(int file) {
    std::array<char, 32> text{};
    const ssize_t length = pread(file, text.data(), text.size() - 1, 0);
    return length > 0 ? std::string(text.data(), static_cast<std::size_t>(length)) : "?";
}

/// True where the file system lets the copy share the blocks of what is copied.
bool shared_copy(const fs::path& from, const fs::path& to) {
    const int in = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
    if (in < 0) return false;
    const int out = ::open(to.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    const bool shared = out >= 0 && ::ioctl(out, FICLONE, in) == 0;
    if (out >= 0) ::close(out);
    ::close(in);
    return shared;
}

void copy_one(const fs::path& from, const fs::path& to) {
    if (shared_copy(from, to)) return;
    std::error_code error;
    fs::copy_file(from, to, fs::copy_options::overwrite_existing, error);
    if (error) cannot_write(to, error.message());
}

/// Of processes that are gone: those that live keep their folder locked.
void clear_scratch(const fs::path& scratch) {
    for (const fs::path& folder : files_in(scratch)) {
        const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
        const bool used = handle >= 0 && ::flock(handle, LOCK_EX | LOCK_NB) != 0;
        std::error_code ignored;
        if (!used) fs::remove_all(folder, ignored);
        if (handle >= 0) ::close(handle);
    }
}

}  // namespace

std::string current_file(const fs::path& folder) {
    std::ifstream in(folder / k_word);
    std::string word;
    if (!in) return without_word(folder);
    std::getline(in, word);
    if (word == k_nothing || (word.empty() && has_no_facts(folder))) return {};
    if (!number_of(word))
        throw Error{ErrorKind::unavailable, {"error-lake-file-damaged", {(folder / k_word).string()}}};
    if (!is_there(folder / word))
        throw Error{ErrorKind::unavailable, {"error-lake-file-gone", {(folder / word).string()}}};
    return word;
}

std::string file_after(const std::string& current) {
    return "facts-" + std::to_string(number_of(current).value_or(0) + 1) + ".duckdb";
}

void make_current(const fs::path& folder, const std::string& file) {
    write_word(folder, file);
    std::error_code ignored;
    for (const fs::path& other : files_in(folder))
        if (holds_facts(other) && !other.filename().string().starts_with(file)) fs::remove(other, ignored);
}

void make_lake_folder(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (error) cannot_write(folder, error.message());
    // Before the lock, whose file without a word tells of a lake that was there.
    if (!is_there(folder / k_word) && without_word(folder).empty()) write_first_word(folder);
}

void clear_left_overs(const fs::path& folder) {
    const std::string current = current_file(folder);
    std::error_code ignored;
    for (const fs::path& file : files_in(folder)) {
        const std::string name = file.filename();
        const bool of_another = holds_facts(file) && (current.empty() || !name.starts_with(current));
        if (of_another || name.starts_with("next.duckdb")) fs::remove(file, ignored);
    }
    clear_scratch(folder / "scratch");
}

void copy_lake(const fs::path& from, const fs::path& to) {
    copy_one(from, to);
    if (const fs::path beside = from.string() + ".wal"; is_there(beside))
        copy_one(beside, to.string() + ".wal");
}

void onto_disk(const fs::path& path) {
    const int handle = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    const bool done = handle >= 0 && ::fsync(handle) == 0;
    const int reason = errno;
    if (handle >= 0) ::close(handle);
    if (!done) cannot_write(path, std::strerror(reason));
}

FolderLock::FolderLock(const fs::path& folder, const LakeOptions& options)
    : m_file(::open((folder / "lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644)) {
    if (m_file < 0) cannot_write(folder / "lock", std::strerror(errno));
    if (!is_free_within(options)) {
        const std::string holder = who_holds(m_file);
        ::close(m_file);
        throw Error{ErrorKind::unavailable, {"error-lake-held", {folder.string(), holder}}};
    }
    const std::string own = std::to_string(getpid());
    // Only for the message above: the lock itself is the system's.
    if (ftruncate(m_file, 0) != 0 || pwrite(m_file, own.data(), own.size(), 0) < 0) errno = 0;
}

bool FolderLock::is_free_within(const LakeOptions& options) const {
    constexpr std::chrono::milliseconds look_again{100};
    const auto deadline = std::chrono::steady_clock::now() + options.wait;
    for (bool told = false; flock(m_file, LOCK_EX | LOCK_NB) != 0; told = true) {
        if (std::chrono::steady_clock::now() >= deadline) return false;
        if (!told && options.on_wait) options.on_wait(who_holds(m_file));
        std::this_thread::sleep_for(look_again);
    }
    return true;
}

FolderLock::~FolderLock() {
    ::close(m_file);
}

Scratch::Scratch(const fs::path& folder) {
    static std::atomic<unsigned> count{0};
    const fs::path path = folder / (std::to_string(getpid()) + '-' + std::to_string(++count));
    std::error_code error;
    fs::create_directories(path, error);
    if (error) return;
    m_path = path;
    m_lock = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (m_lock >= 0 && ::flock(m_lock, LOCK_EX | LOCK_NB) != 0) errno = 0;
}

Scratch::~Scratch() {
    std::error_code ignored;
    if (!m_path.empty()) fs::remove_all(m_path, ignored);
    if (m_lock >= 0) ::close(m_lock);
}

}  // namespace brujula::facts

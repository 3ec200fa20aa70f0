// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/doorstep.hpp"

#include <cerrno>
#include <cstring>
#include <string>
#include <system_error>

#include <fcntl.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/message.hpp"

namespace brujula::store {
namespace fs = std::filesystem;
namespace {

constexpr const char* word = "records-kept";

bool is_there(const fs::path& path) {
    std::error_code error;
    return fs::exists(path, error);
}

std::uintmax_t size_of(const fs::path& path) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(path, error);
    return error ? 0 : size;
}

void make(const fs::path& folder) {
    std::error_code error;
    fs::create_directories(folder, error);
    if (!error && !fs::is_directory(folder, error)) error = std::make_error_code(std::errc::not_a_directory);
    if (error)
        throw Error{ErrorKind::unavailable, {"error-folder-cannot-make", {folder.string(), error.message()}}};
    if (::access(folder.c_str(), R_OK | W_OK | X_OK) != 0)
        throw Error{ErrorKind::unavailable,
                    {"error-folder-not-writable", {folder.string(), std::strerror(errno)}}};
}

/// What tells of records where the file has none. A lake alone does not: facts may be loaded first.
Past past_of(const fs::path& folder) {
    const bool told = is_there(folder / word) || size_of(folder / "records.sqlite-wal") > 0 ||
                      is_there(folder / "set-aside-1");
    return told ? Past::records : Past::nothing;
}

/// An empty file is what a new network begins with, too; not beside facts that were loaded.
bool was_emptied(const fs::path& folder, Past past) {
    return past == Past::records || is_there(folder / "lake");
}

/// Without opening it: closing it again would end the locks that SQLite has on it in this process.
void look_at_file(const fs::path& file) {
    std::error_code error;
    if (!fs::is_regular_file(file, error))
        throw Error{ErrorKind::bad_input, {"error-records-no-database", {file.string()}}};
    if (::access(file.c_str(), R_OK | W_OK) != 0)
        throw Error{ErrorKind::unavailable,
                    {"error-records-not-writable", {file.string(), std::strerror(errno)}}};
}

}  // namespace

Past step_into(const fs::path& folder) {
    make(folder);
    const Past past = past_of(folder);
    const fs::path file = folder / "records.sqlite";
    if (!is_there(file)) {
        if (past == Past::nothing) return past;
        throw Error{ErrorKind::bad_input, {"error-records-gone", {file.string()}}};
    }
    look_at_file(file);
    if (size_of(file) > 0) return past;
    if (!was_emptied(folder, past)) return past;
    throw Error{ErrorKind::bad_input, {"error-records-emptied", {file.string()}}};
}

void leave_word(const fs::path& folder) {
    const int file = ::open((folder / word).c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
    if (file < 0) return;
    // Its name is what counts; the words are for people.
    const std::string words = text_of({"records-kept-word", {}}, language_of_environment()) + '\n';
    if (::write(file, words.data(), words.size()) < 0) errno = 0;
    ::fsync(file);
    ::close(file);
}

}  // namespace brujula::store

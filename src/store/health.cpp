// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/health.hpp"

#include <array>
#include <cstdint>
#include <exception>
#include <filesystem>
#include <string>

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "store/database.hpp"

namespace brujula::store {
namespace fs = std::filesystem;
namespace {

constexpr std::uint64_t least_free = 32 * 1024 * 1024;

bool has_room(const fs::path& folder) {
    struct statvfs disk {};
    if (::statvfs(folder.c_str(), &disk) != 0) return false;
    const bool names = disk.f_files == 0 || disk.f_favail > 0;
    return names && static_cast<std::uint64_t>(disk.f_bavail) * disk.f_frsize >= least_free;
}

/// A quota, or a disk that fails, leaves room by the numbers.
bool takes_a_file(const fs::path& folder) {
    std::string name = (folder / ".probe-XXXXXX").string();
    const int file = ::mkostemp(name.data(), O_CLOEXEC);
    if (file < 0) return false;
    const std::array<char, 64 * 1024> bytes{};
    const bool written =
        ::write(file, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(file) == 0;
    ::close(file);
    ::unlink(name.c_str());
    return written;
}

bool can_be_read(const Store& store) {
    try {
        static_cast<void>(store.recent(1));
        return true;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

Health health_of(const Store& store) {
    const fs::path folder = store.database().file().parent_path();
    const bool full = !has_room(folder) || (store.database().disk_failed() && !takes_a_file(folder));
    return {.readable = can_be_read(store), .disk_full = full};
}

}  // namespace brujula::store

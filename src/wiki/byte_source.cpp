// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/byte_source.hpp"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <vector>

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"

namespace brujula::wiki {

namespace {

[[noreturn]] void cannot_read(int code) {
    throw Error{ErrorKind::bad_input, {"error-file-unreadable", {std::generic_category().message(code)}}};
}

}  // namespace

struct FileSource::Hash {
    crypto_hash_sha256_state state;
};

FileSource::FileSource(const std::filesystem::path& file) : m_hash(std::make_unique<Hash>()) {
    m_descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
    if (m_descriptor < 0) {
        if (errno == ENOENT || errno == ENOTDIR)
            throw Error{ErrorKind::not_found, {"error-no-such-file", {file.string()}}};
        cannot_read(errno);
    }
    struct stat status {};
    if (::fstat(m_descriptor, &status) != 0 || !S_ISREG(status.st_mode)) {
        ::close(m_descriptor);
        throw Error{ErrorKind::bad_input, {"error-file-not-regular", {file.string()}}};
    }
    m_size = static_cast<std::uint64_t>(status.st_size);
    ::posix_fadvise(m_descriptor, 0, 0, POSIX_FADV_SEQUENTIAL);
    crypto_hash_sha256_init(&m_hash->state);
}

FileSource::~FileSource() {
    ::close(m_descriptor);
}

std::size_t FileSource::read(char* to, std::size_t size) {
    ssize_t got;
    do {
        got = ::read(m_descriptor, to, size);
    } while (got < 0 && errno == EINTR);
    if (got < 0) cannot_read(errno);
    const auto count = static_cast<std::size_t>(got);
    crypto_hash_sha256_update(&m_hash->state, reinterpret_cast<const unsigned char*>(to), count);
    m_done.fetch_add(count, std::memory_order_relaxed);
    return count;
}

std::string FileSource::peek(std::size_t size) const {
    std::string bytes(size, '\0');
    const ssize_t got = ::pread(m_descriptor, bytes.data(), size, 0);
    if (got < 0) cannot_read(errno);
    bytes.resize(static_cast<std::size_t>(got));
    return bytes;
}

std::string FileSource::sha256() {
    std::vector<char> rest(1 << 16);
    while (read(rest.data(), rest.size()) > 0) {
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest;
    crypto_hash_sha256_final(&m_hash->state, digest.data());
    std::array<char, 2 * crypto_hash_sha256_BYTES + 1> hex;
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

std::size_t MemorySource::read(char* to, std::size_t size) {
    const std::size_t count = std::min(size, m_left.size());
    std::memcpy(to, m_left.data(), count);
    m_left.remove_prefix(count);
    return count;
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace brujula::wiki {

/// Bytes as they lie in a file or in memory.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// Fills `to` with up to `size` bytes and gives how many; 0 at the end only.
    virtual std::size_t read(char* to, std::size_t size) = 0;
};

/// Text in pieces of any size, cut anywhere.
class ChunkStream {
public:
    virtual ~ChunkStream() = default;
    /// Replaces `chunk` by the next piece, never empty. False at the end.
    virtual bool next(std::string& chunk) = 0;
};

/// A file that is hashed while it is read. One thread reads; `done` may be asked from any.
class FileSource final : public ByteSource {
public:
    /// Throws Error(not_found) for no such file, Error(bad_input) for a folder or a file that may not be
    /// read.
    explicit FileSource(const std::filesystem::path& file);
    ~FileSource() override;
    FileSource(const FileSource&) = delete;
    FileSource& operator=(const FileSource&) = delete;

    std::size_t read(char* to, std::size_t size) override;
    [[nodiscard]] std::uint64_t size() const { return m_size; }
    /// Bytes read till now.
    [[nodiscard]] std::uint64_t done() const { return m_done.load(std::memory_order_relaxed); }
    /// The first bytes, up to `size`, which are read again afterwards.
    [[nodiscard]] std::string peek(std::size_t size) const;
    /// SHA-256 of the whole file in hexadecimal; reads what is left of it. To be asked once, at the end.
    std::string sha256();

private:
    struct Hash;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::atomic<std::uint64_t> m_done{0};
    std::unique_ptr<Hash> m_hash;
};

/// Bytes in memory, which must outlive it.
class MemorySource final : public ByteSource {
public:
    explicit MemorySource(std::string_view bytes) : m_left(bytes) {}
    std::size_t read(char* to, std::size_t size) override;

private:
    std::string_view m_left;
};

}  // namespace brujula::wiki

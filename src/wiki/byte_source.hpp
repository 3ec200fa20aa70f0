// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace brujula::wiki {

/// Bytes in order, a chunk at a time.
class ByteSource {
public:
    virtual ~ByteSource() = default;
    /// The next bytes, valid until the next call; empty at the end, and then always.
    /// Throws Error(bad_input) for a truncated or corrupt archive, naming the byte of the file.
    virtual std::string_view next() = 0;
};

/// A file as it lies on the disk, with its SHA-256.
class FileSource final : public ByteSource {
public:
    /// Throws Error(not_found) for no such file.
    explicit FileSource(const std::filesystem::path& file);
    ~FileSource() override;
    std::string_view next() override;
    /// Bytes read so far. May be asked by another thread.
    [[nodiscard]] std::uint64_t position() const;
    [[nodiscard]] std::uint64_t size() const;
    /// Of everything, in hexadecimal; reads what was not read yet.
    std::string sha256();

private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The decompressed bytes of `file`: plain, gzip (several members too), bzip2 (several streams too), zstd, or
/// the one entry of a 7z, told from its first bytes. `threads` is for bzip2, whose blocks decompress apart;
/// 0: one a core. Decompressing runs in threads of its own, at most a few megabytes ahead of the reader.
/// `file` and `path` (the same file) outlive the source.
std::unique_ptr<ByteSource> decompressed(FileSource& file, const std::filesystem::path& path,
                                         unsigned threads = 0);

}  // namespace brujula::wiki

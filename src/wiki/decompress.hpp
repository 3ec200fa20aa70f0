// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string_view>

#include "wiki/byte_source.hpp"

namespace brujula::wiki {

enum class Compression { none, gzip, bzip2, zstd, seven_zip };

/// Told from the first bytes (6 are enough); `none` for anything else.
Compression compression_of(std::string_view first_bytes);

/// Gives the text of a compressed stream. Memory: a few hundred kilobytes (zstd: up to 256 MB when the file
/// asks for it), for bzip2 about 8 MB a thread and up to 47 MB a block in hostile files.
///
/// All verify the checksums that their format has. Throws Error(bad_input), naming the byte of the compressed
/// file, where it is cut off, damaged, or followed by something else (zero padding excepted).
std::unique_ptr<ChunkStream> open_plain(ByteSource& source);
std::unique_ptr<ChunkStream> open_gzip(
    ByteSource& source);  ///< one member after another, as pigz and bgzip write
std::unique_ptr<ChunkStream> open_zstd(
    ByteSource& source);  ///< frames one after another, skippable ones skipped
/// Blocks are decompressed apart by `threads` threads (0: as many as cores), in one stream or in many one
/// after another, as lbzip2, pbzip2 and Wikimedia's multistream dumps have them.
std::unique_ptr<ChunkStream> open_bzip2(ByteSource& source, unsigned threads);
/// 7z keeps its directory at the end, so this one needs the file. It must hold exactly one file.
std::unique_ptr<ChunkStream> open_seven_zip(const std::filesystem::path& file);
/// By the first bytes of `source`, which must not be 7z.
std::unique_ptr<ChunkStream> open_compressed(ByteSource& source, Compression compression, unsigned threads);

/// Runs `stream` in a thread of its own, a few pieces ahead of who asks. An error comes out of next() in its
/// place. `stream` is only touched by that thread and must outlive the result.
std::unique_ptr<ChunkStream> read_ahead(ChunkStream& stream);

/// A file with its decompression and read-ahead put together.
class HistoryFile final : public ChunkStream {
public:
    HistoryFile(const std::filesystem::path& file, unsigned threads);

    bool next(std::string& chunk) override { return m_ahead->next(chunk); }
    [[nodiscard]] std::uint64_t size() const { return m_source.size(); }
    /// Bytes of the file read till now.
    [[nodiscard]] std::uint64_t done() const { return m_source.done(); }
    /// Of the file as it lies on the disk. Only after next() gave false.
    std::string sha256();

private:
    FileSource m_source;
    std::unique_ptr<ChunkStream> m_stream;
    std::unique_ptr<ChunkStream> m_ahead;
};

}  // namespace brujula::wiki

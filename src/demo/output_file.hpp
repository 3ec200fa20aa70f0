// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <ostream>

namespace brujula::demo {

/// A file to write text into, compressed as its name's ending says: .gz, .bz2, .zst; anything else is plain.
/// A file of that name is written over. Memory: what the compressor needs, at most some 10 MB.
class OutputFile {
public:
    /// Throws Error(bad_input) where the file cannot be made or the ending is of a compression that is not
    /// written (.7z, .xz, .zip …): the text would lie under a false name.
    explicit OutputFile(const std::filesystem::path& file);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// Goes bad, and stays so, when the disk is full.
    std::ostream& stream();
    /// To be called once, at the end: without it what lies there is cut off. Throws Error(unavailable) if
    /// anything could not be written.
    void finish();

private:
    class Buffer;
    std::unique_ptr<Buffer> m_buffer;
    std::ostream m_stream;
};

}  // namespace brujula::demo

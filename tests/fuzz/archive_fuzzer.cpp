// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "wiki/decompress.hpp"

using namespace brujula::wiki;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t enough = 64 * 1024 * 1024;  // small files that unpack to much are slow, not wrong
    const std::string_view packed{reinterpret_cast<const char*>(data), size};
    if (compression_of(packed) == Compression::seven_zip) return 0;  // libarchive's own, and it needs a file
    MemorySource source{packed};
    try {
        const auto stream = open_compressed(source, compression_of(packed), 1);
        std::string chunk;
        for (std::size_t got = 0; got < enough && stream->next(chunk); got += chunk.size())
            if (chunk.empty()) std::abort();
    } catch (const brujula::Error& error) {
        if (error.kind() != brujula::ErrorKind::bad_input) std::abort();
    }
    return 0;
}

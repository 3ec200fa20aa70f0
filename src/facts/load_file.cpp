// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <cstdint>
#include <fstream>
#include <string>

#include <fmt/format.h>
#include <sodium.h>

#include "facts/loader.hpp"
#include "wiki/read.hpp"

namespace brujula::facts {
namespace fs = std::filesystem;
namespace {

/// Empty where the file cannot be read: the reader then says why.
std::string sha256_of(const fs::path& file) {
    std::ifstream in(file, std::ios::binary);
    crypto_hash_sha256_state state;
    crypto_hash_sha256_init(&state);
    std::array<char, 1 << 16> block{};
    while (in.read(block.data(), block.size()) || in.gcount() > 0)
        crypto_hash_sha256_update(&state, reinterpret_cast<const unsigned char*>(block.data()),
                                  static_cast<unsigned long long>(in.gcount()));
    if (!in.eof()) return {};
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256_final(&state, digest.data());
    std::string hex;
    for (const unsigned char byte : digest)
        hex += fmt::format("{:02x}", byte);
    return hex;
}

}  // namespace

LoadReport Loader::load(const fs::path& file, const LoadOptions& options) {
    // Hashing is a small part of a load, yet of a large file it takes seconds: only where a file of this very
    // size is known can it be the same.
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    bool may_be_known = false;
    for (const Loaded& row : manifest())
        may_be_known |= !error && row.bytes == size;
    return load_from(file.filename().string(), may_be_known ? sha256_of(file) : std::string{}, options,
                     [&](wiki::HistorySink& sink) { return wiki::read_history(file, sink, options.read); });
}

}  // namespace brujula::facts

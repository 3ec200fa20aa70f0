// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/tokens.hpp"

#include <array>

#include <sodium.h>

namespace brujula::store {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

template <std::size_t size>
std::string hexadecimal(const std::array<unsigned char, size>& bytes) {
    std::array<char, size * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), bytes.data(), bytes.size());
    return hex.data();
}

}  // namespace

std::string random_token() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return hexadecimal(bytes);
}

std::string sha256_of(std::string_view text) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(text), text.size());
    return hexadecimal(digest);
}

std::string signature_of(std::string_view text, std::string_view key) {
    std::array<unsigned char, crypto_auth_hmacsha256_BYTES> signature{};
    crypto_auth_hmacsha256_state state;
    crypto_auth_hmacsha256_init(&state, bytes_of(key), key.size());
    crypto_auth_hmacsha256_update(&state, bytes_of(text), text.size());
    crypto_auth_hmacsha256_final(&state, signature.data());
    return hexadecimal(signature);
}

bool same_secret(std::string_view a, std::string_view b) {
    return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace brujula::store

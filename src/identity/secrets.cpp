// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/secrets.hpp"

#include <array>

#include <fmt/format.h>
#include <sodium.h>

#include "base/error.hpp"

namespace brujula::identity {

namespace {

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

std::string base64(const unsigned char* bytes, std::size_t size, int variant) {
    std::string text(sodium_base64_encoded_len(size, variant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes, size, variant);
    text.pop_back();  // libsodium ends it with a NUL
    return text;
}

std::string random_text() {
    std::array<unsigned char, 32> bytes{};
    randombytes_buf(bytes.data(), bytes.size());
    return base64(bytes.data(), bytes.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

bool is_unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

}  // namespace

Secrets new_secrets() {
    if (sodium_init() < 0) throw Error{ErrorKind::internal, {"error-internal", {"libsodium"}}};
    return {random_text(), random_text()};
}

std::string challenge_of(std::string_view verifier) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    crypto_hash_sha256(digest.data(), bytes_of(verifier), verifier.size());
    return base64(digest.data(), digest.size(), sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

std::string encoded(std::string_view text) {
    std::string result;
    for (const char c : text)
        if (is_unreserved(c))
            result += c;
        else
            result += fmt::format("%{:02X}", static_cast<unsigned char>(c));
    return result;
}

std::string basic_credentials(std::string_view name, std::string_view secret) {
    const std::string both = encoded(name) + ':' + encoded(secret);
    return "Basic " + base64(bytes_of(both), both.size(), sodium_base64_VARIANT_ORIGINAL);
}

}  // namespace brujula::identity

// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/totp.hpp"

#include <array>
#include <cstdlib>
#include <memory>

#include <liboath/oath.h>
#include <sodium.h>

#include "base/error.hpp"
#include "store/tokens.hpp"

namespace brujula::store {

namespace {

constexpr unsigned step_seconds = 30;
constexpr std::size_t secret_bytes = 20;

struct Freed {
    void operator()(char* bytes) const { std::free(bytes); }  // NOLINT: liboath gives malloc's
};
using Bytes = std::unique_ptr<char, Freed>;

void needs_ok(int code) {
    if (code != OATH_OK) throw Error{ErrorKind::internal, {"error-internal", {oath_strerror(code)}}};
}

std::string decoded(std::string_view secret) {
    char* bytes = nullptr;
    std::size_t length = 0;
    needs_ok(oath_base32_decode(secret.data(), secret.size(), &bytes, &length));
    const Bytes owner{bytes};
    return {bytes, length};
}

std::string without_spaces(std::string_view code) {
    std::string digits;
    for (const char c : code)
        if (c != ' ') digits += c;
    return digits;
}

std::string percent_encoded(std::string_view text) {
    constexpr std::string_view hex = "0123456789ABCDEF";
    std::string encoded;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                           c == '-' || c == '.' || c == '_';
        if (plain)
            encoded += c;
        else
            encoded += {'%', hex[byte >> 4U], hex[byte & 15U]};
    }
    return encoded;
}

}  // namespace

std::string new_totp_secret() {
    std::array<char, secret_bytes> random{};
    randombytes_buf(random.data(), random.size());
    char* text = nullptr;
    std::size_t length = 0;
    needs_ok(oath_base32_encode(random.data(), random.size(), &text, &length));
    const Bytes owner{text};
    std::string secret{text, length};
    secret.erase(std::min(secret.find('='), secret.size()));
    return secret;
}

std::string totp_code(std::string_view secret, Instant t, unsigned digits) {
    const std::string key = decoded(secret);
    std::array<char, 16> code{};
    needs_ok(oath_totp_generate(key.data(), key.size(), t.time_since_epoch().count(), step_seconds,
                                OATH_TOTP_DEFAULT_START_TIME, digits, code.data()));
    return code.data();
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Instant now,
                                      std::int64_t after) {
    const std::string given = without_spaces(code);
    const std::int64_t present = now.time_since_epoch().count() / step_seconds;
    std::optional<std::int64_t> found;
    for (std::int64_t step = present - 1; step <= present + 1; ++step) {
        const Instant moment{std::chrono::seconds{step * step_seconds}};
        if (same_secret(totp_code(secret, moment), given) && step > after) found = step;
    }
    return found;
}

std::string totp_address(std::string_view secret, std::string_view account, std::string_view issuer) {
    return "otpauth://totp/" + percent_encoded(issuer) + ":" + percent_encoded(account) +
           "?secret=" + std::string{secret} + "&issuer=" + percent_encoded(issuer) +
           "&algorithm=SHA1&digits=6&period=30";
}

}  // namespace brujula::store

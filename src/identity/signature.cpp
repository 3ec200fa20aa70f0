// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/signature.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <boost/json.hpp>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/param_build.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "base/error.hpp"
#include "base/json.hpp"

namespace brujula::identity {
namespace json = boost::json;

namespace {

constexpr std::size_t most_keys = 100;
constexpr int least_rsa_bits = 2048;
constexpr int most_rsa_bits = 8192;
constexpr std::size_t coordinate_bytes = 32;  // of P-256

struct Free {
    void operator()(EVP_PKEY* key) const { EVP_PKEY_free(key); }
    void operator()(EVP_PKEY_CTX* context) const { EVP_PKEY_CTX_free(context); }
    void operator()(EVP_MD_CTX* context) const { EVP_MD_CTX_free(context); }
    void operator()(OSSL_PARAM_BLD* builder) const { OSSL_PARAM_BLD_free(builder); }
    void operator()(OSSL_PARAM* parameters) const { OSSL_PARAM_free(parameters); }
    void operator()(BIGNUM* number) const { BN_free(number); }
    void operator()(ECDSA_SIG* signature) const { ECDSA_SIG_free(signature); }
};
template <class T>
using Held = std::unique_ptr<T, Free>;

constexpr std::array<Algorithm, 3> algorithms{
    {{"RS256", "RSA", ""}, {"PS256", "RSA", ""}, {"ES256", "EC", "P-256"}}};

const unsigned char* bytes_of(std::string_view text) {
    return reinterpret_cast<const unsigned char*>(text.data());
}

Held<BIGNUM> number_of(std::string_view bytes) {
    return Held<BIGNUM>{BN_bin2bn(bytes_of(bytes), static_cast<int>(bytes.size()), nullptr)};
}

Held<EVP_PKEY> public_key(const char* type, OSSL_PARAM_BLD* builder) {
    const Held<OSSL_PARAM> parameters{OSSL_PARAM_BLD_to_param(builder)};
    const Held<EVP_PKEY_CTX> context{EVP_PKEY_CTX_new_from_name(nullptr, type, nullptr)};
    EVP_PKEY* key = nullptr;
    if (!parameters || !context || EVP_PKEY_fromdata_init(context.get()) <= 0 ||
        EVP_PKEY_fromdata(context.get(), &key, EVP_PKEY_PUBLIC_KEY, parameters.get()) <= 0)
        return nullptr;
    return Held<EVP_PKEY>{key};
}

Held<EVP_PKEY> rsa_key(const Key& key) {
    const Held<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
    const auto modulus = number_of(key.first);
    const auto exponent = number_of(key.second);
    if (!builder || !modulus || !exponent || BN_num_bits(modulus.get()) < least_rsa_bits ||
        BN_num_bits(modulus.get()) > most_rsa_bits || BN_num_bits(exponent.get()) > 64 ||
        !BN_is_odd(exponent.get()))
        return nullptr;
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_N, modulus.get());
    OSSL_PARAM_BLD_push_BN(builder.get(), OSSL_PKEY_PARAM_RSA_E, exponent.get());
    return public_key("RSA", builder.get());
}

Held<EVP_PKEY> curve_key(const Key& key) {
    const Held<OSSL_PARAM_BLD> builder{OSSL_PARAM_BLD_new()};
    if (!builder || key.first.size() != coordinate_bytes || key.second.size() != coordinate_bytes)
        return nullptr;
    const std::string point = '\x04' + key.first + key.second;  // uncompressed, SEC 1
    OSSL_PARAM_BLD_push_utf8_string(builder.get(), OSSL_PKEY_PARAM_GROUP_NAME, key.curve.c_str(), 0);
    OSSL_PARAM_BLD_push_octet_string(builder.get(), OSSL_PKEY_PARAM_PUB_KEY, point.data(), point.size());
    return public_key("EC", builder.get());
}

/// A JWS has the two numbers side by side (RFC 7518 3.4), OpenSSL wants them in DER.
std::optional<std::string> curve_signature(std::string_view signature) {
    if (signature.size() != 2 * coordinate_bytes) return {};
    const Held<ECDSA_SIG> pair{ECDSA_SIG_new()};
    auto r = number_of(signature.substr(0, coordinate_bytes));
    auto s = number_of(signature.substr(coordinate_bytes));
    if (!pair || !r || !s || ECDSA_SIG_set0(pair.get(), r.get(), s.get()) != 1) return {};
    static_cast<void>(r.release());  // the pair has them now
    static_cast<void>(s.release());
    std::array<unsigned char, 80> der{};
    unsigned char* end = der.data();
    const int size = i2d_ECDSA_SIG(pair.get(), nullptr);
    if (size <= 0 || static_cast<std::size_t>(size) > der.size()) return {};
    i2d_ECDSA_SIG(pair.get(), &end);
    return std::string{reinterpret_cast<const char*>(der.data()), static_cast<std::size_t>(size)};
}

bool pad(EVP_PKEY_CTX* context, const Algorithm& algorithm) {
    if (std::string_view{algorithm.name} != "PS256") return true;
    return EVP_PKEY_CTX_set_rsa_padding(context, RSA_PKCS1_PSS_PADDING) > 0 &&
           EVP_PKEY_CTX_set_rsa_pss_saltlen(context, RSA_PSS_SALTLEN_DIGEST) > 0;
}

std::string member(const json::object& object, std::string_view name) {
    const json::value* value = object.if_contains(name);
    return value != nullptr && value->is_string() ? std::string{value->get_string()} : std::string{};
}

/// True where the key says nothing against verifying signatures.
bool verifies(const json::object& key) {
    const std::string use = member(key, "use");
    if (!use.empty() && use != "sig") return false;
    const json::value* operations = key.if_contains("key_ops");
    if (operations == nullptr || !operations->is_array()) return true;
    const auto& all = operations->get_array();
    return std::find(all.begin(), all.end(), json::value("verify")) != all.end();
}

std::optional<Key> read_key(const json::object& object) {
    Key key{member(object, "kid"), member(object, "kty"), "", member(object, "alg"), "", ""};
    const bool curve = key.type == "EC";
    if (!verifies(object) || (!curve && key.type != "RSA")) return {};
    if (curve) key.curve = member(object, "crv");
    const auto first = base64url_decoded(member(object, curve ? "x" : "n"));
    const auto second = base64url_decoded(member(object, curve ? "y" : "e"));
    if (!first || !second || first->empty() || second->empty()) return {};
    key.first = *first;
    key.second = *second;
    return key;
}

}  // namespace

std::vector<Key> parse_keys(std::string_view text) {
    const json::value value = parse_json(text);
    const json::value* all = value.is_object() ? value.get_object().if_contains("keys") : nullptr;
    if (all == nullptr || !all->is_array() || all->get_array().size() > most_keys)
        throw Error{ErrorKind::bad_input, {"error-identity-keys", {}}};
    std::vector<Key> keys;
    for (const json::value& one : all->get_array())
        if (one.is_object())
            if (auto key = read_key(one.get_object())) keys.push_back(std::move(*key));
    return keys;
}

const Algorithm* find_algorithm(std::string_view name) {
    const auto* found = std::find_if(algorithms.begin(), algorithms.end(),
                                     [&](const Algorithm& known) { return name == known.name; });
    return found == algorithms.end() ? nullptr : found;
}

bool is_signed_by(const Key& key, const Algorithm& algorithm, std::string_view text,
                  std::string_view signature) {
    const bool curve = key.type == "EC";
    const Held<EVP_PKEY> opened = curve ? curve_key(key) : rsa_key(key);
    const Held<EVP_MD_CTX> context{EVP_MD_CTX_new()};
    const auto given = curve ? curve_signature(signature) : std::string{signature};
    EVP_PKEY_CTX* padding = nullptr;
    if (!opened || !context || !given ||
        EVP_DigestVerifyInit(context.get(), &padding, EVP_sha256(), nullptr, opened.get()) <= 0 ||
        !pad(padding, algorithm))
        return false;
    return EVP_DigestVerify(context.get(), bytes_of(*given), given->size(), bytes_of(text), text.size()) == 1;
}

std::optional<std::string> base64url_decoded(std::string_view text) {
    std::string bytes(text.size() / 4 * 3 + 3, '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    if (sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), text.data(),
                          text.size(), nullptr, &size, &end, sodium_base64_VARIANT_URLSAFE_NO_PADDING) != 0 ||
        end != text.data() + text.size())
        return {};
    bytes.resize(size);
    return bytes;
}

}  // namespace brujula::identity

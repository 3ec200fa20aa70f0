// SPDX-License-Identifier: GPL-3.0-or-later
// Keys and tokens for the tests of this module.
#include <map>
#include <stdexcept>

#include <boost/json.hpp>
#include <openssl/core_names.h>
#include <openssl/ec.h>
#include <openssl/hmac.h>
#include <openssl/rsa.h>
#include <sodium.h>

#include "identity/keys_for_tests.hpp"

namespace brujula::identity {
namespace json = boost::json;

namespace {

std::string bytes_of(const BIGNUM* number, int size) {
    std::string bytes(static_cast<std::size_t>(size), '\0');
    BN_bn2binpad(number, reinterpret_cast<unsigned char*>(bytes.data()), size);
    return bytes;
}

std::string number_of(EVP_PKEY* key, const char* name, int size) {
    BIGNUM* number = nullptr;
    if (EVP_PKEY_get_bn_param(key, name, &number) != 1) throw std::runtime_error(name);
    std::string text = base64url(bytes_of(number, size != 0 ? size : BN_num_bytes(number)));
    BN_free(number);
    return text;
}

TestKey new_key(const std::string& id, const std::string& kind) {
    const bool rsa = kind.starts_with("RSA");
    EVP_PKEY* pair =
        rsa ? EVP_RSA_gen(static_cast<unsigned>(std::stoul(kind.substr(4)))) : EVP_EC_gen(kind.c_str());
    TestKey key{id, {pair, EVP_PKEY_free}, {{"kid", id}, {"kty", rsa ? "RSA" : "EC"}}};
    if (rsa) {
        key.shown["n"] = number_of(pair, OSSL_PKEY_PARAM_RSA_N, 0);
        key.shown["e"] = number_of(pair, OSSL_PKEY_PARAM_RSA_E, 0);
    } else {
        const int size = kind == "P-256" ? 32 : 48;
        key.shown["crv"] = kind;
        key.shown["x"] = number_of(pair, OSSL_PKEY_PARAM_EC_PUB_X, size);
        key.shown["y"] = number_of(pair, OSSL_PKEY_PARAM_EC_PUB_Y, size);
    }
    return key;
}

std::string hmac(const std::string& text, const TestKey& key) {
    const std::string secret = json::serialize(key.shown);
    unsigned int size = 0;
    std::string bytes(EVP_MAX_MD_SIZE, '\0');
    HMAC(EVP_sha256(), secret.data(), static_cast<int>(secret.size()),
         reinterpret_cast<const unsigned char*>(text.data()), text.size(),
         reinterpret_cast<unsigned char*>(bytes.data()), &size);
    bytes.resize(size);
    return bytes;
}

/// Out of DER the two numbers side by side.
std::string side_by_side(const std::string& der, int size) {
    const auto* at = reinterpret_cast<const unsigned char*>(der.data());
    ECDSA_SIG* pair = d2i_ECDSA_SIG(nullptr, &at, static_cast<long>(der.size()));
    std::string both = bytes_of(ECDSA_SIG_get0_r(pair), size) + bytes_of(ECDSA_SIG_get0_s(pair), size);
    ECDSA_SIG_free(pair);
    return both;
}

std::string signature(const std::string& algorithm, const std::string& text, const TestKey& key) {
    if (algorithm == "none") return "";
    if (algorithm.starts_with("HS")) return hmac(text, key);
    const EVP_MD* digest = algorithm.ends_with("256")   ? EVP_sha256()
                           : algorithm.ends_with("384") ? EVP_sha384()
                                                        : EVP_sha512();
    const std::unique_ptr<EVP_MD_CTX, void (*)(EVP_MD_CTX*)> context{EVP_MD_CTX_new(), EVP_MD_CTX_free};
    EVP_PKEY_CTX* padding = nullptr;
    EVP_DigestSignInit(context.get(), &padding, digest, nullptr, key.pair.get());
    if (algorithm.starts_with("PS")) {
        EVP_PKEY_CTX_set_rsa_padding(padding, RSA_PKCS1_PSS_PADDING);
        EVP_PKEY_CTX_set_rsa_pss_saltlen(padding, RSA_PSS_SALTLEN_DIGEST);
    }
    const auto* bytes = reinterpret_cast<const unsigned char*>(text.data());
    std::size_t size = 1024;
    std::string made(size, '\0');
    if (EVP_DigestSign(context.get(), reinterpret_cast<unsigned char*>(made.data()), &size, bytes,
                       text.size()) != 1)
        throw std::runtime_error("not signed: " + algorithm);
    made.resize(size);
    return algorithm.starts_with("ES") ? side_by_side(made, algorithm == "ES256" ? 32 : 48) : made;
}

}  // namespace

const TestKey& test_key(const std::string& id, const std::string& kind) {
    static std::map<std::string, TestKey> keys;
    const auto known = keys.find(id);
    return known != keys.end() ? known->second : keys.emplace(id, new_key(id, kind)).first->second;
}

std::string base64url(const std::string& text) {
    constexpr int variant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string result(sodium_base64_encoded_len(text.size(), variant), '\0');
    sodium_bin2base64(result.data(), result.size(), reinterpret_cast<const unsigned char*>(text.data()),
                      text.size(), variant);
    result.pop_back();
    return result;
}

std::string signed_token(const json::object& header, const std::string& payload, const TestKey& key) {
    const std::string text = base64url(json::serialize(header)) + '.' + base64url(payload);
    return text + '.' + base64url(signature(std::string{header.at("alg").as_string()}, text, key));
}

}  // namespace brujula::identity

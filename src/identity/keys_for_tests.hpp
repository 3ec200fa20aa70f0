// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>
#include <string>

#include <boost/json/object.hpp>
#include <openssl/evp.h>

namespace brujula::identity {

/// A pair of keys made for this run.
struct TestKey {
    std::string id;
    std::shared_ptr<EVP_PKEY> pair;
    boost::json::object shown;  ///< the public half (RFC 7517), with `kid`
};

/// `kind`: "RSA 2048", "RSA 1024", "P-256", "P-384". Made once a run for each id.
const TestKey& test_key(const std::string& id, const std::string& kind);

/// A token with that header over the payload, signed as its `alg` says. HS256 with the text of the key's
/// public half as the secret; "none" with nothing.
std::string signed_token(const boost::json::object& header, const std::string& payload, const TestKey& key);

/// Base64 of URLs without padding.
std::string base64url(const std::string& text);

}  // namespace brujula::identity

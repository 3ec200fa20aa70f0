// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "identity/answers.hpp"
#include "identity/id_token.hpp"

namespace {

using namespace brujula::identity;

/// Whatever a provider answers, only what may be asked and shown comes out of it.
void read_as_answers(std::string_view text, const Provider& provider) {
    if (const auto found = parse_discovery(text, provider); found && !may_ask(provider, found->token))
        std::abort();
    if (const auto tokens = parse_tokens(text);
        tokens && tokens->access_token.find('\n') != std::string::npos)
        std::abort();
    if (const auto who = parse_profile(text, provider);
        who && (who->subject.empty() || who->name.size() > 255))
        std::abort();
    if (parse_token_error(text).size() > 60) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text{reinterpret_cast<const char*>(data), size};
    Provider provider;
    provider.issuer = "https://login.example.org";
    provider.hosts = {"login.example.org"};
    provider.subject = "sub";
    provider.username = "username";
    read_as_answers(text, provider);
    // The first line as a token, what follows as the keys it may be signed with: nobody here can sign.
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return 0;
    try {
        const auto keys = parse_keys(text.substr(end + 1));
        const Expected expected{provider.issuer, "brujula", "nonce",
                                brujula::Instant{std::chrono::seconds{1'416'571'200}}};
        if (verified_claims(std::string{text.substr(0, end)}, keys, expected)) std::abort();
    } catch (const brujula::Error& error) {
        if (error.kind() != brujula::ErrorKind::bad_input) std::abort();
    }
    return 0;
}

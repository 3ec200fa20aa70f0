// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/settings.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <curl/curl.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "mailing/letter.hpp"

namespace brujula::mailing {

namespace {

/// A part of a web or mail server's address; empty where there is none, or no address.
std::string url_part(const std::string& address, CURLUPart part) {
    const std::unique_ptr<CURLU, decltype(&curl_url_cleanup)> url{curl_url(), curl_url_cleanup};
    if (!url || curl_url_set(url.get(), CURLUPART_URL, address.c_str(), 0) != CURLUE_OK) return {};
    char* found = nullptr;
    if (curl_url_get(url.get(), part, &found, 0) != CURLUE_OK) return {};
    std::string text = found;
    curl_free(found);
    return text;
}

/// True where an address is more than scheme, host and port.
bool has_more(const std::string& address) {
    constexpr std::array parts{CURLUPART_QUERY, CURLUPART_FRAGMENT, CURLUPART_USER, CURLUPART_PASSWORD};
    return url_part(address, CURLUPART_PATH) != "/" ||
           std::any_of(parts.begin(), parts.end(),
                       [&](CURLUPart part) { return !url_part(address, part).empty(); });
}

bool is_this_machine(const std::string& host) {
    return host == "localhost" || host == "[::1]" || host.starts_with("127.");
}

[[noreturn]] void refuse(const char* setting, const std::string& value) {
    throw Error{ErrorKind::bad_input, {"error-mail-setting", {setting, value}}};
}

void check_server(const Settings& settings) {
    const auto scheme = url_part(settings.server, CURLUPART_SCHEME);
    const auto host = url_part(settings.server, CURLUPART_HOST);
    if ((scheme != "smtp" && scheme != "smtps") || host.empty() || has_more(settings.server))
        refuse("--smtp-url", settings.server);
    if (settings.user.empty() != settings.password.empty())
        throw Error{ErrorKind::bad_input, {"error-mail-user-password", {}}};
    if (!settings.encrypted && scheme == "smtp" && !settings.user.empty() && !is_this_machine(host))
        throw Error{ErrorKind::bad_input, {"error-mail-password-open", {}}};
}

}  // namespace

Settings checked(Settings settings) {
    if (!settings.offered()) return settings;
    check_server(settings);
    if (!is_mail_address(settings.from)) refuse("--mail-from", settings.from);
    while (settings.public_address.ends_with('/'))
        settings.public_address.pop_back();
    const auto scheme = url_part(settings.public_address, CURLUPART_SCHEME);
    if ((scheme != "http" && scheme != "https") || host_of(settings).empty() ||
        settings.public_address.size() > 200 || has_more(settings.public_address))
        refuse("--public-address", settings.public_address);
    if (!is_time_zone(settings.zone)) refuse("--mail-zone", settings.zone);
    return settings;
}

std::string host_of(const Settings& settings) {
    return url_part(settings.public_address, CURLUPART_HOST);
}

}  // namespace brujula::mailing

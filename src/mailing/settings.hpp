// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <string>

namespace brujula::mailing {

/// How mail leaves, and who it is from. An empty `server`: none does.
struct Settings {
    std::string server;  ///< smtp://host:port (STARTTLS), smtps://host:port (TLS from the start)
    std::string user;    ///< empty: without signing in
    std::string password;
    bool encrypted = true;          ///< false: smtp:// also goes on without TLS where the server offers none
    std::filesystem::path trusted;  ///< certificates in PEM that are trusted instead of the system's
    std::string from;
    std::string
        public_address;        ///< of this program, for links: "https://brujula.example.org", no slash after
    std::string zone = "UTC";  ///< IANA, whose mornings the digests go out in

    [[nodiscard]] bool offered() const { return !server.empty(); }
};

/// Throws Error(bad_input) that names the setting which is missing or wrong. Encryption may be left out with
/// this machine itself; elsewhere never together with a password. Takes a slash off the public address's end.
Settings checked(Settings settings);

/// "brujula.example.org" of the public address.
std::string host_of(const Settings& settings);

}  // namespace brujula::mailing

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "metrics/catalogue.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/store.hpp"
#include "web/forwarded.hpp"
#include "web/http.hpp"
#include "web/lake_door.hpp"
#include "web/mail_door.hpp"
#include "web/route.hpp"

namespace brujula::identity {
class Providers;
}

namespace brujula::web {

/// What the routes work with. All of it outlives the site.
struct House {
    store::Store& store;
    store::Accounts& accounts;
    const records::Kinds& kinds;
    const Clock& clock;
    const LakeDoor& lake;
    const metrics::Catalogue& metrics;
};

struct SiteOptions {
    std::filesystem::path ui;  ///< the built interface
    bool demo = false;         ///< told to the interface, which says so on its pages
    std::string version;
    std::vector<std::string> proxies;  ///< addresses of those in front, whose header is believed
    MailDoor mail = {};
    ForwardedBy forwarded_by = ForwardedBy::x_forwarded;
    identity::Providers* wiki_accounts = nullptr;  ///< where people may sign in besides; outlives the site
    std::string setup_code = {};  ///< with which the network is made while there is no account; empty: never
};

/// The whole site behind one function from request to answer; no socket. Threads may call at once.
class Site {
public:
    Site(const House& house, const SiteOptions& options);
    ~Site();
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    /// Never throws: what fails becomes an answer (docs/api.md).
    [[nodiscard]] Response answer(const Request& request) const;
    [[nodiscard]] const Routes& routes() const;

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/value.hpp>

#include "base/time.hpp"
#include "records/kind.hpp"
#include "store/accounts.hpp"
#include "store/store.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// A small network on a data folder of its own: the network "iberocoop" with the members "wmar" and "wmcl";
/// of wmar one record of each kind, named "wmar-<kind>"; of the network a plan, an objective and a shared
/// goal "red-<kind>" that wmar's goal contributes to. The cohort's members have the names in `secret_names`.
/// It is 21 November 2014, noon.
class World {
public:
    World();
    ~World();
    World(const World&) = delete;
    World& operator=(const World&) = delete;

    static const std::vector<std::string> secret_names;
    static constexpr const char* password = "una contraseña larga";

    /// An account of that name: "reader" … "steward" in wmar, "administrator" in the network, "elsewhere" a
    /// coordinator in wmcl. Made at its first use.
    void need_account(const std::string& name);

    std::filesystem::path folder;
    FixedClock clock;
    records::Kinds kinds;
    store::Store store;
    store::Accounts accounts;
    LakeDoor lake;
    metrics::Catalogue metrics;
    std::unique_ptr<Site> site;
};

/// A browser's memory: cookie and token. Asks the site without a socket.
class Visitor {
public:
    explicit Visitor(World& world) : m_world(world) {}
    /// Somebody with a session of that account already.
    Visitor(World& world, const std::string& account);

    Response get(const std::string& target);
    /// `body` as JSON where it is not null.
    Response send(const std::string& method, const std::string& target,
                  const boost::json::value& body = nullptr);
    Response ask(Request request);
    /// The parsed body of an answer, unpacked ones only.
    static boost::json::value json_of(const Response& response);

    std::string token;
    std::string csrf = "anonymous";
    std::string address = "192.0.2.1";
    std::vector<std::pair<std::string, std::string>> headers;

private:
    World& m_world;
};

/// A request for `target` ("/a?b=c") without headers but Host.
Request request_of(const std::string& method, const std::string& target);

/// The goal of the world as it can be written.
boost::json::value some_goal(const std::string& statement);

}  // namespace brujula::web

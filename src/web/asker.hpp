// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <string>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

#include "records/access.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// Who asks, and what they may do: the web's only way to records::may.
class Asker {
public:
    /// What a record was hung on; see hosts.hpp.
    using HostsOf = std::function<std::vector<records::Host>(const store::Revision&)>;

    Asker(records::Actor actor, const records::Kinds& kinds, HostsOf hosts = {})
        : m_actor(std::move(actor)), m_kinds(&kinds), m_hosts(std::move(hosts)) {}

    [[nodiscard]] bool signed_in() const { return !m_actor.person.empty(); }
    [[nodiscard]] const records::Actor& actor() const { return m_actor; }

    /// Decided on the record's owner, not on what its body claims. An older revision is read by who may read
    /// the record and what that revision claims.
    [[nodiscard]] bool may(records::Action action, const store::Revision& record) const;
    /// For a body that is to be written: decided on what it claims, which the store holds against its links.
    [[nodiscard]] bool may(records::Action action, std::string_view kind, std::string_view id,
                           const boost::json::value& body) const;
    /// Whether the record was hung on one that the asker may remove.
    [[nodiscard]] bool may_as_host(const store::Revision& record) const;
    /// For what is no record (accounts, operation), and for what is asked of an organisation as a whole.
    [[nodiscard]] bool may_in(records::Action action, const std::string& organisation) const;

    /// Throws Error(unauthenticated) where nobody is signed in, Error(forbidden) where somebody is.
    [[noreturn]] void refuse() const;
    void require(records::Action action, const store::Revision& record) const;

    /// What the asker may do with a record besides reading it: "write", "restore", "measure", "remove". Of
    /// kinds that are not hung on others only what its owner may.
    [[nodiscard]] std::vector<std::string> allowed(const store::Revision& record) const;

private:
    /// What may() says without what the record was hung on.
    [[nodiscard]] bool is_owners(records::Action action, const store::Revision& record) const;

    records::Actor m_actor;
    const records::Kinds* m_kinds;
    HostsOf m_hosts;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <utility>
#include <vector>

#include <boost/json/fwd.hpp>

#include "records/access.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"

namespace brujula::web {

/// The organisation that a record belongs to: an organisation to itself, a person to that of the first role,
/// anything else to the one in its `organisation`. Empty where there is none: the network's.
std::string owner_of(std::string_view kind, std::string_view id, const boost::json::value& body);

/// Who asks, and what they may do: the web's only way to records::may.
class Asker {
public:
    Asker(records::Actor actor, const records::Kinds& kinds) : m_actor(std::move(actor)), m_kinds(&kinds) {}

    [[nodiscard]] bool signed_in() const { return !m_actor.person.empty(); }
    [[nodiscard]] const records::Actor& actor() const { return m_actor; }

    [[nodiscard]] bool may(records::Action action, const store::Revision& record) const;
    [[nodiscard]] bool may(records::Action action, std::string_view kind, std::string_view id,
                           const boost::json::value& body) const;
    /// For what is no record (accounts, operation), and for what is asked of an organisation as a whole.
    [[nodiscard]] bool may_in(records::Action action, const std::string& organisation) const;

    /// Throws Error(unauthenticated) where nobody is signed in, Error(forbidden) where somebody is.
    [[noreturn]] void refuse() const;
    void require(records::Action action, const store::Revision& record) const;

    /// What the asker may do with a record besides reading it: "write", "restore", "remove", "measure".
    [[nodiscard]] std::vector<std::string> allowed(const store::Revision& record) const;

private:
    records::Actor m_actor;
    const records::Kinds* m_kinds;
};

}  // namespace brujula::web

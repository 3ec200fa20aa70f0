// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include "records/ownership.hpp"
#include "store/sqlite.hpp"
#include "store/store.hpp"

namespace brujula::store {

/// The records as a connection's transaction has them, for the rules of ownership.
class StoredOwners final : public records::KnownRecords {
public:
    StoredOwners(Connection& connection, const records::Kinds& kinds)
        : m_connection(connection), m_kinds(kinds) {}

    [[nodiscard]] std::optional<std::string> owner(std::string_view kind, std::string_view id) const override;
    [[nodiscard]] std::string linked(std::string_view kind, std::string_view id,
                                     std::string_view name) const override;
    [[nodiscard]] std::string name(std::string_view organisation) const override;
    [[nodiscard]] std::string network() const override;
    [[nodiscard]] const records::Kinds& kinds() const override { return m_kinds; }

private:
    Connection& m_connection;
    const records::Kinds& m_kinds;
};

/// Gives `revision` its owner. Throws InvalidRecord where its body is not of the organisation that it says,
/// and where it would leave `before`'s organisation ("": it is new) while records of that one are a part of
/// it.
void settle_owner(Connection& connection, const records::Kinds& kinds, const records::Kind& kind,
                  Revision& revision, const std::string& before);

}  // namespace brujula::store

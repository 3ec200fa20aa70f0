// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/settings.hpp"

#include "store/database.hpp"
#include "store/revisions.hpp"

namespace brujula::store {

std::string find_network(Connection& connection) {
    auto row = connection.prepare("SELECT value FROM settings WHERE name = 'network'");
    return row.step() ? row.text(0) : std::string{};
}

std::string network_of(const Store& store) {
    auto reader = store.database().read();
    return find_network(*reader);
}

void set_network(Store& store, const std::string& organisation, Chosen chosen) {
    store.database().write([&](Connection& connection) {
        needs_organisation(connection, organisation);
        const auto before = find_network(connection);
        if (before == organisation) return;
        if (!before.empty() && chosen == Chosen::keep)
            throw Error{ErrorKind::bad_input, {"error-network-chosen", {before, organisation}}};
        connection
            .prepare(
                "INSERT INTO settings (name, value) VALUES ('network', ?)"
                " ON CONFLICT DO UPDATE SET value = excluded.value")
            .bind(organisation)
            .run();
    });
}

}  // namespace brujula::store

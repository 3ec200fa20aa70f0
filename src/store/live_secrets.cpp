// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/live_secrets.hpp"

#include <string>

namespace brujula::store {
namespace {

bool has_table(Connection& connection, std::string_view name) {
    auto found = connection.prepare("SELECT 1 FROM sqlite_master WHERE type = 'table' AND name = ?");
    return found.bind(name).step();
}

}  // namespace

void drop_live_secrets(Connection& copy) {
    copy.run("PRAGMA secure_delete = ON");
    for (const std::string_view table : live_secret_tables)
        if (has_table(copy, table)) copy.run(("DELETE FROM " + std::string{table}).c_str());
    if (has_table(copy, "access_keys"))
        copy.run("UPDATE access_keys SET key = hex(randomblob(32)) WHERE name = 'device'");
}

}  // namespace brujula::store

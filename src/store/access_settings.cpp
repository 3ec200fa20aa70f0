// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/access_settings.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/error.hpp"
#include "store/database.hpp"

namespace brujula::store {

namespace {

constexpr const char* roles_setting = "second_factor_roles";  ///< "steward,administrator"
constexpr const char* kept_setting = "security_log_days";
constexpr std::chrono::days shortest{30};
constexpr std::chrono::days longest{3650};

std::string setting(Connection& connection, std::string_view name) {
    auto row = connection.prepare("SELECT value FROM settings WHERE name = ?");
    return row.bind(name).step() ? row.text(0) : std::string{};
}

std::vector<records::Role> roles_in(std::string_view list) {
    std::vector<records::Role> roles;
    while (!list.empty()) {
        const auto name = list.substr(0, list.find(','));
        list.remove_prefix(std::min(list.size(), name.size() + 1));
        if (const auto role = role_named(name); role != records::Role::none) roles.push_back(role);
    }
    return roles;
}

std::string list_of(const std::vector<records::Role>& roles) {
    std::string list;
    for (const auto role : roles)
        list += (list.empty() ? "" : ",") + std::string{name_of(role)};
    return list;
}

}  // namespace

AccessSettings access_settings(const Store& store) {
    auto reader = store.database().read();
    AccessSettings settings;
    settings.second_factor_roles = roles_in(setting(*reader, roles_setting));
    const auto kept = setting(*reader, kept_setting);
    int days = 0;
    if (std::from_chars(kept.data(), kept.data() + kept.size(), days).ec == std::errc{})
        settings.log_kept = std::chrono::days{days};
    return settings;
}

void set_access_settings(Store& store, const AccessSettings& settings) {
    if (settings.log_kept < shortest || settings.log_kept > longest)
        throw Error{ErrorKind::bad_input,
                    {"error-log-days", {std::to_string(shortest.count()), std::to_string(longest.count())}}};
    store.database().write([&](Connection& connection) {
        const auto put = [&](std::string_view name, const std::string& value) {
            connection.prepare("INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)")
                .bind(name, value)
                .run();
        };
        put(roles_setting, list_of(settings.second_factor_roles));
        put(kept_setting, std::to_string(settings.log_kept.count()));
    });
}

bool lacks_second_factor(const Store& store, const Account& account) {
    if (account.second_factor || account.grants.empty()) return false;
    const auto roles = access_settings(store).second_factor_roles;
    return std::any_of(account.grants.begin(), account.grants.end(), [&](const records::Grant& grant) {
        return std::find(roles.begin(), roles.end(), grant.role) != roles.end();
    });
}

}  // namespace brujula::store

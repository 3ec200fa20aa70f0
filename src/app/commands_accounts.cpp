// SPDX-License-Identifier: GPL-3.0-or-later
#include "app/commands_accounts.hpp"

#include <filesystem>
#include <functional>
#include <iostream>
#include <memory>
#include <string>

#include <CLI/CLI.hpp>
#include <termios.h>
#include <unistd.h>

#include "app/command.hpp"
#include "base/error.hpp"
#include "base/message.hpp"
#include "store/account_links.hpp"
#include "store/accounts.hpp"
#include "store/second_factor.hpp"
#include "store/security_log.hpp"
#include "store/store.hpp"

namespace brujula::app {
namespace fs = std::filesystem;
namespace security = store::security;
namespace {

struct Options {
    fs::path data;
    std::string name;
    std::string organisation;
    std::string role;
    bool own = false;
};

/// A data folder's store with what it needs beside it.
struct Records {
    SystemClock clock;
    records::Kinds kinds = records::all_kinds();
    store::Store store;
    store::Accounts accounts;
    explicit Records(const fs::path& folder) : store(folder, kinds, clock), accounts(store) {}

    /// By the operator, who has no account.
    void write_down(std::string_view kind, const std::string& about) {
        store::SecurityLog(store).add({kind, "", about, ""});
    }
    [[nodiscard]] store::Account get(const std::string& name) const {
        auto account = accounts.find(name);
        if (!account) throw Error{ErrorKind::not_found, {"error-no-such-account", {name}}};
        return std::move(*account);
    }
};

/// A line without showing it on a terminal.
std::string read_secret(const std::string& prompt) {
    const bool terminal = ::isatty(STDIN_FILENO) == 1;
    termios before{};
    if (terminal) {
        std::cerr << prompt << std::flush;
        ::tcgetattr(STDIN_FILENO, &before);
        termios hidden = before;
        hidden.c_lflag &= ~static_cast<tcflag_t>(ECHO);
        ::tcsetattr(STDIN_FILENO, TCSANOW, &hidden);
    }
    std::string line;
    std::getline(std::cin, line);
    if (terminal) {
        ::tcsetattr(STDIN_FILENO, TCSANOW, &before);
        std::cerr << '\n';
    }
    return line;
}

records::Grant grant_of(const Options& options) {
    const auto role = store::role_named(options.role);
    if (role == records::Role::none && options.role != "none")
        throw Error{ErrorKind::bad_input, {"error-no-such-role", {options.role}}};
    return {options.organisation, role};
}

store::Account described(const Options& options) {
    store::Account account;
    account.name = options.name;
    account.must_change = !options.own;
    if (!options.organisation.empty()) account.grants = {grant_of(options)};
    return account;
}

void add_account(const Options& options) {
    Records records{options.data};
    const auto account = described(options);
    records.accounts.add(account, read_secret(words("account-password-prompt")));
    records.write_down(security::account_added, options.name);
    if (account.grants.empty() || account.grants.front().role == records::Role::none) return;
    records.write_down(security::roles_changed,
                       options.name + "\n" + options.organisation + " " + options.role);
}

void set_password(const Options& options) {
    Records records{options.data};
    records.accounts.set_password(options.name, read_secret(words("account-password-prompt")),
                                  options.own ? store::ChosenBy::owner : store::ChosenBy::somebody_else);
    records.write_down(security::password_changed, options.name);
}

void set_role(const Options& options) {
    Records records{options.data};
    auto grants = records.get(options.name).grants;
    std::erase_if(grants,
                  [&](const records::Grant& grant) { return grant.organisation == options.organisation; });
    grants.push_back(grant_of(options));
    records.accounts.set_grants(options.name, grants);
    records.write_down(security::roles_changed,
                       options.name + "\n" + options.organisation + " " + options.role);
}

void suspend(const Options& options, bool suspended) {
    Records records{options.data};
    records.accounts.suspend(options.name, suspended);
    records.write_down(suspended ? security::account_suspended : security::account_resumed, options.name);
}

void remove(const Options& options) {
    Records records{options.data};
    records.accounts.remove(options.name);
    records.write_down(security::account_deleted, options.name);
}

void invite(const Options& options) {
    Records records{options.data};
    if (!records.accounts.find(options.name)) {
        records.accounts.invite(described(options));
        records.write_down(security::account_added, options.name);
    }
    const auto token =
        store::AccountLinks(records.store).begin(options.name, store::LinkPurpose::invitation, "");
    records.write_down(security::invitation_made, options.name);
    std::cout << words("account-invitation", {"/invitation#" + token}) << '\n';
}

void end_sessions(const Options& options) {
    Records records{options.data};
    records.accounts.end_sessions(options.name);
    records.write_down(security::sessions_ended, options.name);
}

void reset_second_factor(const Options& options) {
    Records records{options.data};
    static_cast<void>(records.get(options.name));
    store::SecondFactors(records.store).remove(options.name);
    records.accounts.end_sessions(options.name);
    records.write_down(security::second_factor_reset, options.name);
}

void list_accounts(const Options& options) {
    const Records records{options.data};
    for (const auto& account : records.accounts.all()) {
        std::cout << account.name;
        for (const auto& grant : account.grants)
            std::cout << '\t' << grant.organisation << ' ' << store::name_of(grant.role);
        if (account.disabled) std::cout << '\t' << words("account-state-suspended");
        if (account.invited) std::cout << '\t' << words("account-state-invited");
        if (account.second_factor) std::cout << '\t' << words("account-state-second-factor");
        std::cout << '\n';
    }
}

/// The commands that name an account.
class AccountCommands {
public:
    AccountCommands(CLI::App* account, std::shared_ptr<Options> options)
        : m_account(account), m_options(std::move(options)) {}

    CLI::App* add(const std::string& command, const char* summary,
                  const std::function<void(const Options&)>& does, const char* done = "account-done") const {
        auto* made = m_account->add_subcommand(command, words(summary));
        add_data_option(made, m_options->data);
        made->add_option("name", m_options->name, words("account-name"))->required();
        made->callback([options = m_options, does, done] {
            does(*options);
            if (done != nullptr) std::cout << words(done, {options->name}) << '\n';
        });
        return made;
    }
    void takes_role(CLI::App* command) const {
        command->add_option("--organisation", m_options->organisation, words("account-organisation"));
        command->add_option("--role", m_options->role, words("account-role"));
    }
    void takes_own(CLI::App* command) const {
        command->add_flag("--own", m_options->own, words("account-own-summary"));
    }

private:
    CLI::App* m_account;
    std::shared_ptr<Options> m_options;
};

}  // namespace

void add_account_commands(CLI::App& program) {
    const auto options = std::make_shared<Options>();
    auto* account = program.add_subcommand("account", words("account-summary"));
    account->require_subcommand(1);
    const AccountCommands commands{account, options};
    auto* add = commands.add("add", "account-add-summary", add_account, "account-added");
    commands.takes_role(add);
    commands.takes_own(add);
    commands.takes_own(commands.add("password", "account-password-summary", set_password));
    commands.takes_role(commands.add("role", "account-role-summary", set_role));
    commands.takes_role(commands.add("invite", "account-invite-summary", invite, nullptr));
    commands.add("suspend", "account-suspend-summary", [](const Options& given) { suspend(given, true); });
    commands.add("resume", "account-resume-summary", [](const Options& given) { suspend(given, false); });
    commands.add("delete", "account-delete-summary", remove);
    commands.add("end-sessions", "account-end-sessions-summary", end_sessions);
    commands.add("reset-second-factor", "account-reset-second-factor-summary", reset_second_factor);
    auto* list = account->add_subcommand("list", words("account-list-summary"));
    add_data_option(list, options->data);
    list->callback([options] { list_accounts(*options); });
}

}  // namespace brujula::app

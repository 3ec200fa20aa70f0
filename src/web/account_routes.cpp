// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "mailing/letter.hpp"
#include "records/account_access.hpp"
#include "store/account_letters.hpp"
#include "store/account_links.hpp"
#include "store/second_factor.hpp"
#include "web/account_json.hpp"
#include "web/entrance.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace security = store::security;
namespace {

constexpr std::size_t most_listed = 100;

Response private_answer(int status, const json::value& value) {
    Response response = json_response(status, value);
    response.set("Cache-Control", "no-store");
    return response;
}

/// "wmar coordinator, iberocoop reader"
std::string in_words(const std::vector<records::Grant>& grants) {
    std::string words;
    for (const auto& grant : grants)
        words += (words.empty() ? "" : ", ") + grant.organisation + " " + store::name_of(grant.role);
    return words;
}

bool has_role_in(const store::Account& account, const std::string& organisation) {
    return std::any_of(account.grants.begin(), account.grants.end(),
                       [&](const auto& grant) { return grant.organisation == organisation; });
}

class AccountRoutes {
public:
    AccountRoutes(const House& house, Entrance& entrance, const Network& network, MailDoor door)
        : m_house(house), m_entrance(entrance), m_network(network), m_door(std::move(door)) {}

    Response list(Call& call) const {
        const std::string words = fold(call.request.parameter("q").value_or(""));
        const std::string organisation = call.request.parameter("organisation").value_or("");
        const std::string after = call.request.parameter("after").value_or("");
        json::array items;
        std::string next;
        for (const auto& account : m_house.accounts.all()) {
            if (account.name <= after || !may_see(call, account)) continue;
            if (!organisation.empty() && !has_role_in(account, organisation)) continue;
            if (!words.empty() && fold(account.name).find(words) == std::string::npos) continue;
            if (items.size() == most_listed) {
                next = json::value_to<std::string>(items.back().at("name"));
                break;
            }
            items.push_back(account_json(m_house, call.asker, account));
        }
        return private_answer(200, {{"items", std::move(items)}, {"next", next}});
    }

    Response add(Call& call) const {
        const auto grants = wanted_grants(m_house, call, {});
        if (!records::may_keep_account(call.asker.actor(), grants)) call.asker.refuse();
        store::Account account;
        account.name = call.text("name");
        account.language = call.text_or("language", call.language).substr(0, 20);
        account.grants = grants;
        const std::string mail = wanted_mail(call);
        m_house.accounts.invite(account);
        note(call, security::account_added, account.name + "\n" + in_words(grants));
        note_new_administrator(call, account.name, {}, grants);
        return invited(call, account.name, mail, 201);
    }

    Response show(Call& call) const {
        return private_answer(200, account_json(m_house, call.asker, seen(call)));
    }

    Response change(Call& call) const {
        const auto before = seen(call);
        if (call.body.contains("grants")) set_grants(call, before);
        if (call.body.contains("person")) set_person(call, before);
        if (call.body.contains("suspended")) suspend(call, before);
        return answer_of(call, before.name);
    }

    Response remove(Call& call) const {
        const auto account = kept(call);
        m_house.accounts.remove(account.name, m_network.id());
        note(call, security::account_deleted, account.name);
        return private_answer(200, {{"deleted", account.name}});
    }

    Response invite_again(Call& call) const {
        const auto account = kept(call);
        if (account.disabled) throw Error{ErrorKind::bad_input, {"error-account-suspended", {account.name}}};
        return invited(call, account.name, wanted_mail(call), 200);
    }

    Response end_sessions(Call& call) const {
        const auto account = kept(call);
        m_house.accounts.end_sessions(account.name,
                                      account.name == call.asker.actor().person ? call.session_token : "");
        note(call, security::sessions_ended, account.name);
        return answer_of(call, account.name);
    }

    Response reset_second_factor(Call& call) const {
        const auto account = kept(call);
        store::SecondFactors(m_house.store).remove(account.name);
        m_house.accounts.end_sessions(account.name);
        note(call, security::second_factor_reset, account.name);
        return answer_of(call, account.name);
    }

private:
    static bool may_see(const Call& call, const store::Account& account) {
        return records::may_see_account(call.asker.actor(), account.grants);
    }

    /// An account that the asker does not see is answered like one that is not there.
    [[nodiscard]] store::Account seen(const Call& call) const {
        const auto& name = call.parts.find("name")->second;
        auto account = m_house.accounts.find(name);
        if (!account || !may_see(call, *account))
            throw Error{ErrorKind::not_found, {"error-no-such-account", {name}}};
        return std::move(*account);
    }

    [[nodiscard]] store::Account kept(const Call& call) const {
        auto account = seen(call);
        needs_keeping(call, account);
        return account;
    }

    static void needs_keeping(const Call& call, const store::Account& account) {
        if (!records::may_keep_account(call.asker.actor(), account.grants))
            throw Error{ErrorKind::forbidden, {"error-account-of-others", {account.name}}};
    }

    void note(const Call& call, std::string_view kind, const std::string& about) const {
        m_entrance.write_down(call, kind, call.asker.actor().person, about);
    }

    Response answer_of(const Call& call, const std::string& name) const {
        const auto account = m_house.accounts.find(name);
        return private_answer(
            200, account ? json::value(account_json(m_house, call.asker, *account)) : json::value{});
    }

    void note_new_administrator(const Call& call, const std::string& name,
                                const std::vector<records::Grant>& before,
                                const std::vector<records::Grant>& after) const {
        const auto is_one = [&](const records::Grant& grant) {
            return grant.organisation == m_network.id() && grant.role == records::Role::administrator;
        };
        if (std::any_of(after.begin(), after.end(), is_one) &&
            std::none_of(before.begin(), before.end(), is_one))
            note(call, security::administrator_made, name);
    }

    void set_grants(const Call& call, const store::Account& before) const {
        const auto grants = wanted_grants(m_house, call, before.grants);
        m_house.accounts.set_grants(before.name, grants, m_network.id());
        note(call, security::roles_changed, before.name + "\n" + in_words(grants));
        note_new_administrator(call, before.name, before.grants, grants);
    }

    void set_person(const Call& call, const store::Account& before) const {
        needs_keeping(call, before);
        const std::string person = call.text("person");
        if (!person.empty() && !m_house.store.find("person", person))
            throw Error{ErrorKind::bad_input, {"error-no-record", {"person", person}}};
        m_house.accounts.set_person(before.name, person);
        note(call, security::account_changed, before.name);
    }

    void suspend(const Call& call, const store::Account& before) const {
        needs_keeping(call, before);
        const json::value& wanted = *call.body.if_contains("suspended");
        if (!wanted.is_bool()) throw Error{ErrorKind::bad_input, {"error-member-missing", {"suspended"}}};
        if (wanted.get_bool() == before.disabled) return;
        m_house.accounts.suspend(before.name, wanted.get_bool(), m_network.id());
        note(call, wanted.get_bool() ? security::account_suspended : security::account_resumed, before.name);
    }

    [[nodiscard]] std::string wanted_mail(const Call& call) const {
        std::string mail = call.text_or("mail", "");
        if (mail.empty()) return mail;
        if (!m_door.offered) throw Error{ErrorKind::bad_input, {"error-mail-not-offered", {}}};
        if (!mailing::is_mail_address(mail))
            throw Error{ErrorKind::bad_input, {"error-mail-address", {mail.substr(0, 300)}}};
        return mail;
    }

    /// The account with a link to choose its password; the letter holds another one.
    Response invited(const Call& call, const std::string& name, const std::string& mail, int status) const {
        const auto& author = call.asker.actor().person;
        const auto token =
            store::AccountLinks(m_house.store).begin(name, store::LinkPurpose::invitation, author);
        note(call, security::invitation_made, name);
        if (!mail.empty()) {
            store::AccountLetters(m_house.store).put_invitation(name, mail, m_house.clock.now());
            if (m_door.nudge) m_door.nudge();
        }
        const auto expires = m_house.clock.now() + store::AccountLinks::lasts(store::LinkPurpose::invitation);
        const auto account = m_house.accounts.find(name);
        return private_answer(
            status,
            {{"account", account ? json::value(account_json(m_house, call.asker, *account)) : json::value{}},
             {"invitation",
              {{"page", "/invitation#" + token}, {"expires", format(expires)}, {"mailed", !mail.empty()}}}});
    }

    House m_house;
    Entrance& m_entrance;
    const Network& m_network;
    MailDoor m_door;
};

}  // namespace

void add_account_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                        const MailDoor& door) {
    const auto own = std::make_shared<AccountRoutes>(house, entrance, network, door);
    const auto add = [&](const char* method, const std::string& pattern,
                         Response (AccountRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary, std::vector<std::string> query = {}) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = Access::accounts(),
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary,
                    .query = std::move(query)});
    };
    add("GET", "/accounts", &AccountRoutes::list, "accounts", "The accounts that the asker keeps or sees",
        {"q", "organisation", "after"});
    add("POST", "/accounts", &AccountRoutes::add, "accounts-add", "Invite somebody");
    add("GET", "/accounts/{name}", &AccountRoutes::show, "account", "An account");
    add("PATCH", "/accounts/{name}", &AccountRoutes::change, "account-change",
        "Change an account's roles or person, suspend it or let it in again");
    add("DELETE", "/accounts/{name}", &AccountRoutes::remove, "account-delete", "Delete an account");
    add("POST", "/accounts/{name}/invitation", &AccountRoutes::invite_again, "account-invite",
        "A new link with which the account's owner chooses a password");
    add("POST", "/accounts/{name}/end-sessions", &AccountRoutes::end_sessions, "account-end-sessions",
        "Sign the account out everywhere");
    add("POST", "/accounts/{name}/reset-second-factor", &AccountRoutes::reset_second_factor,
        "account-reset-second-factor", "Take away the second factor of who has lost it");
}

}  // namespace brujula::web

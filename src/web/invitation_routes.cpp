// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "store/account_letters.hpp"
#include "store/account_links.hpp"
#include "store/passwords.hpp"
#include "web/entrance.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace security = store::security;
using store::AccountLink;
using store::LinkPurpose;
namespace {

Response private_answer(int status, const json::value& value) {
    Response response = json_response(status, value);
    response.set("Cache-Control", "no-store");
    return response;
}

class InvitationRoutes {
public:
    InvitationRoutes(const House& house, Entrance& entrance, const Network& network, MailDoor door)
        : m_house(house), m_entrance(entrance), m_network(network), m_door(std::move(door)) {}

    Response look(Call& call, LinkPurpose purpose) const {
        const auto link = found(call, purpose);
        json::array organisations;
        if (const auto account = m_house.accounts.find(link.account))
            for (const auto& grant : account->grants)
                if (const auto record = m_house.store.find("organisation", grant.organisation))
                    organisations.push_back({{"organisation", titled(*record, m_house.kinds)},
                                             {"role", store::name_of(grant.role)}});
        return private_answer(200, {{"name", link.account},
                                    {"invited_by", link.author},
                                    {"roles", std::move(organisations)},
                                    {"expires", format(link.expires)}});
    }

    /// The link is used up only by a password that is taken. Who has a second factor signs in with it then.
    Response accept(Call& call, LinkPurpose purpose) const {
        const auto link = found(call, purpose);
        const std::string password = call.text("password");
        m_house.accounts.check_password(link.account, password);
        if (!store::AccountLinks(m_house.store).take(call.text("token"), purpose)) refuse(call);
        m_house.accounts.set_password(link.account, password);
        m_entrance.write_down(call, security::password_changed, link.account, link.account);
        const auto account = m_house.accounts.find(link.account);
        if (!account || account->second_factor)
            return private_answer(200, {{"name", link.account}, {"signed_in", false}});
        Response response = private_answer(200, nullptr);
        m_entrance.begin(call, link.account, response);
        m_entrance.write_down(call, security::signed_in, link.account, "link");
        response.body = json::serialize(
            json::object{{"name", link.account}, {"signed_in", true}, {"csrf", call.csrf_token}});
        return response;
    }

    /// The same answer in the same time for any name: each is one write.
    Response ask_for_reset(Call& call) const {
        const std::string name = call.text("name");
        if (name.size() > 200) throw Error{ErrorKind::bad_input, {"error-member-text", {"name"}}};
        if (!m_door.offered) throw Error{ErrorKind::bad_input, {"error-mail-not-offered", {}}};
        m_entrance.admit_address(call);
        m_entrance.write_down(call, security::reset_asked, name);
        store::AccountLetters(m_house.store).put_reset(name, m_house.clock.now());
        if (m_door.nudge) m_door.nudge();
        return private_answer(202, {{"asked", true}});
    }

private:
    [[noreturn]] void refuse(const Call& call) const {
        m_entrance.write_down(call, security::refused, "", "link");
        throw Error{ErrorKind::not_found, {"error-account-link", {}}};
    }

    [[nodiscard]] AccountLink found(const Call& call, LinkPurpose purpose) const {
        auto link = store::AccountLinks(m_house.store).find(call.text("token"), purpose);
        if (link) return std::move(*link);
        m_entrance.admit_address(call);
        refuse(call);
    }

    House m_house;
    Entrance& m_entrance;
    const Network& m_network;
    MailDoor m_door;
};

}  // namespace

void add_invitation_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                           const MailDoor& door) {
    const auto own = std::make_shared<InvitationRoutes>(house, entrance, network, door);
    const auto add = [&](const std::string& pattern, std::function<Response(Call&)> handler,
                         const std::string& name, const std::string& summary) {
        routes.add({.method = "POST",
                    .pattern = pattern,
                    .access = Access::everyone(),
                    .handler = std::move(handler),
                    .name = name,
                    .summary = summary});
    };
    add(
        "/invitation", [own](Call& call) { return own->look(call, LinkPurpose::invitation); }, "invitation",
        "Whom an invitation is for");
    add(
        "/invitation/accept", [own](Call& call) { return own->accept(call, LinkPurpose::invitation); },
        "invitation-accept", "Choose the account's password with an invitation");
    add(
        "/password-reset", [own](Call& call) { return own->ask_for_reset(call); }, "password-reset",
        "Ask for a link by mail to choose another password");
    add(
        "/password-reset/look", [own](Call& call) { return own->look(call, LinkPurpose::reset); },
        "password-reset-look", "Which account a link is of");
    add(
        "/password-reset/finish", [own](Call& call) { return own->accept(call, LinkPurpose::reset); },
        "password-reset-finish", "Choose another password with the link");
}

}  // namespace brujula::web

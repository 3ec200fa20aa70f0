// SPDX-License-Identifier: GPL-3.0-or-later
#include <boost/json.hpp>

#include "base/error.hpp"
#include "mailing/due.hpp"
#include "mailing/letter.hpp"
#include "store/mail.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;

namespace {

/// Notifications by e-mail: what an account has chosen, and the links of letters.
class MailRoutes {
public:
    MailRoutes(const House& house, MailDoor door)
        : m_house(house), m_mail(house.store), m_door(std::move(door)) {}

    Response show(Call& call) const {
        const auto& account = call.asker.actor().person;
        const auto choice = m_mail.choice(account);
        Response response = json_response(200, {{"offered", m_door.offered},
                                                {"address", choice.address},
                                                {"rhythm", store::name_of(choice.rhythm)},
                                                {"refused", choice.refused},
                                                {"pending", pending_json(account)},
                                                {"hour", mailing::morning.count()},
                                                {"zone", m_door.zone}});
        response.set("Cache-Control", "no-store");
        return response;
    }

    Response choose(Call& call) const {
        if (!m_door.offered) throw Error{ErrorKind::bad_input, {"error-mail-not-offered", {}}};
        const auto& account = call.asker.actor().person;
        const std::string address = call.text("address");
        const auto rhythm = store::rhythm_named(call.text("rhythm"));
        if (!rhythm) throw Error{ErrorKind::bad_input, {"error-mail-rhythm", {}}};
        if (!address.empty() && !mailing::is_mail_address(address))
            throw Error{ErrorKind::bad_input, {"error-mail-address", {address.substr(0, 300)}}};
        const auto choice = m_mail.choice(account);
        store::Mail mail(m_house.store);
        if (address.empty())
            mail.forget_address(account);
        else if (address == choice.address && choice.refused.empty())
            mail.forget_pending(account);
        else
            ask_to_confirm(mail, account, address, wants_again(call));
        mail.choose(account, *rhythm, call.language, m_house.clock.now());
        return show(call);
    }

    Response confirm(Call& call) const {
        store::Mail mail(m_house.store);
        if (!mail.confirm(call.text("token"), m_house.clock.now()))
            throw Error{ErrorKind::bad_input, {"error-mail-link", {}}};
        return json_response(200, {{"confirmed", true}});
    }

    Response unsubscribe(Call& call) const {
        store::Mail mail(m_house.store);
        if (!mail.unsubscribe(call.text("account"), call.text("token")))
            throw Error{ErrorKind::bad_input, {"error-mail-link-unsubscribe", {}}};
        return json_response(200, {{"unsubscribed", true}});
    }

private:
    static bool wants_again(const Call& call) {
        const json::value* again = call.body.if_contains("again");
        return again != nullptr && again->is_bool() && again->get_bool();
    }

    /// A letter that is on its way, or has come, is enough unless another is asked for.
    void ask_to_confirm(store::Mail& mail, const std::string& account, const std::string& address,
                        bool again) const {
        const auto now = m_house.clock.now();
        const auto pending = mail.pending(account, now);
        if (!again && pending && pending->address == address && !pending->given_up) return;
        mail.ask_to_confirm(account, address, now);
        if (m_door.nudge) m_door.nudge();
    }

    [[nodiscard]] json::value pending_json(const std::string& account) const {
        const auto pending = m_mail.pending(account, m_house.clock.now());
        if (!pending) return nullptr;
        return {{"address", pending->address},
                {"sent", pending->sent},
                {"expires", pending->sent ? json::value(format(pending->expires)) : nullptr},
                {"tries", pending->tries},
                {"failure", pending->failure},
                {"given_up", pending->given_up}};
    }

    House m_house;
    store::Mail m_mail;
    MailDoor m_door;
};

}  // namespace

void add_mail_routes(Routes& routes, const House& house, const MailDoor& door) {
    const auto own = std::make_shared<MailRoutes>(house, door);
    const auto add = [&](const char* method, const std::string& pattern, Access access,
                         Response (MailRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary});
    };
    add("GET", "/mail", Access::signed_in(), &MailRoutes::show, "mail",
        "Where one's notifications are mailed to, and how often");
    add("PUT", "/mail", Access::signed_in(), &MailRoutes::choose, "mail-choose",
        "Choose where one's notifications are mailed to, and how often");
    add("POST", "/mail/confirm", Access::everyone(), &MailRoutes::confirm, "mail-confirm",
        "Confirm an address with the token that was mailed to it");
    add("POST", "/mail/unsubscribe", Access::everyone(), &MailRoutes::unsubscribe, "mail-unsubscribe",
        "No more mail, with the token of a letter");
}

std::optional<Response> one_click_answer(const House& house, const Request& request) {
    if (request.method != "POST" || request.path != "/mail/unsubscribe") return {};
    if (request.body.size() > 4096 || request.body.find("List-Unsubscribe") == std::string::npos ||
        request.body.find("One-Click") == std::string::npos)
        throw Error{ErrorKind::bad_input, {"error-mail-one-click", {}}};
    store::Mail mail(house.store);
    if (!mail.unsubscribe(request.parameter("account").value_or(""), request.parameter("token").value_or("")))
        throw Error{ErrorKind::bad_input, {"error-mail-link-unsubscribe", {}}};
    Response response;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.set("Cache-Control", "no-store");
    response.body = "ok\n";
    return response;
}

}  // namespace brujula::web

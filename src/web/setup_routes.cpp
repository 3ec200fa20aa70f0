// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <memory>
#include <mutex>

#include <boost/json.hpp>
#include <sodium.h>

#include "store/passwords.hpp"
#include "store/settings.hpp"
#include "web/entrance.hpp"
#include "web/envelope.hpp"
#include "web/problem.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

/// The letters and digits of a code as people type it: "K7QM-…" and "k7qm …" are one.
std::string bare(std::string_view code) {
    std::string letters;
    for (const char c : code)
        if (c != '-' && c != ' ') letters += c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    return letters;
}

bool same_code(const std::string& one, const std::string& other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

/// The network and its first administrator, made once, by who has the code that the program printed.
class SetupRoutes {
public:
    SetupRoutes(const House& house, Entrance& entrance, const Network& network, std::string code)
        : m_house(house), m_entrance(entrance), m_network(network), m_code(bare(code)) {}

    Response show(Call&) const {
        const bool needed = is_needed();
        const auto network =
            needed ? m_house.store.find("organisation", m_network.id()) : std::optional<store::Revision>{};
        return json_response(200, {{"needed", needed},
                                   {"network", network ? titled(*network, m_house.kinds) : json::value{}}});
    }

    Response make(Call& call) {
        const std::lock_guard lock(m_mutex);
        if (!is_needed()) throw Error{ErrorKind::conflict, {"error-setup-done", {}}};
        m_entrance.admit_address(call);
        if (!same_code(bare(call.text("code")), m_code))
            throw Error{ErrorKind::forbidden, {"error-setup-code", {}}};
        const store::Account first = first_account(call);
        const std::string password = call.text("password");
        needs_good_password(call, first.name, password);
        const std::string network = made_network(call, first.name);
        make_administrator(first, password, network);
        Response response = json_response(201, {{"network", network}});
        m_entrance.begin(call, first.name, response);
        return response;
    }

private:
    /// Also after a power cut between the network and its administrator: then the network is there already.
    [[nodiscard]] bool is_needed() const { return !m_code.empty() && m_house.accounts.all().empty(); }

    /// Before anything is made: a network without its administrator would be half of it.
    static void needs_good_password(const Call& call, const std::string& name, const std::string& password) {
        if (auto problem = store::password_problem(password, {"brujula", name, call.text_or("network", "")}))
            throw Error{ErrorKind::bad_input, std::move(*problem)};
    }

    static store::Account first_account(const Call& call) {
        store::Account account;
        account.name = call.text("name");
        account.language = call.text_or("language", call.language);
        return account;
    }

    std::string made_network(const Call& call, const std::string& author) {
        if (const std::string there = m_network.id(); !there.empty()) return there;
        const json::object status{{"kind", "network"}};
        store::Write write;
        write.kind = "organisation";
        write.author = author;
        write.body = {{"name", json::object{{call.text_or("language", call.language), call.text("network")}}},
                      {"statuses", json::array{status}}};
        const std::string id = m_house.store.write(write).id;
        store::set_network(m_house.store, id);
        return id;
    }

    void make_administrator(store::Account account, const std::string& password, const std::string& network) {
        account.grants = {{network, records::Role::administrator}};
        m_house.accounts.add(account, password);
    }

    House m_house;
    Entrance& m_entrance;
    const Network& m_network;
    const std::string m_code;
    std::mutex m_mutex;
};

}  // namespace

void add_setup_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                      const std::string& code) {
    const auto own = std::make_shared<SetupRoutes>(house, entrance, network, code);
    routes.add({.method = "GET",
                .pattern = "/setup",
                .access = Access::everyone(),
                .handler = [own](Call& call) { return own->show(call); },
                .name = "setup",
                .summary = "Whether the network and its first administrator are still to be made"});
    routes.add(
        {.method = "POST",
         .pattern = "/setup",
         .access = Access::everyone(),
         .handler = [own](Call& call) { return own->make(call); },
         .name = "setup-make",
         .summary = "Make the network and its first administrator with the code that the program printed"});
}

}  // namespace brujula::web

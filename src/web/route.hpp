// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/object.hpp>

#include "web/asker.hpp"
#include "web/http.hpp"

namespace brujula::web {

/// Who may use a route. It has no empty state: a route without it cannot be written down.
class Access {
public:
    enum class Of {
        nothing,       ///< no record is asked for, or only those that the asker may read are given
        signed_in,     ///< the asker's own things
        own_account,   ///< the same, also for who must first choose a password or add a second factor
        accounts,      ///< somebody who keeps accounts somewhere; which ones, the handler asks
        network,       ///< the network as a whole
        record,        ///< the record that the path names, as it is now
        record_ever,   ///< the same, also where it was removed
        new_record,    ///< a record that the body's `data` describes
        organisation,  ///< the organisation that the body names
    };

    static Access everyone() { return {Of::nothing, records::Action::read}; }
    static Access signed_in() { return {Of::signed_in, records::Action::read}; }
    static Access own_account() { return {Of::own_account, records::Action::read}; }
    static Access accounts() { return {Of::accounts, records::Action::read}; }
    static Access network(records::Action action) { return {Of::network, action}; }
    static Access record(records::Action action) { return {Of::record, action}; }
    static Access record_ever(records::Action action) { return {Of::record_ever, action}; }
    static Access new_record(records::Action action) { return {Of::new_record, action}; }
    static Access organisation(records::Action action) { return {Of::organisation, action}; }

    [[nodiscard]] Of of() const { return m_of; }
    [[nodiscard]] records::Action action() const { return m_action; }

private:
    Access(Of of, records::Action action) : m_of(of), m_action(action) {}
    Of m_of;
    records::Action m_action;
};

/// A request that found its route and may go in.
struct Call {
    const Request& request;
    const Asker& asker;
    std::string language;
    std::string session_token;  ///< empty: nobody is signed in
    std::string csrf_token;
    std::string address;  ///< the reader's, behind a known proxy too
    bool https = false;
    std::map<std::string, std::string, std::less<>> parts;  ///< of the path: "id", "n" …
    const records::Kind* kind = nullptr;                    ///< of routes that are about one
    /// Where the route's access is of a record: it; of one that was removed, its last revision that holds
    /// data.
    std::optional<store::Revision> record;
    boost::json::object body;

    [[nodiscard]] const std::string& id() const { return parts.find("id")->second; }
    /// A number of the query, from `least` to `most`. Throws Error(bad_input) that names it.
    [[nodiscard]] std::int64_t number(std::string_view name, std::int64_t otherwise, std::int64_t least,
                                      std::int64_t most) const;
    /// A member of the body. Throw Error(bad_input) that names it where it is missing or of another type.
    [[nodiscard]] std::string text(std::string_view name) const;
    [[nodiscard]] std::string text_or(std::string_view name, std::string otherwise) const;
    [[nodiscard]] std::int64_t number(std::string_view name) const;
};

struct Route {
    std::string method;   ///< "GET"
    std::string pattern;  ///< below /api/v1: "/goals/{id}/revisions/{n}"
    Access access;
    std::function<Response(Call&)> handler;
    std::string name;                     ///< "goals-revision": the operation's id in the OpenAPI document
    std::string summary;                  ///< one line of it, in English
    const records::Kind* kind = nullptr;  ///< that it is about
    std::vector<std::string> query = {};  ///< names that it understands
    /// What the security log says when somebody who is signed in has used it (store/security_log.hpp); empty:
    /// nothing.
    std::string_view logged = {};
    /// Of a route that is about one record: it also takes one whose kept body does not read, with `unread` of
    /// Call::record set. All others answer 422, with what is wrong with the body.
    bool takes_unread = false;
};

/// The table of routes. Fixed parts of a path win over {parts}, and "{id}.svg" over "{id}".
class Routes {
public:
    /// Throws std::logic_error for a name or a method and pattern that are there already.
    void add(Route route);
    [[nodiscard]] const std::vector<Route>& all() const { return m_routes; }

    struct Match {
        const Route* route = nullptr;  ///< nullptr: none for this method
        std::map<std::string, std::string, std::less<>> parts;
        std::vector<std::string> methods;  ///< that the address knows; empty: no such address
    };
    /// `path` below /api/v1, percent-encoded. HEAD finds GET.
    [[nodiscard]] Match find(std::string_view method, std::string_view path) const;

private:
    std::vector<Route> m_routes;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/asker.hpp"

#include <boost/json.hpp>

#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;

std::string owner_of(std::string_view kind, std::string_view id, const json::value& body) {
    if (kind == "organisation") return std::string{id};
    if (kind != "person") return text_in(body, "organisation");
    const json::value* roles = body.is_object() ? body.get_object().if_contains("roles") : nullptr;
    if (!roles || !roles->is_array() || roles->get_array().empty()) return {};
    return text_in(roles->get_array().front(), "organisation");
}

bool Asker::may(Action action, std::string_view kind, std::string_view id, const json::value& body) const {
    const records::Kind* described = m_kinds->find(kind);
    if (!described) return false;
    return records::may(m_actor, action, std::string{kind}, owner_of(kind, id, body),
                        described->visibility(body));
}

bool Asker::may(Action action, const store::Revision& record) const {
    return may(action, record.kind, record.id, record.body);
}

bool Asker::may_in(Action action, const std::string& organisation) const {
    return records::may(m_actor, action, "", organisation, records::Visibility::organisation);
}

void Asker::refuse() const {
    if (!signed_in()) throw Error{ErrorKind::unauthenticated, {"error-sign-in-first", {}}};
    throw Error{ErrorKind::forbidden, {"error-not-allowed", {}}};
}

void Asker::require(Action action, const store::Revision& record) const {
    if (!may(Action::read, record))
        throw Error{ErrorKind::not_found, {"error-no-record", {record.kind, record.id}}};
    if (!may(action, record)) refuse();
}

std::vector<std::string> Asker::allowed(const store::Revision& record) const {
    std::vector<std::string> names;
    for (const auto& [action, name] : {std::pair{Action::write, "write"},
                                       {Action::restore, "restore"},
                                       {Action::remove, "remove"},
                                       {Action::measure, "measure"}}) {
        if (may(action, record)) names.emplace_back(name);
    }
    return names;
}

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/asker.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "records/ownership.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;

bool Asker::may(Action action, std::string_view kind, std::string_view id, const json::value& body) const {
    const records::Kind* described = m_kinds->find(kind);
    if (!described) return false;
    return records::may(m_actor, action, std::string{kind}, records::claimed_owner(kind, id, body),
                        described->visibility(body));
}

bool Asker::is_owners(Action action, const store::Revision& record) const {
    const records::Kind* described = m_kinds->find(record.kind);
    if (!described) return false;
    const auto visibility = described->visibility(record.body);
    if (!records::may(m_actor, action, record.kind, record.owner, visibility)) return false;
    return action != Action::read || visibility == records::Visibility::everyone ||
           may(action, record.kind, record.id, record.body);
}

bool Asker::may(Action action, const store::Revision& record) const {
    return is_owners(action, record) || (action == Action::remove && may_as_host(record));
}

bool Asker::may_as_host(const store::Revision& record) const {
    if (!signed_in() || !m_hosts) return false;
    return records::may_as_host(m_actor, m_hosts(record));
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
        if (is_owners(action, record)) names.emplace_back(name);
    }
    const bool told = std::find(names.begin(), names.end(), "remove") != names.end();
    if (!told && records::can_hang(record.kind) && may_as_host(record)) names.emplace_back("remove");
    return names;
}

}  // namespace brujula::web

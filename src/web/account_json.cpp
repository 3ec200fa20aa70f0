// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/account_json.hpp"

#include <algorithm>
#include <set>

#include <boost/json.hpp>

#include "records/account_access.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Grant;
namespace {

constexpr std::size_t most_grants = 200;

json::value titled_or_null(const House& house, std::string_view kind, const std::string& id) {
    const auto record = id.empty() ? std::nullopt : house.store.find(kind, id);
    return record ? json::value(titled(*record, house.kinds)) : json::value{};
}

json::object grant_json(const House& house, const Grant& grant, const records::Actor& actor) {
    const auto organisation = house.store.find("organisation", grant.organisation);
    return {{"organisation", grant.organisation},
            {"title", organisation ? titled(*organisation, house.kinds)["title"] : json::object{}},
            {"role", store::name_of(grant.role)},
            {"may_change", records::may_give(actor, grant)}};
}

bool reaches(const records::Actor& actor, const Grant& grant) {
    return records::may_see_account(actor, {grant});
}

Grant grant_in(const House& house, const json::value& value) {
    const std::string organisation = text_in(value, "organisation");
    const std::string role = text_in(value, "role");
    const Grant grant{organisation, store::role_named(role)};
    if (grant.role == records::Role::none && role != "none")
        throw Error{ErrorKind::bad_input, {"error-no-such-role", {role}}};
    if (!house.store.find("organisation", organisation))
        throw Error{ErrorKind::bad_input, {"error-no-such-organisation", {organisation}}};
    return grant;
}

std::vector<Grant> given_grants(const House& house, const Call& call) {
    const json::value* list = call.body.if_contains("grants");
    if (list == nullptr || !list->is_array() || list->get_array().size() > most_grants)
        throw Error{ErrorKind::bad_input, {"error-member-missing", {"grants"}}};
    std::vector<Grant> grants;
    std::set<std::string> organisations;
    for (const auto& value : list->get_array()) {
        const auto grant = grant_in(house, value);
        if (!organisations.insert(grant.organisation).second)
            throw Error{ErrorKind::bad_input, {"error-two-roles", {grant.organisation}}};
        if (grant.role != records::Role::none) grants.push_back(grant);
    }
    return grants;
}

const Grant* in_organisation(const std::vector<Grant>& grants, const std::string& organisation) {
    const auto found = std::find_if(grants.begin(), grants.end(),
                                    [&](const Grant& one) { return one.organisation == organisation; });
    return found == grants.end() ? nullptr : &*found;
}

bool has_same(const std::vector<Grant>& grants, const Grant& grant) {
    const auto* other = in_organisation(grants, grant.organisation);
    return other != nullptr && other->role == grant.role;
}

}  // namespace

json::object account_json(const House& house, const Asker& asker, const store::Account& account) {
    json::array grants;
    std::size_t elsewhere = 0;
    for (const auto& grant : account.grants) {
        if (reaches(asker.actor(), grant))
            grants.push_back(grant_json(house, grant, asker.actor()));
        else
            ++elsewhere;
    }
    const auto day = [](Instant t) {
        return t == Instant{} ? json::value{} : json::value(format(date_in(t, "UTC")));
    };
    return {{"name", account.name},
            {"person", titled_or_null(house, "person", account.person)},
            {"language", account.language},
            {"grants", std::move(grants)},
            {"grants_elsewhere", elsewhere},
            {"suspended", account.disabled},
            {"invited", account.invited},
            {"must_change", account.must_change},
            {"second_factor", account.second_factor},
            {"made", day(account.made)},
            {"signed_in", day(account.signed_in)},
            {"may_keep", records::may_keep_account(asker.actor(), account.grants)}};
}

std::vector<Grant> wanted_grants(const House& house, const Call& call, const std::vector<Grant>& present) {
    const auto& actor = call.asker.actor();
    auto grants = given_grants(house, call);
    for (const auto& grant : grants)
        if (!has_same(present, grant) && !records::may_give(actor, grant))
            throw Error{ErrorKind::forbidden,
                        {"error-role-above-own", {store::name_of(grant.role), grant.organisation}}};
    for (const auto& grant : present) {
        if (has_same(grants, grant) || records::may_give(actor, grant)) continue;
        if (in_organisation(grants, grant.organisation) != nullptr || reaches(actor, grant))
            throw Error{ErrorKind::forbidden,
                        {"error-role-above-own", {store::name_of(grant.role), grant.organisation}}};
        grants.push_back(grant);
    }
    return grants;
}

}  // namespace brujula::web

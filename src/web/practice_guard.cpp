// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/practice_guard.hpp"

#include <algorithm>

#include <boost/json.hpp>

#include "planning/practice_rules.hpp"
#include "records/described.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace json = boost::json;
using planning::NetworkRecords;
using store::Revision;
namespace {

[[noreturn]] void refuse(const char* key, std::vector<std::string> parameters = {}) {
    throw Error{ErrorKind::bad_input, {key, std::move(parameters)}};
}

/// True where a member is another than before: of a new record always.
bool changes(const store::Write& write, const json::value& before, const char* member) {
    return !before.is_object() || text_in(before, member) != text_in(write.body, member);
}

}  // namespace

std::set<std::string> PracticeGuard::endorsers(const std::string& practice) const {
    return m_memory.read([&](const NetworkRecords& network) {
        std::set<std::string> organisations;
        for (const auto& id : planning::ids_in(network.endorsements_of_practice, practice))
            organisations.insert(network.endorsements.find(id)->second.organisation.id);
        return organisations;
    });
}

bool PracticeGuard::is_author(const std::string& account, const Revision& practice) const {
    if (account.empty()) return false;
    const auto first = m_house.store.find("practice", practice.id, 1);
    if (first && first->author == account) return true;
    const std::string creator = text_in(practice, "creator");
    const auto known = m_house.accounts.find(account);
    if (!creator.empty() && known && known->person == creator) return true;
    records::Endorsement endorsement;
    endorsement.by = account;
    return m_memory.read([&](const NetworkRecords& network) {
        const auto body = records::from_json<records::Practice>(practice.body);
        return planning::own_word(body, endorsement, network) == planning::OwnWord::person;
    });
}

void PracticeGuard::check(const store::Write& write, const json::value& before) const {
    if (write.remove || !write.body.is_object()) return;
    if (write.kind == "endorsement") check_endorsement(write, before);
    if (write.kind == "adoption") check_adoption(write, before);
}

void PracticeGuard::check_endorsement(const store::Write& write, const json::value& before) const {
    const std::string by = text_in(write.body, "by");
    if (changes(write, before, "by") && by != write.author) refuse("error-endorsement-signed");
    if (!changes(write, before, "organisation") && !changes(write, before, "practice")) return;
    const auto practice = m_house.store.find("practice", text_in(write.body, "practice"));
    if (!practice) return;
    const std::string organisation = text_in(write.body, "organisation");
    if (organisation == practice->owner) refuse("error-endorsement-own");
    if (is_author(by, *practice)) refuse("error-endorsement-author");
    if (endorsers(practice->id).contains(organisation)) refuse("error-endorsement-again");
}

void PracticeGuard::check_adoption(const store::Write& write, const json::value& before) const {
    if (!changes(write, before, "organisation") && !changes(write, before, "practice") &&
        !changes(write, before, "plan"))
        return;
    const std::string id = text_in(write.body, "practice");
    const std::string plan_id = text_in(write.body, "plan");
    const std::string organisation = text_in(write.body, "organisation");
    const auto practice = m_house.store.find("practice", id);
    const auto plan = m_house.store.find("plan", plan_id);
    if (!practice || !plan) return;
    if (organisation == practice->owner) refuse("error-adoption-own");
    if (text_in(*practice, "stage") == "retired") refuse("error-adoption-retired");
    if (plan->owner != organisation) refuse("error-adoption-plan", {plan_id});
    if (text_in(*plan, "state") == "closed") refuse("error-adoption-closed", {plan_id});
    m_memory.read([&](const NetworkRecords& network) {
        for (const auto& other : planning::ids_in(network.adoptions_of_practice, id))
            if (other != write.id && network.adoptions.find(other)->second.plan.id == plan_id)
                refuse("error-adoption-again");
        return 0;
    });
}

}  // namespace brujula::web

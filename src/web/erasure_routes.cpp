// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/erasure_routes.hpp"

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include <boost/json.hpp>

#include "store/erasure.hpp"
#include "store/security_log.hpp"
#include "store/subject.hpp"
#include "web/problem.hpp"
#include "web/reading.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
namespace {

json::object erasure_json(const store::Erasure& erasure) {
    return {{"number", erasure.number},       {"what", store::name_of(erasure.what)},
            {"kind", erasure.kind},           {"id", erasure.id},
            {"revisions", erasure.revisions}, {"subject", erasure.subject},
            {"author", erasure.author},       {"time", format(erasure.time)},
            {"reason", erasure.reason},       {"overwritten", erasure.overwritten}};
}

json::object found_json(const store::PersonErased& found) {
    return {{"cohorts", found.cohorts},  {"persons", found.persons},   {"links", found.links},
            {"texts", found.texts},      {"accounts", found.accounts}, {"authored", found.authored},
            {"comments", found.comments}};
}

bool flag(const Call& call, std::string_view name, bool otherwise) {
    const json::value* given = call.body.if_contains(name);
    if (given == nullptr || given->is_null()) return otherwise;
    if (!given->is_bool()) throw Error{ErrorKind::bad_input, {"error-member-missing", {std::string(name)}}};
    return given->get_bool();
}

class ErasureRoutes {
public:
    explicit ErasureRoutes(const House& house) : m_house(house) {}

    Response list(Call& call) const {
        require_administrator(call);
        json::array items;
        for (const store::Erasure& erasure : erasures().all())
            items.push_back(erasure_json(erasure));
        return json_response(200, {{"items", std::move(items)}});
    }

    Response suppress(Call& call) const {
        const store::Revision record = named_record(call);
        const auto erasure =
            erasures().suppress(record.kind, record.id, call.number("revision"), erasing(call));
        write_down(call, erasure.kind + "/" + erasure.id);
        return json_response(200, erasure_json(erasure));
    }

    Response erase(Call& call) const {
        const store::Revision record = named_record(call);
        const auto erasure = erasures().erase_record(record.kind, record.id, erasing(call));
        write_down(call, erasure.kind + "/" + erasure.id);
        return json_response(200, erasure_json(erasure));
    }

    Response person(Call& call) const {
        require_administrator(call);
        const std::string name = call.text("name");
        const auto texts = flag(call, "texts", true) ? store::Texts::replace : store::Texts::leave;
        const bool preview = flag(call, "preview", false);
        const auto found = preview ? erasures().find_person(name, texts)
                                   : erasures().erase_person(name, texts, erasing(call));
        if (!preview) write_down(call, "person", found.account_names);
        return json_response(200, {{"found", found_json(found)}, {"erased", !preview}});
    }

    Response own(Call& call) const {
        Response response =
            json_response(200, store::held_of_account(m_house.store, call.asker.actor().person));
        response.set("Content-Disposition", "attachment; filename=\"brujula.json\"");
        return response;
    }

private:
    [[nodiscard]] store::Erasures erasures() const { return {m_house.store, m_house.kinds}; }

    /// The id is the one after the erasure, and who erased themself is not named: nothing comes back here.
    void write_down(const Call& call, const std::string& about,
                    const std::vector<std::string>& gone = {}) const {
        const auto& author = call.asker.actor().person;
        const bool left = std::find(gone.begin(), gone.end(), author) == gone.end();
        store::SecurityLog(m_house.store)
            .add({store::security::erased, left ? author : std::string{}, about, network_of(call.address)});
    }

    static store::Erasing erasing(const Call& call) {
        return {call.asker.actor().person, call.text("reason")};
    }

    static void require_administrator(const Call& call) {
        if (!call.asker.may_in(Action::manage_accounts, "")) call.asker.refuse();
    }

    /// The record that the body names, removed or not.
    [[nodiscard]] store::Revision named_record(const Call& call) const {
        const std::string kind = call.text("kind");
        const std::string id = call.text("id");
        if (m_house.kinds.find(kind) == nullptr)
            throw Error{ErrorKind::not_found, {"error-no-such-kind", {kind}}};
        auto record = find_readable(m_house.store, call.asker, kind, id);
        if (!record) record = last_with_data(m_house.store, kind, id);
        if (!record || !call.asker.may(Action::read, *record)) refuse_as_unknown(kind, id);
        if (!may_suppress(call.asker, *record)) call.asker.refuse();
        return std::move(*record);
    }

    House m_house;
};

}  // namespace

bool may_suppress(const Asker& asker, const store::Revision& record) {
    const auto owner = record.owner;
    return asker.may(Action::write, "organisation", owner, json::object{});
}

void add_erasure_routes(Routes& routes, const House& house) {
    const auto own = std::make_shared<ErasureRoutes>(house);
    const auto add = [&](const char* method, const std::string& pattern,
                         Response (ErasureRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary, std::string_view logged = {}) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = Access::signed_in(),
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary,
                    .logged = logged});
    };
    add("GET", "/erasures", &ErasureRoutes::list, "erasures", "What was erased, by whom, when and why");
    add("POST", "/erasures/revision", &ErasureRoutes::suppress, "erasures-revision",
        "Take the words of one revision away for good");
    add("POST", "/erasures/record", &ErasureRoutes::erase, "erasures-record",
        "Take the words of all revisions of a record away for good, and remove it");
    add("POST", "/erasures/person", &ErasureRoutes::person, "erasures-person",
        "Take a person out of all records for good, or say what that would change");
    add("GET", "/account/held", &ErasureRoutes::own, "account-held",
        "Everything that is held of one's own account", store::security::exported);
}

}  // namespace brujula::web

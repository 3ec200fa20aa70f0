// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <limits>
#include <set>

#include <boost/json.hpp>

#include "measuring/observed.hpp"
#include "planning/formula_book.hpp"
#include "records/described.hpp"
#include "records/diff.hpp"
#include "records/opaque_ids.hpp"
#include "store/security_log.hpp"
#include "store/suppressed.hpp"
#include "web/envelope.hpp"
#include "web/erasure_routes.hpp"
#include "web/goal_endorsing.hpp"
#include "web/plan_guard.hpp"
#include "web/practice_guard.hpp"
#include "web/problem.hpp"
#include "web/reading.hpp"
#include "web/review_guard.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using records::Kind;
namespace {

constexpr std::int64_t largest = std::numeric_limits<std::int64_t>::max();
constexpr std::size_t longest_comment = 1000;
constexpr std::size_t most_filters = 10;

bool has_data(const store::Revision& revision) {
    return revision.body.is_object() && !revision.body.get_object().empty();
}

json::array changes_json(const std::vector<records::Change>& changes) {
    json::array list;
    for (const records::Change& change : changes)
        list.push_back({{"path", change.path}, {"before", change.before}, {"after", change.after}});
    return list;
}

/// Every place of a kind that holds a link, at any depth: its name and, in `of`, the target's kind.
std::vector<records::Field> link_fields(const std::vector<records::Field>& fields) {
    constexpr std::string_view list_of = "link:";
    std::vector<records::Field> links;
    for (const records::Field& field : fields) {
        records::Field link;
        link.name = field.name;
        link.of = field.of;
        if (field.of.starts_with(list_of)) link.of = field.of.substr(list_of.size());
        if (field.type == "link" || field.of.starts_with(list_of)) links.push_back(link);
        for (records::Field& inner : link_fields(field.fields))
            links.push_back(std::move(inner));
    }
    return links;
}

/// The routes that every kind of record has.
class RecordRoutes {
public:
    RecordRoutes(const House& house, const NetworkMemory& memory, PlanGate& gate)
        : m_house(house), m_memory(memory), m_practices(house, memory), m_gate(gate) {}

    Response list(Call& call) const {
        store::ListQuery query{
            .kind = call.kind->name, .links = {}, .organisation = {}, .limit = 100, .after = {}};
        query.limit = static_cast<std::size_t>(call.number("limit", 100, 1, 1000));
        query.after = call.request.parameter("after").value_or("");
        for (const auto& [name, value] : call.request.query)
            add_filter(query, *call.kind, name, value);
        const store::Page page = readable_page(m_house.store, call.asker, query);
        json::array items;
        for (const store::Revision& record : page.records)
            items.push_back(envelope(record, call.asker));
        if (query.kind == "cohort" && !items.empty()) write_down_reading(call);
        return json_response(200, {{"items", std::move(items)}, {"next", page.next}});
    }

    Response create(Call& call) const {
        store::Write write = write_of(call);
        write.id = call.text_or("id", "");
        if (!write.id.empty() && records::has_opaque_ids(write.kind))
            throw Error{ErrorKind::bad_input, {"error-id-not-chosen", {write.kind}}};
        write.body = data_of(call);
        return written(call, keep(call, write, nullptr), 201);
    }

    Response get(Call& call) const { return json_response(200, whole(call, *call.record)); }

    Response put(Call& call) const {
        require_own_words(call);
        store::Write write = write_of(call);
        write.id = call.id();
        write.base = call.number("base");
        write.body = data_of(call);
        require_new_owner(call, write.body);
        try {
            return written(call, keep(call, write, call.record->body), 200);
        } catch (const store::StaleWrite& stale) {
            return stale_answer(call, stale, &write.body);
        }
    }

    Response remove(Call& call) const {
        require_own_words(call);
        store::Write write = write_of(call);
        write.id = call.id();
        write.base = call.number("base", 0, 1, largest);
        write.comment = comment_of(call.request.parameter("comment").value_or(""));
        write.remove = true;
        write.body = call.record->body;
        try {
            return json_response(200, without_data(keep(call, write, call.record->body)));
        } catch (const store::StaleWrite& stale) {
            return stale_answer(call, stale, nullptr);
        }
    }

    Response revisions(Call& call) const {
        std::vector<store::Revision> history = m_house.store.history(call.kind->name, call.id());
        std::sort(history.begin(), history.end(),
                  [](const auto& a, const auto& b) { return a.number > b.number; });
        json::array items;
        for (const store::Revision& revision : history)
            if (!has_data(revision) || call.asker.may(Action::read, revision))
                items.push_back(without_data(revision));
        return json_response(
            200, {{"items", std::move(items)}, {"may_suppress", may_suppress(call.asker, *call.record)}});
    }

    Response revision(Call& call) const {
        return json_response(200, whole(call, readable_revision(call, part_number(call))));
    }

    Response diff(Call& call) const {
        const store::Revision to =
            readable_revision(call, call.number("to", call.record->number, 1, largest));
        const store::Revision from =
            readable_revision(call, call.number("from", std::max<std::int64_t>(1, to.parent), 1, largest));
        if (store::is_suppressed(from)) refuse_suppressed(from);
        if (store::is_suppressed(to)) refuse_suppressed(to);
        return json_response(
            200,
            {{"from", without_data(from)},
             {"to", without_data(to)},
             {"changes", changes_json(records::diff(data_for(from, call.asker), data_for(to, call.asker)))}});
    }

    Response restore(Call& call) const {
        require_own_words(call);
        const store::Revision old = readable_revision(call, call.number("revision"));
        if (store::is_suppressed(old)) refuse_suppressed(old);
        if (!old.unread.empty()) throw store::UnreadRecord(old);
        if (!has_data(old)) throw Error{ErrorKind::bad_input, {"error-restore-removed", {}}};
        call.asker.require(Action::restore, old);
        store::Write write = write_of(call);
        write.id = call.id();
        write.base = call.number("base");
        write.body = old.body;
        // In which state a plan was whose body does not read, nobody can tell: it comes back in the older
        // one.
        const json::value now = call.record->unread.empty() ? call.record->body : old.body;
        keep_plan_state(*call.kind, now, write.body);
        const bool comes_back =
            call.record->unread.empty() && !m_house.store.find(write.kind, write.id) && write.kind != "plan";
        try {
            return written(call, keep(call, write, comes_back ? json::value{} : now), 200);
        } catch (const store::StaleWrite& stale) {
            return stale_answer(call, stale, &write.body);
        }
    }

    Response links(Call& call) const {
        json::array links;
        if (call.record->unread.empty())
            for (const records::Link& link : call.kind->links(call.record->body))
                add_linked(links, call, link.name, link.kind, link.id);
        json::array backlinks;
        for (const store::Backlink& link : m_house.store.backlinks(call.kind->name, call.id()))
            add_linked(backlinks, call, link.name, link.from_kind, link.from_id);
        return json_response(200, {{"links", std::move(links)}, {"backlinks", std::move(backlinks)}});
    }

    Response check(Call& call) const {
        const json::value after = data_of(call);
        const auto now = find_readable(m_house.store, call.asker, call.kind->name, call.text_or("id", ""));
        const json::value before = now ? now->body : json::value{};
        const PlanWrite write{call.kind->name, call.text_or("id", ""), before, after, ""};
        json::array agreed;
        for (const records::Change& change : changes_of_agreed(m_house.store, write))
            agreed.emplace_back(change.path);
        auto problems = call.kind->problems(after);
        if (problems.empty())
            problems = links_to_nowhere(m_house.store, call.asker, *call.kind, before, after);
        if (problems.empty())
            problems = m_house.store.ownership_problems(call.kind->name, call.text_or("id", ""), after);
        if (problems.empty()) problems = problems_of(call.kind->name, call.text_or("id", ""), after);
        return json_response(
            200, {{"problems", problem_list(problems, call.language)}, {"agreed", std::move(agreed)}});
    }

private:
    /// A list of cohorts holds their names, as each of them does.
    void write_down_reading(const Call& call) const {
        store::SecurityLog(m_house.store)
            .add_reading({store::security::cohort_read, call.asker.actor().person, "/" + call.kind->plural,
                          network_of(call.address)});
    }

    static bool is_owned(const Kind& kind) {
        return std::any_of(kind.fields.begin(), kind.fields.end(),
                           [](const records::Field& field) { return field.name == "organisation"; });
    }

    /// The envelope; of a body that does not read also why.
    static json::object whole(const Call& call, const store::Revision& revision) {
        json::object object = envelope(revision, call.asker);
        if (!revision.unread.empty()) object["problems"] = problem_list(revision.unread, call.language);
        return object;
    }

    static void add_filter(store::ListQuery& query, const Kind& kind, const std::string& name,
                           const std::string& value) {
        static const std::set<std::string, std::less<>> others{"limit", "after", "uselang"};
        if (others.contains(name)) return;
        const std::vector<records::Field> links = link_fields(kind.fields);
        const auto link = std::find_if(links.begin(), links.end(),
                                       [&](const records::Field& field) { return field.name == name; });
        if (query.links.size() == most_filters) throw Error{ErrorKind::bad_input, {"error-query-many", {}}};
        if (name == "organisation" && !query.organisation && is_owned(kind)) {
            query.organisation = value;  // those that it owns, whatever they claim
            return;
        }
        if (link == links.end()) throw Error{ErrorKind::bad_input, {"error-query-unknown", {name}}};
        query.links.push_back({name, link->of, value});
    }

    [[nodiscard]] static std::string comment_of(std::string comment) {
        if (comment.size() > longest_comment)
            throw Error{ErrorKind::bad_input, {"error-comment-long", {std::to_string(longest_comment)}}};
        return comment;
    }

    [[nodiscard]] static store::Write write_of(const Call& call) {
        store::Write write;
        write.kind = call.kind->name;
        write.author = call.asker.actor().person;
        write.comment = comment_of(call.text_or("comment", ""));
        return write;
    }

    [[nodiscard]] json::value data_of(const Call& call) const {
        const json::value* data = call.body.if_contains("data");
        if (!data) throw Error{ErrorKind::bad_input, {"error-member-missing", {"data"}}};
        return with_present_ids(m_house.store, call.asker, *call.kind, *data);
    }

    /// What somebody said is changed by nobody else; a steward may take it away, and who owns what it is
    /// about.
    void require_own_words(const Call& call) const {
        if (call.kind->name != "comment") return;
        const auto first = m_house.store.find("comment", call.id(), 1);
        const bool own = first && first->author == call.asker.actor().person;
        const bool steward = call.asker.may(Action::write, "organisation", call.record->owner, {});
        const bool takes_away =
            call.request.method == "DELETE" && (steward || call.asker.may_as_host(*call.record));
        if (!own && !takes_away) call.asker.refuse();
    }

    /// Who moves a record to another organisation must be allowed to write there too.
    static void require_new_owner(const Call& call, const json::value& data) {
        if (!call.asker.may(Action::write, call.kind->name, call.id(), data)) call.asker.refuse();
    }

    /// Writes what the rules allow.
    [[nodiscard]] store::Revision keep(const Call& call, const store::Write& write,
                                       const json::value& before) const {
        const auto passing = m_gate.write();
        check_endorsers(call.asker, write, before);
        require_rules(write, before);
        require_links(call, write, before);
        return m_house.store.write(write);
    }

    void require_links(const Call& call, const store::Write& write, const json::value& before) const {
        if (write.remove) return;
        if (!call.kind->problems(write.body).empty()) return;  // the store says them
        auto problems = links_to_nowhere(m_house.store, call.asker, *call.kind, before, write.body);
        if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
    }

    void require_rules(const store::Write& write, const json::value& before) const {
        const json::value gone;
        check_plan_rules(m_house.store,
                         {write.kind, write.id, before, write.remove ? gone : write.body, write.comment});
        check_review_rules(write.kind, before, write.remove ? gone : write.body, write.comment);
        m_practices.check(write, before);
        if (write.remove) return;
        auto problems = problems_of(write.kind, write.id, write.body);
        if (!problems.empty()) throw store::InvalidRecord(std::move(problems));
    }

    [[nodiscard]] std::vector<Problem> problems_of(std::string_view kind, const std::string& id,
                                                   const json::value& body) const {
        return kind == "observation" ? observation_problems(body) : formula_problems(kind, id, body);
    }

    /// Of an observation beside the measurement that it names; nothing of what cannot be read or is not
    /// there, which the store refuses.
    [[nodiscard]] std::vector<Problem> observation_problems(const json::value& body) const {
        std::vector<Problem> unread;
        const auto observation = records::from_json<records::Observation>(body, unread);
        if (!unread.empty() || !observation.measurement) return {};
        const auto indicator = m_house.store.find("indicator", observation.indicator.id);
        const auto measurement = m_house.store.find("measurement", observation.measurement->id);
        if (!indicator || !measurement || indicator->owner != measurement->owner) return {};
        return measuring::observed_problems(observation,
                                            records::from_json<records::Indicator>(indicator->body),
                                            records::from_json<records::Measurement>(measurement->body));
    }

    /// Of an indicator's formula among the network's; nothing of a body that cannot be read, which the store
    /// refuses.
    [[nodiscard]] std::vector<Problem> formula_problems(std::string_view kind, const std::string& id,
                                                        const json::value& body) const {
        if (kind != "indicator") return {};
        std::vector<Problem> unread;
        const auto indicator = records::from_json<records::Indicator>(body, unread);
        if (!unread.empty() || indicator.kind != records::IndicatorKind::formula) return {};
        return m_memory.read([&](const planning::NetworkRecords& network) {
            return planning::check_formula(network, id, indicator);
        });
    }

    /// An older revision of a plan comes back as it was, in the state that the plan is in now.
    static void keep_plan_state(const Kind& kind, const json::value& now, json::value& restored) {
        if (kind.name != "plan") return;
        for (const char* member : {"state", "agreed_versions"}) {
            restored.get_object().erase(member);
            if (const json::value* value = now.get_object().if_contains(member))
                restored.get_object()[member] = *value;
        }
    }

    [[nodiscard]] static Response written(const Call& call, const store::Revision& revision, int status) {
        Response response = json_response(status, envelope(revision, call.asker));
        if (status == 201) response.set("Location", "/api/v1/" + call.kind->plural + "/" + revision.id);
        return response;
    }

    [[noreturn]] static void refuse_suppressed(const store::Revision& revision) {
        throw Error{
            ErrorKind::bad_input,
            {"error-revision-suppressed", {revision.kind, revision.id, std::to_string(revision.number)}}};
    }

    [[nodiscard]] json::object without_data(const store::Revision& revision) const {
        return envelope_without_data(revision);
    }

    [[nodiscard]] static std::int64_t part_number(const Call& call) {
        const std::string& text = call.parts.find("n")->second;
        const bool digits =
            !text.empty() && text.size() < 16 &&
            std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
        return digits ? std::stoll(text) : 0;
    }

    [[nodiscard]] store::Revision readable_revision(const Call& call, std::int64_t number) const {
        auto revision = m_house.store.find(call.kind->name, call.id(), number);
        if (!revision) {
            throw Error{ErrorKind::not_found,
                        {"error-no-revision", {call.kind->name, call.id(), std::to_string(number)}}};
        }
        // A removed revision says what the record was; who may read it was decided on that.
        if (has_data(*revision) && !call.asker.may(Action::read, *revision))
            refuse_as_unknown(call.kind->name, call.id());
        return *revision;
    }

    void add_linked(json::array& list, const Call& call, const std::string& name, const std::string& kind,
                    const std::string& id) const {
        const auto record = m_house.store.find(kind, id);
        if (!record || !call.asker.may(Action::read, *record)) return;
        json::object linked{{"name", name}};
        for (const auto& member : titled(*record, m_house.kinds))
            linked.emplace(member.key(), member.value());
        list.push_back(std::move(linked));
    }

    House m_house;
    const NetworkMemory& m_memory;
    PracticeGuard m_practices;
    PlanGate& m_gate;
};

}  // namespace

Response stale_answer(const Call& call, const store::StaleWrite& stale, const json::value* mine) {
    for (const store::Revision* side : {&stale.newest, &stale.base})
        if (has_data(*side) && !call.asker.may(Action::read, *side)) refuse_as_unknown(side->kind, side->id);
    json::object details = problem_details(stale.kind(), stale.message(), call.language);
    details["base"] = envelope(stale.base, call.asker);
    details["newest"] = envelope(stale.newest, call.asker);
    if (mine && !stale.newest.removed && !store::is_suppressed(stale.base)) {
        const records::Merge merge = records::three_way_merge(stale.base.body, *mine, stale.newest.body);
        details["merged"] = merge.merged;
        details["conflicts"] = json::array(merge.conflicts.begin(), merge.conflicts.end());
    }
    return problem_response(details);
}

std::optional<store::Revision> last_with_data(const store::Store& store, std::string_view kind,
                                              std::string_view id) {
    std::optional<store::Revision> last;
    for (store::Revision& revision : store.history(kind, id))
        if (has_data(revision) && (!last || revision.number > last->number)) last = std::move(revision);
    return last;
}

void add_record_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate) {
    const auto all = std::make_shared<RecordRoutes>(house, memory, gate);
    for (const Kind& kind : house.kinds.all()) {
        const std::string top = "/" + kind.plural;
        const std::string one = top + "/{id}";
        const auto add = [&](const char* method, const std::string& pattern, Access access,
                             Response (RecordRoutes::*handler)(Call&) const, const std::string& name,
                             const std::string& summary, std::vector<std::string> query = {}) {
            routes.add({.method = method,
                        .pattern = pattern,
                        .access = access,
                        .handler = [all, handler](Call& call) { return ((*all).*handler)(call); },
                        .name = kind.plural + "-" + name,
                        .summary = summary,
                        .kind = &kind,
                        .query = std::move(query),
                        .takes_unread = true});
        };
        std::vector<std::string> filters{"limit", "after"};
        for (const records::Field& link : link_fields(kind.fields))
            filters.push_back(link.name);
        add("GET", top, Access::everyone(), &RecordRoutes::list, "list", "List " + kind.plural, filters);
        add("GET", one, Access::record(Action::read), &RecordRoutes::get, "read", "Read one " + kind.name);
        add("DELETE", one, Access::record(Action::remove), &RecordRoutes::remove, "remove",
            "Remove by a revision that can be undone", {"base", "comment"});
        add("GET", one + "/revisions", Access::record_ever(Action::read), &RecordRoutes::revisions,
            "revisions", "List the revisions, newest first");
        add("GET", one + "/revisions/{n}", Access::record_ever(Action::read), &RecordRoutes::revision,
            "revision", "Read one revision");
        add("GET", one + "/diff", Access::record_ever(Action::read), &RecordRoutes::diff, "diff",
            "Compare two revisions", {"from", "to"});
        add("POST", one + "/restore", Access::record_ever(Action::restore), &RecordRoutes::restore, "restore",
            "Write an older revision again as a new one");
        add("GET", one + "/links", Access::record(Action::read), &RecordRoutes::links, "links",
            "List what it links to and what links to it");
        // What was measured comes from runs alone.
        if (kind.name == "measurement") continue;
        add("POST", top, Access::new_record(Action::create), &RecordRoutes::create, "create",
            "Make a new " + kind.name);
        add("PUT", one, Access::record(Action::write), &RecordRoutes::put, "write",
            "Write a new revision, based on the one that was read");
        add("POST", top + "/check", Access::new_record(Action::write), &RecordRoutes::check, "check",
            "Say what a write would say, and write nothing");
    }
}

}  // namespace brujula::web

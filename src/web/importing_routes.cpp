// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/importing_routes.hpp"

#include <algorithm>
#include <memory>

#include <boost/json.hpp>
#include <sodium.h>

#include "base/json.hpp"
#include "base/message.hpp"
#include "importing/import.hpp"
#include "planning/adviser.hpp"
#include "records/described.hpp"
#include "sheets/read.hpp"
#include "web/advice_json.hpp"
#include "web/compress.hpp"
#include "web/envelope.hpp"
#include "web/import_step.hpp"
#include "web/importing_json.hpp"
#include "web/network_memory.hpp"
#include "web/plan_guard.hpp"
#include "web/problem.hpp"

namespace brujula::web {
namespace json = boost::json;
using importing::Import;
using importing::Standing;
using planning::NetworkRecords;
using records::Action;

namespace {

constexpr std::size_t most_advised = 200;  ///< goals; more are brought, but not read along
constexpr std::size_t longest_comment = 1'000;

/// The file of the body: `base64`, or `text` as it was pasted.
std::string bytes_of(const Call& call) {
    if (!call.body.contains("base64")) return call.text("text");
    const auto encoded = call.text("base64");
    std::string bytes(encoded.size(), '\0');
    std::size_t size = 0;
    const char* end = nullptr;
    const auto failed =
        sodium_base642bin(reinterpret_cast<unsigned char*>(bytes.data()), bytes.size(), encoded.data(),
                          encoded.size(), nullptr, &size, &end, sodium_base64_VARIANT_ORIGINAL);
    if (failed != 0 || end != encoded.data() + encoded.size())
        throw Error{ErrorKind::bad_input, {"error-import-base64", {}}};
    bytes.resize(size);
    return bytes;
}

/// The days of the plan that the body names, or those of the one that is to be made.
std::optional<planning::Days> days_of(const Call& call, const NetworkRecords& network) {
    const auto plan = network.plans.find(call.text_or("plan", ""));
    if (plan != network.plans.end()) return planning::Days{plan->second.first_day, plan->second.last_day};
    const auto first = parse_date(call.text_or("first_day", ""));
    const auto last = parse_date(call.text_or("last_day", ""));
    return first && last ? std::optional{planning::Days{*first, *last}} : std::nullopt;
}

/// A new goal of an import with its new indicators, for the adviser.
planning::AdvisedGoal advised(const Import& import, const importing::Entry& goal) {
    planning::AdvisedGoal draft{"", records::from_json<records::Goal>(goal.body), {}};
    for (const auto& entry : import.entries) {
        if (entry.kind != "indicator") continue;
        auto indicator = records::from_json<records::Indicator>(entry.body);
        if (indicator.goal.id == goal.id) draft.indicators.push_back({"", std::move(indicator), true});
    }
    return draft;
}

std::vector<Problem> problems_of(const Import& import) {
    std::vector<Problem> problems;
    for (const auto& problem : import.problems)
        if (problem.blocks)
            problems.push_back({"/table/rows/" + std::to_string(problem.cell.row) + "/" +
                                    std::to_string(problem.cell.column),
                                problem.message});
    for (const auto& question : import.questions)
        problems.push_back({"/" + question.name, {"error-import-question", {question.name}}});
    if (problems.empty()) problems.push_back({"/table", {"error-import-nothing", {}}});
    return problems;
}

/// What was looked at, in short: what is written later must be the same.
std::string digest_of(const Import& import) {
    std::string all;
    for (const auto& entry : import.entries)
        if (entry.standing != Standing::there)
            all += entry.kind + '\n' + entry.id + '\n' + to_text(entry.body) + '\n';
    return digest(all);
}

class ImportRoutes {
public:
    ImportRoutes(const House& house, const NetworkMemory& memory, PlanGate& gate)
        : m_house(house), m_memory(memory), m_gate(gate), m_lexica(planning::all_lexica()) {}

    Response read(Call& call) const {
        const auto what = what_of(call.text("what"));
        const auto workbook = sheets::read_tables(bytes_of(call));
        return json_response(200, m_memory.read([&](const NetworkRecords& network) {
            json::array tables;
            for (const auto& table : workbook.tables) {
                auto told = table_json(table);
                told["layout"] = layout_json(
                    importing::proposed_layout(table, what, m_lexica, days_of(call, network)), table);
                tables.push_back(std::move(told));
            }
            json::array notes;
            for (const auto& note : workbook.notes)
                notes.emplace_back(text_of(note, call.language));
            return json::value{{"format", workbook.format},     {"separator", workbook.separator},
                               {"encoding", workbook.encoding}, {"tables", std::move(tables)},
                               {"notes", std::move(notes)},     {"fields", fields_json(what)}};
        }));
    }

    Response columns(Call& call) const {
        const auto what = what_of(call.text("what"));
        const auto table = table_in(call);
        const auto first = header_row(call, "first_header", table);
        const auto last = header_row(call, "last_header", table);
        if (last < first) throw Error{ErrorKind::bad_input, {"error-import-member", {"last_header"}}};
        return json_response(200, m_memory.read([&](const NetworkRecords& network) {
            const auto whole = days_of(call, network);
            const auto layout = importing::layout_below(table, what, first, last, m_lexica, whole);
            return json::value{{"layout", layout_json(layout, table)}, {"fields", fields_json(what)}};
        }));
    }

    Response preview(Call& call) const {
        const auto table = table_in(call);
        const auto order = order_of(call.body);
        const auto import = imported(table, order);
        auto answer = import_json(import, call.language);
        answer["advice"] = advice_on(import, call.language);
        answer["agreed"] = digest_of(import);
        answer["may"] = !refused(call, import);
        return json_response(200, answer);
    }

    Response commit(Call& call) const {
        const auto table = table_in(call);
        const auto order = order_of(call.body);
        const auto comment = comment_of(call);
        const auto passing = m_gate.write();
        const auto import = imported(table, order);
        if (!import.ready()) throw store::InvalidRecord(problems_of(import));
        if (digest_of(import) != call.text("agreed"))
            throw Error{ErrorKind::conflict, {"error-import-changed", {}}};
        if (refused(call, import)) call.asker.refuse();
        const auto written = m_house.store.write_all(writes_of(call, import, order, comment));
        const auto step = step_of(m_house.store, written);
        return step_answer(call, step, 201);
    }

    Response step(Call& call) const { return step_answer(call, call.parts.find("step")->second, 200); }

    Response take_back(Call& call) const {
        const auto& step = call.parts.find("step")->second;
        const auto passing = m_gate.write();
        take_step_back(m_house, call, records_of_step(m_house, call.asker, step));
        return step_answer(call, step, 200);
    }

private:
    static sheets::Table table_in(const Call& call) {
        const auto* table = call.body.if_contains("table");
        if (table == nullptr) throw Error{ErrorKind::bad_input, {"error-member-missing", {"table"}}};
        return table_of(*table);
    }

    static std::size_t header_row(const Call& call, const char* name, const sheets::Table& table) {
        const auto row = call.number(name);
        if (row < 0 || static_cast<std::size_t>(row) >= std::max<std::size_t>(table.rows.size(), 1))
            throw Error{ErrorKind::bad_input, {"error-import-member", {name}}};
        return static_cast<std::size_t>(row);
    }

    static std::string comment_of(const Call& call) {
        auto comment = call.text_or("comment", "");
        if (comment.size() > longest_comment)
            throw Error{ErrorKind::bad_input, {"error-comment-long", {std::to_string(longest_comment)}}};
        return comment;
    }

    [[nodiscard]] Import imported(const sheets::Table& table, const importing::Order& order) const {
        return m_memory.read([&](const NetworkRecords& network) {
            const importing::Surroundings around{network, m_lexica, m_house.kinds,
                                                 date_in(m_house.clock.now(), "UTC"),
                                                 [this](std::string_view kind, std::string_view id) {
                                                     return !m_house.store.history(kind, id).empty();
                                                 }};
            return importing::import_table(table, order, around);
        });
    }

    /// True where the asker may not write one of the records.
    static bool refused(const Call& call, const Import& import) {
        return std::any_of(import.entries.begin(), import.entries.end(), [&](const importing::Entry& entry) {
            if (entry.standing == Standing::there) return false;
            const auto action = entry.standing == Standing::added ? Action::create : Action::write;
            return !call.asker.may(action, entry.kind, entry.id, entry.body);
        });
    }

    [[nodiscard]] json::object advice_on(const Import& import, const std::string& language) const {
        const Date today = date_in(m_house.clock.now(), "UTC");
        return m_memory.read([&](const NetworkRecords& network) {
            const planning::Adviser adviser(m_lexica, network, today);
            json::object advice;
            for (const auto& entry : import.entries) {
                if (entry.kind != "goal" || entry.standing != Standing::added) continue;
                if (advice.size() == most_advised) break;
                const auto goal = advised(import, entry);
                advice[entry.id] = advice_json(adviser.advise(goal, language), goal, network, language);
            }
            return advice;
        });
    }

    [[nodiscard]] std::vector<store::Write> writes_of(const Call& call, const Import& import,
                                                      const importing::Order& order,
                                                      const std::string& comment) const {
        std::vector<store::Write> writes;
        const auto said =
            comment.empty() ? text_of({"import-comment", {order.source}}, call.language) : comment;
        for (const auto& entry : import.entries) {
            if (entry.standing == Standing::there) continue;
            store::Write write;
            write.kind = entry.kind;
            write.id = entry.id;
            write.author = call.asker.actor().person;
            write.comment = said;
            write.body = entry.body;
            const auto now =
                entry.standing == Standing::changed ? m_house.store.find(entry.kind, entry.id) : std::nullopt;
            write.base = now ? now->number : 0;
            check_plan_rules(m_house.store,
                             {write.kind, write.id, now ? now->body : json::value{}, write.body, comment});
            writes.push_back(std::move(write));
        }
        return writes;
    }

    [[nodiscard]] Response step_answer(const Call& call, const std::string& step, int status) const {
        return json_response(status,
                             step_json(m_house, call, step, records_of_step(m_house, call.asker, step)));
    }

    House m_house;
    const NetworkMemory& m_memory;
    PlanGate& m_gate;
    planning::Lexica m_lexica;
};

}  // namespace

void add_importing_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate) {
    const auto own = std::make_shared<ImportRoutes>(house, memory, gate);
    const auto add = [&](const char* method, const char* pattern, const char* name, const char* summary,
                         Response (ImportRoutes::*handler)(Call&) const) {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = Access::signed_in(),
                    .handler = [own, handler](Call& call) { return (*own.*handler)(call); },
                    .name = name,
                    .summary = summary});
    };
    add("POST", "/imports/read", "imports-read",
        "The tables of a file or of pasted text, and what their columns seem to be", &ImportRoutes::read);
    add("POST", "/imports/columns", "imports-columns",
        "What a table's columns seem to be below a header that was chosen", &ImportRoutes::columns);
    add("POST", "/imports/preview", "imports-preview", "What a table would write, and its problems by cell",
        &ImportRoutes::preview);
    add("POST", "/imports/commit", "imports-commit", "Write what was looked at, all of it as one step",
        &ImportRoutes::commit);
    add("GET", "/imports/{step}", "imports-step",
        "What one's own step wrote, and what of it can be taken back", &ImportRoutes::step);
    add("POST", "/imports/{step}/take-back", "imports-take-back", "Take back what nobody has built on since",
        &ImportRoutes::take_back);
}

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <map>

#include <boost/json.hpp>

#include "base/error.hpp"
#include "store/watching.hpp"
#include "web/cards.hpp"
#include "web/envelope.hpp"
#include "web/notices.hpp"
#include "web/problem.hpp"
#include "web/reading.hpp"
#include "web/routes.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using store::Revision;

namespace {

constexpr std::size_t most_shown = 50;

std::string_view name_of(store::Reason reason) {
    switch (reason) {
        case store::Reason::watched:
            return "watched";
        case store::Reason::answered:
            return "answered";
        case store::Reason::mentioned:
            return "mentioned";
    }
    return "watched";
}

/// What people say about records, who watches them, and who is told.
class DiscussionRoutes {
public:
    explicit DiscussionRoutes(const House& house) : m_house(house), m_watching(house.store) {}

    Response threads(Call& call) const {
        const auto record = subject(call, call.request.parameter("kind").value_or(""),
                                    call.request.parameter("id").value_or(""));
        Cards cards(m_house, call.asker);
        auto comments =
            readable(m_house.store, call.asker, linked("comment", "about", record.kind, record.id));
        std::map<std::string, json::array> answers;
        std::vector<const Revision*> first;
        std::vector<std::pair<Instant, const Revision*>> by_time;
        for (const Revision& comment : comments)
            by_time.emplace_back(begun(comment).time, &comment);
        std::stable_sort(by_time.begin(), by_time.end(),
                         [](const auto& a, const auto& b) { return a.first < b.first; });
        for (const auto& [time, comment] : by_time) {
            const std::string parent = text_in(*comment, "parent");
            if (parent.empty())
                first.push_back(comment);
            else
                answers[parent].push_back(said(cards, *comment, call.asker));
        }
        json::array threads;
        for (const Revision* comment : first) {
            json::object thread = said(cards, *comment, call.asker);
            thread["answers"] = answers[comment->id];
            thread["may_resolve"] = may_resolve(call.asker, *comment, record);
            threads.push_back(std::move(thread));
        }
        const bool watched =
            call.asker.signed_in() && m_watching.watches(call.asker.actor().person, record.kind, record.id);
        return json_response(200, {{"threads", std::move(threads)}, {"watched", watched}});
    }

    Response resolve(Call& call) const {
        const Revision& comment = *call.record;
        const auto record = subject_of(comment);
        if (!record || !may_resolve(call.asker, comment, *record)) call.asker.refuse();
        const json::value* resolved = call.body.if_contains("resolved");
        if (resolved == nullptr || !resolved->is_bool())
            throw Error{ErrorKind::bad_input, {"error-member-missing", {"resolved"}}};
        store::Write write;
        write.kind = "comment";
        write.id = comment.id;
        write.base = comment.number;
        write.author = call.asker.actor().person;
        write.body = comment.body;
        write.body.as_object()["resolved"] = *resolved;
        return json_response(200, envelope(m_house.store.write(write), call.asker));
    }

    Response watch(Call& call) const {
        const auto record = subject(call, call.text("kind"), call.text("id"));
        const json::value* watched = call.body.if_contains("watched");
        const bool on = watched == nullptr || !watched->is_bool() || watched->get_bool();
        store::Watching watching(m_house.store);
        if (on)
            watching.watch(call.asker.actor().person, record.kind, record.id);
        else
            watching.unwatch(call.asker.actor().person, record.kind, record.id);
        return json_response(200, {{"watched", on}});
    }

    Response watched(Call& call) const {
        json::array items;
        for (const auto& [kind, id] : m_watching.watched(call.asker.actor().person)) {
            const auto record = m_house.store.find(kind, id);
            if (record && call.asker.may(Action::read, *record))
                items.push_back(titled(*record, m_house.kinds));
        }
        return json_response(200, {{"items", std::move(items)}});
    }

    Response notifications(Call& call) const {
        json::array items;
        std::size_t unseen = 0;
        for (const auto& one : readable_notifications(m_house.store, call.asker, most_shown)) {
            const Revision& revision = one.of.revision;
            json::object item = envelope_without_data(revision);
            item["sequence"] = revision.sequence;
            item["reason"] = name_of(one.of.reason);
            item["seen"] = one.of.seen;
            if (!revision.removed)
                item["text"] = revision.kind == "comment" ? json::value(one.words) : nullptr;
            if (one.about) item["about"] = titled(*one.about, m_house.kinds);
            if (!one.of.seen) ++unseen;
            items.push_back(std::move(item));
        }
        return json_response(200, {{"items", std::move(items)}, {"unseen", unseen}});
    }

    Response see(Call& call) const {
        store::Watching(m_house.store).see(call.asker.actor().person, call.number("sequence"));
        return notifications(call);
    }

private:
    [[nodiscard]] Revision subject(const Call& call, const std::string& kind, const std::string& id) const {
        if (m_house.kinds.find(kind) == nullptr)
            throw Error{ErrorKind::not_found, {"error-no-such-kind", {kind}}};
        return get_readable(m_house.store, call.asker, kind, id);
    }

    [[nodiscard]] std::optional<Revision> subject_of(const Revision& comment) const {
        const json::value& about = comment.body.at("about");
        return m_house.store.find(text_in(about, "kind"), text_in(about, "id"));
    }

    [[nodiscard]] Revision begun(const Revision& comment) const {
        const auto first = m_house.store.find("comment", comment.id, 1);
        return first ? *first : comment;
    }

    /// Whoever began the thread, and whoever may write what it is about.
    [[nodiscard]] bool may_resolve(const Asker& asker, const Revision& comment,
                                   const Revision& record) const {
        return asker.signed_in() &&
               (begun(comment).author == asker.actor().person || asker.may(Action::write, record));
    }

    [[nodiscard]] json::object said(Cards& cards, const Revision& comment, const Asker& asker) const {
        const Revision first = begun(comment);
        const bool mine = asker.signed_in() && first.author == asker.actor().person;
        return {{"comment", envelope(comment, asker)},
                {"author", first.author},
                {"time", format(first.time)},
                {"edited", text_in(comment, "text") != text_in(first, "text")},
                {"mine", mine},
                {"organisation", cards.titled("organisation", text_in(comment, "organisation"))}};
    }

    House m_house;
    store::Watching m_watching;
};

}  // namespace

void add_discussion_routes(Routes& routes, const House& house) {
    const auto own = std::make_shared<DiscussionRoutes>(house);
    const auto add = [&](const char* method, const std::string& pattern, Access access,
                         Response (DiscussionRoutes::*handler)(Call&) const, const std::string& name,
                         const std::string& summary, std::vector<std::string> query = {},
                         const char* kind = "") {
        routes.add({.method = method,
                    .pattern = pattern,
                    .access = access,
                    .handler = [own, handler](Call& call) { return ((*own).*handler)(call); },
                    .name = name,
                    .summary = summary,
                    .kind = house.kinds.find(kind),
                    .query = std::move(query)});
    };
    add("GET", "/views/discussion", Access::everyone(), &DiscussionRoutes::threads, "view-discussion",
        "What is said about a record", {"kind", "id"});
    add("POST", "/comments/{id}/resolve", Access::record(Action::read), &DiscussionRoutes::resolve,
        "comments-resolve", "Mark a thread as resolved, or open it again", {}, "comment");
    add("POST", "/watching", Access::signed_in(), &DiscussionRoutes::watch, "watch",
        "Watch a record, or no longer");
    add("GET", "/watching", Access::signed_in(), &DiscussionRoutes::watched, "watching",
        "The records that one watches");
    add("GET", "/notifications", Access::signed_in(), &DiscussionRoutes::notifications, "notifications",
        "What happened to watched records, answers, and where one is named");
    add("POST", "/notifications/seen", Access::signed_in(), &DiscussionRoutes::see, "notifications-seen",
        "Everything up to a revision was seen");
}

}  // namespace brujula::web

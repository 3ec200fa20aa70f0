// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/notices.hpp"

#include <algorithm>
#include <array>
#include <memory>

#include <boost/json.hpp>

#include "base/text.hpp"
#include "store/suppressed.hpp"
#include "web/envelope.hpp"
#include "web/network.hpp"

namespace brujula::web {
namespace {

using records::Action;
using store::Revision;

constexpr std::size_t most_looked_at = 1000;

std::optional<Revision> subject_of(const store::Store& store, const Revision& revision) {
    if (revision.kind != "comment") return revision;
    const auto* about = revision.body.is_object() ? revision.body.get_object().if_contains("about") : nullptr;
    return about ? store.find(text_in(*about, "kind"), text_in(*about, "id")) : std::nullopt;
}

/// The page of a record, as ui/src/shared/paths.ts has it.
std::string page_of(const records::Kind& kind, const std::string& id) {
    constexpr std::array<std::string_view, 10> with_own_page{
        "organisation", "person",          "plan",    "goal", "activity", "measurement", "logic_model",
        "review",       "evaluation_plan", "practice"};
    const bool own = std::find(with_own_page.begin(), with_own_page.end(), kind.name) != with_own_page.end();
    return (own ? '/' + kind.plural : "/records/" + kind.name) + '/' + mailing::percent_encoded(id);
}

/// The discussion, what changed, or the record itself.
std::string page_of(const records::Kinds& kinds, const ReadableNotification& notification) {
    const Revision& revision = notification.of.revision;
    const Revision& shown = notification.about ? *notification.about : revision;
    const auto* kind = kinds.find(shown.kind);
    if (kind == nullptr) return "/notifications";
    if (revision.kind == "comment") return page_of(*kind, shown.id) + "#discussion";
    if (revision.number == 1) return page_of(*kind, shown.id);
    return "/compare/" + kind->name + '/' + mailing::percent_encoded(shown.id) +
           "?from=" + std::to_string(revision.number - 1) + "&to=" + std::to_string(revision.number);
}

mailing::Happened happened(const ReadableNotification& notification) {
    const Revision& revision = notification.of.revision;
    if (revision.removed) return mailing::Happened::removed;
    if (notification.of.reason == store::Reason::answered) return mailing::Happened::answered;
    if (notification.of.reason == store::Reason::mentioned) return mailing::Happened::mentioned;
    return revision.kind == "comment" ? mailing::Happened::commented : mailing::Happened::changed;
}

mailing::Notice notice_of(const records::Kinds& kinds, const ReadableNotification& notification,
                          const std::string& language) {
    const Revision& revision = notification.of.revision;
    const Revision& shown = notification.about ? *notification.about : revision;
    const auto* kind = kinds.find(shown.kind);
    mailing::Notice notice;
    notice.record = shown.kind + '/' + shown.id;
    if (kind != nullptr && notification.about)
        notice.title = choose(kind->title(notification.about->body), language).text;
    notice.happened = happened(notification);
    notice.author = revision.author;
    notice.time = revision.time;
    notice.words = notification.words;
    notice.path = page_of(kinds, notification);
    return notice;
}

}  // namespace

std::vector<ReadableNotification> readable_notifications(store::Store& store, const Asker& asker,
                                                         std::size_t limit, std::int64_t after) {
    std::vector<ReadableNotification> found;
    for (auto& one : store::Watching(store).notifications(asker.actor().person, limit, after)) {
        if (store::is_suppressed(one.revision) || !asker.may(Action::read, one.revision)) continue;
        ReadableNotification readable{std::move(one), {}, {}};
        const Revision& revision = readable.of.revision;
        if (!revision.removed) {
            if (revision.kind == "comment") readable.words = text_in(revision, "text");
            auto about = subject_of(store, revision);
            if (about && asker.may(Action::read, *about)) readable.about = std::move(about);
        }
        found.push_back(std::move(readable));
    }
    return found;
}

mailing::Notices mail_notices(store::Store& store, const records::Kinds& kinds) {
    const auto network = std::make_shared<Network>(store);
    return [&store, &kinds, network](const store::Account& account, const std::string& language,
                                     std::int64_t after, std::int64_t until) {
        const Asker asker{{account.name, account.grants, network->id()}, kinds};
        std::vector<mailing::Notice> notices;
        for (const auto& one : readable_notifications(store, asker, most_looked_at, after))
            if (!one.of.seen && one.of.revision.sequence <= until)
                notices.push_back(notice_of(kinds, one, language));
        return notices;
    };
}

}  // namespace brujula::web

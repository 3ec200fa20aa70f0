// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/import_step.hpp"

#include <algorithm>
#include <charconv>
#include <optional>
#include <set>
#include <utility>

#include <boost/json.hpp>

#include "importing/import.hpp"
#include "web/envelope.hpp"
#include "web/plan_guard.hpp"

namespace brujula::web {
namespace json = boost::json;
using records::Action;
using store::Revision;

namespace {

using Named = std::pair<std::string, std::string>;

Named named(const Revision& revision) {
    return {revision.kind, revision.id};
}

[[noreturn]] void no_step(std::string_view step) {
    throw Error{ErrorKind::not_found, {"error-import-no-step", {std::string{step}}}};
}

std::pair<std::int64_t, std::int64_t> places_of(std::string_view step) {
    std::int64_t first = 0;
    std::int64_t last = 0;
    const char* const end = step.data() + step.size();
    const auto one = std::from_chars(step.data(), end, first);
    if (one.ec != std::errc{} || one.ptr == end || *one.ptr != '-') no_step(step);
    const auto two = std::from_chars(one.ptr + 1, end, last);
    const bool sound = two.ec == std::errc{} && two.ptr == end && first > 0 && first <= last;
    if (!sound || last - first >= static_cast<std::int64_t>(importing::most_entries)) no_step(step);
    return {first, last};
}

/// The store's revisions from one place to another, oldest first.
std::vector<Revision> revisions_between(const store::Store& store, std::int64_t first, std::int64_t last) {
    std::vector<Revision> found;
    for (auto before = last + 1; before > first;) {
        const auto wanted = static_cast<std::size_t>(std::min<std::int64_t>(before - first, 1000));
        const auto page = store.recent(wanted, before);
        if (page.empty()) break;
        for (const auto& revision : page)
            if (revision.sequence >= first) found.push_back(revision);
        before = page.back().sequence;
    }
    std::reverse(found.begin(), found.end());
    return found;
}

/// One write of one person: the same moment and the same words.
bool is_one_step(const std::vector<Revision>& revisions, const Asker& asker, std::size_t size) {
    return revisions.size() == size &&
           std::all_of(revisions.begin(), revisions.end(), [&](const Revision& revision) {
               const auto& first = revisions.front();
               return revision.author == asker.actor().person && revision.time == first.time &&
                      revision.comment == first.comment && !revision.removed;
           });
}

/// Somebody else's record that links to one of the step; nothing where none does.
std::optional<Revision> link_from_outside(const store::Store& store, const Revision& record,
                                          const std::set<Named>& inside) {
    for (const auto& link : store.backlinks(record.kind, record.id)) {
        if (inside.contains({link.from_kind, link.from_id})) continue;
        if (auto found = store.find(link.from_kind, link.from_id)) return found;
    }
    return std::nullopt;
}

/// What others did to the record since; an empty key: nothing.
Message built_on(const House& house, const Revision& made, const Revision& now,
                 const std::set<Named>& inside) {
    if (now.number != made.number) return {"import-kept-changed", {now.author}};
    if (made.parent > 0) return {};
    if (const auto other = link_from_outside(house.store, made, inside))
        return {"import-kept-linked", {other->author}};
    return {};
}

/// What a record that stays links to stays too.
void keep_what_is_linked(const House& house, std::vector<StepRecord>& records) {
    std::set<Named> kept;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        const bool needed = kept.contains(named(record->made)) && record->made.parent == 0;
        if (record->kept.key.empty() && needed) record->kept = {"import-kept-needed", {}};
        if (record->kept.key.empty() || record->is_gone) continue;
        for (const auto& link : house.kinds.find(record->made.kind)->links(record->made.body))
            kept.insert({link.kind, link.id});
    }
}

store::Write undoing(const House& house, const Call& call, const StepRecord& record) {
    store::Write write;
    write.kind = record.made.kind;
    write.id = record.made.id;
    write.base = record.made.number;
    write.author = call.asker.actor().person;
    write.comment = text_of({"import-taken-back", {}}, call.language);
    const auto before = record.made.parent > 0
                            ? house.store.find(record.made.kind, record.made.id, record.made.parent)
                            : std::nullopt;
    write.remove = !before;
    write.body = before ? before->body : record.made.body;
    return write;
}

}  // namespace

std::string step_of(const store::Store& store, const std::vector<Revision>& written) {
    std::int64_t first = 0;
    std::int64_t last = 0;
    for (const auto& revision : written) {
        const auto kept = store.find(revision.kind, revision.id, revision.number);
        if (!kept) continue;
        first = first == 0 ? kept->sequence : std::min(first, kept->sequence);
        last = std::max(last, kept->sequence);
    }
    return std::to_string(first) + '-' + std::to_string(last);
}

std::vector<StepRecord> records_of_step(const House& house, const Asker& asker, std::string_view step) {
    const auto [first, last] = places_of(step);
    const auto revisions = revisions_between(house.store, first, last);
    if (!is_one_step(revisions, asker, static_cast<std::size_t>(last - first + 1))) no_step(step);
    std::set<Named> inside;
    for (const auto& revision : revisions)
        inside.insert(named(revision));
    std::vector<StepRecord> records;
    for (const auto& revision : revisions) {
        StepRecord record{revision, false, {}};
        const auto now = house.store.find(revision.kind, revision.id);
        record.is_gone = !now;
        if (now) record.kept = built_on(house, revision, *now, inside);
        records.push_back(std::move(record));
    }
    keep_what_is_linked(house, records);
    return records;
}

json::object step_json(const House& house, const Call& call, std::string_view step,
                       const std::vector<StepRecord>& records) {
    json::array items;
    std::size_t can = 0;
    for (const auto& record : records) {
        auto item = titled(record.made, house.kinds);
        item["gone"] = record.is_gone;
        item["kept"] =
            record.kept.key.empty() ? json::value(nullptr) : json::value(text_of(record.kept, call.language));
        if (!record.is_gone && record.kept.key.empty()) ++can;
        items.push_back(std::move(item));
    }
    return {{"step", step},
            {"time", format(records.front().made.time)},
            {"comment", records.front().made.comment},
            {"items", std::move(items)},
            {"can_be_taken_back", can}};
}

void take_step_back(const House& house, const Call& call, const std::vector<StepRecord>& records) {
    std::vector<store::Write> writes;
    for (auto record = records.rbegin(); record != records.rend(); ++record) {
        if (record->is_gone || !record->kept.key.empty()) continue;
        auto write = undoing(house, call, *record);
        call.asker.require(write.remove ? Action::remove : Action::write, record->made);
        const json::value gone;
        check_plan_rules(house.store, {write.kind, write.id, record->made.body,
                                       write.remove ? gone : write.body, call.text_or("comment", "")});
        writes.push_back(std::move(write));
    }
    if (!writes.empty()) house.store.write_all(writes);
}

}  // namespace brujula::web

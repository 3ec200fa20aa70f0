// SPDX-License-Identifier: GPL-3.0-or-later
#include <numeric>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "metrics/history_for_tests.hpp"

using namespace brujula;
using namespace brujula::metrics;

namespace {

const Catalogue catalogue = all_metrics();
const char* const names[] = {"Ana", "Bea", "Carlos", "Dora"};

struct RandomEdit {
    int user, page, wiki, day, diff;
    bool creates, redirect, deleted;
};

rc::Gen<RandomEdit> random_edit() {
    return rc::gen::construct<RandomEdit>(rc::gen::inRange(0, 4), rc::gen::inRange(1, 5),
                                          rc::gen::inRange(0, 2), rc::gen::inRange(1, 29),
                                          rc::gen::inRange(-50, 100), rc::gen::arbitrary<bool>(),
                                          rc::gen::arbitrary<bool>(), rc::gen::arbitrary<bool>());
}

ScopePart random_part() {
    ScopePart part;
    part.everyone = *rc::gen::weightedElement<bool>({{5, false}, {1, true}});
    for (const auto* name : names)
        if (*rc::gen::arbitrary<bool>())
            part.people.push_back(
                {name, *rc::gen::element(std::string{}, std::string{"awiki"}, std::string{"bwiki"})});
    part.wikis =
        *rc::gen::elementOf(std::vector<std::vector<std::string>>{{"awiki"}, {"bwiki"}, {"awiki", "bwiki"}});
    if (*rc::gen::weightedElement<bool>({{3, false}, {1, true}})) part.pages = {{"awiki", 1}, {"bwiki", 2}};
    const int first = *rc::gen::inRange(1, 29);
    const int last = *rc::gen::inRange(first, 29);
    part.period = whole_days(Date{std::chrono::year{2014} / 11 / first},
                             Date{std::chrono::year{2014} / 11 / last}, "UTC");
    return part;
}

void fill(HistoryForTests& history, const std::vector<RandomEdit>& edits,
          const std::vector<std::size_t>& order) {
    history.run("DELETE FROM edits");
    if (edits.empty()) return;
    std::vector<std::string> rows;
    for (const auto i : order) {
        const auto& e = edits[i];
        rows.push_back(fmt::format("('{}', {}, '2014-11-{:02} 10:00:00', '{}', {}, 'P', 200, {}, {}, {}, {})",
                                   e.wiki == 0 ? "awiki" : "bwiki", i + 1, e.day, names[e.user], e.page,
                                   e.diff, e.creates, e.redirect, e.deleted));
    }
    history.run(fmt::format(
        "INSERT INTO edits(wiki_db, revision_id, event_timestamp, event_user_text, page_id, page_title, "
        "revision_text_bytes, revision_text_bytes_diff, revision_creates_page, page_is_redirect, "
        "page_is_deleted) "
        "VALUES {}",
        fmt::join(rows, ", ")));
}

std::vector<std::size_t> in_order(std::size_t size) {
    std::vector<std::size_t> order(size);
    std::iota(order.begin(), order.end(), std::size_t{0});
    return order;
}

double value(HistoryForTests& history, const char* metric, const Scope& scope) {
    return history.value(catalogue.find(metric), {}, scope);
}

}  // namespace

RC_GTEST_PROP(Union, counts_at_most_the_sum_and_at_least_the_largest_part, ()) {
    static HistoryForTests history;
    const auto edits = *rc::gen::container<std::vector<RandomEdit>>(random_edit());
    fill(history, edits, in_order(edits.size()));
    Scope whole;
    for (int i = *rc::gen::inRange(1, 4); i > 0; --i)
        whole.parts.push_back(random_part());
    const auto* metric = *rc::gen::elementOf(std::vector<const char*>{
        "edits", "participants", "pages-edited", "pages-created", "bytes-added", "edits/wikimetrics",
        "pages-edited/wikimetrics", "bytes-added/wikimetrics.added"});
    double sum = 0;
    double largest = 0;
    for (const auto& part : whole.parts) {
        const double alone = value(history, metric, {{part}});
        sum += alone;
        largest = std::max(largest, alone);
    }
    const double together = value(history, metric, whole);
    RC_ASSERT(together <= sum);
    RC_ASSERT(together >= largest);
}

RC_GTEST_PROP(Union, a_part_twice_changes_nothing, ()) {
    static HistoryForTests history;
    const auto edits = *rc::gen::container<std::vector<RandomEdit>>(random_edit());
    fill(history, edits, in_order(edits.size()));
    const auto part = random_part();
    const auto& metrics = catalogue.metrics();
    const auto& metric = metrics[*rc::gen::inRange<std::size_t>(0, metrics.size())];
    const auto& definition = metric.definitions[*rc::gen::inRange<std::size_t>(0, metric.definitions.size())];
    RC_PRE(!(part.everyone && definition.needs_people));
    const auto name = metric.name + "/" + definition.id;
    RC_ASSERT(value(history, name.c_str(), {{part, part}}) == value(history, name.c_str(), {{part}}));
}

RC_GTEST_PROP(Numbers, do_not_depend_on_the_order_of_the_rows, ()) {
    static HistoryForTests history;
    const auto edits = *rc::gen::container<std::vector<RandomEdit>>(random_edit());
    const auto part = random_part();
    auto order = in_order(edits.size());
    const auto* metric = *rc::gen::elementOf(
        std::vector<const char*>{"edits", "participants", "pages-improved", "bytes-added",
                                 "bytes-added/event-metrics", "active-editors/brujula.monthly"});
    fill(history, edits, order);
    const double before = value(history, metric, {{part}});
    std::reverse(order.begin(), order.end());
    fill(history, edits, order);
    RC_ASSERT(value(history, metric, {{part}}) == before);
}

RC_GTEST_PROP(Numbers, created_and_improved_are_edited, ()) {
    static HistoryForTests history;
    const auto edits = *rc::gen::container<std::vector<RandomEdit>>(random_edit());
    fill(history, edits, in_order(edits.size()));
    const Scope scope{{random_part(), random_part()}};
    RC_ASSERT(value(history, "pages-created", scope) + value(history, "pages-improved", scope) ==
              value(history, "pages-edited", scope));
}

RC_GTEST_PROP(Numbers, bytes_added_and_removed_are_net_and_absolute, ()) {
    static HistoryForTests history;
    const auto edits = *rc::gen::container<std::vector<RandomEdit>>(random_edit());
    fill(history, edits, in_order(edits.size()));
    const Scope scope{{random_part()}};
    const double added = value(history, "bytes-added/brujula.added", scope);
    const double removed = value(history, "bytes-added/brujula.removed", scope);
    RC_ASSERT(added + removed == value(history, "bytes-added/brujula.net", scope));
    RC_ASSERT(added - removed == value(history, "bytes-added/brujula.absolute", scope));
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/review_guard.hpp"

#include <boost/json.hpp>

#include "evaluating/review.hpp"
#include "records/described.hpp"
#include "store/store.hpp"
#include "web/envelope.hpp"

namespace brujula::web {
namespace {

bool is_closed(const boost::json::value& review) {
    return review.is_object() && text_in(review, "state") == "closed";
}

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

}  // namespace

void check_review_rules(std::string_view kind, const boost::json::value& before,
                        const boost::json::value& after, std::string_view comment) {
    if (kind != "review") return;
    if (is_closed(before)) {
        const bool opens = after.is_object() && !is_closed(after);
        if (!opens && after != before) throw Error{ErrorKind::bad_input, {"error-review-closed", {}}};
        if (opens && is_blank(comment)) throw Error{ErrorKind::bad_input, {"error-review-reopen-reason", {}}};
        return;
    }
    if (!is_closed(after)) return;
    std::vector<Problem> unreadable;  // told by the write itself
    const auto review = records::from_json<records::Review>(after, unreadable);
    auto problems = evaluating::lacking(review);
    if (unreadable.empty() && !problems.empty()) throw store::InvalidRecord(std::move(problems));
}

}  // namespace brujula::web

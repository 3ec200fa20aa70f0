// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "facts/lake.hpp"
#include "metrics/scope.hpp"
#include "statistics/survival.hpp"

// How long people keep editing.
namespace brujula::evaluating {

/// From when a person's days count.
enum class Since {
    first_edit,    ///< the first loaded edit on these wikis: Brújula's own
    registration,  ///< the account's creation on the first of these wikis (mwmetrics' surviving new editor,
                   ///< Wikimetrics' "survived"); people whose registration is not loaded are left out
};
/// "first-edit"; nothing for an unknown name.
std::string_view name_of(Since since);
std::optional<Since> since_of(std::string_view name);

/// What "still editing" means. A person is gone where no edit comes within `gap_days` after the one before
/// (or after the start); the time is then that of the last edit before that gap, and coming back does not
/// undo it.
struct RetentionRules {
    Since since = Since::first_edit;
    int gap_days = 90;
    double confidence = 0.95;
};
constexpr int least_gap_days = 1;
constexpr int most_gap_days = 3'660;

/// How a group of people kept editing. In whole days of 24 hours since each one's start.
struct Retention {
    RetentionRules rules;
    int people = 0;                     ///< in the group
    int without_start = 0;              ///< never edited, or no registration known: not in the curve
    int too_recent = 0;                 ///< began less than a gap before the facts end: not in the curve
    std::optional<Instant> seen_until;  ///< the end of the facts minus the gap: later nobody can be told gone
    std::optional<statistics::Survival> curve;  ///< none: nobody to follow
    std::string reason;  ///< message key: why there is no curve, or what the curve leaves out
};

/// The people of `scope` on its wikis; its period, categories and pages are not looked at.
///
/// Edits in all namespaces count, also on deleted pages; one name is one person on all of the wikis. Who was
/// still editing at `seen_until` is censored there: a last edit less than a gap before the facts end says
/// nothing yet, and following them to the very end would show the last months better than they are. The facts
/// end where those of the first of the loaded wikis do. Throws Error(bad_input) for a gap out of its limits
/// and for a scope of everyone.
Retention retention_of(const facts::Lake& lake, const metrics::Scope& scope, const RetentionRules& rules);

/// New editors as mwmetrics' surviving new editor counts them: with an edit in the first day after the
/// registration; surviving: with another from day 30 until day 60.
struct NewEditors {
    int registered = 0;   ///< in the days asked for, by themselves; no bots
    int new_editors = 0;  ///< of those that can be seen for 60 days
    int surviving = 0;    ///< of the new editors
    int too_recent = 0;   ///< registered less than 60 days before the facts end: in neither
};

struct RetentionOfNew {
    Retention retention;
    NewEditors new_editors;
};

/// Who registered on any of the wikis in `registered`, by themselves, and is never marked as a bot there;
/// with `among` only those of these names. Days count from the registration, whatever the rules say; who
/// never edited is gone on day 0. The rest as in retention_of().
RetentionOfNew retention_of_new(const facts::Lake& lake, const std::vector<std::string>& wikis,
                                const Period& registered, const RetentionRules& rules,
                                const std::optional<std::vector<std::string>>& among = {});

}  // namespace brujula::evaluating

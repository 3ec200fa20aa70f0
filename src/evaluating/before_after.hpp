// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "base/message.hpp"
#include "evaluating/earlier_days.hpp"
#include "facts/lake.hpp"
#include "measuring/run.hpp"
#include "statistics/bootstrap.hpp"
#include "statistics/trend.hpp"

// A period beside the earlier periods of the same people or the same organisation, and beside what the whole
// wikis did meanwhile. It shows what changed, not what changed it.
namespace brujula::evaluating {

/// Fewer whole periods directly before show no trend: a line through three points leaves one degree of
/// freedom, and an interval as wide as the world.
constexpr std::size_t least_periods_for_trend = 4;

/// What is compared.
struct BeforeAfterQuestion {
    records::MeasuredScope scope;  ///< its days are the period; each earlier one is the same scope then
    Date until;                    ///< earlier periods end by this day
    std::vector<measuring::Asked> metrics;  ///< none: default_metrics()
    int before = 4;                         ///< periods directly before; 0 to most_periods_before
    bool pairs = false;                     ///< also each person's own difference; for a scope of cohorts
    statistics::Resampling resampling = {};
};

/// edits, bytes added, pages created, pages edited, participants.
std::vector<measuring::Asked> default_metrics();

struct Change {
    double difference = 0;        ///< now minus then
    std::optional<double> ratio;  ///< now ÷ then; none of 0
};
Change change_between(double now, double then);

/// A metric in one period.
struct PeriodNumber {
    std::optional<double> value;
    std::string reason;              ///< message key; beside a value: it covers only a part
    std::optional<double> of_wikis;  ///< the same of everyone on the wikis; none: not measurable so
    std::optional<Change> change;    ///< the present period's against this one's
    std::optional<Change> wikis_change;
};

struct ComparedPeriod {
    PlacedDays when;
    int people = 0;                     ///< distinct names in the scope then
    std::string reason;                 ///< message key: why nothing could be measured
    std::vector<PeriodNumber> numbers;  ///< in the order of the metrics; empty with a `reason`
};

struct ComparedMetric {
    std::string metric;
    std::string definition;
    std::string unit;
    std::size_t whole_periods = 0;  ///< directly before, with a number of the whole period
    /// Where the line through those lies in the present period: the organisation's own trend.
    std::optional<statistics::Forecast> trend;
};

/// What the people of the scope each did in the period, minus what they did in the one directly before.
struct PairedNumber {
    std::string name;   ///< "edits", "bytes-added"
    double before = 0;  ///< means
    double after = 0;
    std::optional<statistics::Estimate> difference;  ///< none: fewer than two people
};

struct Pairs {
    int people = 0;
    int edited_before = 0;
    int edited_after = 0;
    std::vector<PairedNumber> numbers;
};

struct BeforeAfter {
    BeforeAfterQuestion question;
    std::vector<ComparedMetric> metrics;
    std::vector<ComparedPeriod> periods;  ///< the present one, those directly before, the year before
    std::optional<Pairs> pairs;           ///< none: not asked, or either period not wholly known
    std::vector<std::string> wikis;       ///< of the present period
    std::vector<records::SnapshotUsed> snapshots;
};

/// Gives the records that a scope names as they were in its days (measuring::named_by).
using Naming = std::function<measuring::Named(const records::MeasuredScope&)>;

/// Measures each period with the scope as it was then. A period without any activity of a union has a reason
/// and no numbers: never 0. Numbers of periods that the facts cover in part are shown, but have no change
/// and no part in a trend.
///
/// The whole wikis are those of the present period, with everybody: newcomers, anonymous editors, bots.
///
/// Pairs: each distinct name of the present scope on its wikis, in the period and in the one directly before;
/// who did nothing has 0, also who had no account then. Edits as edits/brujula, bytes as
/// bytes-added/brujula.added. The interval draws people anew.
///
/// Costs two runs a period. Throws as measuring::run() does, and Error(bad_input) for `before` out of its
/// limits.
BeforeAfter before_after(const facts::Lake& lake, const metrics::Catalogue& catalogue,
                         const BeforeAfterQuestion& question, const Naming& naming);

/// What must hold for a change to say something, as message keys with their values; in reading order.
std::vector<Message> assumptions_of(const BeforeAfter& compared);

}  // namespace brujula::evaluating

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "base/budget.hpp"
#include "planning/aggregation.hpp"
#include "planning/formula_book.hpp"
#include "planning/formula_value.hpp"
#include "planning/limits.hpp"

namespace brujula::planning {

/// A value not yet divided: what a network's ratio is summed from. Of what is no ratio, the denominator is 1.
struct Undivided {
    Calculated numerator;
    Calculated denominator;
    double factor = 1;
    bool is_ratio = false;
};

/// The values of a network's indicators in any period, formulas worked out.
///
/// A measured or reported indicator has what combine() makes of its observations (gained() for a year to
/// date). Percentages are not added: where no single observation is for exactly the days, they are the sum of
/// the numerators over the sum of the denominators, and no value where an observation lacks those. Scores and
/// words have a value only where one observation is for exactly the days. A formula is worked out from the
/// values of what it refers to in that period, at most 16 formulas deep; formulas in a circle have none, with
/// the circle as the reason, and so has what would take more than planning/limits.hpp has, or than is left of
/// the budget. A category of a formula has no value.
///
/// What was worked out is kept as long as this object, for which the records must not change and the budget
/// must stay.
class IndicatorValues final : public ValueSource {
public:
    /// With a budget of its own, of one answer.
    explicit IndicatorValues(const NetworkRecords& network)
        : m_network(network), m_formulas(network), m_budget(m_own) {}
    IndicatorValues(const NetworkRecords& network, Budget& budget)
        : m_network(network), m_formulas(network), m_budget(budget) {}
    /// With `draft` in the place of the indicator `id`, or beside the others if `id` is empty.
    IndicatorValues(const NetworkRecords& network, std::string id, const records::Indicator& draft,
                    Budget& budget)
        : m_network(network), m_formulas(network, std::move(id), draft), m_budget(budget) {}
    IndicatorValues(const IndicatorValues&) = delete;
    IndicatorValues& operator=(const IndicatorValues&) = delete;
    ~IndicatorValues() override = default;

    /// Of an indicator that is not there: no value, with that reason.
    Calculated value(std::string_view indicator, const FormulaTime& time);
    Calculated value(const Reference& reference, const FormulaTime& time) override;
    Undivided undivided(std::string_view indicator, const FormulaTime& time);

    /// A value for each period of the indicator's frequency in `whole` that has one, as observations without
    /// ids, oldest first: so what looks at observations (progress_of, tracking_table) can look at formulas
    /// too. Ratios have their numerator and denominator; `parts_incomplete` marks a value made of a part of
    /// the days only. Periods clipped at the ends of `whole` have the clipped days. Empty for an unknown
    /// indicator, and where all of them together take more than there is: a part of them would be wrong.
    /// Then over() says why.
    std::vector<records::Observation> observations(std::string_view indicator, const Days& whole,
                                                   int financial_year_from);
    [[nodiscard]] const std::optional<Message>& over() const { return m_over; }

    /// Of several indicators, one for each member: the sum; of ratios, the sum of numerators over the sum of
    /// denominators times the first one's factor. Ratios of different factors are not put together.
    RollUp roll_up(const std::vector<std::string>& indicators, const FormulaTime& time);

private:
    /// What is asked for: indicator, period, year to date, dimension, category.
    using Asked = std::tuple<std::string, ReportingPeriod, bool, std::string, std::string>;

    /// An indicator's observations in their order, and the most days that one of them has.
    struct Kept {
        Observations all;
        std::int64_t longest = 0;
    };

    void begin();
    bool pay(std::int64_t steps);
    Calculated worked_out(const Reference& reference, const FormulaTime& time);
    Calculated of_formula(const std::string& id, const records::Indicator& indicator,
                          const FormulaTime& time);
    std::optional<records::Observation> observation(const std::string& id, const records::Indicator& of,
                                                    const ReportingPeriod& period);
    const Kept& kept(const std::string& id);
    Observations observations_for(const std::string& id, const records::Indicator& indicator,
                                  const FormulaTime& time);

    Budget m_own{most_steps_of_answer};
    const NetworkRecords& m_network;
    FormulaBook m_formulas;
    Budget& m_budget;
    std::map<Asked, Calculated> m_known;
    std::map<std::string, Kept, std::less<>> m_kept;
    bool m_in_series = false;
    std::size_t m_running = 0;     ///< how many values are being worked out within one another
    std::size_t m_worked_out = 0;  ///< for the outermost of them
    std::int64_t m_paid = 0;       ///< for the outermost of them, or for a series
    std::optional<Message> m_over;
};

/// The days that an indicator's values are of: those of its goal and its targets. None: it has neither.
std::optional<Days> days_of(const NetworkRecords& network, const records::Indicator& indicator);
/// The month in which its organisation's financial year begins; 1 where nothing says so.
int financial_year_of(const NetworkRecords& network, const records::Indicator& indicator);

/// What is known of an indicator, oldest first (by last day, then first): what was observed, with a value or
/// without; of a formula, what is worked out for each period of its frequency in days_of(), which is nowhere
/// kept and has no id. The records must stay and not change meanwhile.
class KnownValues {
public:
    /// Empty for an unknown indicator.
    KnownValues(const NetworkRecords& network, std::string_view indicator, Budget& budget);
    /// Of an indicator as it is being written.
    KnownValues(const NetworkRecords& network, const std::string& id, const records::Indicator& draft,
                Budget& budget);
    KnownValues(KnownValues&&) = default;
    KnownValues& operator=(KnownValues&&) = default;
    KnownValues(const KnownValues&) = delete;
    KnownValues& operator=(const KnownValues&) = delete;

    std::vector<const records::Observation*> all;
    std::optional<Message> over;  ///< why nothing was worked out, where it would have been too much

private:
    std::vector<records::Observation> m_worked_out;
};

}  // namespace brujula::planning

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <utility>

#include <boost/json/value.hpp>

#include "records/kinds.hpp"

// What everybody may see of a measurement: the rule is in docs/privacy.md. Which numbers are withheld is
// decided once, when it is made (measuring/deciding.hpp), and kept in it (records/withheld.hpp).
namespace brujula::measuring {

/// True where everybody may see the value's number: there is one, and nothing withholds it. Of a measurement
/// from before numbers were withheld when it was made, numbers of one to four people are withheld all the
/// same, and all of so small a list.
bool is_told(const records::Measurement& measurement, const records::MeasuredValue& value);

/// The measurement as it came from the run: with all reasons, but without those that withhold.
records::Measurement as_run(records::Measurement measurement);

/// A measurement's data as everybody may see it. Nothing but the filter makes one.
class Published {
public:
    [[nodiscard]] const boost::json::value& data() const& { return m_data; }
    [[nodiscard]] boost::json::value data() && { return std::move(m_data); }

private:
    friend Published for_everybody(boost::json::value data);
    explicit Published(boost::json::value data) : m_data(std::move(data)) {}
    boost::json::value m_data;
};

/// The filter. A withheld number is gone and its `reason` says why. How many people a list has is told to
/// nobody else: it is no member of the scope. What is no measurement's data (a removed record's) stays as it
/// is.
Published for_everybody(boost::json::value data);

}  // namespace brujula::measuring

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

#include "metrics/metric.hpp"

namespace brujula::metrics {

class Writing;

/// New in the days up to the period's end: what newly-registered counts and existing-editors leaves out.
Definition newly_registered_2014();

/// Writes the SELECT of the scope's people with an account of a part's window for which `condition` holds (on
/// the aliases u of users and t of part). Its columns: event_user_text, wiki_db, registration_timestamp.
void write_new_people(Writing& writing, std::string_view condition);

}  // namespace brujula::metrics

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include <boost/json/fwd.hpp>

#include "base/message.hpp"
#include "evaluating/before_after.hpp"
#include "statistics/bootstrap.hpp"

// Comparisons as docs/api.md describes them.
namespace brujula::web {

boost::json::value number_or_null(const std::optional<double>& number);
/// {"key","text"}
boost::json::object message_json(const Message& message, const std::string& language);
/// The same; null without a key.
boost::json::value reason_json(const std::string& key, const std::string& language);
/// {"value","low","high"}; null without.
boost::json::value estimate_json(const std::optional<statistics::Estimate>& estimate);
boost::json::object before_after_json(const evaluating::BeforeAfter& compared, const std::string& language);
boost::json::object change_json(const evaluating::Change& change);
/// {"value","low","high"}; null without.
boost::json::value trend_json(const std::optional<statistics::Forecast>& trend);

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <boost/json/fwd.hpp>

#include "base/message.hpp"
#include "records/kind.hpp"
#include "store/store.hpp"
#include "web/asker.hpp"

namespace brujula::web {

/// A text member of an object; empty where there is none.
std::string text_in(const boost::json::value& object, std::string_view name);
/// The same of a record's data.
std::string text_in(const store::Revision& record, std::string_view name);

/// The texts of a list member; none where there is no such list. Other elements are left out.
std::vector<std::string> texts_in(const boost::json::value& object, std::string_view name);
std::vector<std::string> texts_in(const store::Revision& record, std::string_view name);

/// A text in several languages as JSON.
boost::json::object localized_json(const LocalizedText& text);
/// A message as a text in each language that the program has.
boost::json::object in_all_languages(const Message& message);

/// A revision as docs/api.md shows it, without its data and without what the asker may do.
boost::json::object envelope_without_data(const store::Revision& record);
/// The same with both.
boost::json::object envelope(const store::Revision& record, const Asker& asker);

/// The record's data as the asker may see it: small groups of a measurement are for who may measure there.
boost::json::value data_for(const store::Revision& record, const Asker& asker);

/// `{"kind","id","title"}`
boost::json::object titled(const store::Revision& record, const records::Kinds& kinds);

}  // namespace brujula::web

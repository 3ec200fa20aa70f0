// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>

#include "store/store.hpp"
#include "web/asker.hpp"

// What somebody asks for by its id, and lists. What the asker may never read is answered like what is not
// there, everywhere: these functions and the routes' Access are the only ways to a record that a request
// names.
namespace brujula::web {

/// The record of that id, or of that former id (store/former_ids.hpp), where there is one and the asker may
/// read it.
std::optional<store::Revision> find_readable(const store::Store& store, const Asker& asker,
                                             const std::string& kind, const std::string& id);
/// The same. Throws Error(not_found), one for both reasons.
store::Revision get_readable(const store::Store& store, const Asker& asker, const std::string& kind,
                             const std::string& id);
/// What get_readable() throws.
[[noreturn]] void refuse_as_unknown(const std::string& kind, const std::string& id);

/// One page of what the asker may read, filled up to the query's limit; its `next` is the id of its last
/// record, and empty where the asker may read no more. Of kinds that are an organisation's own it looks at
/// no others where the asker has none or one.
store::Page readable_page(const store::Store& store, const Asker& asker, store::ListQuery query);

/// The body with the present ids of what it links to by former ones, where the asker may read that. A link to
/// anything else stays as it is, and is told of by links_to_nowhere().
boost::json::value with_present_ids(const store::Store& store, const Asker& asker, const records::Kind& kind,
                                    boost::json::value body);

/// A problem for each link that `after` has and `before` has not, to nothing or to what the asker may not
/// read: one and the same for both, so that a link finds out about no record. None for a body that cannot be
/// read.
std::vector<Problem> links_to_nowhere(const store::Store& store, const Asker& asker,
                                      const records::Kind& kind, const boost::json::value& before,
                                      const boost::json::value& after);

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/places.hpp"

#include <boost/json.hpp>

#include "web/asker.hpp"

namespace brujula::web {

std::vector<std::string> places(const NetworkMemory& memory, const Asker& asker, std::string_view kind) {
    std::vector<std::string> ids;
    if (!asker.signed_in()) return ids;
    memory.read([&](const planning::NetworkRecords& network) {
        for (const auto& [id, organisation] : network.organisations)
            if (asker.may(records::Action::create, kind, "", boost::json::object{{"organisation", id}}))
                ids.push_back(id);
    });
    return ids;
}

}  // namespace brujula::web

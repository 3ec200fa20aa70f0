// SPDX-License-Identifier: GPL-3.0-or-later
#include "records/withheld.hpp"

namespace brujula::records {

std::string_view withheld_by(std::string_view reason) {
    const auto first = reason.substr(0, reason.find(' '));
    for (const auto key : {reason_small_group, reason_singles_out, reason_not_compared})
        if (first == key) return key;
    return {};
}

std::string_view reason_beside(std::string_view reason) {
    const auto key = withheld_by(reason);
    if (key.empty()) return reason;
    return reason.size() > key.size() ? reason.substr(key.size() + 1) : std::string_view{};
}

std::string withheld(std::string_view key, std::string_view reason) {
    std::string both{key};
    if (const auto beside = reason_beside(reason); !beside.empty()) both.append(1, ' ').append(beside);
    return both;
}

}  // namespace brujula::records

// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/id.hpp"

#include <algorithm>
#include <random>

namespace brujula {

bool is_record_id(std::string_view id) {
    const auto plain = [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); };
    return !id.empty() && id.size() <= 80 && plain(id.front()) &&
           std::all_of(id.begin(), id.end(), [&](char c) { return plain(c) || c == '-'; });
}

std::string random_id(std::size_t length) {
    static constexpr std::string_view letters = "abcdefghjkmnpqrstuvwxyz23456789";
    std::random_device device;
    std::uniform_int_distribution<std::size_t> pick{0, letters.size() - 1};
    std::string out(length, '\0');
    std::generate(out.begin(), out.end(), [&] { return letters[pick(device)]; });
    return out;
}

}  // namespace brujula

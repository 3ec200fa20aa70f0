// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/cohort_names.hpp"

#include <algorithm>
#include <charconv>
#include <map>
#include <string>

#include <boost/json.hpp>

#include "store/erasing_person.hpp"

namespace brujula::store {
namespace json = boost::json;

namespace {

/// Gives each name its stand-in.
class StandIns {
public:
    void leave_out(const std::string& name) { m_highest = std::max(m_highest, stand_in_number(name)); }
    const std::string& of(const std::string& name) {
        auto& stand_in = m_stand_in[folded_name(name)];
        if (stand_in.empty()) stand_in = "#" + std::to_string(++m_highest);
        return stand_in;
    }

private:
    int m_highest = 0;
    std::map<std::string, std::string, std::less<>> m_stand_in;
};

std::string user_name(const json::value& member) {
    const auto* object = member.if_object();
    const auto* name = object != nullptr ? object->if_contains("user_name") : nullptr;
    return name != nullptr && name->is_string() ? std::string(name->get_string()) : std::string{};
}

}  // namespace

json::array* members_of(json::value& cohort) {
    auto* members = cohort.is_object() ? cohort.get_object().if_contains("members") : nullptr;
    return members != nullptr ? members->if_array() : nullptr;
}

int stand_in_number(const std::string& name) {
    int number = 0;
    if (!name.starts_with('#')) return 0;
    const auto* end = name.data() + name.size();
    const auto read = std::from_chars(name.data() + 1, end, number);
    return read.ptr == end ? number : 0;
}

void replace_names(std::vector<Revision>& revisions) {
    StandIns stand_ins;
    for (auto& revision : revisions)
        if (auto* members = members_of(revision.body))
            for (const auto& member : *members)
                stand_ins.leave_out(user_name(member));
    for (auto& revision : revisions) {
        auto* members = members_of(revision.body);
        if (members == nullptr) continue;
        for (auto& member : *members)
            if (const auto name = user_name(member); stand_in_number(name) == 0)
                member = json::object{{"user_name", stand_ins.of(name)}};
        revision.body.get_object().erase("notes");
    }
}

}  // namespace brujula::store

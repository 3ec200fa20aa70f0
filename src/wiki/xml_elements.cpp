// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/xml_elements.hpp"

#include <array>
#include <utility>

namespace brujula::wiki {

namespace {

constexpr std::array<std::pair<std::string_view, Element>, 26> element_names{{
    {"text", Element::text},
    {"id", Element::id},
    {"revision", Element::revision},
    {"timestamp", Element::timestamp},
    {"contributor", Element::contributor},
    {"username", Element::username},
    {"parentid", Element::parentid},
    {"sha1", Element::sha1},
    {"minor", Element::minor},
    {"ip", Element::ip},
    {"page", Element::page},
    {"title", Element::title},
    {"ns", Element::ns},
    {"redirect", Element::redirect},
    {"content", Element::content},
    {"logitem", Element::logitem},
    {"type", Element::type},
    {"action", Element::action},
    {"logtitle", Element::logtitle},
    {"params", Element::params},
    {"namespace", Element::namespace_},
    {"siteinfo", Element::siteinfo},
    {"dbname", Element::dbname},
    {"base", Element::base},
    {"case", Element::case_},
    {"mediawiki", Element::mediawiki},
}};

}  // namespace

Element element_of(std::string_view name) {
    for (const auto& [known, element] : element_names)
        if (known == name) return element;
    return Element::other;
}

}  // namespace brujula::wiki

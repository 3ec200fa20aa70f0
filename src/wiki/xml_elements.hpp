// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string_view>

// For this module's own files.
namespace brujula::wiki {

/// What MediaWiki's export format is made of, as far as it is read: docs/formats/mediawiki-xml.md.
enum class Element {
    other,
    mediawiki,
    siteinfo,
    dbname,
    base,
    case_,
    namespace_,
    page,
    title,
    ns,
    id,
    redirect,
    revision,
    timestamp,
    contributor,
    username,
    ip,
    minor,
    parentid,
    text,
    sha1,
    content,
    logitem,
    type,
    action,
    logtitle,
    params,
};

/// Element::other for every other name.
Element element_of(std::string_view name);

}  // namespace brujula::wiki

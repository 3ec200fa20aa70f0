// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace brujula::wiki {

/// What a dump says of its wiki. Names are mediawiki_history's and siteinfo's own; empty where the source is
/// silent.
struct Site {
    std::string wiki_db;   ///< "aawiki"
    std::string domain;    ///< "aa.wikipedia.org"
    std::string family;    ///< "wikipedia"
    std::string language;  ///< "aa"
    std::map<int, std::string> namespaces;
    bool first_letter_upper = true;  ///< siteinfo/case "first-letter": titles begin with a capital
};

/// One revision, as its source tells it; what the source does not tell is empty and never guessed.
struct Edit {
    std::int64_t revision_id = 0;
    /// 0: begins its page. Empty: the source does not say (old dumps, CSV histories).
    std::optional<std::int64_t> revision_parent_id;
    Instant event_timestamp;
    std::optional<std::int64_t> event_user_id;  ///< 0 or empty for anonymous
    std::string event_user_text;              ///< name now, else name at the time; the address for anonymous
    bool event_user_is_anonymous = false;     ///< addresses and temporary accounts
    bool event_user_is_hidden = false;        ///< the name was deleted from the log: event_user_text is empty
    bool event_user_is_bot_by_name = false;   ///< *_is_bot_by_historical holds "name"
    bool event_user_is_bot_by_group = false;  ///< … holds "group"
    std::int64_t page_id = 0;
    int page_namespace = 0;
    std::string page_title;  ///< without the namespace, spaces as underscores, as in the page table
    bool page_is_redirect = false;
    bool page_is_deleted = false;  ///< revision_is_deleted_by_page_deletion
    bool revision_minor_edit = false;
    std::optional<std::int64_t> revision_text_bytes;
    std::optional<std::int64_t> revision_text_bytes_diff;  ///< only where the source has it
    std::string revision_text_sha1;                        ///< base 36, as in dumps; empty when unknown
    std::optional<bool> revision_is_identity_reverted;
    std::optional<std::int64_t> revision_first_identity_reverting_revision_id;
    std::optional<std::int64_t> revision_seconds_to_identity_revert;
    std::optional<bool> revision_is_identity_revert;
    std::vector<std::string> revision_tags;
};

enum class CreatedBy { self, system, peer, unknown };

/// An account made on a wiki.
struct Registration {
    std::int64_t user_id = 0;
    std::string user_text;
    Instant timestamp;
    CreatedBy created_by = CreatedBy::unknown;
};

/// A page carries a category: a row of categorylinks.
struct CategoryLink {
    std::int64_t page_id = 0;
    std::optional<std::int64_t> target_id;  ///< of the category's name; only where the row has no name itself
    std::string category;  ///< without the namespace, underscores; empty: `target_id` says it
};

/// The name of a category: a row of linktarget in the namespace 14.
struct CategoryName {
    std::int64_t target_id = 0;
    std::string category;  ///< without the namespace, underscores
};

/// Takes what a reader finds, in the source's order. References live until the call returns.
class HistorySink {
public:
    virtual ~HistorySink() = default;
    virtual void site(const Site&) {}
    /// Once a page, before its edits, where the source has pages (XML). A page without revisions is told too.
    virtual void page(std::int64_t page_id, int page_namespace, const std::string& page_title,
                      bool is_redirect) {
        (void)page_id, (void)page_namespace, (void)page_title, (void)is_redirect;
    }
    virtual void edit(const Edit&) = 0;
    virtual void registration(const Registration&) {}
    virtual void category_link(const CategoryLink&) {}
    virtual void category_name(const CategoryName&) {}
};

}  // namespace brujula::wiki

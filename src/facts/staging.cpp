// SPDX-License-Identifier: GPL-3.0-or-later
#include "facts/staging.hpp"

#include <algorithm>
#include <array>
#include <utility>

#include "base/error.hpp"
#include "facts/schema.hpp"

namespace brujula::facts {
namespace {

/// Of loading.staged, in its order.
enum Staged : std::size_t {
    revision_id,
    revision_parent_id,
    event_timestamp,
    event_user_id,
    event_user_text,
    event_user_is_anonymous,
    event_user_is_bot_by_name,
    event_user_is_bot_by_group,
    page_id,
    page_namespace,
    page_title,
    page_is_redirect,
    page_is_deleted,
    revision_minor_edit,
    revision_text_bytes,
    revision_text_bytes_diff,
    revision_is_identity_revert,
    revision_is_identity_reverted,
    revision_seconds_to_identity_revert,
    revision_tags,
    revision_text_sha1,
    said,
};

constexpr std::array k_staged{
    ColumnType::bigint,  ColumnType::bigint,  ColumnType::timestamp, ColumnType::bigint,
    ColumnType::varchar, ColumnType::boolean, ColumnType::boolean,   ColumnType::boolean,
    ColumnType::bigint,  ColumnType::integer, ColumnType::varchar,   ColumnType::boolean,
    ColumnType::boolean, ColumnType::boolean, ColumnType::bigint,    ColumnType::bigint,
    ColumnType::boolean, ColumnType::boolean, ColumnType::bigint,    ColumnType::varchar_list,
    ColumnType::varchar, ColumnType::utinyint};
static_assert(k_staged.size() == said + 1);

constexpr std::array k_registered{ColumnType::bigint, ColumnType::varchar, ColumnType::timestamp,
                                  ColumnType::varchar};
constexpr std::array k_category_links{ColumnType::bigint, ColumnType::bigint, ColumnType::varchar};
constexpr std::array k_category_names{ColumnType::bigint, ColumnType::varchar};

std::string_view text_of(wiki::CreatedBy by) {
    switch (by) {
        case wiki::CreatedBy::self:
            return "self";
        case wiki::CreatedBy::system:
            return "system";
        case wiki::CreatedBy::peer:
            return "peer";
        case wiki::CreatedBy::unknown:
            return "unknown";
    }
    return "unknown";
}

}  // namespace

bool is_wiki_db(std::string_view name) {
    return !name.empty() && name.size() <= 64 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
               c == '_' || c == '-';
    });
}

StagingSink::StagingSink(const Connection& connection, std::string wiki_db)
    : m_wiki_db(std::move(wiki_db)),
      m_staged(connection, "staged", k_staged),
      m_registered(connection, "registered", k_registered),
      m_category_links(connection, "category_links", k_category_links),
      m_category_names(connection, "category_names", k_category_names) {
    if (!m_wiki_db.empty() && !is_wiki_db(m_wiki_db))
        throw Error{ErrorKind::bad_input, {"error-load-wiki-name", {m_wiki_db}}};
}

void StagingSink::site(const wiki::Site& site) {
    if (!site.wiki_db.empty() && !m_wiki_db.empty() && site.wiki_db != m_wiki_db)
        throw Error{ErrorKind::bad_input, {"error-load-other-wiki", {site.wiki_db, m_wiki_db}}};
    if (!site.wiki_db.empty() && !is_wiki_db(site.wiki_db))
        throw Error{ErrorKind::bad_input, {"error-load-wiki-name", {site.wiki_db}}};
    if (m_wiki_db.empty()) m_wiki_db = site.wiki_db;
    m_site = site;
}

void StagingSink::page(std::int64_t, int, const std::string&, bool) {
    require_wiki();
    ++m_pages;
}

void StagingSink::require_wiki() const {
    if (m_wiki_db.empty()) throw Error{ErrorKind::bad_input, {"error-load-no-wiki", {}}};
}

std::string StagingSink::wiki_db() const {
    require_wiki();
    return m_wiki_db;
}

void StagingSink::edit(const wiki::Edit& edit) {
    require_wiki();
    m_staged.set_integer(Staged::revision_id, edit.revision_id);
    m_staged.set_time(Staged::event_timestamp, edit.event_timestamp);
    if (edit.revision_parent_id) {
        m_staged.set_integer(Staged::revision_parent_id, *edit.revision_parent_id);
        m_said |= said_parents;
    }
    m_staged.set_boolean(Staged::revision_minor_edit, edit.revision_minor_edit);
    m_staged.set_texts(Staged::revision_tags, edit.revision_tags);
    write_user(edit);
    write_page(edit);
    write_text(edit);
    write_reverts(edit);
    m_staged.end_row();
    ++m_edits;
}

void StagingSink::write_user(const wiki::Edit& edit) {
    if (edit.event_user_id && *edit.event_user_id > 0)
        m_staged.set_integer(Staged::event_user_id, *edit.event_user_id);
    if (!edit.event_user_is_hidden && !edit.event_user_text.empty())
        m_staged.set_text(Staged::event_user_text, edit.event_user_text);
    m_staged.set_boolean(Staged::event_user_is_anonymous, edit.event_user_is_anonymous);
    m_staged.set_boolean(Staged::event_user_is_bot_by_name, edit.event_user_is_bot_by_name);
    m_staged.set_boolean(Staged::event_user_is_bot_by_group, edit.event_user_is_bot_by_group);
}

void StagingSink::write_page(const wiki::Edit& edit) {
    m_staged.set_integer(Staged::page_id, edit.page_id);
    m_staged.set_integer(Staged::page_namespace, edit.page_namespace);
    m_staged.set_text(Staged::page_title, edit.page_title);
    m_staged.set_boolean(Staged::page_is_redirect, edit.page_is_redirect);
    m_staged.set_boolean(Staged::page_is_deleted, edit.page_is_deleted);
}

void StagingSink::write_text(const wiki::Edit& edit) {
    if (edit.revision_text_bytes)
        m_staged.set_integer(Staged::revision_text_bytes, *edit.revision_text_bytes);
    if (edit.revision_text_bytes_diff) {
        m_staged.set_integer(Staged::revision_text_bytes_diff, *edit.revision_text_bytes_diff);
        m_said |= said_bytes_diff;
    }
}

/// The sha1 is kept only where reverts must be derived from it, now and when another file adds to the page.
void StagingSink::write_reverts(const wiki::Edit& edit) {
    if (!edit.revision_is_identity_revert && !edit.revision_is_identity_reverted) {
        if (!edit.revision_text_sha1.empty())
            m_staged.set_text(Staged::revision_text_sha1, edit.revision_text_sha1);
        return;
    }
    m_staged.set_boolean(Staged::revision_is_identity_revert,
                         edit.revision_is_identity_revert.value_or(false));
    m_staged.set_boolean(Staged::revision_is_identity_reverted,
                         edit.revision_is_identity_reverted.value_or(false));
    if (edit.revision_seconds_to_identity_revert)
        m_staged.set_integer(Staged::revision_seconds_to_identity_revert,
                             *edit.revision_seconds_to_identity_revert);
}

void StagingSink::registration(const wiki::Registration& registration) {
    require_wiki();
    if (registration.user_text.empty()) return;
    if (registration.user_id > 0) m_registered.set_integer(0, registration.user_id);
    m_registered.set_text(1, registration.user_text);
    m_registered.set_time(2, registration.timestamp);
    m_registered.set_text(3, text_of(registration.created_by));
    m_registered.end_row();
    ++m_registrations;
}

void StagingSink::category_link(const wiki::CategoryLink& link) {
    require_wiki();
    m_category_links.set_integer(0, link.page_id);
    if (link.target_id) m_category_links.set_integer(1, *link.target_id);
    if (!link.category.empty()) m_category_links.set_text(2, link.category);
    m_category_links.end_row();
}

void StagingSink::category_name(const wiki::CategoryName& name) {
    require_wiki();
    m_category_names.set_integer(0, name.target_id);
    m_category_names.set_text(1, name.category);
    m_category_names.end_row();
}

void StagingSink::finish() {
    m_staged.finish();
    m_registered.finish();
    m_category_links.finish();
    m_category_names.finish();
}

}  // namespace brujula::facts

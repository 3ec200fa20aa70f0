// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/history_xml.hpp"

#include <charconv>
#include <utility>
#include <vector>

#include "base/error.hpp"
#include "wiki/newusers.hpp"
#include "wiki/page_title.hpp"
#include "wiki/tally.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"
#include "wiki/xml_elements.hpp"
#include "wiki/xml_reader.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t deepest = 32;
constexpr std::size_t longest_value = 64 * 1024;
constexpr std::string_view fragment_open = "<mediawiki>";
constexpr std::string_view fragment_close = "</mediawiki>";

std::optional<std::int64_t> whole_number(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

std::string_view trim(std::string_view text) {
    const auto from = text.find_first_not_of(" \t\n\r");
    if (from == std::string_view::npos) return {};
    return text.substr(from, text.find_last_not_of(" \t\n\r") - from + 1);
}

const char* attribute(const char** attributes, std::string_view name) {
    for (; *attributes; attributes += 2)
        if (name == attributes[0]) return attributes[1];
    return nullptr;
}

struct Contributor {
    bool hidden = false;
    std::optional<std::int64_t> id;
    std::string name;
    std::string address;
};

struct LogItem {
    std::string type, action, title, params;
    bool hidden = false;
    std::optional<Instant> timestamp;
};

class XmlHistory final : private XmlReader {
public:
    XmlHistory(HistorySink& sink, ReadReport& report) : m_sink(sink), m_report(report) {}

    void read(ChunkStream& text) {
        std::string chunk = begin_of(text);
        const bool fragment = is_fragment(chunk);
        if (fragment) feed_before(fragment_open);
        while (!chunk.empty()) {
            feed(chunk, false);
            if (!text.next(chunk)) chunk.clear();
        }
        feed(fragment ? fragment_close : std::string_view(), true);
    }

private:
    /// The first 4 kB at least, so that the root can be seen.
    static std::string begin_of(ChunkStream& text) {
        std::string begin;
        std::string chunk;
        while (begin.size() < 4096 && text.next(chunk))
            begin += chunk;
        return begin;
    }

    /// True where pages or log items stand without a root. What may only stand before a root (byte order
    /// mark, XML declaration) is then blanked, so that all can be read as the inside of one.
    static bool is_fragment(std::string& begin) {
        std::size_t at = begin.starts_with("\xef\xbb\xbf") ? 3 : 0;
        while (true) {
            at = begin.find_first_not_of(" \t\n\r", at);
            if (at == std::string::npos) return false;
            const std::string_view rest = std::string_view(begin).substr(at);
            const auto close = rest.starts_with("<?")     ? rest.find("?>")
                               : rest.starts_with("<!--") ? rest.find("-->")
                                                          : 0;
            if (close == std::string_view::npos) return false;
            if (close == 0) break;
            at += close + 2;
            if (begin[at] == '>') ++at;
        }
        const std::string_view rest = std::string_view(begin).substr(at);
        if (!rest.starts_with("<page>") && !rest.starts_with("<logitem>")) return false;
        for (std::size_t i = 0; i < at; ++i)
            if (begin[i] != '\n') begin[i] = ' ';
        return true;
    }

    [[nodiscard]] Element parent() const {
        return m_open.size() > 1 ? m_open[m_open.size() - 2] : Element::other;
    }

    void start(std::string_view name, const char** attributes) override {
        if (m_open.size() >= deepest) refuse("error-xml-too-deep");
        m_open.push_back(element_of(name));
        m_value.clear();
        switch (m_open.back()) {
            case Element::mediawiki:
                start_mediawiki(attributes);
                break;
            case Element::namespace_:
                start_namespace(attributes);
                break;
            case Element::page:
                start_page();
                break;
            case Element::redirect:
                m_redirect = true;
                break;
            case Element::revision:
                start_revision();
                break;
            case Element::logitem:
                start_logitem();
                break;
            case Element::contributor:
                m_contributor.hidden |= attribute(attributes, "deleted") != nullptr;
                break;
            case Element::minor:
                m_edit.revision_minor_edit |= parent() == Element::revision;
                break;
            case Element::text:
                start_text(attributes);
                break;
            case Element::logtitle:
            case Element::action:
                m_log.hidden |= attribute(attributes, "deleted") != nullptr;
                break;
            default:
                break;
        }
    }

    void start_mediawiki(const char** attributes) {
        if (const char* language = attribute(attributes, "xml:lang")) m_site.language = language;
        // parentid came with 0.7; before, its absence tells nothing
        const char* version = attribute(attributes, "version");
        m_knows_parents = version && std::string_view(version) != "0.3" &&
                          std::string_view(version) != "0.4" && std::string_view(version) != "0.5" &&
                          std::string_view(version) != "0.6";
    }

    void start_namespace(const char** attributes) {
        const char* key = attribute(attributes, "key");
        m_namespace_key = key ? whole_number(key) : std::nullopt;
    }

    void start_page() {
        m_page_id.reset();
        m_page_namespace.reset();
        m_title.clear();
        m_redirect = false;
        m_page_told = false;
        m_revisions_of_page = 0;
    }

    void start_revision() {
        if (parent() == Element::page && !m_page_told) tell_page();
        m_edit.revision_id = 0;
        m_edit.revision_parent_id.reset();
        m_edit.revision_minor_edit = false;
        m_edit.revision_text_bytes.reset();
        m_edit.revision_text_sha1.clear();
        m_contributor = {};
        m_timestamp.clear();
        m_slot_sha1.clear();
        m_slots = 0;
        m_bytes_unknown = false;
        m_place = place();
    }

    void start_logitem() {
        m_log = {};
        m_contributor = {};
        m_timestamp.clear();
        m_place = place();
    }

    void start_text(const char** attributes) {
        m_in_text = parent() == Element::revision || parent() == Element::content;
        // in log items a deleted target is a deleted <text>
        if (parent() == Element::logitem) m_log.hidden |= attribute(attributes, "deleted") != nullptr;
        if (!m_in_text) return;
        ++m_slots;
        m_text_length = 0;
        const char* bytes = attribute(attributes, "bytes");
        m_text_bytes = bytes ? whole_number(bytes) : std::nullopt;
        m_text_elsewhere = attribute(attributes, "id") || attribute(attributes, "location") ||
                           attribute(attributes, "deleted");
        if (const char* sha1 = attribute(attributes, "sha1")) m_slot_sha1 = sha1;
    }

    void characters(std::string_view text) override {
        if (m_in_text)
            m_text_length += static_cast<std::int64_t>(text.size());
        else if (m_value.size() < longest_value)
            m_value.append(text);
    }

    void end() override {
        const Element element = m_open.back();
        const Element inside = parent();
        switch (element) {
            case Element::siteinfo:
                tell_site();
                break;
            case Element::dbname:
                m_site.wiki_db = trim(m_value);
                break;
            case Element::base:
                m_site.domain = domain_of_url(trim(m_value));
                break;
            case Element::case_:
                m_site.first_letter_upper = trim(m_value) != "case-sensitive";
                break;
            case Element::namespace_:
                end_namespace();
                break;
            case Element::page:
                end_page();
                break;
            case Element::revision:
                end_revision();
                break;
            case Element::logitem:
                end_logitem();
                break;
            case Element::text:
                end_text();
                break;
            default:
                end_value(element, inside);
                break;
        }
        m_open.pop_back();
        m_value.clear();
    }

    void end_value(Element element, Element inside) {
        if (inside == Element::page)
            end_page_value(element);
        else if (inside == Element::revision)
            end_revision_value(element);
        else if (inside == Element::contributor)
            end_contributor_value(element);
        else if (inside == Element::logitem)
            end_logitem_value(element);
    }

    void end_page_value(Element element) {
        if (element == Element::title) m_title = m_value;
        if (element == Element::id) m_page_id = whole_number(trim(m_value));
        if (element == Element::ns) m_page_namespace = whole_number(trim(m_value));
    }

    void end_revision_value(Element element) {
        if (element == Element::id) m_edit.revision_id = whole_number(trim(m_value)).value_or(0);
        if (element == Element::parentid) m_edit.revision_parent_id = whole_number(trim(m_value));
        if (element == Element::timestamp) m_timestamp = trim(m_value);
        if (element == Element::sha1) m_edit.revision_text_sha1 = trim(m_value);
    }

    void end_contributor_value(Element element) {
        if (element == Element::username) m_contributor.name = m_value;
        if (element == Element::ip) m_contributor.address = m_value;
        if (element == Element::id) m_contributor.id = whole_number(trim(m_value));
    }

    void end_logitem_value(Element element) {
        if (element == Element::timestamp) m_timestamp = trim(m_value);
        if (element == Element::type) m_log.type = trim(m_value);
        if (element == Element::action) m_log.action = trim(m_value);
        if (element == Element::logtitle) m_log.title = m_value;
        if (element == Element::params) m_log.params = m_value;
    }

    void end_namespace() {
        const auto key = m_namespace_key;
        if (key && *key >= -2 && *key < 1'000'000) m_site.namespaces[static_cast<int>(*key)] = m_value;
    }

    void tell_site() {
        complete(m_site);
        m_sink.site(m_site);
    }

    void tell_page() {
        m_page_told = true;
        const auto name = split_title(m_title, m_page_namespace, m_site.namespaces);
        m_edit.page_id = m_page_id.value_or(0);
        m_edit.page_namespace = name.name_space;
        m_edit.page_title = name.title;
        m_edit.page_is_redirect = m_redirect;
        if (!m_page_id) return;
        ++m_report.pages;
        m_sink.page(m_edit.page_id, m_edit.page_namespace, m_edit.page_title, m_redirect);
    }

    void end_page() {
        if (!m_page_told) tell_page();
    }

    void end_text() {
        if (!m_in_text) return;
        m_in_text = false;
        if (!m_text_bytes && !(m_text_elsewhere && m_text_length == 0)) m_text_bytes = m_text_length;
        m_bytes_unknown |= !m_text_bytes;
        m_edit.revision_text_bytes = m_edit.revision_text_bytes.value_or(0) + m_text_bytes.value_or(0);
    }

    /// The message key of what is missing, or null.
    const char* complete_revision() {
        if (m_edit.revision_id <= 0) return "bad-row-revision-id";
        if (!m_page_id || *m_page_id <= 0) return "bad-row-page-id";
        const auto timestamp = parse_instant(m_timestamp);
        if (!timestamp) return "bad-row-timestamp";
        m_edit.event_timestamp = *timestamp;
        if (m_bytes_unknown) m_edit.revision_text_bytes.reset();
        if (m_edit.revision_text_sha1.empty() && m_slots == 1) m_edit.revision_text_sha1 = m_slot_sha1;
        if (!m_edit.revision_parent_id && m_knows_parents && m_revisions_of_page == 0)
            m_edit.revision_parent_id = 0;
        complete_contributor();
        return nullptr;
    }

    void complete_contributor() {
        m_edit.event_user_is_hidden = m_contributor.hidden;
        m_edit.event_user_id = m_contributor.id;
        const bool by_address = m_contributor.name.empty() && !m_contributor.address.empty();
        m_edit.event_user_text = m_contributor.hidden ? ""
                                 : by_address         ? m_contributor.address
                                                      : m_contributor.name;
        m_edit.event_user_is_anonymous =
            !m_contributor.hidden && (by_address || is_temporary_account(m_contributor.name));
        if (m_contributor.hidden) m_edit.event_user_id.reset();
    }

    void end_revision() {
        if (parent() != Element::page) return;
        ++m_report.rows;
        const char* problem = complete_revision();
        ++m_revisions_of_page;
        if (problem) return note_bad_row(m_report, m_place, problem, m_title + " " + m_timestamp);
        ++m_report.edits;
        m_sink.edit(m_edit);
    }

    void end_logitem() {
        ++m_report.rows;
        if (m_log.type != "newusers" || m_log.hidden) return;
        const auto timestamp = parse_instant(m_timestamp);
        if (!timestamp) return note_bad_row(m_report, m_place, "bad-row-timestamp", m_log.title);
        const auto registration = registration_of({.action = m_log.action,
                                                   .timestamp = *timestamp,
                                                   .performer_id = m_contributor.id,
                                                   .performer = m_contributor.name,
                                                   .target = user_of_title(m_log.title, m_site.namespaces),
                                                   .params = m_log.params});
        if (!registration) return note_bad_row(m_report, m_place, "bad-row-user", m_log.title);
        if (is_temporary_account(registration->user_text)) return;
        ++m_report.registrations;
        m_sink.registration(*registration);
    }

    HistorySink& m_sink;
    ReadReport& m_report;

    std::vector<Element> m_open;
    std::string m_value;
    Site m_site;
    std::optional<std::int64_t> m_namespace_key;
    bool m_knows_parents = false;

    std::optional<std::int64_t> m_page_id;
    std::optional<std::int64_t> m_page_namespace;
    std::string m_title;
    bool m_redirect = false;
    bool m_page_told = false;
    std::uint64_t m_revisions_of_page = 0;

    Edit m_edit;
    Contributor m_contributor;
    std::string m_timestamp;
    std::string m_slot_sha1;
    Place m_place;
    unsigned m_slots = 0;
    bool m_in_text = false;
    bool m_text_elsewhere = false;
    bool m_bytes_unknown = false;
    std::int64_t m_text_length = 0;
    std::optional<std::int64_t> m_text_bytes;

    LogItem m_log;
};

}  // namespace

void read_history_xml(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    XmlHistory(sink, report).read(text);
}

}  // namespace brujula::wiki

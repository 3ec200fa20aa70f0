// SPDX-License-Identifier: GPL-3.0-or-later
#include <charconv>
#include <exception>
#include <utility>

#include <expat.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "wiki/report.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t deepest = 16;
// Titles, names, comments and stamps; a text's own characters are counted and not kept.
constexpr std::size_t longest_value = 64 * 1024;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto result = std::from_chars(text.data(), text.data() + text.size(), value);
    const bool whole = result.ec == std::errc{} && result.ptr == text.data() + text.size() && !text.empty();
    return whole ? std::optional{value} : std::nullopt;
}

const char* attribute(const char** attributes, std::string_view name) {
    for (; *attributes != nullptr; attributes += 2)
        if (name == attributes[0]) return attributes[1];
    return nullptr;
}

struct PageParts {
    std::string title;
    std::optional<int> ns;
    std::optional<std::int64_t> id;
    bool is_redirect = false;
    bool told = false;
};

struct RevisionParts {
    std::string id, parent, timestamp, user_name, user_id, address, sha1;
    bool user_hidden = false;
    bool minor = false;
    bool has_text = false;
    std::int64_t bytes = 0;
    int slots = 0;
    std::string slot_sha1;
    std::uint64_t position = 0;
    std::uint64_t line = 0;
};

struct LogParts {
    std::string timestamp, user_name, user_id, type, action, title;
    std::uint64_t position = 0;
    std::uint64_t line = 0;
};

/// Takes expat's events and tells the sink. `path` is the names of the open elements.
class ExportReader {
public:
    ExportReader(HistorySink& sink, ReadReport& report)
        : m_sink(sink), m_report(report), m_parser(XML_ParserCreate("UTF-8")) {
        XML_SetUserData(m_parser, this);
        XML_SetElementHandler(m_parser, on_start, on_end);
        XML_SetCharacterDataHandler(m_parser, on_text);
        XML_SetStartDoctypeDeclHandler(m_parser, on_doctype);
    }
    ~ExportReader() { XML_ParserFree(m_parser); }
    ExportReader(const ExportReader&) = delete;
    ExportReader& operator=(const ExportReader&) = delete;

    void feed(std::string_view bytes, bool last) {
        const auto status = XML_Parse(m_parser, bytes.data(), static_cast<int>(bytes.size()), last ? 1 : 0);
        if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
        if (status == XML_STATUS_ERROR)
            throw Error{ErrorKind::bad_input,
                        {"error-xml",
                         {std::to_string(position()), std::to_string(XML_GetCurrentLineNumber(m_parser)),
                          XML_ErrorString(XML_GetErrorCode(m_parser))}}};
    }
    /// Bytes that were put before the file's own: positions are told without them.
    void set_offset(std::uint64_t bytes) { m_offset = bytes; }

private:
    /// An exception may not pass through expat's C frames: it is kept, the parser stopped, and thrown by
    /// feed().
    template <class F>
    static void guarded(void* data, F&& handle) {
        auto& self = *static_cast<ExportReader*>(data);
        if (self.m_failure) return;
        try {
            handle(self);
        } catch (...) {
            self.m_failure = std::current_exception();
            XML_StopParser(self.m_parser, XML_FALSE);
        }
    }
    static void on_start(void* data, const char* name, const char** attributes) {
        guarded(data, [&](ExportReader& self) { self.start(name, attributes); });
    }
    static void on_end(void* data, const char*) {
        guarded(data, [](ExportReader& self) { self.end(); });
    }
    static void on_text(void* data, const char* text, int length) {
        guarded(data, [&](ExportReader& self) { self.text({text, static_cast<std::size_t>(length)}); });
    }
    static void on_doctype(void* data, const char*, const char*, const char*, int) {
        guarded(data, [](ExportReader& self) {
            throw Error{ErrorKind::bad_input, {"error-xml-doctype", {std::to_string(self.position())}}};
        });
    }

    [[nodiscard]] std::uint64_t position() const {
        const auto at = static_cast<std::uint64_t>(std::max<XML_Index>(0, XML_GetCurrentByteIndex(m_parser)));
        return at > m_offset ? at - m_offset : 0;
    }
    [[nodiscard]] bool in(std::string_view parent) const {
        return m_path.size() >= 2 && m_path[m_path.size() - 2] == parent;
    }

    void start(std::string_view name, const char** attributes) {
        if (m_path.size() == deepest)
            throw Error{ErrorKind::bad_input, {"error-xml-too-deep", {std::to_string(position())}}};
        m_path.emplace_back(name);
        m_value.clear();
        m_counts_text = false;
        if (name == "mediawiki") {
            if (const auto* version = attribute(attributes, "version"))
                m_says_parents = std::string_view(version) != "0.3" && std::string_view(version) != "0.4" &&
                                 std::string_view(version) != "0.5" && std::string_view(version) != "0.6";
        } else if (name == "namespace") {
            const auto* key = attribute(attributes, "key");
            m_namespace = key != nullptr ? number(key) : std::nullopt;
        } else if (name == "page") {
            m_page = {};
        } else if (name == "revision") {
            tell_page();
            m_revision = {};
            m_revision.position = position();
            m_revision.line = XML_GetCurrentLineNumber(m_parser);
        } else if (name == "logitem") {
            m_log = {};
            m_log.position = position();
            m_log.line = XML_GetCurrentLineNumber(m_parser);
        } else if (name == "redirect" && in("page")) {
            m_page.is_redirect = true;
        } else if (name == "contributor") {
            m_revision.user_hidden = attribute(attributes, "deleted") != nullptr;
        } else if (name == "minor") {
            m_revision.minor = true;
        } else if (name == "text" && (in("revision") || in("content"))) {
            start_text(attributes);
        }
    }

    /// The sizes of a revision's slots add up, as in its row on the wiki.
    void start_text(const char** attributes) {
        m_revision.has_text = true;
        ++m_revision.slots;
        const auto* bytes = attribute(attributes, "bytes");
        const auto told = bytes != nullptr ? number(bytes) : std::nullopt;
        const bool hidden = attribute(attributes, "deleted") != nullptr;
        if (told)
            m_revision.bytes += *told;
        else if (hidden)
            m_revision.has_text = false;
        m_counts_text = !told && !hidden;
        if (const auto* sha1 = attribute(attributes, "sha1")) m_revision.slot_sha1 = sha1;
    }

    void text(std::string_view characters) {
        if (!m_path.empty() && m_path.back() == "text") {
            if (m_counts_text) m_revision.bytes += static_cast<std::int64_t>(characters.size());
            return;
        }
        if (m_value.size() + characters.size() <= longest_value) m_value += characters;
    }

    void end() {
        const std::string name = m_path.back();
        if (in("siteinfo"))
            end_of_siteinfo(name);
        else if (name == "namespace" && m_namespace)
            m_site.namespaces[static_cast<int>(*m_namespace)] = m_value;
        else if (name == "siteinfo")
            tell_site();
        else if (in("page"))
            end_in_page(name);
        else if (name == "page")
            tell_page();
        else if (in("revision"))
            end_in_revision(name);
        else if (in("contributor"))
            end_in_contributor(name);
        else if (in("logitem"))
            end_in_log(name);
        if (name == "revision") tell_edit();
        if (name == "logitem") tell_registration();
        m_path.pop_back();
        m_value.clear();
    }

    void end_of_siteinfo(const std::string& name) {
        if (name == "dbname") m_site.wiki_db = m_value;
        if (name == "case") m_site.first_letter_upper = m_value == "first-letter";
        if (name == "base") {
            const auto scheme = m_value.find("://");
            const auto host = scheme == std::string::npos ? m_value : m_value.substr(scheme + 3);
            m_site.domain = host.substr(0, host.find('/'));
        }
    }

    void tell_site() {
        if (m_site.wiki_db.empty() && !m_site.domain.empty())
            m_site.wiki_db = wiki_db_of_domain(m_site.domain);
        const auto known = site_of(m_site.wiki_db);
        m_site.family = known.family;
        m_site.language = known.language;
        if (m_site.domain.empty()) m_site.domain = known.domain;
        m_sink.site(m_site);
    }

    void end_in_page(const std::string& name) {
        if (name == "title") m_page.title = m_value;
        if (name == "id") m_page.id = number(m_value);
        if (name == "ns")
            if (const auto ns = number(m_value)) m_page.ns = static_cast<int>(*ns);
    }

    void end_in_revision(const std::string& name) {
        if (name == "id") m_revision.id = m_value;
        if (name == "parentid") m_revision.parent = m_value;
        if (name == "timestamp") m_revision.timestamp = m_value;
        if (name == "sha1") m_revision.sha1 = m_value;
    }

    void end_in_contributor(const std::string& name) {
        if (name == "username") m_revision.user_name = m_log.user_name = m_value;
        if (name == "id") m_revision.user_id = m_log.user_id = m_value;
        if (name == "ip") m_revision.address = m_value;
    }

    void end_in_log(const std::string& name) {
        if (name == "timestamp") m_log.timestamp = m_value;
        if (name == "type") m_log.type = m_value;
        if (name == "action") m_log.action = m_value;
        if (name == "logtitle") m_log.title = m_value;
    }

    [[nodiscard]] int page_namespace() const {
        if (m_page.ns) return *m_page.ns;
        const auto colon = m_page.title.find(':');
        if (colon != std::string::npos)
            for (const auto& [key, name] : m_site.namespaces)
                if (!name.empty() && m_page.title.compare(0, colon, name) == 0) return key;
        return 0;
    }

    /// Without the namespace's name: the site's, or before the first colon where the site does not tell.
    [[nodiscard]] std::string page_title() const {
        const int ns = page_namespace();
        if (ns == 0) return underscored(m_page.title);
        const auto known = m_site.namespaces.find(ns);
        const auto colon = m_page.title.find(':');
        if (known != m_site.namespaces.end() && m_page.title.starts_with(known->second + ":"))
            return underscored(std::string_view(m_page.title).substr(known->second.size() + 1));
        return underscored(colon == std::string::npos ? m_page.title : m_page.title.substr(colon + 1));
    }

    void tell_page() {
        if (m_page.told) return;
        m_page.told = true;
        ++m_report.pages;
        m_sink.page(m_page.id.value_or(0), page_namespace(), page_title(), m_page.is_redirect);
    }

    void bad(const char* reason, const std::string& excerpt) {
        note_bad_row(m_report, m_revision.position, m_revision.line, reason, excerpt);
    }

    void tell_edit() {
        ++m_report.rows;
        const auto id = number(m_revision.id);
        const auto timestamp = parse_instant(m_revision.timestamp);
        if (!id || *id <= 0) return bad("bad-row-revision-id", m_page.title + " " + m_revision.timestamp);
        if (!timestamp) return bad("bad-row-timestamp", m_revision.id + " " + m_revision.timestamp);
        if (!m_page.id) return bad("bad-row-page-id", m_page.title + " " + m_revision.id);
        Edit edit;
        edit.revision_id = *id;
        edit.revision_parent_id = number(m_revision.parent);
        if (m_revision.parent.empty() && m_says_parents) edit.revision_parent_id = 0;
        edit.event_timestamp = *timestamp;
        fill_user(edit);
        edit.page_id = *m_page.id;
        edit.page_namespace = page_namespace();
        edit.page_title = page_title();
        edit.page_is_redirect = m_page.is_redirect;
        edit.revision_minor_edit = m_revision.minor;
        if (m_revision.has_text) edit.revision_text_bytes = m_revision.bytes;
        edit.revision_text_sha1 =
            !m_revision.sha1.empty() || m_revision.slots != 1 ? m_revision.sha1 : m_revision.slot_sha1;
        ++m_report.edits;
        m_sink.edit(edit);
    }

    void fill_user(Edit& edit) const {
        edit.event_user_is_hidden = m_revision.user_hidden;
        if (m_revision.user_hidden) return;
        const bool named = m_revision.address.empty();
        edit.event_user_text = named ? m_revision.user_name : m_revision.address;
        edit.event_user_is_anonymous = !named || is_temporary_account(edit.event_user_text) ||
                                       (m_revision.user_id.empty() && is_address(edit.event_user_text));
        if (named) edit.event_user_id = number(m_revision.user_id);
    }

    void tell_registration() {
        if (m_log.type != "newusers") return;
        ++m_report.rows;
        const auto timestamp = parse_instant(m_log.timestamp);
        const auto created_by = created_by_of_action(m_log.action);
        const bool by_itself = created_by != CreatedBy::peer;
        const auto colon = m_log.title.find(':');
        const auto title = colon == std::string::npos ? m_log.title : m_log.title.substr(colon + 1);
        const auto name = by_itself && !m_log.user_name.empty() ? m_log.user_name : title;
        if (!timestamp || name.empty()) {
            note_bad_row(m_report, m_log.position, m_log.line,
                         timestamp ? "bad-row-user" : "bad-row-timestamp", m_log.title);
            return;
        }
        ++m_report.registrations;
        m_sink.registration({by_itself ? number(m_log.user_id).value_or(0) : 0, normalise_user_name(name),
                             *timestamp, created_by});
    }

    HistorySink& m_sink;
    ReadReport& m_report;
    XML_Parser m_parser;
    std::exception_ptr m_failure;
    std::uint64_t m_offset = 0;
    std::vector<std::string> m_path;
    std::string m_value;
    bool m_counts_text = false;
    bool m_says_parents = false;
    std::optional<std::int64_t> m_namespace;
    Site m_site;
    PageParts m_page;
    RevisionParts m_revision;
    LogParts m_log;
};

constexpr std::string_view synthetic_root = "<mediawiki>";

/// A part of a dump may have pages without their root.
bool has_no_root(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);
    const auto first = text.find_first_not_of(" \t\r\n");
    text.remove_prefix(first == std::string_view::npos ? text.size() : first);
    return text.starts_with("<page") || text.starts_with("<logitem");
}

}  // namespace

void read_xml(ByteSource& text, HistorySink& sink, ReadReport& report) {
    ExportReader reader{sink, report};
    bool first = true;
    bool rootless = false;
    for (auto bytes = text.next(); !bytes.empty(); bytes = text.next()) {
        report.bytes += bytes.size();
        if (first) {
            rootless = has_no_root(bytes);
            if (rootless) {
                reader.set_offset(synthetic_root.size());
                reader.feed(synthetic_root, false);
            }
            first = false;
        }
        reader.feed(bytes, false);
    }
    reader.feed(rootless ? "</mediawiki>" : "", true);
}

}  // namespace brujula::wiki

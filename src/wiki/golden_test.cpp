// SPDX-License-Identifier: GPL-3.0-or-later
//
// tests/cases/wiki/<name>/: input and expected.json, {"format", "site", "pages", "edits", "registrations",
// "category_links", "category_names", "rows", "bad_rows"} or {"error": [key, parameters …]};
// tests/cases/cohorts/<name>/ likewise. Members that are empty, false or unknown are left out of both sides,
// so that a case shows what it is about.
#include <boost/json.hpp>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "wiki/cohort_text.hpp"
#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;
namespace json = boost::json;

namespace {

const std::filesystem::path cases = std::filesystem::path(BRUJULA_SOURCE_DIR) / "tests" / "cases";

class Described {
public:
    void put(const char* name, const std::string& value) {
        if (!value.empty()) m_object[name] = value;
    }
    void put(const char* name, bool value) {
        if (value) m_object[name] = true;
    }
    void put(const char* name, std::int64_t value) { m_object[name] = value; }
    template <class T>
    void put(const char* name, const std::optional<T>& value) {
        if (value) m_object[name] = *value;
    }
    json::object m_object;
};

json::object described(const Edit& edit) {
    Described d;
    d.put("revision_id", edit.revision_id);
    d.put("revision_parent_id", edit.revision_parent_id);
    d.put("event_timestamp", format(edit.event_timestamp));
    d.put("event_user_id", edit.event_user_id);
    d.put("event_user_text", edit.event_user_text);
    d.put("event_user_is_anonymous", edit.event_user_is_anonymous);
    d.put("event_user_is_hidden", edit.event_user_is_hidden);
    d.put("event_user_is_bot_by_name", edit.event_user_is_bot_by_name);
    d.put("event_user_is_bot_by_group", edit.event_user_is_bot_by_group);
    d.put("page_id", edit.page_id);
    d.put("page_namespace", std::int64_t{edit.page_namespace});
    d.put("page_title", edit.page_title);
    d.put("page_is_redirect", edit.page_is_redirect);
    d.put("page_is_deleted", edit.page_is_deleted);
    d.put("revision_minor_edit", edit.revision_minor_edit);
    d.put("revision_text_bytes", edit.revision_text_bytes);
    d.put("revision_text_bytes_diff", edit.revision_text_bytes_diff);
    d.put("revision_text_sha1", edit.revision_text_sha1);
    d.put("revision_is_identity_reverted", edit.revision_is_identity_reverted);
    d.put("revision_first_identity_reverting_revision_id",
          edit.revision_first_identity_reverting_revision_id);
    d.put("revision_seconds_to_identity_revert", edit.revision_seconds_to_identity_revert);
    d.put("revision_is_identity_revert", edit.revision_is_identity_revert);
    if (!edit.revision_tags.empty())
        d.m_object["revision_tags"] = json::array(edit.revision_tags.begin(), edit.revision_tags.end());
    return d.m_object;
}

const char* name_of(CreatedBy by) {
    switch (by) {
        case CreatedBy::self:
            return "self";
        case CreatedBy::system:
            return "system";
        case CreatedBy::peer:
            return "peer";
        case CreatedBy::unknown:
            break;
    }
    return "unknown";
}

const char* name_of(HistoryFormat format) {
    switch (format) {
        case HistoryFormat::xml_export:
            return "xml_export";
        case HistoryFormat::history_tsv:
            return "history_tsv";
        case HistoryFormat::history_csv:
            return "history_csv";
        case HistoryFormat::logging_sql:
            return "logging_sql";
        case HistoryFormat::category_links_sql:
            return "category_links_sql";
        case HistoryFormat::category_names_sql:
            break;
    }
    return "category_names_sql";
}

json::object described(const Heard& sink, const ReadReport& report) {
    json::object all{{"format", name_of(report.format)}, {"rows", report.rows}};
    if (!sink.sites.empty()) {
        const auto& site = sink.sites.front();
        Described d;
        d.put("wiki_db", site.wiki_db);
        d.put("domain", site.domain);
        d.put("family", site.family);
        d.put("language", site.language);
        all["site"] = d.m_object;
    }
    json::array pages, edits, registrations, links, names, bad;
    for (const auto& page : sink.pages)
        pages.push_back(
            {{"page_id", page.id}, {"page_namespace", page.name_space}, {"page_title", page.title}});
    for (const auto& edit : sink.edits)
        edits.push_back(described(edit));
    for (const auto& made : sink.registrations)
        registrations.push_back({{"user_id", made.user_id},
                                 {"user_text", made.user_text},
                                 {"timestamp", format(made.timestamp)},
                                 {"created_by", name_of(made.created_by)}});
    for (const auto& link : sink.category_links) {
        Described d;
        d.put("page_id", link.page_id);
        d.put("target_id", link.target_id);
        d.put("category", link.category);
        links.push_back(d.m_object);
    }
    for (const auto& name : sink.category_names)
        names.push_back({{"target_id", name.target_id}, {"category", name.category}});
    for (const auto& row : report.bad_row_samples)
        bad.push_back({{"line", row.line}, {"position", row.position}, {"reason", row.reason}});
    if (!pages.empty()) all["pages"] = pages;
    if (!edits.empty()) all["edits"] = edits;
    if (!registrations.empty()) all["registrations"] = registrations;
    if (!links.empty()) all["category_links"] = links;
    if (!names.empty()) all["category_names"] = names;
    if (!bad.empty()) all["bad_rows"] = bad;
    return all;
}

json::object read_case(const std::filesystem::path& input) {
    Heard sink;
    ReadReport report;
    const auto message = refusal([&] { report = read_history(input, sink); });
    if (message.key.empty()) return described(sink, report);
    json::array error{json::string(message.key)};
    for (const auto& parameter : message.parameters)
        error.emplace_back(parameter);
    return {{"error", error}};
}

json::object cohort_case(const std::filesystem::path& input) {
    const auto cohort = parse_cohort(content_of(input));
    json::array entries, notes;
    for (const auto& entry : cohort.entries)
        entries.push_back(
            {{"line", entry.line}, {"user_text", entry.user_text}, {"wiki_db", entry.wiki_db.value_or("")}});
    for (const auto& note : cohort.notes)
        notes.push_back({{"line", note.line}, {"key", note.key}, {"raw", note.raw}});
    return {{"entries", entries}, {"notes", notes}};
}

std::vector<std::string> names_in(const char* folder) {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(cases / folder))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::string test_name(const testing::TestParamInfo<std::string>& info) {
    std::string name = info.param;
    std::replace(name.begin(), name.end(), '-', '_');
    std::replace(name.begin(), name.end(), '.', '_');
    return name;
}

struct WikiCase : testing::TestWithParam<std::string> {};
struct CohortCase : testing::TestWithParam<std::string> {};

}  // namespace

TEST_P(WikiCase, gives_what_is_expected) {
    const auto folder = cases / "wiki" / GetParam();
    const auto expected = parse_json(content_of(folder / "expected.json"));
    EXPECT_EQ(to_text(read_case(folder / "input"), 2), to_text(expected, 2));
}
INSTANTIATE_TEST_SUITE_P(Golden, WikiCase, testing::ValuesIn(names_in("wiki")), test_name);

TEST_P(CohortCase, gives_who_is_expected) {
    const auto folder = cases / "cohorts" / GetParam();
    const auto expected = parse_json(content_of(folder / "expected.json"));
    EXPECT_EQ(to_text(cohort_case(folder / "input"), 2), to_text(expected, 2));
}
INSTANTIATE_TEST_SUITE_P(Golden, CohortCase, testing::ValuesIn(names_in("cohorts")), test_name);

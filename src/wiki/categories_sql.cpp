// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/categories_sql.hpp"

#include "base/error.hpp"
#include "wiki/sql_dump.hpp"
#include "wiki/wikis.hpp"

namespace brujula::wiki {

namespace {

constexpr std::int64_t category_namespace = 14;

/// What rows of both tables share.
struct Reading {
    HistorySink& sink;
    ReadReport& report;
    std::string_view table;

    /// Tells the wiki before the first row; false for a row that cannot be taken.
    bool begin_row(const SqlRow& row, std::initializer_list<std::string_view> needed) {
        if (report.rows++ == 0) {
            row.require(table, needed);
            if (!row.database.empty()) sink.site(site_of(row.database));
        }
        if (row.values.size() == row.columns.size()) return true;
        bad(row, "bad-row-columns");
        return false;
    }
    void bad(const SqlRow& row, const char* reason) const {
        note_bad_row(report, row.place, reason, row.values.empty() ? "" : row.values.front().text);
    }
    void read(ChunkStream& text, const std::function<void(const SqlRow&)>& take) const {
        if (!read_sql_rows(text, table, take))
            throw Error{ErrorKind::bad_input, {"error-sql-table", {std::string(table)}}};
    }
};

}  // namespace

void read_category_links_sql(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    Reading reading{sink, report, "categorylinks"};
    CategoryLink link;
    reading.read(text, [&](const SqlRow& row) {
        const bool is_named = row.find("cl_to") != nullptr;
        if (!reading.begin_row(row, {"cl_from", is_named ? "cl_to" : "cl_target_id"})) return;
        const auto page = row.number("cl_from");
        if (!page || *page <= 0) return reading.bad(row, "bad-row-page-id");
        link.page_id = *page;
        link.category = row.text("cl_to");
        link.target_id = link.category.empty() ? row.number("cl_target_id") : std::nullopt;
        if (link.category.empty() && !link.target_id) return reading.bad(row, "bad-row-category");
        ++report.category_links;
        sink.category_link(link);
    });
}

void read_category_names_sql(ChunkStream& text, HistorySink& sink, ReadReport& report) {
    Reading reading{sink, report, "linktarget"};
    CategoryName name;
    reading.read(text, [&](const SqlRow& row) {
        if (!reading.begin_row(row, {"lt_id", "lt_namespace", "lt_title"})) return;
        const auto id = row.number("lt_id");
        const auto name_space = row.number("lt_namespace");
        if (!id || *id <= 0) return reading.bad(row, "bad-row-number");
        if (!name_space) return reading.bad(row, "bad-row-namespace");
        if (*name_space != category_namespace) return;
        name.target_id = *id;
        name.category = row.text("lt_title");
        if (name.category.empty()) return reading.bad(row, "bad-row-category");
        ++report.category_names;
        sink.category_name(name);
    });
}

}  // namespace brujula::wiki

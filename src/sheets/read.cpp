// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/read.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "sheets/html_text.hpp"

namespace brujula::sheets {
namespace {

bool begins_a_wiki_table(std::string_view bytes) {
    return bytes.starts_with("{|") || bytes.find("\n{|") != std::string_view::npos ||
           bytes.find("\n:{|") != std::string_view::npos;
}

bool has_an_html_table(std::string_view bytes) {
    return lower(bytes).find("<table") != std::string::npos;
}

Workbook read_whatever(std::string_view bytes) {
    if (bytes.starts_with("PK\x03\x04") || bytes.starts_with("PK\x05\x06")) return read_xlsx(bytes);
    if (bytes.starts_with("\xD0\xCF\x11\xE0")) throw Error{ErrorKind::bad_input, {"error-table-old-xls", {}}};
    if (bytes.starts_with("%PDF")) throw Error{ErrorKind::bad_input, {"error-table-pdf", {}}};
    if (begins_a_wiki_table(bytes)) return read_wikitext(bytes);
    if (has_an_html_table(bytes)) return read_html(bytes);
    return read_csv(bytes);
}

/// What a reader of the preview should know before trusting it.
void note(Workbook& workbook) {
    for (const auto& table : workbook.tables) {
        const auto say = [&](const char* key, std::size_t count) {
            if (count > 0) workbook.notes.push_back({key, {std::to_string(count), table.name}});
        };
        say("table-note-hidden-rows", table.hidden_rows.size());
        say("table-note-hidden-columns", table.hidden_columns.size());
        say("table-note-formulas", table.formulas);
        if (table.hidden) workbook.notes.push_back({"table-note-hidden", {table.name}});
    }
}

}  // namespace

Workbook read_tables(std::string_view bytes) {
    auto workbook = read_whatever(bytes);
    if (workbook.tables.empty()) throw Error{ErrorKind::bad_input, {"error-table-none", {}}};
    note(workbook);
    return workbook;
}

}  // namespace brujula::sheets

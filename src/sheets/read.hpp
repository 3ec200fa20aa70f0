// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "sheets/table.hpp"

namespace brujula::sheets {

/// The tables in `bytes`, whatever they are: an XLSX workbook, a page or piece of HTML with tables, wikitext
/// with tables, else text with separators (CSV, or TSV as spreadsheets copy it). Told by their content, not
/// by a name. Throws Error(bad_input) for an old .xls or an encrypted workbook (both OLE2), for an ODS, for
/// what is no text, and for what holds no table; Error(too_large) past the limits of table.hpp. Nothing is
/// ever fetched, run or written to disk. Cost: linear; at most 64 MiB unpacked.
Workbook read_tables(std::string_view bytes);

/// Office Open XML. Cells by their style: numbers with a date format are days (1900 and 1904 systems; times
/// of day are dropped), those in per cent are told. Of a formula, the value that the file holds. Merged cells
/// are told by `covered_by`. Left out: charts, images, comments, what a theme says. Errors as read_tables.
Workbook read_xlsx(std::string_view bytes);

/// RFC 4180 with any of `, ; tab |` between: the one that most lines agree on, or what a first line `sep=;`
/// says. Every cell is a text. Windows-1252 where the bytes are no UTF-8, UTF-16 by its byte order mark.
Workbook read_csv(std::string_view bytes);

/// The tables of HTML; one inside another is text of its cell. Scripts and styles are left out.
Workbook read_html(std::string_view bytes);

/// The tables `{| … |}` of wikitext; one inside another and templates are text of their cell. Of links and
/// bold the words stay, footnotes and comments go.
Workbook read_wikitext(std::string_view bytes);

}  // namespace brujula::sheets

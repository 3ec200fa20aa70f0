// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/read.hpp"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "base/error.hpp"
#include "sheets/number_format.hpp"

namespace brujula::sheets {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

using Parts = std::vector<std::pair<std::string, std::string>>;

/// A ZIP archive of these parts.
std::string zip_of(const Parts& parts) {
    std::size_t most = 64'000;
    for (const auto& [name, content] : parts)
        most += content.size() + 1'000;
    std::string bytes(most, '\0');
    std::size_t used = 0;
    archive* zip = archive_write_new();
    archive_write_set_format_zip(zip);
    archive_write_set_options(zip, "zip:compression-level=1");
    archive_write_open_memory(zip, bytes.data(), bytes.size(), &used);
    for (const auto& [name, content] : parts) {
        archive_entry* entry = archive_entry_new();
        archive_entry_set_pathname(entry, name.c_str());
        archive_entry_set_size(entry, static_cast<la_int64_t>(content.size()));
        archive_entry_set_filetype(entry, AE_IFREG);
        archive_entry_set_perm(entry, 0644);
        archive_write_header(zip, entry);
        archive_write_data(zip, content.data(), content.size());
        archive_entry_free(entry);
    }
    archive_write_close(zip);
    archive_write_free(zip);
    bytes.resize(used);
    return bytes;
}

const std::string workbook =
    R"(<workbook xmlns:r="r"><workbookPr/><sheets><sheet name="Plan" sheetId="1" r:id="rId1"/></sheets></workbook>)";
const std::string relations =
    R"(<Relationships><Relationship Id="rId1" Target="worksheets/sheet1.xml"/></Relationships>)";
const std::string styles =
    R"(<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-C0A]d &quot;de&quot; mmmm"/><numFmt numFmtId="165" formatCode="0.0&quot; d&quot;"/></numFmts>)"
    R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="9"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>)";

std::string book_of(const std::string& sheet, const std::string& book = workbook) {
    return zip_of(
        {{"[Content_Types].xml", "<Types/>"},
         {"xl/workbook.xml", book},
         {"xl/_rels/workbook.xml.rels", relations},
         {"xl/styles.xml", styles},
         {"xl/sharedStrings.xml",
          "<sst><si><t>Eje</t></si><si><r><t>Me</t></r><r><t>ta</t></r><rPh><t>x</t></rPh></si></sst>"},
         {"xl/worksheets/sheet1.xml", sheet}});
}

Table read_sheet(const std::string& rows, const std::string& book = workbook) {
    auto read = read_xlsx(book_of("<worksheet><sheetData>" + rows + "</sheetData></worksheet>", book));
    return read.tables.empty() ? Table{} : read.tables.front();
}

std::string text_at(const Table& table, std::size_t row, std::size_t column) {
    const auto* text = std::get_if<std::string>(&table.at({row, column}).value);
    return text == nullptr ? "" : *text;
}

double number_at(const Table& table, std::size_t row, std::size_t column) {
    const auto* number = std::get_if<double>(&table.at({row, column}).value);
    return number == nullptr ? -1 : *number;
}

std::string refusal(const std::string& bytes) {
    try {
        read_tables(bytes);
    } catch (const Error& error) {
        return error.message().key;
    }
    return "";
}

TEST(read_xlsx, reads_what_the_program_writes) {
    const Date march{year{2015}, month{3}, day{31}};
    const Sheet sheet{
        "Seguimiento",
        {{"Indicador", {}, 0}, {"Valor", {}, 0}, {"Día", {}, 0}, {"Por ciento", NumberStyle::per_cent, 0}},
        {{std::string{"=Talleres"}, 12.5, march, 85.0}, {std::string{"Ñandú"}, {}, {}, {}}},
        1};
    const auto read = read_tables(xlsx({sheet}));
    ASSERT_EQ(read.tables.size(), 1U);
    const auto& table = read.tables.front();
    EXPECT_EQ(read.format, "xlsx");
    EXPECT_EQ(table.name, "Seguimiento");
    EXPECT_EQ(text_at(table, 0, 2), "Día");
    EXPECT_EQ(text_at(table, 1, 0), "=Talleres") << "a formula as text is a text";
    EXPECT_EQ(number_at(table, 1, 1), 12.5);
    EXPECT_EQ(std::get<Date>(table.at({1, 2}).value), march);
    EXPECT_EQ(text_at(table, 2, 0), "Ñandú");
    EXPECT_EQ(table.rows[2].size(), 1U);
}

TEST(read_xlsx, takes_texts_shared_rich_and_inline) {
    const auto table = read_sheet(
        R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="inlineStr"><is><t>Día </t></is></c></row>)");
    EXPECT_EQ(text_at(table, 0, 0), "Eje");
    EXPECT_EQ(text_at(table, 0, 1), "Meta") << "without the reading aid of rich text";
    EXPECT_EQ(text_at(table, 0, 2), "Día");
}

TEST(read_xlsx, takes_days_by_their_style_in_both_systems) {
    const std::string row =
        R"(<row r="1"><c r="A1" s="1"><v>42094.75</v></c><c r="B1" s="3"><v>42094</v></c><c r="C1" s="4"><v>3</v></c><c r="D1"><v>42094</v></c></row>)";
    const auto table = read_sheet(row);
    const Date march{year{2015}, month{3}, day{31}};
    EXPECT_EQ(std::get<Date>(table.at({0, 0}).value), march) << "the time of day is dropped";
    EXPECT_EQ(std::get<Date>(table.at({0, 1}).value), march);
    EXPECT_EQ(number_at(table, 0, 2), 3) << "a d in quotes is no day";
    EXPECT_EQ(number_at(table, 0, 3), 42094) << "a number without a date's style stays one";
    const auto mac = read_sheet(
        row,
        R"(<workbook><workbookPr date1904="1"/><sheets><sheet name="P" sheetId="1" id="rId1"/></sheets></workbook>)");
    EXPECT_EQ(std::get<Date>(mac.at({0, 1}).value), (Date{year{2019}, month{4}, day{1}}));
}

TEST(read_xlsx, knows_the_day_that_never_was) {
    EXPECT_EQ(day_of_serial(59, false), (Date{year{1900}, month{2}, day{28}}));
    EXPECT_FALSE(day_of_serial(60, false));
    EXPECT_EQ(day_of_serial(61, false), (Date{year{1900}, month{3}, day{1}}));
    EXPECT_EQ(day_of_serial(1, true), (Date{year{1904}, month{1}, day{2}}));
    EXPECT_FALSE(day_of_serial(0.5, false));
    EXPECT_FALSE(day_of_serial(2'958'466, false));
    EXPECT_FALSE(day_of_serial(-3, false));
}

TEST(read_xlsx, tells_a_day_from_a_time_and_a_number_by_the_format) {
    for (const auto* code :
         {"dd/mm/yyyy", "yyyy-mm-dd", "mmm-yy", "[$-416]d \"de\" mmmm \"de\" yyyy;@", "m/d/yy h:mm", "mmmm"})
        EXPECT_EQ(shown_as(code), ShownAs::day) << code;
    for (const auto* code :
         {"General", "0.00", "#,##0", "h:mm:ss", "[h]:mm", "mm:ss", "0 \"days\"", "@", "#,##0\\ \"m\""})
        EXPECT_EQ(shown_as(code), ShownAs::number) << code;
    EXPECT_EQ(shown_as("0.0%"), ShownAs::per_cent);
}

TEST(read_xlsx, takes_what_is_shown_in_per_cent_as_per_cent) {
    const auto table = read_sheet(R"(<row r="1"><c r="A1" s="2"><v>0.07</v></c></row>)");
    EXPECT_EQ(number_at(table, 0, 0), 7);
    EXPECT_TRUE(table.at({0, 0}).per_cent);
}

TEST(read_xlsx, takes_the_kept_result_of_a_formula_and_tells_where_there_is_none) {
    const auto table = read_sheet(
        R"(<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1"><f>A1*2</f></c><c r="C1" t="e"><f>A1/0</f><v>#DIV/0!</v></c><c r="D1" t="str"><f>"a"</f><v>a</v></c></row>)");
    EXPECT_EQ(number_at(table, 0, 0), 2);
    EXPECT_EQ(table.at({0, 1}).fault, "formula");
    EXPECT_EQ(table.at({0, 2}).fault, "#DIV/0!");
    EXPECT_EQ(text_at(table, 0, 3), "a");
    EXPECT_EQ(table.formulas, 3U);
}

TEST(read_xlsx, a_merged_cell_covers_its_range) {
    const auto read = read_xlsx(book_of(
        R"(<worksheet><cols><col min="4" max="4" hidden="1"/></cols><sheetData><row r="1"><c r="A1" t="s"><v>0</v></c><c r="D1"><v>1</v></c></row>)"
        R"(<row r="2" hidden="1"><c r="B2"><v>5</v></c></row><row r="3"><c r="B3"><v>6</v></c></row></sheetData>)"
        R"(<mergeCells><mergeCell ref="A1:A3"/></mergeCells></worksheet>)"));
    const auto& table = read.tables.front();
    EXPECT_EQ(text_at(table, 2, 0), "Eje");
    EXPECT_EQ(table.rows[2][0].covered_by, (CellPlace{0, 0}));
    EXPECT_EQ(table.hidden_rows, std::vector<std::size_t>{1});
    EXPECT_EQ(table.hidden_columns, std::vector<std::size_t>{3});
}

TEST(read_xlsx, says_what_is_hidden_and_what_is_a_formula) {
    const auto read = read_tables(book_of(
        R"(<worksheet><sheetData><row r="1" hidden="1"><c r="A1"><f>1</f><v>1</v></c></row></sheetData></worksheet>)"));
    std::vector<std::string> keys;
    for (const auto& note : read.notes)
        keys.push_back(note.key);
    EXPECT_EQ(keys, (std::vector<std::string>{"table-note-hidden-rows", "table-note-formulas"}));
}

TEST(read_xlsx, refuses_what_it_cannot_read_with_a_way_out) {
    EXPECT_EQ(refusal("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1"), "error-table-old-xls");
    EXPECT_EQ(refusal("%PDF-1.4"), "error-table-pdf");
    EXPECT_EQ(refusal(zip_of({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}})),
              "error-table-ods");
    EXPECT_EQ(refusal(zip_of({{"word/document.xml", "<a/>"}})), "error-table-not-xlsx");
    EXPECT_EQ(refusal("PK\x03\x04 and no archive"), "error-table-damaged");
    EXPECT_EQ(refusal(book_of("<worksheet><sheetData>")), "error-table-damaged");
    EXPECT_EQ(refusal(book_of("<worksheet/>")), "error-table-none");
    EXPECT_EQ(refusal(std::string("a\0b", 3)), "error-table-no-text");
    EXPECT_EQ(refusal(""), "error-table-none");
}

TEST(read_xlsx, a_document_type_is_refused_unread) {
    EXPECT_EQ(refusal(book_of(R"(<!DOCTYPE a [<!ENTITY b "c">]><worksheet>&b;</worksheet>)")),
              "error-table-damaged");
}

TEST(read_xlsx, nesting_has_an_end) {
    std::string deep;
    for (int i = 0; i < 70; ++i)
        deep += "<a>";
    EXPECT_EQ(refusal(book_of("<worksheet>" + deep)), "error-table-damaged");
}

TEST(read_xlsx, more_than_the_limits_is_refused_before_it_is_held) {
    EXPECT_EQ(
        refusal(book_of(
            R"(<worksheet><sheetData><row r="1048576"><c r="A1048576"><v>1</v></c></row></sheetData></worksheet>)")),
        "error-table-rows");
    EXPECT_EQ(
        refusal(book_of(
            R"(<worksheet><sheetData><row r="1"><c r="XFD1"><v>1</v></c></row></sheetData></worksheet>)")),
        "error-table-columns");
    EXPECT_EQ(
        refusal(book_of(
            R"(<worksheet><sheetData><row r="1"><c r="A1" t="s"><v>9</v></c></row></sheetData></worksheet>)")),
        "error-table-damaged")
        << "a text that is not there";
    std::string rows;
    for (int i = 1; i <= 400; ++i)
        rows +=
            "<row r=\"" + std::to_string(i) + "\"><c r=\"GR" + std::to_string(i) + "\"><v>1</v></c></row>";
    EXPECT_EQ(refusal(book_of("<worksheet><sheetData>" + rows + "</sheetData></worksheet>")),
              "error-table-cells");
    EXPECT_EQ(refusal(book_of("<worksheet><sheetData><row><c><v>1</v></c></row></sheetData><a>" +
                              std::string(std::size_t{65} << 20U, ' ') + "</a></worksheet>")),
              "error-table-unpacked");
}

TEST(read_xlsx, a_stray_style_far_below_is_nothing) {
    const auto table = read_sheet(
        R"(<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="A1048576" s="1"/></row>)");
    EXPECT_EQ(table.rows.size(), 1U);
}

TEST(read_xlsx, names_of_parts_are_only_compared) {
    auto bytes = zip_of(
        {{"../../../etc/passwd.xml", "x"},
         {"/xl/worksheets/sheet1.xml", "x"},
         {"xl/workbook.xml", workbook},
         {"xl/_rels/workbook.xml.rels",
          R"(<Relationships><Relationship Id="rId1" Target="../../../etc/passwd.xml"/></Relationships>)"}});
    EXPECT_EQ(refusal(bytes), "error-table-none");
}

TEST(read_csv, finds_the_separator_that_the_lines_agree_on) {
    const auto read = read_tables("Objetivo;Meta 2015\nSumar 1.234,5 horas;\"12;5\"\n");
    EXPECT_EQ(read.separator, ";");
    EXPECT_EQ(text_at(read.tables[0], 1, 0), "Sumar 1.234,5 horas");
    EXPECT_EQ(text_at(read.tables[0], 1, 1), "12;5");
    EXPECT_EQ(read_tables("a\tb\n1,5\t2,5\n").separator, "\t");
    EXPECT_EQ(read_tables("sep=|\r\na|b,c\r\n").separator, "|");
    EXPECT_EQ(read_tables("a,b\n1,2\n").separator, ",");
}

TEST(read_csv, keeps_quotes_and_line_breaks_inside_a_cell) {
    const auto read = read_tables("a,b\r\n\"two\nlines\",\"say \"\"no\"\"\"\r\n\"open,x\n");
    EXPECT_EQ(text_at(read.tables[0], 1, 0), "two\nlines");
    EXPECT_EQ(text_at(read.tables[0], 1, 1), "say \"no\"");
    EXPECT_EQ(text_at(read.tables[0], 2, 0), "open,x") << "a quote that is never closed ends with the text";
}

TEST(read_csv, tells_the_encoding) {
    const auto windows = read_tables("Organizaci\xF3n;A\xF1o\nx;\x80\n");
    EXPECT_EQ(windows.encoding, "Windows-1252");
    EXPECT_EQ(text_at(windows.tables[0], 0, 0), "Organización");
    EXPECT_EQ(text_at(windows.tables[0], 1, 1), "€");
    const auto wide =
        read_tables(std::string("\xFF\xFE"
                                "a\0;\0\xF1\0\n\0",
                                10));
    EXPECT_EQ(wide.encoding, "UTF-16");
    EXPECT_EQ(text_at(wide.tables[0], 0, 1), "ñ");
    EXPECT_EQ(read_tables("\xEF\xBB\xBF"
                          "a;b\n")
                  .encoding,
              "UTF-8");
}

TEST(read_html, takes_spans_entities_and_breaks) {
    const auto read = read_tables(
        "<html><style>td{}</style><!--StartFragment--><TABLE><tr><td rowspan=2>Eje</td><td "
        "colspan=\"2\">Metas &amp; m&aacute;s</td></tr>"
        "<tr><td>a<br>b</td><td><b>12</b></td></tr><tr><td>x<script>y</script></table>");
    EXPECT_EQ(read.format, "html");
    const auto& table = read.tables[0];
    EXPECT_EQ(text_at(table, 1, 0), "Eje");
    EXPECT_EQ(text_at(table, 0, 2), "Metas & más");
    EXPECT_EQ(text_at(table, 1, 1), "a\nb");
    EXPECT_EQ(text_at(table, 1, 2), "12");
    EXPECT_EQ(text_at(table, 2, 0), "x");
}

TEST(read_html, a_table_in_a_cell_is_text_and_a_huge_span_ends_with_the_table) {
    const auto read = read_tables(
        "<table><tr><td rowspan=99999>a<table><tr><td>b</td></tr></table></td><td>c</td></tr></table>");
    ASSERT_EQ(read.tables.size(), 1U);
    EXPECT_EQ(text_at(read.tables[0], 0, 0), "a b");
    EXPECT_EQ(read.tables[0].rows.size(), 1U);
}

TEST(read_wikitext, takes_cells_headers_spans_and_the_caption) {
    const auto read = read_tables(
        "Texto\n{| class=\"wikitable\"\n|+ Metas 2015\n! Eje !! Objetivo\n|-\n| rowspan=\"2\" | "
        "'''Educación''' || [[Goals|Formar]] a 40 docentes<ref>nota</ref>\n"
        "|-\n| {{done|sí}}<br>línea\nsigue\n|}\n");
    EXPECT_EQ(read.format, "wikitext");
    const auto& table = read.tables[0];
    EXPECT_EQ(table.name, "Metas 2015");
    EXPECT_EQ(text_at(table, 0, 1), "Objetivo");
    EXPECT_EQ(text_at(table, 1, 0), "Educación");
    EXPECT_EQ(text_at(table, 1, 1), "Formar a 40 docentes");
    EXPECT_EQ(text_at(table, 2, 0), "Educación");
    EXPECT_EQ(text_at(table, 2, 1), "{{done|sí}}\nlínea\nsigue") << "a template stays as it is written";
}

TEST(read_wikitext, lines_of_a_template_are_no_cells) {
    const auto read = read_tables("{|\n| a\n| {{Caja\n| uno = 1\n| dos = 2\n}}\n| c\n|}");
    EXPECT_EQ(text_at(read.tables[0], 0, 1), "{{Caja\n| uno = 1\n| dos = 2\n}}");
    EXPECT_EQ(text_at(read.tables[0], 0, 2), "c");
}

TEST(address_of, is_that_of_a_spreadsheet) {
    EXPECT_EQ(address_of({6, 1}), "B7");
    EXPECT_EQ(address_of({0, 25}), "Z1");
    EXPECT_EQ(address_of({0, 26}), "AA1");
    EXPECT_EQ(address_of({0, 701}), "ZZ1");
    EXPECT_EQ(address_of({0, 702}), "AAA1");
}

}  // namespace
}  // namespace brujula::sheets

// SPDX-License-Identifier: GPL-3.0-or-later
#include <cmath>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <limits>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "sheets/sheet.hpp"

namespace brujula::sheets {
namespace {

using std::chrono::day;
using std::chrono::month;
using std::chrono::year;

Sheet sheet_of(std::vector<std::vector<Cell>> rows) {
    return {"Seguimiento",
            {{"Indicador", NumberStyle::plain, 0}, {"Valor", NumberStyle::grouped, 0}, {"Día", {}, 12}},
            std::move(rows),
            1};
}

TEST(csv, has_a_header_line_crlf_and_typed_cells) {
    const Date november_21{year{2014}, month{11}, day{21}};
    const Sheet sheet = sheet_of({{std::string{"Talleres"}, 12.5, november_21}, {std::string{"Horas"}}});
    EXPECT_EQ(csv(sheet, ByteOrderMark::none),
              "Indicador,Valor,Día\r\nTalleres,12.5,2014-11-21\r\nHoras,,\r\n");
}

TEST(csv, begins_with_a_byte_order_mark_unless_asked_otherwise) {
    EXPECT_TRUE(csv(sheet_of({})).starts_with("\xEF\xBB\xBFIndicador"));
    EXPECT_TRUE(csv(sheet_of({}), ByteOrderMark::none).starts_with("Indicador"));
}

TEST(csv, quotes_commas_quotes_and_line_breaks) {
    const Sheet sheet =
        sheet_of({{std::string{"a,b"}}, {std::string{"say \"no\""}}, {std::string{"two\nlines"}}});
    EXPECT_EQ(csv(sheet, ByteOrderMark::none),
              "Indicador,Valor,Día\r\n\"a,b\",,\r\n\"say \"\"no\"\"\",,\r\n\"two\nlines\",,\r\n");
}

TEST(csv, writes_no_text_that_a_spreadsheet_would_run) {
    for (const std::string text : {"=1+1", "+1", "-1", "@SUM(A1)", "\t=1"}) {
        const std::string written = csv(sheet_of({{text}}), ByteOrderMark::none);
        EXPECT_NE(written.find("\r\n'" + text + ","), std::string::npos) << written;
    }
    // A negative number is a number.
    EXPECT_NE(csv(sheet_of({{-1.0}})).find("\r\n-1,,"), std::string::npos);
    // It is quoted once it has its apostrophe.
    EXPECT_NE(csv(sheet_of({{std::string{"=A1,B1"}}})).find("\"'=A1,B1\""), std::string::npos);
}

TEST(csv, has_nothing_where_there_is_no_number) {
    const double infinite = std::numeric_limits<double>::infinity();
    EXPECT_NE(csv(sheet_of({{infinite, std::nan("")}})).find("\r\n,,\r\n"), std::string::npos);
}

/// What python's zipfile and XML parser find in a workbook: an independent reader.
std::string read_back(const std::string& bytes) {
    const auto path = std::filesystem::path(testing::TempDir()) /
                      ("brujula-sheets-" + std::to_string(::getpid()) + ".xlsx");
    std::ofstream(path, std::ios::binary) << bytes;
    const std::string command =
        "python3 " BRUJULA_SOURCE_DIR "/tests/cases/sheets/read_xlsx.py " + path.string();
    std::FILE* pipe = ::popen(command.c_str(), "r");
    std::string out;
    for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe))
        out += static_cast<char>(c);
    EXPECT_EQ(::pclose(pipe), 0) << out;
    std::filesystem::remove(path);
    return out;
}

TEST(xlsx, opens_with_typed_cells_a_fixed_header_and_widths) {
    const Date november_21{year{2014}, month{11}, day{21}};
    const std::string found = read_back(
        xlsx({sheet_of({{std::string{"Talleres de edición"}, 1234.0, november_21}, {std::string{"=1+1"}}})}));
    // 2014-11-21 is day 41964 of Excel's calendar: 41640 is 2014-01-01, and 324 days have gone since.
    // Widths: 19 characters + 1; "Valor" and its arrow are 8; 12 as told. Excel adds 0.7109375 for its own
    // edge.
    EXPECT_EQ(found,
              "sheet Seguimiento\n"
              "frozen 1 row 1 column\n"
              "widths 20.7109375 8.7109375 12.7109375\n"
              "A1 text Indicador bold\n"
              "B1 text Valor bold\n"
              "C1 text Día bold\n"
              "A2 text Talleres de edición\n"
              "B2 number 1234 #,##0\n"
              "C2 number 41964 yyyy-mm-dd\n"
              "A3 text =1+1\n");
}

TEST(xlsx, gives_every_tab_a_name_that_excel_takes) {
    Sheet odd = sheet_of({});
    odd.name = "Plan 2015/2016: [metas] *de toda la red* con un nombre que no cabe";
    const std::string found = read_back(xlsx({odd, odd, sheet_of({})}));
    EXPECT_NE(found.find("sheet Plan 20152016 metas de toda la \n"), std::string::npos) << found;
    EXPECT_NE(found.find("sheet Plan 20152016 metas de toda l 2\n"), std::string::npos) << found;
}

TEST(xlsx, takes_hostile_texts) {
    const std::string found =
        read_back(xlsx({sheet_of({{std::string{"<b>&\x01\xff"}}, {std::string(40'000, 'x')}})}));
    EXPECT_NE(found.find("A2 text <b>&"), std::string::npos) << found;
    EXPECT_NE(found.find("A3 text " + std::string(32'767, 'x') + "\n"), std::string::npos);
}

TEST(xlsx, refuses_what_is_no_table) {
    EXPECT_THROW(xlsx({}), Error);
    EXPECT_THROW(xlsx({Sheet{}}), Error);
}

}  // namespace
}  // namespace brujula::sheets

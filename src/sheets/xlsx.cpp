// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <set>
#include <utility>

#include <fmt/format.h>
#include <unistd.h>
#include <xlsxwriter.h>

#include "base/error.hpp"
#include "base/text.hpp"
#include "sheets/sheet.hpp"

namespace brujula::sheets {
namespace {

constexpr std::size_t longest_text = 32'767;
constexpr std::size_t longest_name = 31;
constexpr std::size_t most_rows = 1'048'575;  // beside the header
constexpr std::size_t most_columns = 16'384;
constexpr double narrowest = 8;
constexpr double widest = 60;

[[noreturn]] void no_room() {
    throw Error{ErrorKind::unavailable, {"error-no-temporary-file", {}}};
}

/// A file of its own in the system's temporary folder that goes away with it.
class TemporaryFile {
public:
    TemporaryFile() : m_path((std::filesystem::temp_directory_path() / "brujula-XXXXXX").string()) {
        const int file = ::mkstemp(m_path.data());
        if (file < 0) no_room();
        ::close(file);
    }
    ~TemporaryFile() {
        std::error_code ignored;
        std::filesystem::remove(m_path, ignored);
    }
    TemporaryFile(const TemporaryFile&) = delete;
    TemporaryFile& operator=(const TemporaryFile&) = delete;
    [[nodiscard]] const std::string& path() const { return m_path; }

private:
    std::string m_path;
};

bool continues_character(char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
}

std::size_t length_of(std::string_view text) {
    return static_cast<std::size_t>(
        std::count_if(text.begin(), text.end(), [](char c) { return !continues_character(c); }));
}

/// The first `most` characters.
std::string cut(const std::string& text, std::size_t most) {
    if (text.size() <= most) return text;
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i)
        if (!continues_character(text[i]) && seen++ == most) return text.substr(0, i);
    return text;
}

std::string well_formed(const std::string& text) {
    return is_utf8(text) ? text : normalise(text);
}

/// A tab's name: without what Excel refuses, and like no other (it compares without case).
std::string name_of(const Sheet& sheet, std::set<std::string>& taken) {
    std::string name;
    for (const char c : well_formed(sheet.name))
        if (std::string_view{"[]:*?/\\"}.find(c) == std::string_view::npos) name += c;
    while (name.starts_with('\''))
        name.erase(0, 1);
    name = cut(name, longest_name);
    while (name.ends_with('\''))
        name.pop_back();
    if (name.empty()) name += '1';
    std::string unlike = name;
    for (int n = 2; !taken.insert(fold(unlike)).second; ++n) {
        const std::string number = fmt::format(" {}", n);
        unlike = cut(name, longest_name - number.size()) + number;
    }
    return unlike;
}

/// How many characters wide a cell is shown; the widest line of a text.
struct Width {
    double operator()(std::monostate) const { return 0; }
    double operator()(double number) const {
        return static_cast<double>(fmt::format("{}", number).size()) + 3;
    }
    double operator()(const std::string& text) const {
        return static_cast<double>(length_of(std::string_view{text}.substr(0, text.find('\n'))));
    }
    double operator()(const Date&) const { return 11; }
};

double width_of(const Sheet& sheet, std::size_t column) {
    const Column& described = sheet.columns[column];
    if (described.width > 0) return described.width;
    // Room for the filter's arrow beside the header.
    double width = static_cast<double>(length_of(described.header)) + 3;
    for (const auto& row : sheet.rows)
        if (column < row.size()) width = std::max(width, std::visit(Width{}, row[column]) + 1);
    return std::clamp(width, narrowest, widest);
}

class Workbook {
public:
    explicit Workbook(const std::string& path) : m_book(workbook_new(path.c_str())) {
        if (m_book == nullptr) no_room();
        m_header = workbook_add_format(m_book);
        format_set_bold(m_header);
        format_set_text_wrap(m_header);
        format_set_align(m_header, LXW_ALIGN_VERTICAL_TOP);
        format_set_bottom(m_header, LXW_BORDER_THIN);
        format_set_bg_color(m_header, 0xEAECF0);
        m_text = workbook_add_format(m_book);
        format_set_text_wrap(m_text);
        format_set_align(m_text, LXW_ALIGN_VERTICAL_TOP);
        m_day = numbers("yyyy-mm-dd");
        m_plain = numbers("General");
        m_grouped = numbers("#,##0");
        m_per_cent = numbers("0.##\" %\"");
    }
    ~Workbook() { close(); }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void add(const Sheet& sheet) {
        lxw_worksheet* page = workbook_add_worksheet(m_book, name_of(sheet, m_names).c_str());
        if (page == nullptr) no_room();
        for (std::size_t column = 0; column < sheet.columns.size(); ++column) {
            const auto place = static_cast<lxw_col_t>(column);
            worksheet_set_column(page, place, place, width_of(sheet, column), nullptr);
            text(page, 0, place, sheet.columns[column].header, m_header);
        }
        for (std::size_t row = 0; row < sheet.rows.size(); ++row)
            add_row(page, static_cast<lxw_row_t>(row + 1), sheet, sheet.rows[row]);
        const auto last_row = static_cast<lxw_row_t>(sheet.rows.size());
        worksheet_autofilter(page, 0, 0, last_row, static_cast<lxw_col_t>(sheet.columns.size() - 1));
        worksheet_freeze_panes(page, 1, static_cast<lxw_col_t>(sheet.fixed_columns));
        worksheet_repeat_rows(page, 0, 0);
        worksheet_set_landscape(page);
        worksheet_fit_to_pages(page, 1, 0);
    }

    /// Writes the file. A second call does nothing.
    lxw_error close() {
        if (m_book == nullptr) return LXW_NO_ERROR;
        lxw_workbook* book = std::exchange(m_book, nullptr);
        return workbook_close(book);
    }

private:
    lxw_format* numbers(const char* shown) {
        lxw_format* format = workbook_add_format(m_book);
        format_set_num_format(format, shown);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        return format;
    }

    [[nodiscard]] lxw_format* format_of(NumberStyle style) const {
        switch (style) {
            case NumberStyle::plain:
                return m_plain;
            case NumberStyle::grouped:
                return m_grouped;
            case NumberStyle::per_cent:
                return m_per_cent;
        }
        return m_plain;
    }

    static void text(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const std::string& words,
                     lxw_format* format) {
        const std::string fits = cut(well_formed(words), longest_text);
        worksheet_write_string(page, row, column, fits.c_str(), format);
    }

    void add_row(lxw_worksheet* page, lxw_row_t row, const Sheet& sheet, const std::vector<Cell>& cells) {
        for (std::size_t i = 0; i < std::min(cells.size(), sheet.columns.size()); ++i) {
            const auto column = static_cast<lxw_col_t>(i);
            if (const auto* words = std::get_if<std::string>(&cells[i])) {
                if (!words->empty()) text(page, row, column, *words, m_text);
            } else if (const auto* number = std::get_if<double>(&cells[i])) {
                if (std::isfinite(*number))
                    worksheet_write_number(page, row, column, *number, format_of(sheet.columns[i].numbers));
            } else if (const auto* day = std::get_if<Date>(&cells[i])) {
                add_day(page, row, column, *day);
            }
        }
    }

    /// Excel's calendar begins in 1900; an older day is a text.
    void add_day(lxw_worksheet* page, lxw_row_t row, lxw_col_t column, const Date& day) {
        lxw_datetime moment{};
        moment.year = static_cast<int>(day.year());
        moment.month = static_cast<int>(static_cast<unsigned>(day.month()));
        moment.day = static_cast<int>(static_cast<unsigned>(day.day()));
        if (moment.year < 1900)
            text(page, row, column, format(day), m_text);
        else
            worksheet_write_datetime(page, row, column, &moment, m_day);
    }

    lxw_workbook* m_book;
    lxw_format* m_header = nullptr;
    lxw_format* m_text = nullptr;
    lxw_format* m_day = nullptr;
    lxw_format* m_plain = nullptr;
    lxw_format* m_grouped = nullptr;
    lxw_format* m_per_cent = nullptr;
    std::set<std::string> m_names;
};

void check(const std::vector<Sheet>& sheets) {
    if (sheets.empty()) throw Error{ErrorKind::bad_input, {"error-sheet-empty", {}}};
    for (const Sheet& sheet : sheets) {
        if (sheet.columns.empty()) throw Error{ErrorKind::bad_input, {"error-sheet-empty", {}}};
        if (sheet.rows.size() > most_rows || sheet.columns.size() > most_columns)
            throw Error{ErrorKind::too_large,
                        {"error-sheet-large", {std::to_string(most_rows), std::to_string(most_columns)}}};
    }
}

}  // namespace

std::string xlsx(const std::vector<Sheet>& sheets) {
    check(sheets);
    const TemporaryFile file;
    Workbook book(file.path());
    for (const Sheet& sheet : sheets)
        book.add(sheet);
    if (book.close() != LXW_NO_ERROR) no_room();
    std::ifstream written(file.path(), std::ios::binary);
    std::string bytes{std::istreambuf_iterator<char>(written), {}};
    if (bytes.empty()) no_room();
    return bytes;
}

}  // namespace brujula::sheets

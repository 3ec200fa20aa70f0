// SPDX-License-Identifier: GPL-3.0-or-later
#include "importing/written.hpp"

#include <gtest/gtest.h>

namespace brujula::importing {
namespace {

using records::AmountQuality;

double value_of(std::string_view text, Decimals decimals = Decimals::unknown) {
    const auto read = read_number(text, decimals);
    return read ? read->amount.value : -999;
}

std::string refusal_of(std::string_view text, Decimals decimals = Decimals::unknown) {
    const auto read = read_number(text, decimals);
    return read ? "" : read.error().key;
}

TEST(read_number, takes_what_can_be_read_in_one_way_only) {
    EXPECT_EQ(value_of("12"), 12);
    EXPECT_EQ(value_of("1.234,5"), 1234.5);
    EXPECT_EQ(value_of("1,234.5"), 1234.5);
    EXPECT_EQ(value_of("1.234.567"), 1234567);
    EXPECT_EQ(value_of("12,5"), 12.5);
    EXPECT_EQ(value_of("12.25"), 12.25);
    EXPECT_EQ(value_of("0.125"), 0.125) << "no grouped number begins with 0";
    EXPECT_EQ(value_of("1 234 567"), 1234567);
    EXPECT_EQ(value_of("1\xE2\x80\xAF"
                       "234,5"),
              1234.5);
    EXPECT_EQ(value_of("-3"), -3);
    EXPECT_EQ(value_of("\xE2\x88\x92"
                       "3"),
              -3);
}

TEST(read_number, never_guesses_between_thousands_and_decimals) {
    EXPECT_EQ(refusal_of("1.234"), "import-number-ambiguous");
    EXPECT_EQ(refusal_of("12,500"), "import-number-ambiguous");
    EXPECT_EQ(value_of("1.234", Decimals::comma), 1234);
    EXPECT_EQ(value_of("1.234", Decimals::point), 1.234);
    EXPECT_EQ(value_of("12,500", Decimals::comma), 12.5);
    EXPECT_EQ(value_of("12,500", Decimals::point), 12500);
}

TEST(read_number, says_where_a_number_is_not_written_as_the_others) {
    EXPECT_EQ(refusal_of("12.5", Decimals::comma), "import-number-otherwise");
    EXPECT_EQ(refusal_of("1,234.5", Decimals::comma), "import-number-otherwise");
    EXPECT_EQ(refusal_of("1.2.3"), "import-number-otherwise");
    EXPECT_EQ(refusal_of("muchas"), "import-not-a-number");
    EXPECT_EQ(refusal_of("entre 10 y 20"), "import-not-a-number");
    EXPECT_EQ(refusal_of("10-20"), "import-not-a-number");
}

TEST(read_number, keeps_how_sure_it_is_and_its_unit) {
    const auto at_least = read_number("+200", Decimals::unknown);
    EXPECT_EQ(at_least->amount.quality, AmountQuality::at_least);
    EXPECT_EQ(read_number("≥ 40", Decimals::unknown)->amount.quality, AmountQuality::at_least);
    EXPECT_EQ(read_number("al menos 40", Decimals::unknown)->amount.quality, AmountQuality::at_least);
    EXPECT_EQ(read_number("Más de 40", Decimals::unknown)->amount.quality, AmountQuality::at_least);
    EXPECT_EQ(read_number("~30", Decimals::unknown)->amount.quality, AmountQuality::about);
    EXPECT_EQ(read_number("120 Personas", Decimals::unknown)->unit, "Personas");
    EXPECT_TRUE(read_number("85 %", Decimals::unknown)->per_cent);
    EXPECT_EQ(read_number("85%", Decimals::unknown)->amount.value, 85);
}

TEST(says_nothing, knows_what_people_write_where_they_have_nothing) {
    for (const auto* text : {"", " ", "-", "–", "—", "n/a", "N/D", "Por definir", "a definir", "TBD", "S/D"})
        EXPECT_TRUE(says_nothing(text)) << text;
    for (const auto* text : {"0", "cero", "x"})
        EXPECT_FALSE(says_nothing(text)) << text;
}

TEST(conventions, are_those_of_the_language_unless_the_table_shows_others) {
    EXPECT_EQ(usual_in("pt-br").decimals, Decimals::comma);
    EXPECT_EQ(usual_in("es").decimals, Decimals::unknown) << "the Spanish-speaking countries disagree";
    EXPECT_EQ(usual_in("en").days, DayOrder::unknown);
    EXPECT_EQ(shown_by({"1.234", "12,5"}, usual_in("es")).decimals, Decimals::comma);
    EXPECT_EQ(shown_by({"1.234"}, usual_in("es")).decimals, Decimals::unknown);
    EXPECT_EQ(shown_by({"12.5"}, usual_in("pt")).decimals, Decimals::unknown)
        << "against its language: asked";
    EXPECT_EQ(shown_by({"12.5", "12,5"}, usual_in("es")).decimals, Decimals::unknown) << "in two ways: asked";
    EXPECT_EQ(shown_by({"3/31/2015"}, usual_in("es")).days, DayOrder::unknown);
    EXPECT_EQ(shown_by({"3/31/2015"}, usual_in("en")).days, DayOrder::month_first);
}

class Days : public testing::Test {
protected:
    planning::Lexica lexica = planning::all_lexica();

    std::string day(std::string_view text, DayOrder order = DayOrder::unknown) {
        const auto read = read_day(text, order, lexica);
        return read ? format(*read) : read.error().key;
    }

    std::string period(std::string_view text, const char* first = nullptr, const char* last = nullptr) {
        std::optional<planning::Days> whole;
        if (first != nullptr) whole = planning::Days{*parse_date(first), *parse_date(last)};
        const auto read = read_period(text, lexica, whole);
        if (!read) return read.error().key;
        return *read ? format((*read)->first_day) + ' ' + format((*read)->last_day) : "";
    }
};

TEST_F(Days, are_read_in_three_languages) {
    EXPECT_EQ(day("2015-03-31"), "2015-03-31");
    EXPECT_EQ(day("31/03/2015"), "2015-03-31");
    EXPECT_EQ(day("31.3.15"), "2015-03-31");
    EXPECT_EQ(day("31 de marzo de 2015"), "2015-03-31");
    EXPECT_EQ(day("1º de março de 2015"), "2015-03-01");
    EXPECT_EQ(day("March 31, 2015"), "2015-03-31");
    EXPECT_EQ(day("31 mar 2015"), "2015-03-31");
}

TEST_F(Days, that_can_be_two_are_asked) {
    EXPECT_EQ(day("3/4/2015"), "import-day-ambiguous");
    EXPECT_EQ(day("3/4/2015", DayOrder::day_first), "2015-04-03");
    EXPECT_EQ(day("3/4/2015", DayOrder::month_first), "2015-03-04");
    EXPECT_EQ(day("4/4/2015"), "2015-04-04") << "the same either way";
    EXPECT_EQ(day("3/31/2015", DayOrder::day_first), "import-not-a-day");
    EXPECT_EQ(day("31 de febrero de 2015"), "import-not-a-day");
    EXPECT_EQ(day("pronto"), "import-not-a-day");
}

TEST_F(Days, of_periods_are_found_in_headers) {
    EXPECT_EQ(period("Meta Q2 2015"), "2015-04-01 2015-06-30");
    EXPECT_EQ(period("2º trimestre de 2015"), "2015-04-01 2015-06-30");
    EXPECT_EQ(period("T3 2015"), "2015-07-01 2015-09-30");
    EXPECT_EQ(period("Trimestre 4 / 2015"), "2015-10-01 2015-12-31");
    EXPECT_EQ(period("1er semestre 2015"), "2015-01-01 2015-06-30");
    EXPECT_EQ(period("segundo semestre de 2015"), "2015-07-01 2015-12-31");
    EXPECT_EQ(period("enero–marzo 2015"), "2015-01-01 2015-03-31");
    EXPECT_EQ(period("ene-15"), "2015-01-01 2015-01-31");
    EXPECT_EQ(period("fevereiro de 2016"), "2016-02-01 2016-02-29");
    EXPECT_EQ(period("2015-06"), "2015-06-01 2015-06-30");
    EXPECT_EQ(period("Meta 2015"), "2015-01-01 2015-12-31");
    EXPECT_EQ(period("Indicador"), "");
    EXPECT_EQ(period("Meta"), "");
}

TEST_F(Days, of_a_period_without_a_year_are_the_plans_where_it_has_one_such) {
    EXPECT_EQ(period("T1", "2015-01-01", "2015-12-31"), "2015-01-01 2015-03-31");
    EXPECT_EQ(period("T1", "2015-01-01", "2016-12-31"), "import-period-year");
    EXPECT_EQ(period("T1"), "import-period-year");
    EXPECT_EQ(period("Q1", "2015-07-01", "2016-06-30"), "2016-01-01 2016-03-31");
}

}  // namespace
}  // namespace brujula::importing

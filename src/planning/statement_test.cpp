// SPDX-License-Identifier: GPL-3.0-or-later
#include "planning/statement.hpp"

#include <filesystem>
#include <fstream>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include "base/json.hpp"
#include "planning/similar_words.hpp"
#include "planning/words.hpp"
#include "records/described.hpp"

namespace brujula::planning {
namespace {

namespace fs = std::filesystem;
namespace json = boost::json;

// The day of every case.
constexpr Date today{std::chrono::year{2014}, std::chrono::November, std::chrono::day{21}};

const Lexica& lexica() {
    static const Lexica all = all_lexica();
    return all;
}

json::value read(const fs::path& file) {
    std::ifstream in{file};
    return parse_json(std::string{std::istreambuf_iterator<char>(in), {}});
}

std::string_view name_of(SpanKind kind) {
    switch (kind) {
        case SpanKind::verb:
            return "verb";
        case SpanKind::vague_verb:
            return "vague_verb";
        case SpanKind::quantity:
            return "quantity";
        case SpanKind::deadline:
            return "deadline";
        case SpanKind::target_group:
            return "target_group";
        case SpanKind::how:
            return "how";
        case SpanKind::acronym:
            return "acronym";
    }
    return "";
}

std::string_view name_of(Quantity::Kind kind) {
    switch (kind) {
        case Quantity::Kind::absolute:
            return "absolute";
        case Quantity::Kind::percent:
            return "percent";
        case Quantity::Kind::factor:
            return "factor";
    }
    return "";
}

json::object quantity_json(const Quantity& quantity) {
    json::object object{{"kind", name_of(quantity.kind)},
                        {"value", records::to_json(quantity.value)},
                        {"quality", records::to_json(quantity.quality)}};
    if (quantity.from) object["from"] = records::to_json(*quantity.from);
    return object;
}

/// What was read, as the cases write it down; the text of a span without what stands between its words.
json::object as_case(const json::object& one, const StatementReading& reading) {
    json::array spans;
    for (const auto& span : reading.spans)
        spans.push_back(
            {{"kind", name_of(span.kind)}, {"begin", span.begin}, {"end", span.end}, {"text", span.text}});
    json::object object{{"name", one.at("name")},
                        {"language", reading.language},
                        {"statement", one.at("statement")},
                        {"spans", std::move(spans)}};
    if (reading.quantity) object["quantity"] = quantity_json(*reading.quantity);
    if (reading.type) object["type"] = records::to_json(*reading.type);
    if (reading.deadline) object["deadline"] = format(*reading.deadline);
    object["two_verbs"] = reading.two_verbs;
    object["what_words"] = reading.what_words;
    object["how_words"] = reading.how_words;
    return object;
}

std::vector<Span> of_kind(const StatementReading& reading, SpanKind kind) {
    std::vector<Span> found;
    for (const auto& span : reading.spans)
        if (span.kind == kind) found.push_back(span);
    return found;
}

class ReadStatements : public testing::TestWithParam<std::string> {};

TEST_P(ReadStatements, reads_what_is_marked_in_each_statement) {
    const json::value cases = read(BRUJULA_SOURCE_DIR "/tests/cases/statements/" + GetParam() + ".json");
    for (const auto& expected : cases.as_array()) {
        const auto& one = expected.as_object();
        const std::string text{one.at("statement").as_string()};
        const auto reading =
            read_statement(text, std::string{one.at("language").as_string()}, lexica(), today);
        // As text, in which 40 is 40 whatever its type.
        EXPECT_EQ(to_text(as_case(one, reading), 1), to_text(expected, 1));
        const auto groups = of_kind(reading, SpanKind::target_group);
        EXPECT_EQ(reading.target_group, groups.empty() ? "" : groups.front().text);
    }
}

INSTANTIATE_TEST_SUITE_P(languages, ReadStatements, testing::Values("es", "pt", "en", "it", "ca"),
                         [](const auto& one) { return one.param; });

TEST(statement, of_an_unknown_language_is_read_by_the_words_that_it_has) {
    const auto reading = read_statement("Increase the number of editors by 10%", "gn", lexica(), today);
    EXPECT_EQ(reading.language, "en");
    EXPECT_EQ(reading.type, records::GoalType::increase);
    EXPECT_EQ(read_statement("Aumentar em 10% o número de editores", "", lexica(), today).language, "pt");
    EXPECT_EQ(read_statement("Que 10 pessoas não saiam", "pt-br", lexica(), today).language, "pt");
}

TEST(statement, without_words_says_nothing) {
    for (const auto* text : {"", "   ", "…!?", "\xff\xfe"}) {
        const auto reading = read_statement(text, "es", lexica(), today);
        EXPECT_TRUE(reading.spans.empty()) << text;
        EXPECT_FALSE(reading.quantity || reading.type || reading.deadline) << text;
        EXPECT_EQ(reading.what_words + reading.how_words, 0U) << text;
    }
}

TEST(statement, of_more_than_two_thousand_words_is_read_so_far) {
    std::string text = "Formar ";
    for (int i = 1; i < 2000; ++i)
        text += "x ";
    EXPECT_EQ(read_statement(text + "40 personas", "es", lexica(), today).quantity, std::nullopt);
    EXPECT_EQ(read_statement(text, "es", lexica(), today).what_words, 2000U);
}

/// Statements made of what the reader looks for, in any order.
std::string any_statement() {
    static const std::vector<std::string> parts{"Formar",
                                                "y",
                                                "publicar",
                                                "40",
                                                "docentes",
                                                "mediante",
                                                "talleres",
                                                "antes del",
                                                "30",
                                                "de",
                                                "junio",
                                                "2015",
                                                "%",
                                                "+",
                                                "del",
                                                "al",
                                                "60",
                                                "duplicar",
                                                "la mitad",
                                                "mil",
                                                "treinta",
                                                "cinco",
                                                "ciento",
                                                "medio",
                                                "millón",
                                                "millones",
                                                "personas",
                                                "sobre",
                                                "mujeres",
                                                "que",
                                                ",",
                                                ";",
                                                "GLAM",
                                                "ODS",
                                                "fin de año",
                                                "primer trimestre",
                                                "1.500",
                                                "12",
                                                "500",
                                                "2015-13-40",
                                                "99/99/2015",
                                                "🎉",
                                                "9999999999999999",
                                                "1,2,3",
                                                "\xc3",
                                                "más de",
                                                "alrededor de",
                                                "fomentar",
                                                "desde",
                                                "en"};
    std::string text;
    const int count = *rc::gen::resize(100, rc::gen::inRange(0, 30));
    for (int i = 0; i < count; ++i)
        text += *rc::gen::elementOf(parts) + (*rc::gen::arbitrary<bool>() ? " " : "");
    return text;
}

std::size_t length_in_utf16(std::string_view text) {
    std::size_t length = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if ((byte & 0xc0U) != 0x80) length += byte >= 0xf0 ? 2 : 1;
    }
    return length;
}

void check_spans(const StatementReading& reading, std::size_t length) {
    for (std::size_t i = 0; i < reading.spans.size(); ++i) {
        const auto& one = reading.spans[i];
        RC_ASSERT(one.begin < one.end);
        RC_ASSERT(one.end <= length);
        RC_ASSERT(!one.text.empty());
        for (std::size_t k = i + 1; k < reading.spans.size(); ++k) {
            const auto& other = reading.spans[k];
            RC_ASSERT(one.begin <= other.begin);
            RC_ASSERT(one.kind != other.kind || one.end <= other.begin);
        }
    }
}

RC_GTEST_PROP(statement, spans_lie_in_the_text_and_those_of_a_kind_apart, ()) {
    const auto text = any_statement();
    for (const auto& lexicon : lexica().all()) {
        const auto reading = read_statement(text, lexicon.language, lexica(), today);
        check_spans(reading, length_in_utf16(text));
        RC_ASSERT(reading.quantity.has_value() == !of_kind(reading, SpanKind::quantity).empty());
        RC_ASSERT(!reading.deadline || reading.deadline->ok());
        RC_ASSERT(reading.what_words + reading.how_words <= words_of(text).size());
    }
}

RC_GTEST_PROP(statement, any_bytes_are_read, (const std::string& text)) {
    const auto reading = read_statement(text, "", lexica(), today);
    check_spans(reading, text.size());
    const auto words = telling_words(text);
    RC_ASSERT(word_jaccard(text, text) == (words.empty() ? 0.0 : 1.0));
}

TEST(word_jaccard, is_the_share_of_the_different_words_of_both) {
    // formar 40 docentes rurales · formar 50 docentes: two of five.
    EXPECT_DOUBLE_EQ(word_jaccard("Formar a 40 docentes rurales", "formar a 50 DOCENTES"), 0.4);
    EXPECT_DOUBLE_EQ(word_jaccard("a y o", "a y o"), 0);
    EXPECT_DOUBLE_EQ(word_jaccard("educación", "Educacion, educación"), 1);
}

}  // namespace
}  // namespace brujula::planning

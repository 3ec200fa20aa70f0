// SPDX-License-Identifier: GPL-3.0-or-later
#include <filesystem>
#include <fstream>
#include <map>
#include <set>

#include <boost/json.hpp>
#include <expat.h>
#include <gtest/gtest.h>

#include "base/json.hpp"
#include "planning/logic_model_svg.hpp"
#include "records/described.hpp"

// Drawings of logic models as a parser of XML reads them.
namespace brujula::web {
namespace {
namespace fs = std::filesystem;
using planning::logic_model_svg;
using records::LogicModel;

const fs::path cases = fs::path{BRUJULA_SOURCE_DIR} / "tests/cases/logic_models";

LogicModel model_of(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    return records::from_json<LogicModel>(parse_json(std::string{std::istreambuf_iterator<char>(in), {}}));
}

/// Well-formed as expat sees it, with what a reader finds in it.
struct Reading {
    std::string error;
    std::map<std::string, int> elements;
    std::string title;
    std::set<std::string> attributes;
    bool in_title = false;
};

Reading xml_reading(const std::string& text) {
    Reading reading;
    const XML_Parser parser = XML_ParserCreate("UTF-8");
    XML_SetUserData(parser, &reading);
    XML_SetElementHandler(
        parser,
        [](void* data, const char* name, const char** attributes) {
            auto& to = *static_cast<Reading*>(data);
            ++to.elements[name];
            to.in_title = std::string{name} == "title";
            for (; *attributes != nullptr; attributes += 2)
                to.attributes.insert(*attributes);
        },
        [](void* data, const char*) { static_cast<Reading*>(data)->in_title = false; });
    XML_SetCharacterDataHandler(parser, [](void* data, const char* letters, int length) {
        auto& to = *static_cast<Reading*>(data);
        if (to.in_title) to.title.append(letters, static_cast<std::size_t>(length));
    });
    if (XML_Parse(parser, text.data(), static_cast<int>(text.size()), 1) != XML_STATUS_OK)
        reading.error = XML_ErrorString(XML_GetErrorCode(parser));
    XML_ParserFree(parser);
    return reading;
}

TEST(logic_model_svg, every_case_is_well_formed_in_every_language) {
    for (const auto& folder : fs::directory_iterator{cases})
        for (const char* language : {"en", "es", "pt", "gn", "\xFF\"><script>"})
            EXPECT_EQ(xml_reading(logic_model_svg(model_of(folder.path() / "model.json"), language)).error,
                      "")
                << folder.path() << language;
}

TEST(logic_model_svg, names_and_describes_itself_in_the_readers_language) {
    const LogicModel model = model_of(cases / "workshops/model.json");
    const std::string drawing = logic_model_svg(model, "en");
    const Reading reading = xml_reading(drawing);
    EXPECT_EQ(reading.title, "Workshops at the university");
    EXPECT_EQ(reading.elements.at("desc"), 1);
    EXPECT_NE(drawing.find("Direct products"), std::string::npos);
    EXPECT_NE(drawing.find("leads to: Siguen editando después del curso"), std::string::npos);
    EXPECT_NE(drawing.find("<text xml:lang=\"es\">"), std::string::npos);
}

TEST(logic_model_svg, texts_cannot_become_elements_nor_attributes) {
    const Reading reading = xml_reading(logic_model_svg(model_of(cases / "hostile-texts/model.json"), "es"));
    EXPECT_EQ(reading.title, "<script>alert(1)</script> & \"comillas\" 'simples' ]]>");
    EXPECT_EQ(reading.elements.count("script"), 0U);
    EXPECT_EQ(reading.attributes.count("onload"), 0U);
    EXPECT_EQ(reading.elements.at("svg"), 1);
}

TEST(logic_model_svg, an_empty_model_is_drawn_with_its_columns) {
    const Reading reading = xml_reading(logic_model_svg(LogicModel{}, "pt"));
    EXPECT_EQ(reading.error, "");
    EXPECT_EQ(reading.elements.at("title"), 1);
}

}  // namespace
}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/xml_events.hpp"

#include <charconv>
#include <exception>
#include <memory>
#include <new>

#include <expat.h>

#include "base/error.hpp"

namespace brujula::sheets {
namespace {

constexpr int deepest = 64;

std::string_view without_prefix(std::string_view name) {
    const auto colon = name.find(':');
    return colon == std::string_view::npos ? name : name.substr(colon + 1);
}

/// Nothing may be thrown through expat, which is C: what is thrown waits until it has returned.
struct Reading {
    XML_Parser parser;
    XmlEvents& events;
    const std::string& part;
    int depth = 0;
    std::exception_ptr error = nullptr;

    template <class Handle>
    void guarded(Handle handle) {
        if (error) return;
        try {
            handle();
        } catch (...) {
            error = std::current_exception();
            XML_StopParser(parser, XML_FALSE);
        }
    }
    [[noreturn]] void refuse() const { throw Error{ErrorKind::bad_input, {"error-table-damaged", {part}}}; }
};

void XMLCALL on_start(void* self, const char* name, const char** attributes) {
    auto& reading = *static_cast<Reading*>(self);
    reading.guarded([&] {
        if (++reading.depth > deepest) reading.refuse();
        reading.events.start(without_prefix(name), Attributes{attributes});
    });
}

void XMLCALL on_end(void* self, const char* name) {
    auto& reading = *static_cast<Reading*>(self);
    reading.guarded([&] {
        --reading.depth;
        reading.events.end(without_prefix(name));
    });
}

void XMLCALL on_text(void* self, const char* text, int length) {
    auto& reading = *static_cast<Reading*>(self);
    reading.guarded([&] { reading.events.text({text, static_cast<std::size_t>(length)}); });
}

void XMLCALL on_doctype(void* self, const char*, const char*, const char*, int) {
    auto& reading = *static_cast<Reading*>(self);
    reading.guarded([&] { reading.refuse(); });
}

}  // namespace

std::string_view Attributes::get(std::string_view name) const {
    for (const char** at = m_list; *at != nullptr; at += 2)
        if (without_prefix(*at) == name) return at[1];
    return {};
}

bool Attributes::is_set(std::string_view name) const {
    const auto value = get(name);
    return value == "1" || value == "true";
}

std::optional<std::size_t> Attributes::number(std::string_view name) const {
    const auto text = get(name);
    std::size_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
    return value;
}

void read_xml(std::string_view bytes, const std::string& part, XmlEvents& events) {
    const std::unique_ptr<XML_ParserStruct, void (*)(XML_Parser)> parser(XML_ParserCreate(nullptr),
                                                                         &XML_ParserFree);
    if (!parser) throw std::bad_alloc();
    Reading reading{parser.get(), events, part};
    XML_SetUserData(parser.get(), &reading);
    XML_SetElementHandler(parser.get(), &on_start, &on_end);
    XML_SetCharacterDataHandler(parser.get(), &on_text);
    XML_SetStartDoctypeDeclHandler(parser.get(), &on_doctype);
    constexpr std::size_t most =
        1 << 20;  // expat counts in int, and looks at its handlers' wish to stop between
    do {
        const auto piece = bytes.substr(0, most);
        bytes.remove_prefix(piece.size());
        const auto status =
            XML_Parse(parser.get(), piece.data(), static_cast<int>(piece.size()), bytes.empty());
        if (reading.error) std::rethrow_exception(reading.error);
        if (status != XML_STATUS_OK) reading.refuse();
    } while (!bytes.empty());
}

}  // namespace brujula::sheets

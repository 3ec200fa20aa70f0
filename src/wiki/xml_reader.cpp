// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/xml_reader.hpp"

#include <new>
#include <string>

#include <expat.h>

#include "base/error.hpp"

namespace brujula::wiki {

namespace {

constexpr std::uint64_t longest_token = 16 * 1024 * 1024;

}  // namespace

// Nothing may be thrown through expat, which is C: what a handler throws is kept till expat has returned.
struct XmlReader::Calls {
    template <class Handle>
    static void guarded(void* self, Handle&& handle) {
        auto& reader = *static_cast<XmlReader*>(self);
        if (reader.m_error) return;
        try {
            handle(reader);
        } catch (...) {
            reader.m_error = std::current_exception();
            XML_StopParser(reader.m_parser.get(), XML_FALSE);
        }
    }
    static void XMLCALL on_start(void* self, const char* name, const char** attributes) {
        guarded(self, [&](XmlReader& reader) { reader.start(name, attributes); });
    }
    static void XMLCALL on_end(void* self, const char*) {
        guarded(self, [](XmlReader& reader) { reader.end(); });
    }
    static void XMLCALL on_text(void* self, const char* text, int length) {
        static_cast<XmlReader*>(self)->characters({text, static_cast<std::size_t>(length)});
    }
    static void XMLCALL on_doctype(void* self, const char*, const char*, const char*, int) {
        guarded(self, [](XmlReader& reader) { reader.refuse("error-xml-doctype"); });
    }
};

XmlReader::XmlReader() : m_parser(XML_ParserCreate(nullptr), &XML_ParserFree) {
    if (!m_parser) throw std::bad_alloc();
    XML_SetUserData(m_parser.get(), this);
    XML_SetElementHandler(m_parser.get(), &Calls::on_start, &Calls::on_end);
    XML_SetCharacterDataHandler(m_parser.get(), &Calls::on_text);
    XML_SetStartDoctypeDeclHandler(m_parser.get(), &Calls::on_doctype);
}

XmlReader::~XmlReader() = default;

void XmlReader::feed(std::string_view bytes, bool last) {
    // expat counts in int
    constexpr std::size_t most = 1 << 24;
    do {
        const auto part = bytes.substr(0, most);
        bytes.remove_prefix(part.size());
        m_fed += part.size();
        const auto status = XML_Parse(m_parser.get(), part.data(), static_cast<int>(part.size()), last);
        if (m_error) std::rethrow_exception(m_error);
        if (status != XML_STATUS_OK) refuse_syntax();
        if (!last && m_fed > index() + longest_token) refuse("error-xml-token");
    } while (!bytes.empty());
}

void XmlReader::feed_before(std::string_view bytes) {
    feed(bytes, false);
    m_added += bytes.size();
}

std::uint64_t XmlReader::index() const {
    const auto at = XML_GetCurrentByteIndex(m_parser.get());
    return at < 0 ? 0 : static_cast<std::uint64_t>(at);
}

Place XmlReader::place() const {
    const auto at = index();
    return {at > m_added ? at - m_added : 0, XML_GetCurrentLineNumber(m_parser.get())};
}

void XmlReader::refuse(const char* key) const {
    const auto at = place();
    throw Error{ErrorKind::bad_input, {key, {std::to_string(at.position)}}};
}

void XmlReader::refuse_syntax() const {
    const auto at = place();
    const auto* problem = XML_ErrorString(XML_GetErrorCode(m_parser.get()));
    throw Error{ErrorKind::bad_input,
                {"error-xml", {std::to_string(at.position), std::to_string(at.line), problem}}};
}

}  // namespace brujula::wiki

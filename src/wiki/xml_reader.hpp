// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <string_view>

#include "wiki/tally.hpp"

struct XML_ParserStruct;

// For this module's own files.
namespace brujula::wiki {

/// XML as it comes in chunks, told to who derives from it. A document type is refused (nothing is ever
/// fetched or expanded), and so is what is no XML, and a tag or reference longer than 16 MiB:
/// Error(bad_input) with the place. What the derived class throws comes out of feed().
class XmlReader {
public:
    XmlReader(const XmlReader&) = delete;
    XmlReader& operator=(const XmlReader&) = delete;

protected:
    XmlReader();
    virtual ~XmlReader();

    /// `attributes`: name, value, name, value, …, nullptr.
    virtual void start(std::string_view name, const char** attributes) = 0;
    virtual void end() = 0;
    /// A piece of text; it must not throw.
    virtual void characters(std::string_view text) = 0;

    void feed(std::string_view bytes, bool last);
    /// Bytes that the text does not have, before all others: places do not count them.
    void feed_before(std::string_view bytes);

    /// Where the text is being read.
    [[nodiscard]] Place place() const;
    [[noreturn]] void refuse(const char* key) const;

private:
    struct Calls;  ///< what expat calls
    [[nodiscard]] std::uint64_t index() const;
    [[noreturn]] void refuse_syntax() const;

    std::unique_ptr<XML_ParserStruct, void (*)(XML_ParserStruct*)> m_parser;
    std::exception_ptr m_error;
    std::uint64_t m_fed = 0;
    std::uint64_t m_added = 0;
};

}  // namespace brujula::wiki

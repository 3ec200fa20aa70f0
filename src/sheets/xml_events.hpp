// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

// For this module's own files.
namespace brujula::sheets {

/// The attributes of an element, by their names without a prefix.
class Attributes {
public:
    explicit Attributes(const char** list) : m_list(list) {}
    /// Empty where there is none.
    [[nodiscard]] std::string_view get(std::string_view name) const;
    /// "1" or "true".
    [[nodiscard]] bool is_set(std::string_view name) const;
    /// Nothing where it is missing or no whole number from 0.
    [[nodiscard]] std::optional<std::size_t> number(std::string_view name) const;

private:
    const char** m_list;
};

/// What happens in a part of a workbook; names without their prefix.
class XmlEvents {
public:
    XmlEvents() = default;
    XmlEvents(const XmlEvents&) = delete;
    XmlEvents& operator=(const XmlEvents&) = delete;
    virtual ~XmlEvents() = default;
    virtual void start(std::string_view name, const Attributes& attributes) = 0;
    virtual void end(std::string_view name) = 0;
    virtual void text(std::string_view piece) = 0;
};

/// Tells `events` of `bytes`. A document type is refused (nothing is ever fetched or expanded), what is no
/// XML, and what is nested deeper than 64 elements: Error(bad_input) that names `part`. What events throw
/// comes out.
void read_xml(std::string_view bytes, const std::string& part, XmlEvents& events);

}  // namespace brujula::sheets

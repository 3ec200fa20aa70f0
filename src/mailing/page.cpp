// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/page.hpp"

#include <fmt/format.h>

#include "mailing/letter.hpp"

namespace brujula::mailing {

namespace {

std::string anchor(std::string_view text, std::string_view address) {
    return fmt::format("<a href=\"{}\">{}</a>", html_escaped(address), html_escaped(text));
}

/// Each line behind a sign, so that nobody's words look like the program's own.
std::string quote(std::string_view words) {
    std::string lines = "  > ";
    for (const char c : words)
        lines += c == '\n' ? std::string("\n  > ") : c == '\r' ? std::string{} : std::string(1, c);
    return lines + "\n";
}

}  // namespace

Page::Page(std::string_view language, std::string_view title)
    : m_html(fmt::format("<!DOCTYPE html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
                         "<title>{}</title>\n</head>\n<body>\n",
                         html_escaped(language), html_escaped(title))) {}

void Page::heading(std::string_view text) {
    m_text += fmt::format("\n== {} ==\n", text);
    m_html += fmt::format("<h2>{}</h2>\n", html_escaped(text));
}

void Page::paragraph(std::string_view text) {
    m_text += fmt::format("{}\n\n", text);
    m_html += fmt::format("<p>{}</p>\n", html_escaped(text));
}

void Page::link(std::string_view text, std::string_view address) {
    m_text += fmt::format("{}\n{}\n\n", text, address);
    m_html += fmt::format("<p>{}</p>\n", anchor(text, address));
}

void Page::item(std::string_view text, std::string_view quoted, std::string_view link_text,
                std::string_view address) {
    m_text += fmt::format("- {}\n", text);
    m_html += fmt::format("<p>{}", html_escaped(text));
    if (!quoted.empty()) {
        m_text += quote(quoted);
        m_html += fmt::format("</p>\n<blockquote>{}</blockquote>\n<p>", html_escaped(quoted));
    } else {
        m_html += "<br>\n";
    }
    m_text += fmt::format("  {}: {}\n", link_text, address);
    m_html += anchor(link_text, address) + "</p>\n";
}

void Page::foot() {
    m_text += "\n-- \n";
    m_html += "<hr>\n";
}

std::string Page::html() const {
    return m_html + "</body>\n</html>\n";
}

}  // namespace brujula::mailing

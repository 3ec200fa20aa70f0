// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

namespace brujula::mailing {

/// Writes a letter's text twice at once, plain and as simple HTML: so that both say the same.
class Page {
public:
    Page(std::string_view language, std::string_view title);

    void heading(std::string_view text);
    void paragraph(std::string_view text);
    /// A paragraph of its own that leads to `address`; in the plain text the address stands below.
    void link(std::string_view text, std::string_view address);
    /// One thing of a list: what happened, words that somebody wrote (may be empty), and where it is.
    void item(std::string_view text, std::string_view quoted, std::string_view link_text,
              std::string_view address);
    /// From here on: what is said below the letter, smaller.
    void foot();

    [[nodiscard]] const std::string& text() const { return m_text; }
    [[nodiscard]] std::string html() const;

private:
    std::string m_text;
    std::string m_html;
};

}  // namespace brujula::mailing

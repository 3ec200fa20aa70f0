// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"

namespace brujula::mailing {

/// True for an address that mail is sent to or from: ASCII, at most 254 bytes, a local part without quotes
/// and a domain with a dot or "localhost". No sign of it can end a header or a command.
bool is_mail_address(std::string_view address);

/// One mail to one person, before it is written down for the wire.
struct Letter {
    std::string from;  ///< address
    std::string to;    ///< address
    std::string subject;
    std::string text;        ///< plain text, lines ended by "\n"
    std::string html;        ///< the same as a whole HTML document, already escaped
    std::string language;    ///< of both
    std::string message_id;  ///< without angle brackets; the same each time this letter is tried
    Instant date;
    std::string unsubscribe;  ///< address of RFC 8058's POST, or empty: then the letter offers none
};

/// The letter as RFC 5322 and MIME write it, lines ended by CRLF, 7-bit ASCII, none longer than 998 bytes:
/// plain text and HTML as alternatives, each quoted-printable; a subject that is not short ASCII in encoded
/// words (RFC 2047). What is no UTF-8 becomes U+FFFD; control signs of the subject, line ends among them,
/// become spaces, so that nothing in a letter adds a header.
/// Throws Error(bad_input) where `from` or `to` is no address, or `message_id` or `unsubscribe` holds
/// anything but visible ASCII without angle brackets or is over 900 bytes.
std::string compose(const Letter& letter);

/// For text within HTML and within its quoted attributes.
std::string html_escaped(std::string_view text);
/// For a part of an address: everything but letters, digits and - . _ ~ as percent and two digits.
std::string percent_encoded(std::string_view text);

}  // namespace brujula::mailing

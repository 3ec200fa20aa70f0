// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "wiki/byte_source.hpp"
#include "wiki/history.hpp"
#include "wiki/read.hpp"

// What the fuzzers of the history formats share.
namespace brujula::fuzz {

/// The bytes after the first, in pieces as large as the first says, so that the cuts are fuzzed too.
class FuzzedText final : public wiki::ChunkStream {
public:
    FuzzedText(const std::uint8_t* data, std::size_t size)
        : m_text(reinterpret_cast<const char*>(data) + 1, size - 1), m_piece(std::size_t{1} + data[0]) {}
    bool next(std::string& chunk) override {
        chunk = m_text.substr(m_at, m_piece);
        m_at += chunk.size();
        return !chunk.empty();
    }

private:
    std::string m_text;
    std::size_t m_piece;
    std::size_t m_at = 0;
};

class CountingSink final : public wiki::HistorySink {
public:
    void edit(const wiki::Edit&) override { ++edits; }
    void registration(const wiki::Registration&) override { ++registrations; }
    void category_link(const wiki::CategoryLink&) override { ++category_links; }
    void category_name(const wiki::CategoryName&) override { ++category_names; }
    std::uint64_t edits = 0;
    std::uint64_t registrations = 0;
    std::uint64_t category_links = 0;
    std::uint64_t category_names = 0;
};

/// Reads or is refused as bad input; anything else is a finding.
template <class Read>
int read_history_bytes(const std::uint8_t* data, std::size_t size, Read&& read) {
    if (size < 2) return 0;
    FuzzedText text(data, size);
    CountingSink sink;
    wiki::ReadReport report{};
    try {
        read(text, sink, report);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::bad_input && error.kind() != ErrorKind::too_large) std::abort();
    }
    if (sink.edits != report.edits || sink.registrations != report.registrations ||
        sink.category_links != report.category_links || sink.category_names != report.category_names)
        std::abort();
    return 0;
}

}  // namespace brujula::fuzz

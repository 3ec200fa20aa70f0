// SPDX-License-Identifier: GPL-3.0-or-later
#include <algorithm>

#include "store/database.hpp"
#include "store/store.hpp"

namespace brujula::store {

namespace {

/// Every word as an FTS5 phrase with a prefix mark, quotes doubled: nothing that was typed is query syntax.
std::string match_all_prefixes(std::string_view words) {
    std::string match;
    std::string word;
    std::size_t count = 0;
    const auto take = [&] {
        if (!word.empty() && count++ < 16) match += (match.empty() ? "\"" : " \"") + word + "\"*";
        word.clear();
    };
    for (const char c : words.substr(0, 400)) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\0')
            take();
        else
            word += c == '"' ? std::string("\"\"") : std::string(1, c);
    }
    take();
    return match;
}

}  // namespace

std::vector<SearchHit> Store::search(std::string_view words, std::size_t limit) const {
    const auto match = match_all_prefixes(words);
    if (match.empty()) return {};
    auto reader = m_database->read();
    auto rows = reader->prepare(
        "SELECT t.kind, t.id, t.language, snippet(search, 0, char(2), char(3), '…', 24)"
        " FROM search JOIN texts t ON t.row = search.rowid WHERE search MATCH ? ORDER BY rank, t.kind, t.id "
        "LIMIT ?");
    rows.bind(match, static_cast<std::int64_t>(std::min<std::size_t>(limit, 500) * 4));
    std::vector<SearchHit> hits;
    while (rows.step() && hits.size() < limit) {
        SearchHit hit{rows.text(0), rows.text(1), rows.text(2), rows.text(3)};
        const bool told = std::any_of(hits.begin(), hits.end(), [&](const SearchHit& h) {
            return h.kind == hit.kind && h.id == hit.id;
        });
        if (!told) hits.push_back(std::move(hit));
    }
    return hits;
}

}  // namespace brujula::store

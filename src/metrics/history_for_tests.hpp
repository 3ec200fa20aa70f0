// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>

#include <boost/json/fwd.hpp>

#include "metrics/catalogue.hpp"

namespace brujula::metrics {

/// The lake's tables in memory, filled by hand: what a metric's query says of a few rows.
class HistoryForTests {
public:
    HistoryForTests();
    ~HistoryForTests();
    HistoryForTests(const HistoryForTests&) = delete;
    HistoryForTests& operator=(const HistoryForTests&) = delete;

    /// Reads history.csv (columns of edits), users.csv and category_members.csv, where they are. A column
    /// that is left out is NULL, a flag false; wiki_db "testwiki", revision_id the row's number,
    /// page_namespace 0.
    void load(const std::filesystem::path& folder);
    void run(const std::string& sql);
    facts::Table query(const facts::Query& query);
    double value(const Found& found, const Choice& choice, const Scope& scope);

private:
    struct Engine;
    std::unique_ptr<Engine> m_engine;
};

/// {"people": ["Ana", {"name": "Bea", "wiki": "eswiki"}], "everyone", "wikis", "categories", "pages":
/// [["testwiki", 7]], "from", "until"} or {"parts": [those]}. Wikis are ["testwiki"] unless they are told.
Scope scope_of_json(const boost::json::value& json);

}  // namespace brujula::metrics

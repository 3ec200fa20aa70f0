// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <ostream>
#include <string>

#include "wiki/history.hpp"

namespace brujula::demo {

/// Writes what it hears as mediawiki_history, 78 columns, one row an event; what it does not hear is null.
/// The layout is that of src/wiki/history_tsv.cpp.
class HistoryWriter final : public wiki::HistorySink {
public:
    explicit HistoryWriter(std::ostream& out) : m_out(out) {}
    void site(const wiki::Site& site) override { m_wiki = site.wiki_db; }
    void edit(const wiki::Edit& edit) override;
    void registration(const wiki::Registration& registration) override;

private:
    std::ostream& m_out;
    std::string m_wiki;
};

}  // namespace brujula::demo

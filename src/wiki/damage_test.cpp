// SPDX-License-Identifier: GPL-3.0-or-later
//
// Files that were changed at random: each is read or refused as bad, within its limits, and nothing else
// happens. The sanitizers' build runs the same.
#include <random>

#include <gtest/gtest.h>

#include "wiki/categories_sql.hpp"
#include "wiki/cohort_text.hpp"
#include "wiki/decompress.hpp"
#include "wiki/history_csv.hpp"
#include "wiki/history_tsv.hpp"
#include "wiki/history_xml.hpp"
#include "wiki/logging_sql.hpp"
#include "wiki/user_name.hpp"
#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

namespace {

constexpr int rounds = 3000;
const std::filesystem::path seeds = std::filesystem::path(BRUJULA_SOURCE_DIR) / "tests" / "fuzz" / "seeds";

/// Changes, doubles, takes out and cuts off; the same for the same seed.
class Damage {
public:
    explicit Damage(unsigned seed) : m_random(seed) {}

    std::string operator()(std::string text) {
        for (auto times = 1 + below(4); times > 0 && !text.empty(); --times)
            once(text);
        return text;
    }
    std::size_t below(std::size_t limit) { return m_random() % limit; }

private:
    void once(std::string& text) {
        const auto at = below(text.size());
        const auto count = std::min(1 + below(16), text.size() - at);
        switch (below(5)) {
            case 0:
                text[at] = static_cast<char>(text[at] ^ (1 << below(8)));
                break;
            case 1:
                text[at] = "\0\t\n\"'\\<>&|,();%\xff"[below(16)];
                break;
            case 2:
                text.insert(below(text.size()), text.substr(at, count));
                break;
            case 3:
                text.erase(at, count);
                break;
            case 4:
                text.resize(at);
                break;
        }
    }

    std::mt19937 m_random;
};

/// Runs `parse` on damaged copies of the seeds whose names begin with `kind`; gives how many were refused.
template <class Parse>
int refused(const std::string& kind, Parse&& parse) {
    std::vector<std::string> texts;
    for (const auto& entry : std::filesystem::directory_iterator(seeds / kind))
        texts.push_back(content_of(entry.path()));
    Damage damage(20141121);
    int count = 0;
    for (int i = 0; i < rounds; ++i) {
        try {
            parse(damage(texts[damage.below(texts.size())]), 1 + damage.below(64));
        } catch (const Error& error) {
            EXPECT_TRUE(error.kind() == ErrorKind::bad_input || error.kind() == ErrorKind::too_large)
                << error.what();
            ++count;
        }
    }
    return count;
}

template <class Read>
int refused_history(const std::string& kind, Read&& read) {
    return refused(kind, [&](const std::string& text, std::size_t cut) {
        Cut chunks{text, cut};
        Heard sink;
        ReadReport report{};
        read(chunks, sink, report);
        EXPECT_EQ(report.edits, sink.edits.size());
        EXPECT_EQ(report.registrations, sink.registrations.size());
        EXPECT_EQ(report.category_links, sink.category_links.size());
        EXPECT_EQ(report.category_names, sink.category_names.size());
        EXPECT_GE(report.rows, report.edits + report.bad_rows);
    });
}

}  // namespace

TEST(Damage, xml_is_read_or_refused) {
    EXPECT_GT(refused_history("xml", read_history_xml), rounds / 10);
}

TEST(Damage, history_tsv_is_read_or_refused) {
    EXPECT_GT(refused_history("tsv", read_history_tsv), 0);
}

TEST(Damage, history_csv_is_read_with_its_bad_rows) {
    EXPECT_EQ(refused_history("csv", read_history_csv), 0);
}

TEST(Damage, sql_is_read_or_refused) {
    EXPECT_GT(refused_history("sql", read_logging_sql), rounds / 10);
    EXPECT_GT(refused_history("sql", read_category_links_sql), rounds / 10);
    EXPECT_GT(refused_history("sql", read_category_names_sql), rounds / 10);
}

TEST(Damage, cohorts_are_read_and_name_nobody_who_cannot_be) {
    const auto parse = [](const std::string& text, std::size_t) {
        for (const auto& entry : parse_cohort(text).entries) {
            EXPECT_FALSE(entry.user_text.empty());
            EXPECT_LE(entry.user_text.size(), 255u);
            EXPECT_EQ(entry.user_text.find_first_of("#<[]|{}/"), std::string::npos) << entry.user_text;
            EXPECT_EQ(normalise_user_name(entry.user_text), entry.user_text) << "once more changes nothing";
        }
    };
    EXPECT_EQ(refused("cohort", parse), 0);
}

TEST(Damage, archives_are_decompressed_or_refused) {
    const auto parse = [](const std::string& packed, std::size_t drip) {
        Dripping source{packed, drip * 16};
        const auto compression = compression_of(packed);
        if (compression == Compression::seven_zip) return;
        const auto stream = open_compressed(source, compression, 1);
        std::string chunk;
        while (stream->next(chunk))
            ASSERT_FALSE(chunk.empty());
    };
    EXPECT_GT(refused("archive", parse), rounds / 4);
}

// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/wikis.hpp"

#include <gtest/gtest.h>

using namespace brujula;
using namespace brujula::wiki;

TEST(Wikis, names_domains_and_codes_lead_to_each_other) {
    EXPECT_EQ(site_of("eswiki").domain, "es.wikipedia.org");
    EXPECT_EQ(site_of("ptwikibooks").domain, "pt.wikibooks.org");
    EXPECT_EQ(site_of("zh_classicalwiki").domain, "zh-classical.wikipedia.org");
    EXPECT_EQ(site_of("commonswiki").domain, "commons.wikimedia.org");
    EXPECT_EQ(site_of("nonsense").domain, "");
    EXPECT_EQ(wiki_db_of_domain("https://es.m.wikipedia.org/wiki/X"), "eswiki");
    EXPECT_EQ(wiki_db_of_domain("wikidata.org"), "wikidatawiki");
    EXPECT_EQ(wiki_db_of_domain("example.org"), "");
    EXPECT_EQ(parse_wiki("es"), "eswiki");
    EXPECT_EQ(parse_wiki("commons"), "commonswiki");
    EXPECT_EQ(parse_wiki("Cavalry"), std::nullopt);
}

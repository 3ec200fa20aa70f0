// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/wiki_accounts.hpp"

#include <filesystem>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/error.hpp"
#include "store/accounts.hpp"

namespace brujula::store {
namespace {
namespace fs = std::filesystem;

struct WikiAccountsTest : testing::Test {
    WikiAccountsTest() {
        for (const char* name : {"Ana", "Berta"})
            accounts.add({name, "", "es", {}, false}, "una contraseña larga");
    }
    ~WikiAccountsTest() override { fs::remove_all(folder); }

    [[nodiscard]] WikiAccount wiki(const std::string& subject) const {
        return {"", "https://meta.wikimedia.org", subject, "Ana Prueba", clock.now(), {}};
    }
    PendingSecrets begin(const std::string& source = "192.0.2.1") {
        return wikis.begin({"wikimedia", WikiPurpose::link, "Ana", "nonce", "verifier", "/plans"}, source,
                           clock.now());
    }

    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-wikis-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{Instant{std::chrono::seconds{1'416'571'200}}};
    Store store{folder, kinds, clock};
    Accounts accounts{store, PasswordCost{1, 8192}};
    WikiAccounts wikis{store};
};

TEST_F(WikiAccountsTest, a_link_is_found_by_issuer_and_subject_and_tells_when_it_was_used) {
    wikis.link("Ana", wiki("1"));
    EXPECT_FALSE(wikis.use("https://login.example.org", "1", "Ana Prueba", clock.now()));
    EXPECT_FALSE(wikis.use("https://meta.wikimedia.org", "2", "Ana Prueba", clock.now()));
    clock.advance(std::chrono::hours(1));
    EXPECT_EQ(wikis.use("https://meta.wikimedia.org", "1", "Ana de antes", clock.now()), "Ana");
    const auto linked = wikis.of("Ana");
    ASSERT_EQ(linked.size(), 1U);
    EXPECT_EQ(linked[0].used, clock.now());
    EXPECT_EQ(linked[0].name, "Ana de antes") << "renamed since";
}

TEST_F(WikiAccountsTest, one_wiki_account_is_one_accounts_and_an_account_has_ten) {
    wikis.link("Ana", wiki("1"));
    EXPECT_THROW(wikis.link("Berta", wiki("1")), Error);
    EXPECT_THROW(wikis.link("Ana", wiki("1")), Error);
    for (int i = 2; i <= 10; ++i)
        wikis.link("Ana", wiki(std::to_string(i)));
    EXPECT_THROW(wikis.link("Ana", wiki("11")), Error);
}

TEST_F(WikiAccountsTest, only_its_owner_undoes_a_link) {
    wikis.link("Ana", wiki("1"));
    const auto id = wikis.of("Ana").at(0).id;
    EXPECT_FALSE(wikis.unlink("Berta", id));
    EXPECT_TRUE(wikis.unlink("Ana", id));
    EXPECT_FALSE(wikis.unlink("Ana", id));
    EXPECT_FALSE(wikis.use("https://meta.wikimedia.org", "1", "Ana Prueba", clock.now()));
}

TEST_F(WikiAccountsTest, a_sign_in_under_way_is_taken_once_with_both_secrets) {
    const auto secrets = begin();
    EXPECT_FALSE(wikis.take({secrets.state, "another browser"}, clock.now()));
    EXPECT_FALSE(wikis.take({"another state", secrets.browser}, clock.now()));
    const auto taken = wikis.take(secrets, clock.now());
    ASSERT_TRUE(taken);
    EXPECT_EQ(taken->account, "Ana");
    EXPECT_EQ(taken->purpose, WikiPurpose::link);
    EXPECT_EQ(taken->verifier, "verifier");
    EXPECT_EQ(taken->path, "/plans");
    EXPECT_FALSE(wikis.take(secrets, clock.now()));
}

TEST_F(WikiAccountsTest, a_sign_in_under_way_ends_after_ten_minutes) {
    const auto secrets = begin();
    clock.advance(sign_in_lasts);
    EXPECT_FALSE(wikis.take(secrets, clock.now()));
}

TEST_F(WikiAccountsTest, twenty_from_one_source_are_enough_until_they_end) {
    for (int i = 0; i < 20; ++i)
        begin();
    EXPECT_THROW(begin(), Error);
    EXPECT_NO_THROW(begin("192.0.2.2"));
    clock.advance(sign_in_lasts);
    EXPECT_NO_THROW(begin());
}

}  // namespace
}  // namespace brujula::store

// SPDX-License-Identifier: GPL-3.0-or-later
// Passwords, second factors, links and known browsers.
#include <filesystem>

#include <gtest/gtest.h>

#include "base/error.hpp"
#include "base/id.hpp"
#include "store/account_links.hpp"
#include "store/accounts.hpp"
#include "store/devices.hpp"
#include "store/passwords.hpp"
#include "store/second_factor.hpp"
#include "store/totp.hpp"

using namespace brujula;
using namespace brujula::store;
namespace fs = std::filesystem;

namespace {

struct AccessStoreTest : testing::Test {
    fs::path folder = fs::temp_directory_path() / ("access-" + random_id(8));
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{*parse_instant("2014-11-21T12:00:00Z")};
    Store store{folder, kinds, clock};
    Accounts accounts{store, PasswordCost{1, 8192}};
    SecondFactors factors{store};

    AccessStoreTest() {
        accounts.add({.name = "Ana", .person = "", .language = "es", .grants = {}}, "una clave larga");
    }
    ~AccessStoreTest() override { fs::remove_all(folder); }

    std::string begin_and_confirm() {
        auto secret = factors.begin("Ana");
        factors.confirm("Ana", totp_code(secret, clock.now()));
        return secret;
    }
    std::string problem(std::string_view password, const std::vector<std::string>& words = {"brujula"}) {
        const auto found = password_problem(password, words);
        return found ? found->key : "";
    }
};

Instant at(std::int64_t seconds) {
    return Instant{std::chrono::seconds{seconds}};
}

}  // namespace

// RFC 6238, appendix B: the secret "12345678901234567890" with SHA-1 and eight digits.
TEST(AccessCodes, are_those_of_the_rfcs_own_table) {
    const std::string secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ";
    EXPECT_EQ(totp_code(secret, at(59), 8), "94287082");
    EXPECT_EQ(totp_code(secret, at(1111111109), 8), "07081804");
    EXPECT_EQ(totp_code(secret, at(1111111111), 8), "14050471");
    EXPECT_EQ(totp_code(secret, at(1234567890), 8), "89005924");
    EXPECT_EQ(totp_code(secret, at(2000000000), 8), "69279037");
    EXPECT_EQ(totp_code(secret, at(20000000000), 8), "65353130");
    EXPECT_EQ(totp_code(secret, at(59)), "287082");
}

TEST(AccessCodes, one_step_before_and_after_is_taken_two_are_not_and_none_that_is_not_later) {
    const auto secret = new_totp_secret();
    EXPECT_EQ(secret.size(), 32U);
    const Instant now = at(1'400'000'010);
    const auto step = now.time_since_epoch().count() / 30;
    for (const int off : {-1, 0, 1})
        EXPECT_EQ(totp_step(secret, totp_code(secret, now + std::chrono::seconds(30 * off)), now, 0),
                  step + off);
    for (const int off : {-2, 2})
        EXPECT_FALSE(totp_step(secret, totp_code(secret, now + std::chrono::seconds(30 * off)), now, 0));
    EXPECT_FALSE(totp_step(secret, totp_code(secret, now), now, step));
    EXPECT_TRUE(totp_step(secret, totp_code(secret, now).insert(3, " "), now, 0));
    for (const char* wrong : {"", "1", "12345678", "abcdef"})
        EXPECT_FALSE(totp_step(secret, wrong, now, 0));
}

TEST(AccessCodes, an_authenticator_is_told_everything_by_the_address) {
    EXPECT_EQ(totp_address("ABC", "Ana María", "Brújula"),
              "otpauth://totp/Br%C3%BAjula:Ana%20Mar%C3%ADa?secret=ABC&issuer=Br%C3%BAjula"
              "&algorithm=SHA1&digits=6&period=30");
}

TEST_F(AccessStoreTest, a_second_factor_asks_for_nothing_until_its_first_code_was_right) {
    const auto secret = factors.begin("Ana");
    EXPECT_FALSE(accounts.find("Ana")->second_factor);
    EXPECT_EQ(factors.take("Ana", totp_code(secret, clock.now())), CodeIs::wrong);
    EXPECT_THROW(factors.confirm("Ana", "000000x"), Error);
    EXPECT_EQ(factors.confirm("Ana", totp_code(secret, clock.now())).size(), 10U);
    EXPECT_TRUE(accounts.find("Ana")->second_factor);
    EXPECT_THROW(factors.begin("Ana"), Error);
}

TEST_F(AccessStoreTest, each_code_is_right_once) {
    const auto secret = begin_and_confirm();
    EXPECT_EQ(factors.take("Ana", totp_code(secret, clock.now())), CodeIs::wrong) << "it confirmed already";
    clock.advance(std::chrono::seconds(30));
    const auto code = totp_code(secret, clock.now());
    EXPECT_EQ(factors.take("Ana", code), CodeIs::by_the_clock);
    EXPECT_EQ(factors.take("Ana", code), CodeIs::wrong);
}

TEST_F(AccessStoreTest, each_recovery_code_is_right_once_however_it_is_typed_and_new_ones_end_the_old) {
    const auto secret = factors.begin("Ana");
    const auto codes = factors.confirm("Ana", totp_code(secret, clock.now()));
    EXPECT_EQ(codes[0].size(), 29U) << "24 letters of 5 bits in groups";
    std::string shouted = codes[0];
    for (char& c : shouted)
        c = c == '-' ? ' ' : static_cast<char>(std::toupper(c));
    EXPECT_EQ(factors.take("Ana", shouted), CodeIs::recovery);
    EXPECT_EQ(factors.take("Ana", codes[0]), CodeIs::wrong);
    EXPECT_EQ(factors.recovery_codes_left("Ana"), 9);
    const auto others = factors.renew_recovery_codes("Ana");
    EXPECT_EQ(factors.take("Ana", codes[1]), CodeIs::wrong);
    EXPECT_EQ(factors.take("Ana", others[1]), CodeIs::recovery);
    factors.remove("Ana");
    EXPECT_EQ(factors.take("Ana", others[2]), CodeIs::wrong);
}

TEST_F(AccessStoreTest, passwords_that_are_tried_first_are_refused_whatever_their_case) {
    for (const char* common : {"1234567890", "qwertyuiop", "Password123", "1Q2W3E4R5T"})
        EXPECT_EQ(problem(common), "error-password-common") << common;
    EXPECT_EQ(problem("short"), "error-password-length");
    EXPECT_EQ(problem("ñññññ"), "error-password-length") << "ten bytes are five letters";
    EXPECT_EQ(problem(std::string(1001, 'x')), "error-password-length");
    EXPECT_EQ(problem("caballo batería grapa correcto"), "");
    EXPECT_EQ(problem("ñandúes en la pampa húmeda"), "");
}

TEST_F(AccessStoreTest, a_password_of_the_accounts_the_organisations_or_the_programs_name_is_refused) {
    const std::vector<std::string> words{"brujula", "Ana María", "wmar", "Wikimedia Argentina"};
    for (const char* own : {"brujula2014", "Brújula-Brújula!", "anamaria1234", "WikimediaArgentina",
                            "wmar-wmar-wmar", "Wikimedia Argentina 2014"})
        EXPECT_EQ(problem(own, words), "error-password-own-words") << own;
    EXPECT_EQ(problem("brujula que apunta al norte", words), "");
    EXPECT_EQ(problem("la ana maría de otra parte", words), "");
}

TEST_F(AccessStoreTest, an_invitation_opens_once_within_seven_days_and_is_kept_as_a_digest) {
    AccountLinks links{store};
    const auto token = links.begin("Ana", LinkPurpose::invitation, "Carla");
    EXPECT_EQ(token.size(), 64U);
    EXPECT_EQ(links.find(token, LinkPurpose::invitation)->author, "Carla");
    EXPECT_FALSE(links.find(token, LinkPurpose::reset));
    EXPECT_FALSE(links.find(std::string(64, '0'), LinkPurpose::invitation));
    const auto other = links.begin("Ana", LinkPurpose::invitation, "Carla");
    EXPECT_EQ(links.take(token, LinkPurpose::invitation)->account, "Ana");
    EXPECT_FALSE(links.take(token, LinkPurpose::invitation));
    EXPECT_FALSE(links.take(other, LinkPurpose::invitation)) << "all of the account are used up";
    const auto old = links.begin("Ana", LinkPurpose::invitation, "Carla");
    clock.advance(std::chrono::hours(24 * 7));
    EXPECT_FALSE(links.take(old, LinkPurpose::invitation));
}

TEST_F(AccessStoreTest, links_end_with_a_new_password_and_while_the_account_is_suspended) {
    AccountLinks links{store};
    const auto token = links.begin("Ana", LinkPurpose::reset, "");
    accounts.suspend("Ana", true);
    EXPECT_FALSE(links.find(token, LinkPurpose::reset));
    accounts.suspend("Ana", false);
    EXPECT_TRUE(links.find(token, LinkPurpose::reset));
    accounts.set_password("Ana", "otra clave larga");
    EXPECT_FALSE(links.find(token, LinkPurpose::reset));
    for (std::int64_t i = 0; i < AccountLinks::most_a_day; ++i)
        links.begin("Ana", LinkPurpose::reset, "");
    EXPECT_THROW(links.begin("Ana", LinkPurpose::reset, ""), Error);
}

TEST_F(AccessStoreTest, a_browser_is_known_to_the_accounts_that_signed_in_with_it_alone) {
    const Devices devices{store};
    const auto cookie = devices.remembering("Ana", "");
    const auto device = devices.known("Ana", cookie);
    EXPECT_FALSE(device.empty());
    EXPECT_EQ(devices.known("Beto", cookie), "");
    const auto both = devices.remembering("Beto", cookie);
    EXPECT_EQ(devices.known("Ana", both), device);
    EXPECT_EQ(devices.known("Beto", both), device);
    std::string forged = cookie;
    forged.back() = forged.back() == '0' ? '1' : '0';
    for (const auto& wrong : {forged, std::string(), std::string("a.b"), device, std::string(5000, '.')})
        EXPECT_EQ(devices.known("Ana", wrong), "") << wrong.substr(0, 40);
    std::string many = cookie;
    for (int i = 0; i < 9; ++i)
        many = devices.remembering("account " + std::to_string(i), many);
    EXPECT_LT(many.size(), 400U);
    EXPECT_EQ(devices.known("Ana", many), "") << "five others came after";
}

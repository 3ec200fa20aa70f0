// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/erasure.hpp"

#include <filesystem>
#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <gtest/gtest.h>
#include <stdlib.h>

#include "base/json.hpp"
#include "store/accounts.hpp"
#include "store/care.hpp"
#include "store/security_log.hpp"
#include "store/suppressed.hpp"
#include "store/watching.hpp"

using namespace brujula;
using namespace brujula::store;
using namespace std::chrono;
namespace fs = std::filesystem;

namespace {

std::string bytes_of(const fs::path& path) {
    std::ifstream file{path, std::ios::binary};
    return {std::istreambuf_iterator<char>(file), {}};
}

std::string names_in(const boost::json::value& cohort) {
    std::string names;
    for (const auto& member : cohort.at("members").as_array())
        names += std::string(member.at("user_name").as_string()) + ";";
    return names;
}

struct PrivacyErasure : testing::Test {
    fs::path folder = []() -> fs::path {
        std::string pattern = (fs::temp_directory_path() / "brujula-erasure-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }();
    records::Kinds kinds = records::all_kinds();
    FixedClock clock{sys_days{2015y / January / 1}};
    std::unique_ptr<Store> store = std::make_unique<Store>(folder / "data", kinds, clock);
    std::string cohort;
    std::string person;

    PrivacyErasure() {
        write("organisation", "wmar",
              R"({"name":{"es":"Wikimedia Argentina"},"statuses":[{"kind":"chapter"}]})");
        write("organisation", "red", R"({"name":{"es":"Red"},"statuses":[{"kind":"network"}]})");
        cohort = write("cohort", "", R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given",
            "members":[{"user_name":"Zoraida Quispe"},{"user_name":"Otra"}]})");
        write("cohort", cohort, R"({"organisation":"wmar","name":{"es":"Curso"},"consent":"given",
            "members":[{"user_name":"Zoraida_Quispe"},{"user_name":"Otra"},{"user_name":"Tercera"}]})",
              1);
        person = write("person", "", R"({"user_name":"Zoraida Quispe","name":"Zoraida Q. Mamani",
            "roles":[{"organisation":"wmar","role":{"es":"tallerista"}}]})");
        write("activity", "taller",
              R"({"organisation":"wmar","cohort":")" + cohort + R"(","name":{"es":"Taller de Zoraida Quispe"},
            "type":"workshop","first_day":"2014-05-01","last_day":"2014-05-02","organisers":[")" +
                  person + R"("]})");
        write("comment", "",
              R"({"organisation":"wmar","about":{"kind":"person","id":")" + person +
                  R"("},"text":"Qué bien lo hizo","language":"es"})");
        write("comment", "", R"({"organisation":"wmar","about":{"kind":"activity","id":"taller"},
            "text":"Gracias, @Zoraida Quispe, y a ZoraidaQuispe2","language":"es"})");
    }
    ~PrivacyErasure() override {
        store.reset();
        fs::remove_all(folder);
    }
    std::string write(const std::string& kind, const std::string& id, const std::string& body,
                      std::int64_t base = 0, const std::string& comment = "", bool remove = false) {
        return store->write({kind, id, base, "Ana", comment, remove, parse_json(body)}).id;
    }
    Erasures erasures() { return {*store, kinds}; }
    static Erasing because(const std::string& reason = "asked for by letter 7") { return {"Admin", reason}; }
    /// Closes the records, so that everything is in files, and looks in all of them.
    [[nodiscard]] bool is_written_anywhere(const std::string& words) {
        store.reset();
        bool found = false;
        for (const auto& file : fs::recursive_directory_iterator(folder / "data"))
            found =
                found || (file.is_regular_file() && bytes_of(file.path()).find(words) != std::string::npos);
        store = std::make_unique<Store>(folder / "data", kinds, clock);
        return found;
    }
    std::string plan_with_words() {
        write("plan", "p", R"({"organisation":"wmar","title":{"es":"Palabrotas"},
            "first_day":"2015-01-01","last_day":"2015-12-31"})",
              0, "insulto en el resumen");
        write("plan", "p", R"({"organisation":"wmar","title":{"es":"Plan"},
            "first_day":"2015-01-01","last_day":"2015-12-31"})",
              1);
        return "p";
    }
};

}  // namespace

TEST_F(PrivacyErasure, a_suppressed_revision_stays_counted_and_its_words_are_nowhere) {
    plan_with_words();
    const auto before = store->newest_sequence();
    const auto erasure = erasures().suppress("plan", "p", 1, because());
    EXPECT_EQ(erasure.author, "Admin");
    EXPECT_EQ(erasure.reason, "asked for by letter 7");
    const auto history = store->history("plan", "p");
    ASSERT_EQ(history.size(), 2U);
    EXPECT_TRUE(is_suppressed(history.at(1)));
    EXPECT_EQ(history.at(1).number, 1);
    EXPECT_EQ(history.at(1).author, "Ana");
    EXPECT_EQ(history.at(1).comment, "");
    EXPECT_FALSE(is_suppressed(history.at(0)));
    EXPECT_GT(store->newest_sequence(), before) << "what was remembered is asked for again";
    EXPECT_FALSE(is_written_anywhere("Palabrotas"));
    EXPECT_FALSE(is_written_anywhere("insulto en el resumen"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
    EXPECT_TRUE(erasures().all().at(0).overwritten);
}

TEST_F(PrivacyErasure, an_id_made_of_the_words_goes_with_them) {
    const auto id = write("plan", "", R"({"organisation":"wmar","title":{"es":"Horribles palabrotas"},
            "first_day":"2015-01-01","last_day":"2015-12-31"})");
    ASSERT_EQ(id, "horribles-palabrotas");
    write("plan", id, R"({"organisation":"wmar","title":{"es":"Plan"},"first_day":"2015-01-01",
            "last_day":"2015-12-31"})",
          1);
    const auto now = erasures().suppress("plan", id, 1, because()).id;
    EXPECT_EQ(now.size(), 16U);
    EXPECT_EQ(store->find("plan", now)->body.at("title").at("es"), "Plan");
    EXPECT_FALSE(is_written_anywhere("palabrotas"));
}

TEST_F(PrivacyErasure, the_newest_revision_is_suppressed_only_after_a_clean_one) {
    plan_with_words();
    EXPECT_THROW(erasures().suppress("plan", "p", 2, because()), Error);
    EXPECT_THROW(erasures().suppress("plan", "p", 3, because()), Error);
    EXPECT_THROW(erasures().suppress("plan", "p", 1, because("  ")), Error);
    EXPECT_EQ(store->find("plan", "p", 1)->body.at("title").at("es"), "Palabrotas");
    EXPECT_TRUE(erasures().all().empty());
}

TEST_F(PrivacyErasure, a_whole_record_goes_with_its_id_and_its_place_in_search) {
    plan_with_words();
    ASSERT_EQ(store->search("plan").size(), 1U);
    EXPECT_THROW(erasures().erase_record("organisation", "wmar", because()), Error) << "others link to it";
    const auto erasure = erasures().erase_record("plan", "p", because());
    EXPECT_EQ(erasure.revisions, 2);
    EXPECT_FALSE(store->find("plan", "p"));
    EXPECT_TRUE(store->search("plan").empty());
    EXPECT_EQ(store->history("plan", erasure.id).size(), 3U) << "counted, the removal too";
    for (const auto& revision : store->history("plan", erasure.id))
        EXPECT_TRUE(is_suppressed(revision));
    EXPECT_FALSE(is_written_anywhere("Palabrotas"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
}

TEST_F(PrivacyErasure, a_person_is_taken_out_everywhere_and_the_number_of_people_stays) {
    const auto found = erasures().find_person("zoraida Quispe", Texts::replace);
    EXPECT_EQ(found.cohorts, 1);
    EXPECT_EQ(found.persons, 1);
    EXPECT_EQ(found.links, 1);
    EXPECT_EQ(found.comments, 1);
    EXPECT_EQ(found.texts, 2) << "the activity's name and the comment";
    EXPECT_EQ(store->find("cohort", cohort)->number, 2) << "looking changes nothing";

    erasures().erase_person("zoraida Quispe", Texts::replace, because());
    EXPECT_EQ(names_in(store->find("cohort", cohort, 1)->body), "#1;Otra;");
    EXPECT_EQ(names_in(store->find("cohort", cohort, 2)->body), "#1;Otra;Tercera;");
    EXPECT_EQ(names_in(store->find("cohort", cohort)->body), "#1;Otra;Tercera;");
    EXPECT_FALSE(store->find("person", person));
    const auto activity = store->find("activity", "taller");
    EXPECT_EQ(activity->body.at("name").at("es"), "Taller de […]");
    EXPECT_FALSE(activity->body.as_object().contains("organisers"));
    EXPECT_EQ(store->search("Zoraida").size(), 1U) << "another account's name in a comment";
    for (const char* words : {"Zoraida Quispe", "Zoraida_Quispe", "Mamani", "Qué bien lo hizo"})
        EXPECT_FALSE(is_written_anywhere(words)) << words;
    EXPECT_TRUE(is_written_anywhere("ZoraidaQuispe2"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
    EXPECT_TRUE(erasures().find_person("Zoraida Quispe", Texts::replace).nothing());
}

TEST_F(PrivacyErasure, a_second_person_of_a_cohort_gets_another_number) {
    erasures().erase_person("Zoraida Quispe", Texts::replace, because());
    erasures().erase_person("Tercera", Texts::leave, because());
    EXPECT_EQ(names_in(store->find("cohort", cohort)->body), "#1;Otra;#2;");
}

TEST_F(PrivacyErasure, an_account_goes_with_all_that_is_its_own_and_what_it_wrote_stays) {
    Accounts accounts{*store, PasswordCost{1, 8192}};
    accounts.add({"Ana", person, "es", {{"wmar", records::Role::coordinator}}, false}, "una clave larga");
    accounts.add({"Admin", "", "es", {{"red", records::Role::administrator}}, false}, "una clave larga");
    accounts.begin_session("Ana");
    Watching{*store}.watch("Ana", "activity", "taller");
    EXPECT_THROW(erasures().erase_person("Admin", Texts::leave, because()), Error) << "the last one";
    erasures().erase_person("Zoraida Quispe", Texts::leave, because());
    EXPECT_FALSE(accounts.find("Ana"));
    EXPECT_TRUE(Watching{*store}.watched("Ana").empty());
    EXPECT_EQ(store->find("activity", "taller", 1)->author, "#erased-1");
    EXPECT_TRUE(accounts.find("Admin"));
    EXPECT_TRUE(check(folder / "data", kinds).empty());
}

TEST_F(PrivacyErasure, who_erases_themself_is_named_nowhere) {
    Accounts accounts{*store, PasswordCost{1, 8192}};
    accounts.add({"Admin", "", "es", {{"red", records::Role::administrator}}, false}, "una clave larga");
    accounts.add({"Otra admin", "", "es", {{"red", records::Role::administrator}}, false}, "una clave larga");
    erasures().erase_person("Admin", Texts::leave, because("own wish"));
    EXPECT_EQ(erasures().all().at(0).author, "#erased-1");
    EXPECT_EQ(ErasureJournal{folder / "data"}.entries().at(0).author, "#erased-1");
}

TEST_F(PrivacyErasure, the_security_log_forgets_the_person_and_its_chain_stays_whole) {
    Accounts accounts{*store, PasswordCost{1, 8192}};
    accounts.add({"Ana", person, "es", {{"wmar", records::Role::coordinator}}, false}, "una clave larga");
    accounts.add({"Admin", "", "es", {{"red", records::Role::administrator}}, false}, "una clave larga");
    accounts.add({"zoraida Quispe", "", "es", {}, false}, "una clave larga");
    accounts.remove("zoraida Quispe");
    SecurityLog log{*store};
    log.add({security::signed_in, "Ana", "", "192.0.2.1"});
    log.add({security::refused, "Zoraida_Quispe", "", "192.0.2.1"});
    log.add({security::roles_changed, "Admin", "Ana\nwmar: coordinator", ""});
    log.add({security::signed_in, "Admin", "", ""});
    back_up(folder / "data", folder / "backup");
    erasures().erase_person("Zoraida Quispe", Texts::leave, because());
    const auto forgotten = [&] {
        const SecurityLog kept{*store};
        EXPECT_EQ(kept.find({}).size(), 4U) << "every entry stays";
        for (const char* name : {"Ana", "Zoraida_Quispe"})
            EXPECT_TRUE(kept.find({.account = name}).empty()) << name;
        EXPECT_EQ(kept.find({.account = "Admin"}).size(), 1U);
        EXPECT_FALSE(kept.first_broken());
    };
    forgotten();
    EXPECT_FALSE(is_written_anywhere("zoraida Quispe")) << "nor among the accounts that were deleted";
    store.reset();
    EXPECT_EQ(restore(folder / "backup", folder / "data", kinds, Present::set_aside).erasures, 1);
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    forgotten();
}

TEST_F(PrivacyErasure, the_reason_must_not_say_the_name_again_and_nobody_is_erased_for_nothing) {
    EXPECT_THROW(erasures().erase_person("Zoraida Quispe", Texts::leave, because("Zoraida_Quispe asked")),
                 Error);
    EXPECT_THROW(erasures().erase_person("Nadie", Texts::leave, because()), Error);
    EXPECT_TRUE(erasures().all().empty());
}

TEST_F(PrivacyErasure, a_backup_from_before_brings_nothing_back) {
    plan_with_words();
    back_up(folder / "data", folder / "backup");
    erasures().suppress("plan", "p", 1, because());
    erasures().erase_person("Zoraida Quispe", Texts::replace, because());
    store.reset();
    EXPECT_EQ(restore(folder / "backup", folder / "data", kinds, Present::set_aside).erasures, 2);
    fs::remove_all(folder / "data" / "set-aside-1");
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    EXPECT_TRUE(is_suppressed(*store->find("plan", "p", 1)));
    EXPECT_EQ(names_in(store->find("cohort", cohort)->body), "#1;Otra;Tercera;");
    for (const char* words : {"Palabrotas", "Zoraida Quispe", "Zoraida_Quispe", "Mamani"})
        EXPECT_FALSE(is_written_anywhere(words)) << words;
    EXPECT_EQ(erasures().all().size(), 2U) << "who, when and why are still known";
    EXPECT_TRUE(check(folder / "data", kinds).empty());
}

TEST_F(PrivacyErasure, records_put_back_by_hand_are_erased_when_they_are_opened) {
    back_up(folder / "data", folder / "backup");
    erasures().erase_person("Zoraida Quispe", Texts::replace, because());
    store.reset();
    for (const char* end : {"", "-wal", "-shm"})
        fs::remove(folder / "data" / ("records.sqlite" + std::string(end)));
    fs::copy_file(folder / "backup", folder / "data" / "records.sqlite");
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    EXPECT_EQ(names_in(store->find("cohort", cohort)->body), "#1;Otra;Tercera;");
    EXPECT_FALSE(is_written_anywhere("Mamani"));
}

TEST_F(PrivacyErasure, what_was_written_in_the_journal_and_not_done_is_done_at_the_next_start) {
    ErasureJournal journal{folder / "data"};
    const auto first = store->history("cohort", cohort).back();
    JournalEntry entry;
    entry.entry = "x";
    entry.kind = "cohort";
    entry.revisions = {{first.sequence, first.number, first.time}};
    entry.author = "Admin";
    entry.time = clock.now();
    entry.reason = "asked for";
    journal.append(entry);
    store.reset();
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    EXPECT_TRUE(is_suppressed(*store->find("cohort", cohort, 1)));
    EXPECT_EQ(erasures().all().size(), 1U);
}

TEST_F(PrivacyErasure, a_line_of_the_journal_that_was_not_finished_counts_for_nothing) {
    plan_with_words();
    erasures().suppress("plan", "p", 1, because());
    std::ofstream{folder / "data" / "erasures.journal", std::ios::app} << R"({"entry":"half)";
    store.reset();
    store = std::make_unique<Store>(folder / "data", kinds, clock);
    erasures().suppress("cohort", cohort, 1, because());
    EXPECT_EQ(ErasureJournal{folder / "data"}.entries().size(), 2U);
}

TEST_F(PrivacyErasure, a_damaged_journal_is_named_and_opens_nothing) {
    std::ofstream{folder / "data" / "erasures.journal"} << "{\"key\":\"k\"}\nnonsense\n";
    store.reset();
    try {
        Store again{folder / "data", kinds, clock};
        FAIL() << "opened";
    } catch (const Error& error) {
        EXPECT_EQ(error.message().key, "error-erasures-damaged");
        EXPECT_EQ(error.message().parameters.at(1), "2");
    }
    fs::remove(folder / "data" / "erasures.journal");
    store = std::make_unique<Store>(folder / "data", kinds, clock);
}

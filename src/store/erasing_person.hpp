// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "store/erasing.hpp"

namespace brujula::store {

/// A name as it is compared: NFC, underscores and every run of spaces as one space, none at the ends, its
/// first letter upper-case where it is one of a-z.
std::string folded_name(std::string_view name);

/// True where `text` has the name as a word or words of their own, with spaces or underscores.
bool names_word(const std::string& text, const std::string& name);

/// Takes one person out of the records of a connection, within the caller's transaction. Reads every revision
/// once: a second for some 20,000.
class ErasingPerson {
public:
    ErasingPerson(Connection& connection, const records::Kinds& kinds, const JournalEntry& entry,
                  const ErasingOne::SubjectOf& subject_of, std::string pseudonym)
        : m_connection(connection),
          m_kinds(kinds),
          m_entry(entry),
          m_subject_of(subject_of),
          m_pseudonym(std::move(pseudonym)) {}

    PersonErased run();

private:
    /// A revision whose body or comment loses something.
    struct Changed {
        std::int64_t sequence;
        std::string body;
        std::string comment;
    };

    bool is_named(std::string_view name);
    void find_persons();
    void find_accounts();
    void find_cohorts();
    void find_comments();
    void look_at_cohort(const std::string& id, const boost::json::value& body);
    void change_bodies();
    void renew(Revision head);
    void change(const Statement& row, std::vector<Changed>& changed);
    bool change_members(const std::string& cohort, boost::json::value& body);
    bool unlink(const records::Kind& kind, boost::json::value& body) const;
    bool replace_words(std::string& text) const;
    void erase_persons();
    void erase_accounts();
    void forget_in_log();

    Connection& m_connection;
    const records::Kinds& m_kinds;
    const JournalEntry& m_entry;
    const ErasingOne::SubjectOf& m_subject_of;
    std::string m_pseudonym;
    std::map<std::string, bool, std::less<>> m_known;  ///< names that were compared
    std::set<std::string> m_names;                     ///< the person's user names, folded
    std::set<std::string> m_words;                     ///< what texts may call it
    std::set<std::string> m_persons;
    std::set<std::string> m_accounts;
    std::set<std::string> m_comments;               ///< about the person's records
    std::map<std::string, int> m_highest;           ///< of each cohort the highest "#n"
    std::map<std::string, std::string> m_stand_in;  ///< of each cohort that has the name: "#n"
    std::set<std::pair<std::string, std::string>> m_heads;
    PersonErased m_erased;
};

}  // namespace brujula::store

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "base/time.hpp"
#include "records/kind.hpp"

namespace brujula::store {

class Database;
class Readability;
class Allowance;
struct WriteLimits;

/// One revision of one record.
struct Revision {
    std::string kind;
    std::string id;
    std::int64_t number = 0;  ///< 1, 2, 3 … within the record
    std::int64_t parent = 0;  ///< the revision it was based on; 0 for the first
    std::string author;       ///< account name
    Instant time;
    std::string comment;
    bool removed =
        false;  ///< the record was taken away by this revision; restoring an older one brings it back
    boost::json::value body;
    std::int64_t sequence = 0;  ///< its place among all revisions of the store: later ones have greater ones
    /// The organisation that the record belongs to, as its newest revision's links say, whatever `body`
    /// claims (records/ownership.hpp). Empty: to none, so to the network.
    std::string owner = {};
    /// Why the body does not read: it is damaged (then `body` is null), or today's shape of the kind is
    /// another. Empty for what reads, which is all that find() and list() give.
    std::vector<Problem> unread = {};
};

/// A write. `base` is the newest revision its author saw; 0 makes a new record.
struct Write {
    std::string kind;
    std::string id;  ///< with base 0: wanted id, or empty for one made from the title
    std::int64_t base = 0;
    std::string author;
    std::string comment;
    bool remove = false;
    boost::json::value body;
};

/// The write was based on a revision that is not the newest.
class StaleWrite : public Error {
public:
    StaleWrite(Revision base, Revision newest);
    Revision base;
    Revision newest;
};

/// The body has problems; nothing was written.
class InvalidRecord : public Error {
public:
    explicit InvalidRecord(std::vector<Problem> problems);
    std::vector<Problem> problems;

protected:
    InvalidRecord(Message message, std::vector<Problem> problems);
};

/// A record whose kept body does not read was asked for where only one that reads will do. Nothing was
/// written.
class UnreadRecord : public InvalidRecord {
public:
    explicit UnreadRecord(const Revision& record);
    std::string record_kind;
    std::string record_id;
};

/// A question for a list. Records that were removed, or do not read, are left out.
struct ListQuery {
    std::string kind;
    /// Only records with these links: {"plan", "plan", "wmar-2015"}.
    std::vector<records::Link> links;
    std::optional<std::string> organisation;
    std::size_t limit = 100;  ///< at most 1000
    std::string after;        ///< the `next` of the page before
};

struct Page {
    std::vector<Revision> records;  ///< newest revision of each, by id
    std::string next;               ///< empty: that was all
};

struct SearchHit {
    std::string kind;
    std::string id;
    std::string language;
    std::string excerpt;  ///< the text around the match; the match between U+0002 and U+0003
};

/// A link seen from its target.
struct Backlink {
    std::string name;
    std::string from_kind;
    std::string from_id;
};

/// The records of a network in one SQLite file: every change a revision, nothing overwritten. Threads may
/// call at once; writes are committed in groups, and a write returns when it is durable (WAL,
/// synchronous=FULL).
class Store {
public:
    /// Opens or makes `folder`/records.sqlite, readable by its owner alone, and migrates it to this program's
    /// schema. Several processes may have it open: their writes take turns, and one that waits longer than
    /// ten seconds gets Error(unavailable). Throws Error(bad_input) for a newer program's file.
    Store(const std::filesystem::path& folder, const records::Kinds& kinds, const Clock& clock);
    ~Store();
    Store(const Store&) = delete;
    Store& operator=(const Store&) = delete;

    /// From now on write() and write_all() hold each author to these limits: Error(too_many) beyond. Without
    /// it nobody is: a program that writes by itself is no account's. To be called before threads write.
    void limit_writes(const WriteLimits& limits);

    /// Writes one revision; durable when it returns. What is the newest already is not written again: that
    /// revision is returned. A comment is cut at 1000 bytes. Throws StaleWrite; InvalidRecord for problems,
    /// for links to records that are not there, for a body that is not of the organisation that it says
    /// (records/ownership.hpp) and for another organisation than before while records of the old one are a
    /// part of it; Error(not_found) for a base of no record; Error(bad_input) for a taken or impossible id,
    /// for removing without a base, what others link to, and the network itself.
    Revision write(const Write& write);
    /// All or none, in order; later ones may link to earlier ones.
    std::vector<Revision> write_all(const std::vector<Write>& writes);

    /// The newest revision; nothing where there is no such record, it was removed, or it does not read: of
    /// one bad record everything but its own page may go on as if it were not there. What does not read is
    /// logged, once.
    [[nodiscard]] std::optional<Revision> find(std::string_view kind, std::string_view id) const;
    /// What a write of that body would be told of its organisation and those of what it links to, as the
    /// records are now.
    [[nodiscard]] std::vector<Problem> ownership_problems(std::string_view kind, std::string_view id,
                                                          const boost::json::value& body) const;
    /// Who owns it, without reading it; nothing where it is not there or was removed.
    [[nodiscard]] std::optional<std::string> owner(std::string_view kind, std::string_view id) const;
    /// The newest revision of a record that is there and does not read: for who may mend it. A body without
    /// an `organisation` that can be read is told with the one that it belonged to; one that is damaged or no
    /// object has nothing else.
    [[nodiscard]] std::optional<Revision> find_unread(std::string_view kind, std::string_view id) const;
    /// One revision, read or not.
    [[nodiscard]] std::optional<Revision> find(std::string_view kind, std::string_view id,
                                               std::int64_t number) const;
    [[nodiscard]] std::vector<Revision> history(std::string_view kind, std::string_view id) const;
    [[nodiscard]] Page list(const ListQuery& query) const;
    [[nodiscard]] std::vector<Backlink> backlinks(std::string_view kind, std::string_view id) const;
    /// Accent- and case-insensitive, every word a prefix, best first. Cohorts are never in it.
    [[nodiscard]] std::vector<SearchHit> search(std::string_view words, std::size_t limit = 50) const;
    /// Grows with every revision of any record, written by whichever process; 0 while there is none.
    [[nodiscard]] std::int64_t newest_sequence() const;
    /// Newest revisions over all records, newest first, at most 1000; with `before`, only those whose
    /// sequence is less. Those that do not read are among them.
    [[nodiscard]] std::vector<Revision> recent(std::size_t limit = 50, std::int64_t before = 0) const;

    /// For this module's other parts.
    [[nodiscard]] Database& database() const { return *m_database; }
    [[nodiscard]] const Clock& clock() const { return m_clock; }

private:
    const records::Kinds& m_kinds;
    const Clock& m_clock;
    std::unique_ptr<Database> m_database;
    std::unique_ptr<Readability> m_readability;
    std::unique_ptr<Allowance> m_allowance;  ///< nullptr: nobody is held to any
};

}  // namespace brujula::store

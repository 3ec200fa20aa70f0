// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/care.hpp"

#include <cerrno>

#include <fcntl.h>
#include <sqlite3.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "store/doorstep.hpp"
#include "store/erasure.hpp"
#include "store/examine.hpp"
#include "store/former_ids.hpp"
#include "store/live_secrets.hpp"
#include "store/schema.hpp"
#include "store/settings.hpp"
#include "store/transaction.hpp"

namespace brujula::store {

namespace {

namespace fs = std::filesystem;

fs::path records_of(const fs::path& folder) {
    auto file = folder / "records.sqlite";
    if (!fs::exists(file)) throw Error{ErrorKind::not_found, {"error-no-records", {folder.string()}}};
    return file;
}

void copy(Connection& from, Connection& to) {
    auto* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
    if (backup == nullptr)
        throw Error{ErrorKind::unavailable, {"error-store-unavailable", {sqlite3_errmsg(to.handle())}}};
    // All at once, of one moment: in steps it would begin again with every write of others, for ever.
    const int code = sqlite3_backup_step(backup, -1);
    sqlite3_backup_finish(backup);
    if (code == SQLITE_NOTADB || code == SQLITE_CORRUPT)
        throw Error{
            ErrorKind::bad_input,
            {"error-store-damaged", {sqlite3_errstr(code), sqlite3_db_filename(from.handle(), "main")}}};
    if (code != SQLITE_DONE)
        throw Error{ErrorKind::unavailable, {"error-store-unavailable", {sqlite3_errstr(code)}}};
    to.run("PRAGMA journal_mode = DELETE");
    drop_live_secrets(to);
}

/// The names in a folder, after a power cut too.
void onto_disk(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

/// A file under another name until it is whole; gone again where it was not finished.
class Unfinished {
public:
    explicit Unfinished(fs::path whole) : m_whole(std::move(whole)), m_now(m_whole.string() + ".unfinished") {
        fs::remove(m_now);
    }
    ~Unfinished() {
        std::error_code none;
        fs::remove(m_now, none);
    }
    Unfinished(const Unfinished&) = delete;
    Unfinished& operator=(const Unfinished&) = delete;

    [[nodiscard]] const fs::path& file() const { return m_now; }

    /// Gives the file its name, on the disk too. Throws Error(bad_input) with `taken` where somebody else has
    /// it by now.
    void finish(const Message& taken) const {
        if (::link(m_now.c_str(), m_whole.c_str()) != 0) throw Error{ErrorKind::bad_input, taken};
        onto_disk(m_whole.has_parent_path() ? m_whole.parent_path() : fs::path{"."});
    }

private:
    fs::path m_whole;
    fs::path m_now;
};

/// The records' file and what SQLite keeps beside it, those of them that are there.
std::vector<fs::path> present_records(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const char* name :
         {"records.sqlite", "records.sqlite-wal", "records.sqlite-shm", "records.sqlite-journal"})
        if (fs::exists(folder / name)) files.push_back(folder / name);
    return files;
}

/// Keeps SQLite in every other program from opening a file, by a lock on the bytes that it locks itself. A
/// program that has the file open in WAL mode keeps a shared lock on them, so this one is refused.
class OnlyOne {
public:
    explicit OnlyOne(const fs::path& file) : m_handle(::open(file.c_str(), O_RDWR | O_CLOEXEC)) {
        struct flock bytes {};
        bytes.l_type = F_WRLCK;
        bytes.l_whence = SEEK_SET;
        bytes.l_start = 0x40000000;
        bytes.l_len = 512;
        if (m_handle >= 0 && ::fcntl(m_handle, F_OFD_SETLK, &bytes) == 0) return;
        const int reason = errno;
        if (m_handle >= 0) ::close(m_handle);
        if (m_handle >= 0 && (reason == EAGAIN || reason == EACCES))
            throw Error{ErrorKind::unavailable, {"error-restore-in-use", {file.string()}}};
        throw Error{ErrorKind::bad_input, {"error-cannot-write", {file.string()}}};
    }
    ~OnlyOne() { ::close(m_handle); }
    OnlyOne(const OnlyOne&) = delete;
    OnlyOne& operator=(const OnlyOne&) = delete;

private:
    int m_handle;
};

fs::path new_folder_in(const fs::path& folder) {
    for (int number = 1;; ++number) {
        auto made = folder / ("set-aside-" + std::to_string(number));
        if (::mkdir(made.c_str(), S_IRWXU) == 0) return made;
        if (errno != EEXIST) throw Error{ErrorKind::unavailable, {"error-cannot-write", {made.string()}}};
    }
}

/// All have their second name, on the disk too, before one loses its first: whenever the power is cut, the
/// new folder or the old one has them whole. The records go first: SQLite gives a journal without them up.
fs::path set_aside(const std::vector<fs::path>& files) {
    const OnlyOne only{files.front()};
    const auto folder = files.front().parent_path();
    auto aside = new_folder_in(folder);
    for (const auto& file : files)
        fs::create_hard_link(file, aside / file.filename());
    onto_disk(aside);
    onto_disk(folder);
    for (const auto& file : files)
        fs::remove(file);
    return aside;
}

/// What was erased in the folder since the backup was made is erased in it, too. Gives how many erasures.
std::size_t bring_erasures(Connection& records, const fs::path& folder, const records::Kinds& kinds) {
    std::size_t erasures = 0;
    const bool changed = in_transaction(records, [&] {
        const bool renamed = give_opaque_ids(records, kinds);
        erasures = apply_erasures(records, folder, kinds);
        return erasures > 0 || renamed;
    });
    if (!changed) return 0;
    records.run("INSERT INTO search (search) VALUES ('rebuild')");
    records.run("VACUUM");
    records.run("UPDATE erasures SET overwritten = 1");
    return erasures;
}

Findings examine_folder(const fs::path& folder, const records::Kinds& kinds) {
    Connection connection{records_of(folder), Connection::Mode::read_only};
    const auto version = version_of(connection);
    if (version != schema_version)
        return {{{"check-schema-version", {std::to_string(version), std::to_string(schema_version)}}}, {}};
    return examine(connection, kinds);
}

std::int64_t number(Connection& connection, const char* sql) {
    auto row = connection.prepare(sql);
    row.step();
    return row.integer(0);
}

Restored what_is_in(Connection& connection) {
    Restored found;
    found.records = number(connection, "SELECT count(*) FROM heads WHERE removed = 0");
    found.revisions = number(connection, "SELECT count(*) FROM revisions");
    found.accounts = number(connection, "SELECT count(*) FROM accounts");
    if (found.revisions > 0)
        found.newest = Instant{std::chrono::seconds{number(connection, "SELECT max(time) FROM revisions")}};
    return found;
}

}  // namespace

void back_up(const fs::path& folder, const fs::path& to) {
    const auto file = records_of(folder);
    const Message taken{"error-backup-exists", {to.string()}};
    if (fs::exists(to)) throw Error{ErrorKind::bad_input, taken};
    const Unfinished unfinished{to};
    {
        Connection from{file, Connection::Mode::read_only};
        Connection target{unfinished.file(), Connection::Mode::read_write};
        copy(from, target);
    }
    unfinished.finish(taken);
}

Restored restore(const fs::path& from, const fs::path& folder, const records::Kinds& kinds, Present present) {
    if (!fs::exists(from)) throw Error{ErrorKind::not_found, {"error-no-backup", {from.string()}}};
    const Message taken{"error-restore-over-records", {folder.string()}};
    if (present == Present::refuse && !present_records(folder).empty())
        throw Error{ErrorKind::bad_input, taken};
    fs::create_directories(folder);
    const Unfinished unfinished{folder / "records.sqlite"};
    Restored restored;
    {
        Connection backup{from, Connection::Mode::read_only};
        Connection target{unfinished.file(), Connection::Mode::read_write};
        copy(backup, target);
        migrate(target);
        const auto erasures = bring_erasures(target, folder, kinds);
        const auto findings = examine(target, kinds);
        if (!findings.damage.empty())
            throw Error{ErrorKind::bad_input,
                        {"error-backup-damaged", {from.string(), text_of(findings.damage.front())}}};
        restored = what_is_in(target);
        restored.erasures = static_cast<std::int64_t>(erasures);
    }
    if (const auto files = present_records(folder); present == Present::set_aside && !files.empty())
        restored.aside = set_aside(files);
    unfinished.finish(taken);
    leave_word(folder);
    return restored;
}

std::vector<Message> check(const fs::path& folder, const records::Kinds& kinds) {
    return examine_folder(folder, kinds).damage;
}

std::string network_in(const fs::path& folder) {
    Connection connection{records_of(folder), Connection::Mode::read_only};
    return version_of(connection) == schema_version ? find_network(connection) : std::string{};
}

std::vector<Message> outgrown(const fs::path& folder, const records::Kinds& kinds) {
    return examine_folder(folder, kinds).outgrown;
}

}  // namespace brujula::store

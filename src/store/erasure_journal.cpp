// SPDX-License-Identifier: GPL-3.0-or-later
#include "store/erasure_journal.hpp"

#include <fstream>
#include <iterator>

#include <boost/json.hpp>
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/error.hpp"
#include "base/json.hpp"
#include "store/tokens.hpp"

namespace brujula::store {
namespace json = boost::json;
namespace fs = std::filesystem;

namespace {

std::string first_line() {
    return to_text(json::object{{"journal", "erasures"}, {"version", 1}, {"key", random_token()}}) + '\n';
}

/// An open file of the journal, which nobody else writes meanwhile.
class Locked {
public:
    explicit Locked(const fs::path& file) : m_file(file) {
        do {
            close();
            m_handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, S_IRUSR | S_IWUSR);
            if (m_handle < 0 || ::flock(m_handle, LOCK_EX) != 0) fail();
        } while (!has_its_name());
    }
    ~Locked() { close(); }
    Locked(const Locked&) = delete;
    Locked& operator=(const Locked&) = delete;

    /// After the last whole line: one that was not finished is written over.
    void append(const std::string& text) const {
        const off_t end = end_of_whole_lines();
        if (::ftruncate(m_handle, end) != 0 || ::lseek(m_handle, end, SEEK_SET) != end) fail();
        for (std::size_t done = 0; done < text.size();) {
            const auto count = ::write(m_handle, text.data() + done, text.size() - done);
            if (count <= 0) fail();
            done += static_cast<std::size_t>(count);
        }
        if (::fsync(m_handle) != 0) fail();
    }
    [[nodiscard]] bool is_empty() const { return end_of_whole_lines() == 0; }

private:
    void close() {
        if (m_handle >= 0) ::close(m_handle);
        m_handle = -1;
    }
    /// False where the file was written anew while this one waited for it.
    [[nodiscard]] bool has_its_name() const {
        struct stat opened {};
        struct stat named {};
        return ::fstat(m_handle, &opened) == 0 && ::stat(m_file.c_str(), &named) == 0 &&
               opened.st_ino == named.st_ino;
    }
    [[nodiscard]] off_t end_of_whole_lines() const {
        std::ifstream in{m_file, std::ios::binary};
        const std::string text{std::istreambuf_iterator<char>(in), {}};
        const auto last = text.rfind('\n');
        return last == std::string::npos ? 0 : static_cast<off_t>(last + 1);
    }
    [[noreturn]] void fail() const {
        throw Error{ErrorKind::unavailable, {"error-cannot-write", {m_file.string()}}};
    }

    fs::path m_file;
    int m_handle = -1;
};

void onto_disk(const fs::path& folder) {
    const int handle = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (handle < 0) return;
    ::fsync(handle);
    ::close(handle);
}

std::vector<std::string> whole_lines(const fs::path& file) {
    std::ifstream in{file, std::ios::binary};
    const std::string text{std::istreambuf_iterator<char>(in), {}};
    std::vector<std::string> lines;
    for (std::size_t from = 0;;) {
        const auto end = text.find('\n', from);
        if (end == std::string::npos) return lines;
        lines.push_back(text.substr(from, end - from));
        from = end + 1;
    }
}

json::object to_object(const JournalEntry& entry) {
    json::array revisions;
    for (const auto& one : entry.revisions)
        revisions.push_back({{"sequence", one.sequence}, {"number", one.number}, {"time", format(one.time)}});
    return {{"entry", entry.entry},   {"what", name_of(entry.what)}, {"kind", entry.kind},
            {"revisions", revisions}, {"subject", entry.subject},    {"texts", entry.texts},
            {"author", entry.author}, {"time", format(entry.time)},  {"reason", entry.reason}};
}

std::string text_at(const json::object& object, const char* name) {
    return std::string(object.at(name).as_string());
}

Instant time_at(const json::object& object) {
    const auto time = parse_instant(text_at(object, "time"));
    if (!time) throw std::runtime_error("time");
    return *time;
}

Erased what_named(std::string_view name) {
    for (const auto what : {Erased::revision, Erased::record, Erased::person, Erased::names})
        if (name == name_of(what)) return what;
    throw std::runtime_error("what");
}

JournalEntry from_object(const json::object& object) {
    JournalEntry entry;
    entry.entry = text_at(object, "entry");
    entry.what = what_named(object.at("what").as_string());
    entry.kind = text_at(object, "kind");
    for (const auto& one : object.at("revisions").as_array())
        entry.revisions.push_back({one.at("sequence").to_number<std::int64_t>(),
                                   one.at("number").to_number<std::int64_t>(), time_at(one.as_object())});
    entry.subject = text_at(object, "subject");
    entry.texts = object.at("texts").as_bool();
    entry.author = text_at(object, "author");
    entry.time = time_at(object);
    entry.reason = text_at(object, "reason");
    return entry;
}

json::object parsed(const fs::path& file, const std::vector<std::string>& lines, std::size_t index) {
    try {
        return parse_json(lines.at(index)).as_object();
    } catch (const std::exception&) {
        throw Error{ErrorKind::internal,
                    {"error-erasures-damaged", {file.string(), std::to_string(index + 1)}}};
    }
}

}  // namespace

const char* name_of(Erased what) {
    switch (what) {
        case Erased::revision:
            return "revision";
        case Erased::record:
            return "record";
        case Erased::person:
            return "person";
        case Erased::names:
            return "names";
    }
    return "revision";
}

ErasureJournal::ErasureJournal(const fs::path& folder) : m_file(folder / "erasures.journal") {}

std::vector<JournalEntry> ErasureJournal::entries() const {
    const auto lines = whole_lines(m_file);
    std::vector<JournalEntry> entries;
    for (std::size_t i = 1; i < lines.size(); ++i) {
        const auto object = parsed(m_file, lines, i);
        try {
            entries.push_back(from_object(object));
        } catch (const std::exception&) {
            throw Error{ErrorKind::internal,
                        {"error-erasures-damaged", {m_file.string(), std::to_string(i + 1)}}};
        }
    }
    return entries;
}

void ErasureJournal::append(const JournalEntry& entry) {
    const Locked file{m_file};
    file.append((file.is_empty() ? first_line() : std::string{}) + to_text(to_object(entry)) + '\n');
    onto_disk(m_file.parent_path());
}

std::string ErasureJournal::key() const {
    {
        const Locked file{m_file};
        if (file.is_empty()) file.append(first_line());
    }
    const auto header = parsed(m_file, whole_lines(m_file), 0);
    const auto* key = header.if_contains("key");
    if (key == nullptr || !key->is_string())
        throw Error{ErrorKind::internal, {"error-erasures-damaged", {m_file.string(), "1"}}};
    return std::string(key->get_string());
}

void ErasureJournal::rename_author(std::string_view from, std::string_view to) {
    if (!fs::exists(m_file)) return;
    const Locked held{m_file};
    const auto lines = whole_lines(m_file);
    if (lines.empty()) return;
    std::string text = lines.front() + '\n';
    for (auto& entry : entries()) {
        if (entry.author == from) entry.author = to;
        text += to_text(to_object(entry)) + '\n';
    }
    const fs::path anew = m_file.string() + ".unfinished";
    fs::remove(anew);
    {
        const Locked file{anew};
        file.append(text);
    }
    fs::rename(anew, m_file);
    onto_disk(m_file.parent_path());
}

}  // namespace brujula::store

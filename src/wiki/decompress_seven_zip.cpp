// SPDX-License-Identifier: GPL-3.0-or-later
#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"
#include "wiki/archive_error.hpp"
#include "wiki/decompress.hpp"

namespace brujula::wiki {

namespace {

class SevenZipStream final : public ChunkStream {
public:
    explicit SevenZipStream(const std::filesystem::path& file)
        : m_archive(archive_read_new(), &archive_read_free) {
        if (!m_archive) throw std::bad_alloc();
        archive_read_support_format_7zip(m_archive.get());
        if (archive_read_open_filename(m_archive.get(), file.c_str(), 256 * 1024) != ARCHIVE_OK) refuse();
        if (!next_file()) throw Error{ErrorKind::bad_input, {"error-archive-empty", {}}};
    }

    bool next(std::string& chunk) override {
        chunk.resize(512 * 1024);
        const la_ssize_t got = archive_read_data(m_archive.get(), chunk.data(), chunk.size());
        if (got < 0) refuse();
        chunk.resize(static_cast<std::size_t>(got));
        if (got == 0 && next_file()) throw Error{ErrorKind::bad_input, {"error-archive-several-files", {}}};
        return got > 0;
    }

private:
    /// To the next entry that has data of its own; folders are passed over.
    bool next_file() {
        archive_entry* entry = nullptr;
        int status;
        while ((status = archive_read_next_header(m_archive.get(), &entry)) == ARCHIVE_OK)
            if (archive_entry_filetype(entry) == AE_IFREG) return true;
        if (status != ARCHIVE_EOF) refuse();
        return false;
    }

    [[noreturn]] void refuse() {
        const auto byte = archive_filter_bytes(m_archive.get(), -1);
        throw_damaged("7z", byte > 0 ? static_cast<std::uint64_t>(byte) : 0);
    }

    std::unique_ptr<archive, decltype(&archive_read_free)> m_archive;
};

}  // namespace

std::unique_ptr<ChunkStream> open_seven_zip(const std::filesystem::path& file) {
    return std::make_unique<SevenZipStream>(file);
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/output_file.hpp"

#include <algorithm>
#include <array>
#include <streambuf>
#include <string>
#include <vector>

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"

namespace brujula::demo {

namespace fs = std::filesystem;

namespace {

int add_filter(archive* writer, const std::string& ending) {
    if (ending == ".gz") {
        const int added = archive_write_add_filter_gzip(writer);
        // The same text gives the same file at whatever time it is written.
        return added == ARCHIVE_OK ? archive_write_set_filter_option(writer, "gzip", "timestamp", nullptr)
                                   : added;
    }
    if (ending == ".bz2") return archive_write_add_filter_bzip2(writer);
    if (ending == ".zst") return archive_write_add_filter_zstd(writer);
    return archive_write_add_filter_none(writer);
}

bool is_another_compression(const std::string& ending) {
    static constexpr std::array others{".7z", ".br", ".lz4", ".lzma", ".rar", ".xz", ".Z", ".zip"};
    return std::find(others.begin(), others.end(), ending) != others.end();
}

}  // namespace

class OutputFile::Buffer final : public std::streambuf {
public:
    explicit Buffer(fs::path file) : m_file(std::move(file)), m_plain(256 * 1024) {
        const auto ending = m_file.extension().string();
        if (is_another_compression(ending))
            throw Error{ErrorKind::bad_input, {"error-output-compression", {m_file.string()}}};
        m_writer.reset(archive_write_new());
        m_entry.reset(archive_entry_new());
        if (!m_writer || !m_entry) throw std::bad_alloc();
        archive_entry_set_filetype(m_entry.get(), AE_IFREG);
        // A filter that the library gives to another program answers with a warning: that is not taken.
        if (add_filter(m_writer.get(), ending) != ARCHIVE_OK ||
            archive_write_set_format_raw(m_writer.get()) != ARCHIVE_OK ||
            archive_write_open_filename(m_writer.get(), m_file.c_str()) != ARCHIVE_OK ||
            archive_write_header(m_writer.get(), m_entry.get()) != ARCHIVE_OK)
            throw Error{ErrorKind::bad_input, {"error-cannot-write", {m_file.string()}}};
        setp(m_plain.data(), m_plain.data() + m_plain.size());
    }

    void finish() {
        const bool written = sync() == 0;
        const bool closed = archive_write_close(m_writer.get()) == ARCHIVE_OK;
        if (!written || !closed)
            throw Error{ErrorKind::unavailable, {"error-cannot-write", {m_file.string()}}};
    }

protected:
    int_type overflow(int_type c) override {
        if (sync() != 0) return traits_type::eof();
        if (!traits_type::eq_int_type(c, traits_type::eof())) {
            *pptr() = traits_type::to_char_type(c);
            pbump(1);
        }
        return traits_type::not_eof(c);
    }

    int sync() override {
        const char* from = pbase();
        while (!m_failed && from < pptr()) {
            const auto taken =
                archive_write_data(m_writer.get(), from, static_cast<std::size_t>(pptr() - from));
            if (taken <= 0)
                m_failed = true;
            else
                from += taken;
        }
        setp(m_plain.data(), m_plain.data() + m_plain.size());
        return m_failed ? -1 : 0;
    }

private:
    struct Free {
        void operator()(archive* writer) const { archive_write_free(writer); }
        void operator()(archive_entry* entry) const { archive_entry_free(entry); }
    };
    fs::path m_file;
    std::vector<char> m_plain;
    std::unique_ptr<archive, Free> m_writer;
    std::unique_ptr<archive_entry, Free> m_entry;
    bool m_failed = false;
};

OutputFile::OutputFile(const fs::path& file)
    : m_buffer(std::make_unique<Buffer>(file)), m_stream(m_buffer.get()) {}

OutputFile::~OutputFile() = default;

std::ostream& OutputFile::stream() {
    return m_stream;
}

void OutputFile::finish() {
    m_buffer->finish();
}

}  // namespace brujula::demo

// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/byte_source.hpp"

#include <array>
#include <atomic>
#include <condition_variable>
#include <deque>
#include <fstream>
#include <mutex>
#include <thread>
#include <utility>

#include <archive.h>
#include <archive_entry.h>
#include <sodium.h>
#include <zlib.h>
#include <zstd.h>

#include "base/error.hpp"
#include "wiki/bzip2.hpp"

namespace brujula::wiki {

namespace {

constexpr std::size_t chunk_size = 256 * 1024;

[[noreturn]] void corrupt(const char* what, std::uint64_t byte) {
    throw Error{ErrorKind::bad_input, {"error-archive-corrupt", {what, std::to_string(byte)}}};
}

/// What was read to tell the format, and then the rest.
class Peeked final : public ByteSource {
public:
    explicit Peeked(FileSource& file) : m_file(file), m_first(file.next()) {}
    [[nodiscard]] std::string_view first() const { return m_first; }
    std::string_view next() override {
        if (m_given) return m_file.next();
        m_given = true;
        return m_first;
    }
    /// The byte of the file behind the `unused` last bytes that were given.
    [[nodiscard]] std::uint64_t position(std::size_t unused) const { return m_file.position() - unused; }

private:
    FileSource& m_file;
    std::string m_first;
    bool m_given = false;
};

class Gzip final : public ByteSource {
public:
    explicit Gzip(std::unique_ptr<Peeked> file) : m_file(std::move(file)), m_out(chunk_size, '\0') {
        inflateInit2(&m_stream, 15 + 16);
    }
    ~Gzip() override { inflateEnd(&m_stream); }
    std::string_view next() override {
        m_stream.next_out = reinterpret_cast<Bytef*>(m_out.data());
        m_stream.avail_out = static_cast<uInt>(m_out.size());
        while (m_stream.avail_out > 0) {
            if (m_stream.avail_in == 0 && !refill()) {
                if (m_in_member) corrupt("gzip", m_file->position(0));
                break;
            }
            step();
        }
        return std::string_view(m_out).substr(0, m_out.size() - m_stream.avail_out);
    }

private:
    bool refill() {
        m_in = m_file->next();
        m_stream.next_in = reinterpret_cast<Bytef*>(m_in.data());
        m_stream.avail_in = static_cast<uInt>(m_in.size());
        return !m_in.empty();
    }
    void step() {
        m_in_member = true;
        const int code = inflate(&m_stream, Z_NO_FLUSH);
        if (code == Z_STREAM_END) {
            m_in_member = false;
            inflateReset(&m_stream);
        } else if (code != Z_OK && code != Z_BUF_ERROR) {
            corrupt("gzip", m_file->position(m_stream.avail_in));
        }
    }
    std::unique_ptr<Peeked> m_file;
    std::string m_in;
    std::string m_out;
    z_stream m_stream{};
    bool m_in_member = false;
};

class Zstandard final : public ByteSource {
public:
    explicit Zstandard(std::unique_ptr<Peeked> file)
        : m_file(std::move(file)), m_out(ZSTD_DStreamOutSize(), '\0'), m_stream(ZSTD_createDStream()) {
        // Wikimedia's long-window files need more than the default; a hostile one may not ask for all memory.
        ZSTD_DCtx_setParameter(m_stream, ZSTD_d_windowLogMax, 28);
    }
    ~Zstandard() override { ZSTD_freeDStream(m_stream); }
    std::string_view next() override {
        ZSTD_outBuffer out{m_out.data(), m_out.size(), 0};
        while (out.pos < out.size) {
            if (m_given.pos == m_given.size) {
                m_in = m_file->next();
                m_given = {m_in.data(), m_in.size(), 0};
                if (m_in.empty()) {
                    if (m_in_frame) corrupt("zstd", m_file->position(0));
                    break;
                }
            }
            const auto left = ZSTD_decompressStream(m_stream, &out, &m_given);
            if (ZSTD_isError(left)) corrupt("zstd", m_file->position(m_given.size - m_given.pos));
            m_in_frame = left != 0;
        }
        return std::string_view(m_out).substr(0, out.pos);
    }

private:
    std::unique_ptr<Peeked> m_file;
    std::string m_in;
    std::string m_out;
    ZSTD_inBuffer m_given{nullptr, 0, 0};
    ZSTD_DStream* m_stream;
    bool m_in_frame = false;
};

/// 7z keeps its table at the end, so libarchive opens the file itself.
class SevenZip final : public ByteSource {
public:
    explicit SevenZip(const std::filesystem::path& path)
        : m_archive(archive_read_new()), m_out(chunk_size, '\0') {
        archive_read_support_format_7zip(m_archive);
        archive_entry* entry = nullptr;
        if (archive_read_open_filename(m_archive, path.c_str(), chunk_size) != ARCHIVE_OK ||
            archive_read_next_header(m_archive, &entry) != ARCHIVE_OK) {
            const auto byte = position();
            archive_read_free(m_archive);
            corrupt("7z", byte);
        }
    }
    ~SevenZip() override { archive_read_free(m_archive); }
    std::string_view next() override {
        const auto got = archive_read_data(m_archive, m_out.data(), m_out.size());
        if (got < 0) corrupt("7z", position());
        return std::string_view(m_out).substr(0, static_cast<std::size_t>(got));
    }

private:
    [[nodiscard]] std::uint64_t position() const {
        return static_cast<std::uint64_t>(std::max<la_int64_t>(0, archive_filter_bytes(m_archive, -1)));
    }
    archive* m_archive;
    std::string m_out;
};

/// Runs another source in a thread, a few chunks ahead.
class Ahead final : public ByteSource {
public:
    explicit Ahead(std::unique_ptr<ByteSource> from) : m_from(std::move(from)), m_thread([this] { run(); }) {}
    ~Ahead() override {
        {
            const std::lock_guard lock{m_mutex};
            m_stop = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    std::string_view next() override {
        std::unique_lock lock{m_mutex};
        m_changed.wait(lock, [this] { return !m_ready.empty() || m_ended; });
        if (m_ready.empty()) {
            if (m_failure) std::rethrow_exception(std::exchange(m_failure, nullptr));
            return {};
        }
        m_current = std::move(m_ready.front());
        m_ready.pop_front();
        m_changed.notify_all();
        return m_current;
    }

private:
    void run() {
        try {
            while (true) {
                std::string chunk{m_from->next()};
                std::unique_lock lock{m_mutex};
                m_changed.wait(lock, [this] { return m_ready.size() < 8 || m_stop; });
                if (m_stop || chunk.empty()) break;
                m_ready.push_back(std::move(chunk));
                m_changed.notify_all();
            }
        } catch (...) {
            const std::lock_guard lock{m_mutex};
            m_failure = std::current_exception();
        }
        const std::lock_guard lock{m_mutex};
        m_ended = true;
        m_changed.notify_all();
    }
    std::unique_ptr<ByteSource> m_from;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_ready;
    std::string m_current;
    std::exception_ptr m_failure;
    bool m_stop = false;
    bool m_ended = false;
    std::thread m_thread;
};

}  // namespace

struct FileSource::State {
    std::ifstream file;
    std::uint64_t size = 0;
    std::atomic<std::uint64_t> position{0};
    std::string chunk = std::string(chunk_size, '\0');
    crypto_hash_sha256_state hash{};
};

FileSource::FileSource(const std::filesystem::path& file) : m_state(std::make_unique<State>()) {
    std::error_code failure;
    m_state->size = std::filesystem::file_size(file, failure);
    m_state->file.open(file, std::ios::binary);
    if (failure || !m_state->file) throw Error{ErrorKind::not_found, {"error-no-such-file", {file.string()}}};
    crypto_hash_sha256_init(&m_state->hash);
}

FileSource::~FileSource() = default;

std::string_view FileSource::next() {
    m_state->file.read(m_state->chunk.data(), static_cast<std::streamsize>(m_state->chunk.size()));
    const auto got =
        std::string_view(m_state->chunk).substr(0, static_cast<std::size_t>(m_state->file.gcount()));
    crypto_hash_sha256_update(&m_state->hash, reinterpret_cast<const unsigned char*>(got.data()), got.size());
    m_state->position += got.size();
    return got;
}

std::uint64_t FileSource::position() const {
    return m_state->position;
}

std::uint64_t FileSource::size() const {
    return m_state->size;
}

std::string FileSource::sha256() {
    while (!next().empty()) {
    }
    std::array<unsigned char, crypto_hash_sha256_BYTES> digest{};
    auto hash = m_state->hash;
    crypto_hash_sha256_final(&hash, digest.data());
    std::array<char, crypto_hash_sha256_BYTES * 2 + 1> hex{};
    sodium_bin2hex(hex.data(), hex.size(), digest.data(), digest.size());
    return hex.data();
}

std::unique_ptr<ByteSource> decompressed(FileSource& file, const std::filesystem::path& path,
                                         unsigned threads) {
    auto peeked = std::make_unique<Peeked>(file);
    const auto first = peeked->first();
    if (first.starts_with("\x1f\x8b"))
        return std::make_unique<Ahead>(std::make_unique<Gzip>(std::move(peeked)));
    if (first.starts_with("\x28\xb5\x2f\xfd"))
        return std::make_unique<Ahead>(std::make_unique<Zstandard>(std::move(peeked)));
    if (first.starts_with(std::string_view("7z\xbc\xaf\x27\x1c", 6)))
        return std::make_unique<Ahead>(std::make_unique<SevenZip>(path));
    if (first.size() > 10 && first.starts_with("BZh")) return parallel_bzip2(std::move(peeked), threads);
    return peeked;
}

}  // namespace brujula::wiki

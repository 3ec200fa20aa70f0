// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/decompress.hpp"

#include <cassert>
#include <condition_variable>
#include <deque>
#include <exception>
#include <mutex>
#include <thread>

namespace brujula::wiki {

namespace {

class PlainStream final : public ChunkStream {
public:
    explicit PlainStream(ByteSource& source) : m_source(source) {}
    bool next(std::string& chunk) override {
        chunk.resize(512 * 1024);
        chunk.resize(m_source.read(chunk.data(), chunk.size()));
        return !chunk.empty();
    }

private:
    ByteSource& m_source;
};

class ReadAhead final : public ChunkStream {
public:
    explicit ReadAhead(ChunkStream& stream) : m_stream(stream), m_thread([this] { run(); }) {}
    ~ReadAhead() override {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        m_thread.join();
    }
    ReadAhead(const ReadAhead&) = delete;
    ReadAhead& operator=(const ReadAhead&) = delete;

    bool next(std::string& chunk) override {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return !m_full.empty() || m_finished; });
        if (m_full.empty()) {
            if (m_error) std::rethrow_exception(m_error);
            return false;
        }
        std::swap(chunk, m_full.front());
        m_empty.push_back(std::move(m_full.front()));
        m_full.pop_front();
        lock.unlock();
        m_changed.notify_all();
        return true;
    }

private:
    static constexpr std::size_t pieces_ahead = 4;

    void run() {
        std::exception_ptr error;
        try {
            pump();
        } catch (...) {
            error = std::current_exception();
        }
        const std::lock_guard lock(m_mutex);
        m_error = error;
        m_finished = true;
        m_changed.notify_all();
    }

    void pump() {
        std::string chunk;
        while (m_stream.next(chunk)) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return m_full.size() < pieces_ahead || m_stop; });
            if (m_stop) return;
            m_full.push_back(std::move(chunk));
            chunk.clear();
            if (!m_empty.empty()) {
                chunk.swap(m_empty.back());
                m_empty.pop_back();
            }
            lock.unlock();
            m_changed.notify_all();
        }
    }

    ChunkStream& m_stream;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::string> m_full;
    std::deque<std::string> m_empty;
    std::exception_ptr m_error;
    bool m_finished = false;
    bool m_stop = false;
    std::thread m_thread;
};

}  // namespace

Compression compression_of(std::string_view first_bytes) {
    if (first_bytes.starts_with("\x1f\x8b")) return Compression::gzip;
    if (first_bytes.size() >= 4 && first_bytes.starts_with("BZh") && first_bytes[3] >= '1' &&
        first_bytes[3] <= '9')
        return Compression::bzip2;
    if (first_bytes.starts_with("\x28\xb5\x2f\xfd")) return Compression::zstd;
    if (first_bytes.starts_with("7z\xbc\xaf\x27\x1c")) return Compression::seven_zip;
    return Compression::none;
}

std::unique_ptr<ChunkStream> open_plain(ByteSource& source) {
    return std::make_unique<PlainStream>(source);
}

std::unique_ptr<ChunkStream> open_compressed(ByteSource& source, Compression compression, unsigned threads) {
    switch (compression) {
        case Compression::none:
            return open_plain(source);
        case Compression::gzip:
            return open_gzip(source);
        case Compression::bzip2:
            return open_bzip2(source, threads);
        case Compression::zstd:
            return open_zstd(source);
        case Compression::seven_zip:
            break;
    }
    assert(false);
    return nullptr;
}

std::unique_ptr<ChunkStream> read_ahead(ChunkStream& stream) {
    return std::make_unique<ReadAhead>(stream);
}

HistoryFile::HistoryFile(const std::filesystem::path& file, unsigned threads) : m_source(file) {
    const auto compression = compression_of(m_source.peek(6));
    m_stream = compression == Compression::seven_zip ? open_seven_zip(file)
                                                     : open_compressed(m_source, compression, threads);
    m_ahead = read_ahead(*m_stream);
}

std::string HistoryFile::sha256() {
    m_ahead.reset();
    return m_source.sha256();
}

}  // namespace brujula::wiki

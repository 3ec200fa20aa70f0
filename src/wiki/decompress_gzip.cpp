// SPDX-License-Identifier: GPL-3.0-or-later
#include <zlib.h>

#include "base/error.hpp"
#include "wiki/archive_error.hpp"
#include "wiki/decompress.hpp"
#include "wiki/input_buffer.hpp"

namespace brujula::wiki {

namespace {

constexpr int gzip_window = 15 + 16;  // zlib: the largest window, and only gzip's framing

class GzipStream final : public ChunkStream {
public:
    explicit GzipStream(ByteSource& source) : m_input(source) {
        if (inflateInit2(&m_zlib, gzip_window) != Z_OK) throw std::bad_alloc();
    }
    ~GzipStream() override { inflateEnd(&m_zlib); }
    GzipStream(const GzipStream&) = delete;
    GzipStream& operator=(const GzipStream&) = delete;

    bool next(std::string& chunk) override {
        chunk.resize(512 * 1024);
        std::size_t filled = 0;
        while (filled < chunk.size() && !at_end())
            filled += inflate_into(chunk, filled);
        chunk.resize(filled);
        return filled > 0;
    }

private:
    /// Between members: is there another?
    bool at_end() {
        if (m_inside) return false;
        if (m_input.position() > 0 && only_zeros_left(m_input)) return true;
        const auto bytes = m_input.look();
        if (m_input.position() > 0 && bytes[0] != '\x1f') throw_trailing("gzip", m_input.position());
        inflateReset(&m_zlib);
        m_inside = true;
        return false;
    }

    std::size_t inflate_into(std::string& chunk, std::size_t filled) {
        const auto bytes = m_input.look();
        if (bytes.empty()) throw_truncated("gzip", m_input.position());
        m_zlib.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
        m_zlib.avail_in = static_cast<uInt>(bytes.size());
        m_zlib.next_out = reinterpret_cast<Bytef*>(chunk.data() + filled);
        m_zlib.avail_out = static_cast<uInt>(chunk.size() - filled);
        const int status = inflate(&m_zlib, Z_NO_FLUSH);
        m_input.take(bytes.size() - m_zlib.avail_in);
        if (status == Z_STREAM_END)
            m_inside = false;
        else if (status != Z_OK && status != Z_BUF_ERROR)
            throw_damaged("gzip", m_input.position());
        return chunk.size() - filled - m_zlib.avail_out;
    }

    InputBuffer m_input;
    z_stream m_zlib{};
    bool m_inside = false;
};

}  // namespace

std::unique_ptr<ChunkStream> open_gzip(ByteSource& source) {
    return std::make_unique<GzipStream>(source);
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
#include <zstd.h>
#include <zstd_errors.h>

#include "base/error.hpp"
#include "wiki/archive_error.hpp"
#include "wiki/decompress.hpp"
#include "wiki/input_buffer.hpp"

namespace brujula::wiki {

namespace {

class ZstdStream final : public ChunkStream {
public:
    explicit ZstdStream(ByteSource& source) : m_input(source), m_zstd(ZSTD_createDStream()) {
        if (m_zstd) ZSTD_DCtx_setParameter(m_zstd, ZSTD_d_windowLogMax, 28);
        if (!m_zstd) throw std::bad_alloc();
    }
    ~ZstdStream() override { ZSTD_freeDStream(m_zstd); }
    ZstdStream(const ZstdStream&) = delete;
    ZstdStream& operator=(const ZstdStream&) = delete;

    bool next(std::string& chunk) override {
        chunk.resize(512 * 1024);
        ZSTD_outBuffer out{chunk.data(), chunk.size(), 0};
        while (out.pos < out.size && !at_end())
            decompress_into(out);
        chunk.resize(out.pos);
        return out.pos > 0;
    }

private:
    bool at_end() {
        if (m_inside || m_input.position() == 0) return false;
        return only_zeros_left(m_input);
    }

    void decompress_into(ZSTD_outBuffer& out) {
        const auto bytes = m_input.look();
        const auto before = out.pos;
        ZSTD_inBuffer in{bytes.data(), bytes.size(), 0};
        const std::size_t status = ZSTD_decompressStream(m_zstd, &out, &in);
        m_input.take(in.pos);
        if (ZSTD_isError(status)) refuse(status);
        m_inside = status != 0;
        if (bytes.empty() && out.pos == before) throw_truncated("zstd", m_input.position());
    }

    [[noreturn]] void refuse(std::size_t status) {
        switch (ZSTD_getErrorCode(status)) {
            case ZSTD_error_prefix_unknown:
                throw_trailing("zstd", m_input.position());
            case ZSTD_error_frameParameter_windowTooLarge:
                throw Error{ErrorKind::bad_input, {"error-archive-window", {}}};
            default:
                throw_damaged("zstd", m_input.position());
        }
    }

    InputBuffer m_input;
    ZSTD_DStream* m_zstd;
    bool m_inside = false;
};

}  // namespace

std::unique_ptr<ChunkStream> open_zstd(ByteSource& source) {
    return std::make_unique<ZstdStream>(source);
}

}  // namespace brujula::wiki

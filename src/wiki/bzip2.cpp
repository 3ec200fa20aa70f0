// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/bzip2.hpp"

#include <deque>
#include <future>
#include <optional>
#include <thread>

#include <bzlib.h>

#include "base/error.hpp"

namespace brujula::wiki {

namespace {

constexpr std::uint64_t block_mark = 0x314159265359;  // the digits of π
constexpr std::uint64_t stream_end = 0x177245385090;  // and of its root
constexpr std::uint64_t mark_mask = (std::uint64_t{1} << 48) - 1;
// A block holds at most 900 kB before its last coding step; compressed and plain stay well below these.
constexpr std::size_t largest_piece_bits = std::size_t{8} * 4 * 1024 * 1024;
constexpr std::size_t largest_block = 64 * 1024 * 1024;

[[noreturn]] void corrupt(std::uint64_t byte) {
    throw Error{ErrorKind::bad_input, {"error-archive-corrupt", {"bzip2", std::to_string(byte)}}};
}

/// Bits from the most significant on, as bzip2 writes them.
class Bits {
public:
    void put(std::uint64_t value, unsigned count) {
        while (count > 0) {
            if (m_size % 8 == 0) m_bytes.push_back('\0');
            const unsigned free = 8 - static_cast<unsigned>(m_size % 8);
            const unsigned taken = std::min(free, count);
            const auto part = (value >> (count - taken)) & ((1U << taken) - 1);
            m_bytes.back() =
                static_cast<char>(static_cast<unsigned char>(m_bytes.back()) | (part << (free - taken)));
            m_size += taken;
            count -= taken;
        }
    }
    void put(const Bits& other) {
        std::size_t left = other.m_size;
        for (const char byte : other.m_bytes) {
            const auto count = static_cast<unsigned>(std::min<std::size_t>(8, left));
            put(static_cast<unsigned char>(byte) >> (8 - count), count);
            left -= count;
        }
    }
    [[nodiscard]] std::uint32_t word_at(std::size_t bit) const {
        std::uint32_t word = 0;
        for (std::size_t i = bit; i < bit + 32; ++i)
            word = word << 1 | ((static_cast<unsigned char>(m_bytes[i / 8]) >> (7 - i % 8)) & 1U);
        return word;
    }
    void cut(std::size_t size) {
        m_size = size;
        m_bytes.resize((size + 7) / 8);
        if (size % 8 != 0)
            m_bytes.back() =
                static_cast<char>(static_cast<unsigned char>(m_bytes.back()) & (0xff00U >> (size % 8)));
    }
    [[nodiscard]] std::size_t size() const { return m_size; }
    [[nodiscard]] std::string& bytes() { return m_bytes; }

private:
    std::string m_bytes;
    std::size_t m_size = 0;
};

/// One block, mark and checksum included, made a stream of its own; nothing where it is no whole block.
std::optional<std::string> decompress_block(const Bits& block) {
    if (block.size() < 80) return {};
    Bits stream;
    stream.put(0x425a6839, 32);  // "BZh9": a decoder for the largest blocks takes smaller ones too
    stream.put(block);
    stream.put(stream_end, 48);
    stream.put(block.word_at(48), 32);  // with one block, the stream's checksum is the block's
    bz_stream decoder{};
    if (BZ2_bzDecompressInit(&decoder, 0, 0) != BZ_OK) return {};
    std::string out(1024 * 1024, '\0');
    std::size_t filled = 0;
    decoder.next_in = stream.bytes().data();
    decoder.avail_in = static_cast<unsigned>(stream.bytes().size());
    int code = BZ_OK;
    while (code == BZ_OK) {
        if (filled == out.size()) {
            if (out.size() >= largest_block) break;
            out.resize(out.size() * 2);
        }
        decoder.next_out = out.data() + filled;
        decoder.avail_out = static_cast<unsigned>(out.size() - filled);
        code = BZ2_bzDecompress(&decoder);
        filled = out.size() - decoder.avail_out;
        if (code == BZ_OK && decoder.avail_in == 0 && decoder.avail_out > 0) break;
    }
    BZ2_bzDecompressEnd(&decoder);
    if (code != BZ_STREAM_END) return {};
    out.resize(filled);
    return out;
}

/// A piece between two marks, or the end of a stream.
struct Piece {
    std::uint64_t byte = 0;  ///< of the file, where it begins
    Bits bits;
    bool ends_stream = false;
    std::uint32_t checksum = 0;  ///< of the stream, where it ends
    std::shared_future<std::optional<std::string>> plain;
};

/// Cuts the compressed bytes at the marks.
class Cutter {
public:
    explicit Cutter(std::unique_ptr<ByteSource> compressed) : m_compressed(std::move(compressed)) {}

    /// The next piece; nothing at the end of the file.
    std::optional<Piece> next() {
        while (true) {
            if (m_state == State::header) {
                if (!read_header()) return {};
                m_state = State::between;
            }
            const auto byte = next_byte();
            if (byte < 0) corrupt(m_position);
            if (auto piece = take(static_cast<unsigned>(byte))) return piece;
        }
    }

private:
    enum class State { header, between };

    int next_byte() {
        if (m_at == m_chunk.size()) {
            m_chunk = m_compressed->next();
            m_at = 0;
            if (m_chunk.empty()) return -1;
        }
        ++m_position;
        return static_cast<unsigned char>(m_chunk[m_at++]);
    }

    bool read_header() {
        const int first = next_byte();
        if (first < 0 && m_streams > 0) return false;
        if (first != 'B' || next_byte() != 'Z' || next_byte() != 'h') corrupt(m_position);
        const int level = next_byte();
        if (level < '1' || level > '9') corrupt(m_position);
        ++m_streams;
        m_window = 0;
        m_window_bits = 0;
        m_open = false;
        return true;
    }

    /// Adds a byte; a piece when the byte completes a mark that ends one.
    std::optional<Piece> take(unsigned byte) {
        m_window = m_window << 8 | byte;
        m_window_bits += 8;
        if (m_open) {
            m_piece.bits.put(byte, 8);
            if (m_piece.bits.size() > largest_piece_bits) corrupt(m_piece.byte);
        }
        if (m_window_bits < 48) return {};
        for (int shift = 7; shift >= 0; --shift) {
            if (m_window_bits < 48 + static_cast<unsigned>(shift)) continue;
            const auto mark = (m_window >> shift) & mark_mask;
            if (mark == block_mark) return begin_block(static_cast<unsigned>(shift));
            if (mark == stream_end) return end_of_stream(static_cast<unsigned>(shift));
        }
        return {};
    }

    std::optional<Piece> begin_block(unsigned shift) {
        std::optional<Piece> finished;
        if (m_open) {
            m_piece.bits.cut(m_piece.bits.size() - 48 - shift);
            finished = std::move(m_piece);
        }
        m_piece = Piece{};
        m_piece.byte = m_position - 6 - (shift > 0 ? 1 : 0);
        m_piece.bits.put(m_window & ((std::uint64_t{1} << (48 + shift)) - 1), 48 + shift);
        m_open = true;
        return finished;
    }

    /// Takes the checksum and the filling behind the mark.
    Piece end_of_stream(unsigned shift) {
        std::string behind;
        while (behind.size() < 4) {
            const int byte = next_byte();
            if (byte < 0) corrupt(m_position);
            behind.push_back(static_cast<char>(byte));
        }
        std::uint64_t bits = m_window;
        for (const char c : behind)
            bits = bits << 8 | static_cast<unsigned char>(c);
        Piece end;
        end.checksum = static_cast<std::uint32_t>(bits >> shift);
        end.ends_stream = true;
        end.byte = m_position;
        if (m_open) {
            m_piece.bits.cut(m_piece.bits.size() - 48 - shift);
            end.bits = std::move(m_piece.bits);
            end.byte = m_piece.byte;
        }
        m_open = false;
        m_state = State::header;
        return end;
    }

    std::unique_ptr<ByteSource> m_compressed;
    std::string m_chunk;
    std::size_t m_at = 0;
    std::uint64_t m_position = 0;
    State m_state = State::header;
    std::size_t m_streams = 0;
    std::uint64_t m_window = 0;
    unsigned m_window_bits = 0;
    Piece m_piece;
    bool m_open = false;
};

class ParallelBzip2 final : public ByteSource {
public:
    ParallelBzip2(std::unique_ptr<ByteSource> compressed, unsigned threads)
        : m_cutter(std::move(compressed)), m_ahead(std::size_t{2} * threads) {}

    std::string_view next() override {
        while (true) {
            fill();
            if (m_pieces.empty()) return {};
            auto piece = std::move(m_pieces.front());
            m_pieces.pop_front();
            m_current.clear();
            if (piece.bits.size() > 0) m_current = plain_of(piece);
            if (piece.ends_stream) end_stream(piece);
            if (!m_current.empty()) return m_current;
        }
    }

private:
    void fill() {
        while (!m_at_end && m_pieces.size() < m_ahead) {
            auto piece = m_cutter.next();
            if (!piece) {
                m_at_end = true;
                return;
            }
            if (piece->bits.size() > 0)
                piece->plain =
                    std::async(std::launch::async, [bits = piece->bits] { return decompress_block(bits); });
            m_pieces.push_back(std::move(*piece));
        }
    }

    /// The block's bytes; a mark that was data is undone by joining the piece with the next one of its
    /// stream.
    std::string plain_of(Piece& piece) {
        auto plain = piece.plain.get();
        while (!plain) {
            fill();
            if (piece.ends_stream || m_pieces.empty() || piece.bits.size() > largest_piece_bits)
                corrupt(piece.byte);
            auto following = std::move(m_pieces.front());
            m_pieces.pop_front();
            piece.bits.put(following.bits);
            piece.ends_stream = following.ends_stream;
            piece.checksum = following.checksum;
            plain = decompress_block(piece.bits);
        }
        m_checksum = (m_checksum << 1 | m_checksum >> 31) ^ piece.bits.word_at(48);
        return std::move(*plain);
    }

    void end_stream(const Piece& piece) {
        if (m_checksum != piece.checksum) corrupt(piece.byte);
        m_checksum = 0;
    }

    Cutter m_cutter;
    std::size_t m_ahead;
    std::deque<Piece> m_pieces;
    bool m_at_end = false;
    std::uint32_t m_checksum = 0;
    std::string m_current;
};

}  // namespace

std::unique_ptr<ByteSource> parallel_bzip2(std::unique_ptr<ByteSource> compressed, unsigned threads) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    return std::make_unique<ParallelBzip2>(std::move(compressed), threads);
}

}  // namespace brujula::wiki

// SPDX-License-Identifier: GPL-3.0-or-later
//
// A bzip2 stream is "BZh" and a level; then blocks, each beginning at any bit with 48 bits of magic and its
// CRC; then another magic, the CRC of all blocks, and zero bits up to the byte. Streams may follow each
// other. Where a block ends can only be known by decoding it, so the file is cut at everything that looks
// like a magic, and the pieces are decoded apart. A look-alike inside a block's data makes the pieces on both
// sides undecodable; they are then joined. That a piece decodes to its own CRC shows that it was cut right.
#include <algorithm>
#include <array>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include <bzlib.h>

#include "wiki/archive_error.hpp"
#include "wiki/decompress.hpp"

namespace brujula::wiki {

namespace {

constexpr std::uint64_t block_magic = 0x314159265359;
constexpr std::uint64_t end_magic = 0x177245385090;
constexpr unsigned magic_bits = 48;
constexpr unsigned crc_bits = 32;
// 900,000 symbols of at most 20 bits, and their tables.
constexpr std::size_t largest_block = 2'500'000;
constexpr std::size_t most_joined = 64;

enum class PieceKind { head, block, end_of_stream };

/// From one magic (or the beginning of the file) to the next (or the end of the file).
struct Piece {
    PieceKind kind = PieceKind::head;
    std::uint64_t begin_bit = 0;
    std::uint64_t end_bit = 0;
    bool last = false;  ///< ends with the file
    std::string bytes;  ///< from the byte of begin_bit to that of end_bit
    bool decoded = false;
    std::optional<std::string> text;  ///< of a block; nothing where it does not decode

    [[nodiscard]] std::uint64_t bits() const { return end_bit - begin_bit; }
};

std::uint64_t bits_at(std::string_view bytes, std::uint64_t bit, unsigned count) {
    std::uint64_t value = 0;
    for (unsigned i = 0; i < count; ++i, ++bit)
        value = value << 1 | (static_cast<unsigned char>(bytes[bit / 8]) >> (7 - bit % 8) & 1U);
    return value;
}

class BitWriter {
public:
    explicit BitWriter(std::size_t expected) { m_bytes.reserve(expected); }
    void put(std::uint32_t value, unsigned count) {
        m_buffer = m_buffer << count | value;
        m_held += count;
        for (; m_held >= 8; m_held -= 8)
            m_bytes.push_back(static_cast<char>(m_buffer >> (m_held - 8)));
        m_buffer &= (1U << m_held) - 1;
    }
    void put(const Piece& piece) {
        const std::uint64_t offset = piece.begin_bit % 8;
        const std::uint64_t last = offset + piece.bits();
        std::uint64_t bit = offset;
        for (; bit % 8 != 0 && bit < last; ++bit)
            put(static_cast<std::uint32_t>(bits_at(piece.bytes, bit, 1)), 1);
        for (; bit + 8 <= last; bit += 8)
            put(static_cast<unsigned char>(piece.bytes[bit / 8]), 8);
        for (; bit < last; ++bit)
            put(static_cast<std::uint32_t>(bits_at(piece.bytes, bit, 1)), 1);
    }
    std::string finish() {
        if (m_held > 0) put(0, 8 - m_held);
        return std::move(m_bytes);
    }

private:
    std::string m_bytes;
    std::uint64_t m_buffer = 0;
    unsigned m_held = 0;
};

std::uint32_t crc_of_block(const Piece& piece) {
    return static_cast<std::uint32_t>(bits_at(piece.bytes, piece.begin_bit % 8 + magic_bits, crc_bits));
}

/// The pieces' bits as a bzip2 stream of one block.
std::string as_stream(const std::vector<const Piece*>& pieces) {
    std::size_t size = 32;
    for (const auto* piece : pieces)
        size += piece->bytes.size();
    BitWriter writer(size);
    for (const char c : {'B', 'Z', 'h', '9'})
        writer.put(static_cast<unsigned char>(c), 8);
    for (const auto* piece : pieces)
        writer.put(*piece);
    writer.put(static_cast<std::uint32_t>(end_magic >> 24), 24);
    writer.put(static_cast<std::uint32_t>(end_magic & 0xffffff), 24);
    const std::uint32_t crc = crc_of_block(*pieces.front());
    writer.put(crc >> 16, 16);
    writer.put(crc & 0xffff, 16);
    return writer.finish();
}

std::optional<std::string> decode(const std::vector<const Piece*>& pieces) {
    if (pieces.front()->bits() < magic_bits + crc_bits) return std::nullopt;
    std::string stream = as_stream(pieces);
    bz_stream bz{};
    if (BZ2_bzDecompressInit(&bz, 0, 0) != BZ_OK) throw std::bad_alloc();
    bz.next_in = stream.data();
    bz.avail_in = static_cast<unsigned>(stream.size());
    std::string text(1024 * 1024, '\0');
    std::size_t filled = 0;
    int status = BZ_OK;
    while (status == BZ_OK) {
        if (filled == text.size()) text.resize(text.size() * 2);
        bz.next_out = text.data() + filled;
        bz.avail_out = static_cast<unsigned>(text.size() - filled);
        status = BZ2_bzDecompress(&bz);
        filled = text.size() - bz.avail_out;
        if (status == BZ_OK && bz.avail_in == 0 && bz.avail_out > 0) break;
    }
    BZ2_bzDecompressEnd(&bz);
    if (status != BZ_STREAM_END) return std::nullopt;
    text.resize(filled);
    return text;
}

/// For each value of the third byte after the one where a magic begins: may it be one? Leaves 16 values of
/// 256.
std::array<bool, 256> make_filter() {
    std::array<bool, 256> filter{};
    for (const auto magic : {block_magic, end_magic})
        for (unsigned shift = 0; shift < 8; ++shift)
            filter[magic >> (16 + shift) & 0xff] = true;
    return filter;
}

/// Cuts the bytes that it is given into pieces.
class Cutter {
public:
    /// Appends `bytes` and gives every piece that is complete to `take`.
    template <class Take>
    void feed(std::string_view bytes, Take&& take) {
        compact();
        m_window.append(bytes);
        scan(take);
    }
    template <class Take>
    void finish(Take&& take) {
        const std::uint64_t end = (m_base + m_window.size()) * 8;
        m_window.append(8, '\0');
        scan(take);
        m_window.resize(m_window.size() - 8);
        cut(end, PieceKind::head, take, true);
    }
    [[nodiscard]] bool overfull() const {
        return m_base + m_window.size() > m_begin_bit / 8 + 2 * largest_block;
    }

private:
    void compact() {
        const std::uint64_t keep_from = m_begin_bit / 8;
        m_window.erase(0, static_cast<std::size_t>(keep_from - m_base));
        m_scan -= static_cast<std::size_t>(keep_from - m_base);
        m_base = keep_from;
    }

    template <class Take>
    void scan(Take& take) {
        static const std::array<bool, 256> filter = make_filter();
        // A magic that begins in byte i has its whole bytes in i + 1 to i + 5, and looks at up to i + 7.
        for (; m_scan + 8 <= m_window.size(); ++m_scan)
            if (filter[static_cast<unsigned char>(m_window[m_scan + 3])]) examine(take);
    }

    template <class Take>
    void examine(Take& take) {
        std::uint64_t word = 0;
        for (std::size_t i = 0; i < 8; ++i)
            word = word << 8 | static_cast<unsigned char>(m_window[m_scan + i]);
        for (unsigned shift = 0; shift < 8; ++shift) {
            const std::uint64_t candidate = word >> (16 - shift) & 0xffffffffffff;
            if (candidate != block_magic && candidate != end_magic) continue;
            const std::uint64_t bit = (m_base + m_scan) * 8 + shift;
            cut(bit, candidate == block_magic ? PieceKind::block : PieceKind::end_of_stream, take, false);
        }
    }

    template <class Take>
    void cut(std::uint64_t end_bit, PieceKind next_kind, Take& take, bool last) {
        Piece piece;
        piece.kind = m_kind;
        piece.begin_bit = m_begin_bit;
        piece.end_bit = end_bit;
        piece.last = last;
        const std::uint64_t first_byte = m_begin_bit / 8;
        const std::uint64_t end_byte = (end_bit + 7) / 8;
        piece.bytes = m_window.substr(static_cast<std::size_t>(first_byte - m_base),
                                      static_cast<std::size_t>(end_byte - first_byte));
        m_begin_bit = end_bit;
        m_kind = next_kind;
        take(std::move(piece));
    }

    std::string m_window;
    std::uint64_t m_base = 0;  ///< the byte of the file that m_window begins with
    std::size_t m_scan = 0;    ///< in m_window
    std::uint64_t m_begin_bit = 0;
    PieceKind m_kind = PieceKind::head;
};

/// Pieces in the file's order, decoded by several threads, at most `most_ahead` at once.
class Pieces {
public:
    Pieces(ByteSource& source, unsigned threads) : m_source(source), m_most_ahead(4 * threads + 8) {
        m_threads.emplace_back([this] { guard([this] { read(); }); });
        for (unsigned i = 0; i < threads; ++i)
            m_threads.emplace_back([this] { guard([this] { work(); }); });
    }
    ~Pieces() {
        {
            const std::lock_guard lock(m_mutex);
            m_stop = true;
        }
        m_changed.notify_all();
        for (auto& thread : m_threads)
            thread.join();
    }
    Pieces(const Pieces&) = delete;
    Pieces& operator=(const Pieces&) = delete;

    /// The next piece, decoded when it is a block; null at the end.
    std::shared_ptr<Piece> next() {
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] {
            return m_error || (m_ordered.empty() ? m_finished : m_ordered.front()->decoded);
        });
        if (m_ordered.empty() || !m_ordered.front()->decoded) {
            if (m_error) std::rethrow_exception(m_error);
            return nullptr;
        }
        auto piece = std::move(m_ordered.front());
        m_ordered.pop_front();
        lock.unlock();
        m_changed.notify_all();
        return piece;
    }

private:
    template <class Run>
    void guard(Run&& run) {
        try {
            run();
        } catch (...) {
            const std::lock_guard lock(m_mutex);
            if (!m_error) m_error = std::current_exception();
            m_stop = true;
            m_changed.notify_all();
        }
    }

    void read() {
        Cutter cutter;
        std::string bytes(1024 * 1024, '\0');
        const auto take = [this](Piece piece) { hand_over(std::move(piece)); };
        while (const std::size_t got = m_source.read(bytes.data(), bytes.size())) {
            cutter.feed(std::string_view(bytes).substr(0, got), take);
            if (cutter.overfull() || stopped()) break;
        }
        cutter.finish(take);
        const std::lock_guard lock(m_mutex);
        m_finished = true;
        m_changed.notify_all();
    }

    bool stopped() {
        const std::lock_guard lock(m_mutex);
        return m_stop;
    }

    void hand_over(Piece piece) {
        auto shared = std::make_shared<Piece>(std::move(piece));
        shared->decoded = shared->kind != PieceKind::block;
        std::unique_lock lock(m_mutex);
        m_changed.wait(lock, [this] { return m_ordered.size() < m_most_ahead || m_stop; });
        if (m_stop) return;
        m_ordered.push_back(shared);
        if (!shared->decoded) m_waiting.push_back(std::move(shared));
        lock.unlock();
        m_changed.notify_all();
    }

    void work() {
        while (true) {
            std::unique_lock lock(m_mutex);
            m_changed.wait(lock, [this] { return !m_waiting.empty() || m_finished || m_stop; });
            if (m_stop || m_waiting.empty()) return;
            const auto piece = std::move(m_waiting.front());
            m_waiting.pop_front();
            lock.unlock();
            auto text = decode({piece.get()});
            lock.lock();
            piece->text = std::move(text);
            piece->decoded = true;
            lock.unlock();
            m_changed.notify_all();
        }
    }

    ByteSource& m_source;
    const std::size_t m_most_ahead;
    std::mutex m_mutex;
    std::condition_variable m_changed;
    std::deque<std::shared_ptr<Piece>> m_ordered;
    std::deque<std::shared_ptr<Piece>> m_waiting;
    std::exception_ptr m_error;
    bool m_finished = false;
    bool m_stop = false;
    std::vector<std::thread> m_threads;
};

/// Puts the decoded pieces together and checks that they are a bzip2 file.
class Bzip2Stream final : public ChunkStream {
public:
    Bzip2Stream(ByteSource& source, unsigned threads) : m_pieces(source, threads) {}

    bool next(std::string& chunk) override {
        while (const auto piece = m_pieces.next()) {
            switch (piece->kind) {
                case PieceKind::head:
                    begin_stream(*piece, 0);
                    break;
                case PieceKind::end_of_stream:
                    end_stream(*piece);
                    break;
                case PieceKind::block:
                    chunk = text_of_block(piece);
                    m_crc = (m_crc << 1 | m_crc >> 31) ^ crc_of_block(*piece);
                    if (!chunk.empty()) return true;
            }
        }
        return false;
    }

private:
    /// `skip` bytes into `piece` a stream begins; its first magic is the next piece.
    void begin_stream(const Piece& piece, std::size_t skip) {
        const std::string_view head = std::string_view(piece.bytes).substr(skip);
        const std::uint64_t byte = piece.begin_bit / 8 + skip;
        if (compression_of(head) != Compression::bzip2) {
            if (skip > 0) throw_trailing("bzip2", byte);
            throw_damaged("bzip2", byte);
        }
        if (piece.last) throw_truncated("bzip2", piece.end_bit / 8);
        if (head.size() != 4 || piece.end_bit % 8 != 0) throw_damaged("bzip2", byte + 4);
        m_crc = 0;
    }

    void end_stream(const Piece& piece) {
        const std::uint64_t offset = piece.begin_bit % 8;
        if (piece.bits() < magic_bits + crc_bits) {
            if (piece.last) throw_truncated("bzip2", piece.end_bit / 8);
            throw_damaged("bzip2", piece.begin_bit / 8);
        }
        if (bits_at(piece.bytes, offset + magic_bits, crc_bits) != m_crc)
            throw_damaged("bzip2", (piece.begin_bit + magic_bits) / 8);
        const auto used = static_cast<std::size_t>((offset + magic_bits + crc_bits + 7) / 8);
        const bool padding_only = piece.bytes.find_first_not_of('\0', used) == std::string::npos;
        if (!(piece.last && padding_only)) begin_stream(piece, used);
    }

    std::string text_of_block(const std::shared_ptr<Piece>& piece) {
        if (piece->text) return std::move(*piece->text);
        std::vector<std::shared_ptr<Piece>> joined{piece};
        std::size_t size = piece->bytes.size();
        while (!joined.back()->last && joined.size() < most_joined && size < largest_block) {
            auto more = m_pieces.next();
            if (!more) break;
            size += more->bytes.size();
            joined.push_back(std::move(more));
            std::vector<const Piece*> parts;
            parts.reserve(joined.size());
            for (const auto& part : joined)
                parts.push_back(part.get());
            if (auto text = decode(parts)) return std::move(*text);
        }
        if (piece->last && piece->bytes.size() < largest_block) throw_truncated("bzip2", piece->end_bit / 8);
        throw_damaged("bzip2", piece->begin_bit / 8);
    }

    Pieces m_pieces;
    std::uint32_t m_crc = 0;
};

}  // namespace

std::unique_ptr<ChunkStream> open_bzip2(ByteSource& source, unsigned threads) {
    if (threads == 0) threads = std::max(1U, std::thread::hardware_concurrency());
    return std::make_unique<Bzip2Stream>(source, threads);
}

}  // namespace brujula::wiki

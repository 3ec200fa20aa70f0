// SPDX-License-Identifier: GPL-3.0-or-later
#include "wiki/decompress.hpp"

#include <algorithm>
#include <cstdlib>

#include <bzlib.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include "wiki/wiki_test_support.hpp"

using namespace brujula;
using namespace brujula::wiki;
using namespace brujula::wiki::test;

namespace {

std::string bzip2ed(const std::string& text, int level = 1) {
    auto size = static_cast<unsigned>(text.size() + text.size() / 50 + 1000);
    std::string out(size, '\0');
    std::string in = text;
    BZ2_bzBuffToBuffCompress(out.data(), &size, in.data(), static_cast<unsigned>(in.size()), level, 0, 0);
    out.resize(size);
    return out;
}

std::string gzipped(const std::string& text) {
    z_stream z{};
    deflateInit2(&z, 6, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&z, text.size()) + 64, '\0');
    std::string in = text;
    z.next_in = reinterpret_cast<Bytef*>(in.data());
    z.avail_in = static_cast<uInt>(in.size());
    z.next_out = reinterpret_cast<Bytef*>(out.data());
    z.avail_out = static_cast<uInt>(out.size());
    deflate(&z, Z_FINISH);
    out.resize(out.size() - z.avail_out);
    deflateEnd(&z);
    return out;
}

std::string zstandard(const std::string& text) {
    ZSTD_CCtx* context = ZSTD_createCCtx();
    ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1);
    std::string out(ZSTD_compressBound(text.size()), '\0');
    out.resize(ZSTD_compress2(context, out.data(), out.size(), text.data(), text.size()));
    ZSTD_freeCCtx(context);
    return out;
}

std::string all_of(ChunkStream& stream) {
    std::string text, chunk;
    while (stream.next(chunk))
        text += chunk;
    return text;
}

std::string unpacked(const std::string& packed, std::size_t drip = 1 << 20, unsigned threads = 2) {
    Dripping source{packed, drip};
    return all_of(*open_compressed(source, compression_of(packed), threads));
}

std::string why(const std::string& packed, Compression compression) {
    return refusal([&] {
               MemorySource source{packed};
               all_of(*open_compressed(source, compression, 2));
           })
        .key;
}

/// Digits that do not compress to nothing: about `size` bytes, the same every time.
std::string digits(std::size_t size) {
    std::string out;
    std::uint64_t x = 1;
    while (out.size() < size)
        out += std::to_string(x = x * 6364136223846793005ULL + 1442695040888963407ULL);
    return out;
}

/// Writes bits, the most significant first.
class BitString {
public:
    void put(std::uint64_t value, unsigned count) {
        for (unsigned i = count; i-- > 0;) {
            if (m_bits % 8 == 0) m_bytes.push_back('\0');
            if ((value >> i & 1) != 0)
                m_bytes.back() =
                    static_cast<char>(static_cast<unsigned char>(m_bytes.back()) | (0x80U >> (m_bits % 8)));
            ++m_bits;
        }
    }
    [[nodiscard]] const std::string& bytes() const { return m_bytes; }

private:
    std::string m_bytes;
    std::size_t m_bits = 0;
};

/// A stream of one block whose compressed data are the given 4-bit symbols and the end. 14 bytes are in use,
/// so the alphabet is 16 symbols, each with a code of 4 bits that is its own number: 0 and 1 are runs, 2 to
/// 14 positions of move-to-front, 15 the end of the block. Magic numbers have no nibble f, so they can stand
/// there.
std::string block_of_nibbles(const std::vector<unsigned>& nibbles, std::uint32_t crc) {
    BitString bits;
    for (const char c : {'B', 'Z', 'h', '9'})
        bits.put(static_cast<unsigned char>(c), 8);
    bits.put(0x314159265359, 48);
    bits.put(crc, 32);
    bits.put(0, 1);        // not randomised
    bits.put(0, 24);       // where the text begins
    bits.put(0x0200, 16);  // of the 16 rows of 16 bytes, the seventh …
    bits.put(0xfffc, 16);  // … with its first 14: '`' to 'm'
    bits.put(2, 3);        // two tables
    const auto groups = (nibbles.size() + 1 + 49) / 50;
    bits.put(groups, 15);
    for (std::size_t i = 0; i < groups; ++i)
        bits.put(0, 1);
    for (int table = 0; table < 2; ++table) {
        bits.put(4, 5);
        for (int symbol = 0; symbol < 16; ++symbol)
            bits.put(0, 1);
    }
    for (const unsigned nibble : nibbles)
        bits.put(nibble, 4);
    bits.put(15, 4);
    bits.put(0x177245385090, 48);
    bits.put(crc, 32);
    return bits.bytes();
}

std::uint32_t crc_of(const std::string& text) {
    std::uint32_t crc = 0xffffffff;
    for (const char c : text) {
        crc ^= static_cast<std::uint32_t>(static_cast<unsigned char>(c)) << 24;
        for (int i = 0; i < 8; ++i)
            crc = (crc & 0x80000000) != 0 ? crc << 1 ^ 0x04c11db7 : crc << 1;
    }
    return ~crc;
}

/// What libbz2 makes of it, wrong checksums or not.
std::string decoded_anyhow(std::string packed) {
    bz_stream bz{};
    BZ2_bzDecompressInit(&bz, 0, 0);
    std::string out(100'000, '\0');
    bz.next_in = packed.data();
    bz.avail_in = static_cast<unsigned>(packed.size());
    bz.next_out = out.data();
    bz.avail_out = static_cast<unsigned>(out.size());
    while (BZ2_bzDecompress(&bz) == BZ_OK && bz.avail_in > 0) {
    }
    out.resize(out.size() - bz.avail_out);
    BZ2_bzDecompressEnd(&bz);
    return out;
}

std::vector<unsigned> nibbles_of(std::uint64_t magic) {
    std::vector<unsigned> nibbles;
    for (int shift = 44; shift >= 0; shift -= 4)
        nibbles.push_back(static_cast<unsigned>(magic >> shift & 15));
    return nibbles;
}

}  // namespace

TEST(Bzip2, many_blocks_come_out_in_order_however_the_file_arrives) {
    const auto text = digits(1'500'000);  // level 1: blocks of 100 kB, so about sixteen
    for (const std::size_t drip : {7UL, 1000UL, 1UL << 20})
        EXPECT_TRUE(unpacked(bzip2ed(text), drip) == text) << drip;
    EXPECT_TRUE(unpacked(bzip2ed(text, 9), 4096, 1) == text);
}

TEST(Bzip2, streams_one_after_the_other_are_one_text) {
    EXPECT_EQ(unpacked(bzip2ed("uno ") + bzip2ed("") + bzip2ed("dos", 9)), "uno dos");
    EXPECT_EQ(unpacked(bzip2ed("")), "");
    EXPECT_EQ(unpacked(bzip2ed("uno") + std::string(700, '\0')), "uno") << "padding of a tape";
}

// A run of three million equal bytes is one block of a few bytes.
TEST(Bzip2, a_block_may_be_much_larger_than_its_file) {
    EXPECT_TRUE(unpacked(bzip2ed(std::string(3'000'000, 'a'))) == std::string(3'000'000, 'a'));
}

TEST(Bzip2, what_only_looks_like_a_magic_inside_a_block_does_not_break_it) {
    for (const std::uint64_t magic : {0x314159265359ULL, 0x177245385090ULL}) {
        std::vector<unsigned> nibbles{5, 7, 3};
        for (int times = 0; times < 3; ++times) {
            for (const unsigned nibble : nibbles_of(magic))
                nibbles.push_back(nibble);
            nibbles.push_back(9);
        }
        const auto text = decoded_anyhow(block_of_nibbles(nibbles, 0));
        ASSERT_GT(text.size(), 20u);
        const auto packed = block_of_nibbles(nibbles, crc_of(text));
        ASSERT_EQ(decoded_anyhow(packed), text);
        EXPECT_EQ(unpacked(bzip2ed("before ") + packed + bzip2ed(" after")), "before " + text + " after");
    }
}

TEST(Bzip2, any_changed_byte_is_an_error) {
    const auto good = bzip2ed(digits(300'000));
    for (std::size_t at = 4; at < good.size(); at += good.size() / 37) {
        auto bad = good;
        bad[at] = static_cast<char>(bad[at] ^ 0x10);
        EXPECT_THROW(unpacked(bad), Error) << at;
    }
}

TEST(Bzip2, a_changed_byte_is_named_by_the_block_that_it_lies_in) {
    const auto first = bzip2ed(digits(90'000));
    auto second = bzip2ed(digits(90'000));
    second[second.size() / 2] = static_cast<char>(second[second.size() / 2] ^ 0x10);
    const auto message = refusal([&] { unpacked(first + second); });
    EXPECT_EQ(message.key, "error-archive-damaged");
    EXPECT_EQ(message.parameters.at(1), std::to_string(first.size() + 4)) << "the block begins after BZh1";
}

// The stream's own checksum lies in the last four whole bytes before at most seven bits of filling.
TEST(Bzip2, a_stream_that_lost_a_block_is_an_error_though_each_block_is_whole) {
    auto bad = bzip2ed(digits(90'000));
    bad[bad.size() - 4] = static_cast<char>(bad[bad.size() - 4] ^ 0x10);
    EXPECT_EQ(why(bad, Compression::bzip2), "error-archive-damaged");
}

TEST(Bzip2, a_cut_file_is_an_error_that_names_its_end) {
    const auto good = bzip2ed(digits(300'000));
    for (const std::size_t length : {std::size_t{4}, std::size_t{20}, good.size() / 2, good.size() - 1}) {
        const auto message = refusal([&] { unpacked(good.substr(0, length)); });
        EXPECT_EQ(message.key, "error-archive-truncated") << length;
        EXPECT_EQ(message.parameters.at(1), std::to_string(length));
    }
}

TEST(Bzip2, rubbish_behind_is_an_error_that_names_where_it_begins) {
    const auto good = bzip2ed("uno");
    const auto message = refusal([&] { unpacked(good + "rubbish"); });
    EXPECT_EQ(message.key, "error-archive-trailing");
    EXPECT_EQ(message.parameters.at(1), std::to_string(good.size()));
    EXPECT_EQ(why("BZh9 and then no magic at all", Compression::bzip2), "error-archive-truncated");
}

TEST(Gzip, members_one_after_the_other_are_one_text) {
    EXPECT_EQ(unpacked(gzipped("uno ") + gzipped("") + gzipped("dos")), "uno dos");
    EXPECT_EQ(unpacked(gzipped("uno") + std::string(500, '\0')), "uno") << "padding of a tape";
    const auto text = digits(2'000'000);
    EXPECT_TRUE(unpacked(gzipped(text), 999) == text);
}

TEST(Gzip, damage_is_an_error) {
    const auto good = gzipped(digits(100'000));
    auto bad = good;
    bad[bad.size() - 6] = static_cast<char>(bad[bad.size() - 6] ^ 1);  // of the checksum
    EXPECT_EQ(why(bad, Compression::gzip), "error-archive-damaged");
    EXPECT_EQ(why(good + "rubbish", Compression::gzip), "error-archive-trailing");
    const auto message = refusal([&] { unpacked(good.substr(0, 5000)); });
    EXPECT_EQ(message.key, "error-archive-truncated");
    EXPECT_EQ(message.parameters, (std::vector<std::string>{"gzip", "5000"}));
}

TEST(Zstd, frames_one_after_the_other_are_one_text_and_skippable_ones_are_skipped) {
    const std::string skippable{"\x50\x2a\x4d\x18\x03\x00\x00\x00xyz", 11};
    EXPECT_EQ(unpacked(zstandard("uno ") + skippable + zstandard("dos")), "uno dos");
    EXPECT_EQ(unpacked(zstandard("")), "");
    const auto text = digits(2'000'000);
    EXPECT_TRUE(unpacked(zstandard(text), 999) == text);
}

TEST(Zstd, damage_is_an_error) {
    const auto good = zstandard(digits(100'000));
    auto bad = good;
    bad.back() = static_cast<char>(bad.back() ^ 1);  // of the checksum
    EXPECT_EQ(why(bad, Compression::zstd), "error-archive-damaged");
    EXPECT_EQ(why(good + "rubbish", Compression::zstd), "error-archive-trailing");
    const auto message = refusal([&] { unpacked(good.substr(0, 5000)); });
    EXPECT_EQ(message.key, "error-archive-truncated");
    EXPECT_EQ(message.parameters, (std::vector<std::string>{"zstd", "5000"}));
}

TEST(ReadAhead, an_error_comes_after_what_was_read_before_it) {
    const auto good = gzipped(digits(3'000'000));
    const auto cut = good.substr(0, good.size() - 100);
    MemorySource source{cut};
    const auto gzip = open_gzip(source);
    const auto ahead = read_ahead(*gzip);
    std::string chunk;
    std::size_t got = 0;
    EXPECT_THROW(while (ahead->next(chunk)) got += chunk.size(), Error);
    EXPECT_GT(got, 1'000'000u);
}

TEST(ReadAhead, a_reader_that_stops_early_waits_for_nothing) {
    const auto packed = bzip2ed(digits(3'000'000));
    MemorySource source{packed};
    const auto bzip2 = open_bzip2(source, 2);
    const auto ahead = read_ahead(*bzip2);
    std::string chunk;
    EXPECT_TRUE(ahead->next(chunk));
}

TEST(FileSource, the_hash_is_of_the_file_as_it_lies) {
    // printf abc | sha256sum
    const TextFile file{"abc"};
    EXPECT_EQ(FileSource(file.path).sha256(),
              "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    EXPECT_EQ(refusal([] { FileSource("/nowhere/at/all"); }).key, "error-no-such-file");
    EXPECT_EQ(refusal([] { FileSource("/tmp"); }).key, "error-file-not-regular");
}

TEST(Archives, what_the_systems_own_tools_pack_is_read_and_told_when_cut) {
    if (std::system("command -v gzip zstd bzip2 7z >/dev/null 2>&1") != 0)
        GTEST_SKIP() << "gzip, zstd, bzip2 and 7z are not all here";
    const TextFile plain{page_xml(one_revision), "a.xml"};
    const auto file = plain.path.string();
    const std::vector<std::pair<std::string, std::string>> tools{{"gzip -k", ".gz"},
                                                                 {"zstd -qk", ".zst"},
                                                                 {"bzip2 -k", ".bz2"},
                                                                 {"7z a -bd -y '" + file + ".7z'", ".7z"}};
    for (const auto& [tool, ending] : tools) {
        ASSERT_EQ(std::system((tool + " '" + file + "' >/dev/null").c_str()), 0) << tool;
        Heard sink;
        EXPECT_EQ(read_history(file + ending, sink).edits, 1u) << tool;
        std::filesystem::resize_file(file + ending, std::filesystem::file_size(file + ending) - 8);
        EXPECT_THROW(read_history(file + ending, sink), Error) << tool;
        std::filesystem::remove(file + ending);
    }
}

TEST(Archives, a_7z_of_several_files_is_refused_and_not_read_in_part) {
    if (std::system("command -v 7z >/dev/null 2>&1") != 0) GTEST_SKIP() << "7z is not here";
    const TextFile one{page_xml(one_revision), "a.xml"};
    const TextFile two{page_xml(one_revision), "b.xml"};
    const std::string packed = one.path.string() + ".7z";
    const auto line =
        "7z a -bd -y '" + packed + "' '" + one.path.string() + "' '" + two.path.string() + "' >/dev/null";
    ASSERT_EQ(std::system(line.c_str()), 0);
    Heard sink;
    EXPECT_EQ(refusal([&] { read_history(packed, sink); }).key, "error-archive-several-files");
    std::filesystem::remove(packed);
}

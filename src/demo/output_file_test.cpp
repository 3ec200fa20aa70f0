// SPDX-License-Identifier: GPL-3.0-or-later
#include "demo/output_file.hpp"

#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "wiki/decompress.hpp"

using namespace brujula;
using namespace brujula::demo;
namespace fs = std::filesystem;

namespace {

class Output : public ::testing::Test {
protected:
    Output() { fs::create_directories(folder); }
    ~Output() override { fs::remove_all(folder); }

    [[nodiscard]] std::string bytes_of(const fs::path& file) const {
        std::ifstream in{file, std::ios::binary};
        return {std::istreambuf_iterator<char>(in), {}};
    }

    const fs::path folder = fs::temp_directory_path() / ("brujula-output-" + std::to_string(::getpid()));
};

/// More than the buffer and than a block of bzip2, with no two lines alike.
std::string long_text() {
    std::string text;
    for (int line = 0; text.size() < 2'000'000; ++line)
        text += "línea\t" + std::to_string(line) + "\n";
    return text;
}

void write(const fs::path& file, const std::string& text) {
    OutputFile out{file};
    // In pieces that do not end where the buffer does.
    for (std::size_t at = 0; at < text.size(); at += 1000)
        out.stream() << text.substr(at, 1000);
    out.finish();
}

std::string read_back(const fs::path& file) {
    wiki::HistoryFile in{file, 1};
    std::string text;
    for (std::string chunk; in.next(chunk);)
        text += chunk;
    return text;
}

}  // namespace

TEST_F(Output, is_compressed_as_its_name_says_and_reads_back_the_same) {
    const auto text = long_text();
    const std::pair<const char*, wiki::Compression> names[] = {{"wiki.tsv", wiki::Compression::none},
                                                               {"wiki.tsv.gz", wiki::Compression::gzip},
                                                               {"wiki.tsv.bz2", wiki::Compression::bzip2},
                                                               {"wiki.tsv.zst", wiki::Compression::zstd}};
    for (const auto& [name, compression] : names) {
        write(folder / name, text);
        EXPECT_EQ(wiki::compression_of(bytes_of(folder / name)), compression) << name;
        EXPECT_TRUE(read_back(folder / name) == text) << name;
        if (compression != wiki::Compression::none) {
            EXPECT_LT(fs::file_size(folder / name), text.size() / 2) << name;
        }
    }
    EXPECT_EQ(fs::file_size(folder / "wiki.tsv"), text.size()) << "nothing is padded";
}

TEST_F(Output, of_nothing_is_an_empty_text) {
    for (const char* name : {"empty.tsv", "empty.tsv.gz", "empty.tsv.zst"}) {
        write(folder / name, "");
        EXPECT_EQ(read_back(folder / name), "") << name;
    }
}

TEST_F(Output, is_refused_under_the_name_of_a_compression_that_is_not_written) {
    for (const char* name : {"wiki.tsv.7z", "wiki.tsv.xz", "wiki.zip"}) {
        try {
            OutputFile out{folder / name};
            FAIL() << name;
        } catch (const Error& error) {
            EXPECT_EQ(error.kind(), ErrorKind::bad_input);
            EXPECT_EQ(error.message().key, "error-output-compression");
        }
        EXPECT_FALSE(fs::exists(folder / name)) << name;
    }
}

TEST_F(Output, is_refused_where_no_file_can_be_made) {
    EXPECT_THROW(OutputFile{folder / "none" / "wiki.tsv"}, Error);
    EXPECT_THROW(OutputFile{folder}, Error);
}

TEST_F(Output, says_when_the_disk_is_full) {
    if (!fs::exists("/dev/full")) GTEST_SKIP() << "skipped: the system has no /dev/full";
    fs::create_symlink("/dev/full", folder / "full.tsv");
    OutputFile out{folder / "full.tsv"};
    out.stream() << long_text() << std::flush;
    EXPECT_TRUE(out.stream().bad());
    try {
        out.finish();
        FAIL();
    } catch (const Error& error) {
        EXPECT_EQ(error.kind(), ErrorKind::unavailable);
    }
}

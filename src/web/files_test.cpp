// SPDX-License-Identifier: GPL-3.0-or-later
#include <fstream>

#include <gtest/gtest.h>
#include <stdlib.h>

#include "web/compress.hpp"
#include "web/static_files.hpp"

namespace brujula::web {
namespace {
namespace fs = std::filesystem;

class static_files : public testing::Test {
protected:
    static_files() : m_folder(new_folder()), m_files(m_folder / "ui") {
        fs::create_directories(m_folder / "ui/assets");
        write("secret.txt", "not for anybody");
        write("ui/index.html", "<!doctype html><html lang=\"en\">");
        write("ui/assets/index-1a2b.js", "plain();");
        write("ui/assets/index-1a2b.js.gz", "packed with gzip");
        write("ui/assets/index-1a2b.js.br", "packed with brotli");
        write("ui/.hidden.txt", "hidden");
    }
    ~static_files() override { fs::remove_all(m_folder); }

    static fs::path new_folder() {
        std::string pattern = (fs::temp_directory_path() / "brujula-files-XXXXXX").string();
        return ::mkdtemp(pattern.data());
    }
    void write(const char* name, std::string_view content) const {
        std::ofstream(m_folder / name) << content;
    }
    [[nodiscard]] Response get(std::string path, std::string codings = {}, std::string etag = {}) const {
        Request request;
        request.path = std::move(path);
        if (!codings.empty()) request.headers.emplace_back("accept-encoding", std::move(codings));
        if (!etag.empty()) request.headers.emplace_back("if-none-match", std::move(etag));
        return m_files.answer(request);
    }

    fs::path m_folder;
    StaticFiles m_files;
};

TEST_F(static_files, every_address_without_a_dot_is_a_page_of_the_interface) {
    for (const char* path : {"/", "/plans/wmar-2015", "/goals/a/b/c"}) {
        const Response page = get(path);
        EXPECT_EQ(page.status, 200) << path;
        EXPECT_EQ(page.body, "<!doctype html><html lang=\"en\">");
        EXPECT_EQ(page.header("Cache-Control"), "no-cache");
    }
}

TEST_F(static_files, the_packed_file_beside_is_taken_where_the_browser_can_unpack_it) {
    const std::string path = "/assets/index-1a2b.js";
    EXPECT_EQ(get(path).body, "plain();");
    EXPECT_EQ(get(path, "gzip, deflate").body, "packed with gzip");
    const Response brotli = get(path, "gzip, br;q=0.9");
    EXPECT_EQ(brotli.body, "packed with brotli");
    EXPECT_EQ(brotli.header("Content-Encoding"), "br");
    EXPECT_EQ(brotli.header("Content-Type"), "text/javascript; charset=utf-8");
    EXPECT_EQ(get(path, "br;q=0, gzip;q=0.0").body, "plain();");
}

TEST_F(static_files, files_named_by_their_content_are_kept_for_ever) {
    EXPECT_EQ(get("/assets/index-1a2b.js").header("Cache-Control"), "public, max-age=31536000, immutable");
}

TEST_F(static_files, who_has_the_file_already_gets_no_second_copy) {
    const std::string etag = get("/").header("ETag").value();
    EXPECT_EQ(get("/", "", etag).status, 304);
    EXPECT_EQ(get("/", "", "\"another\"").status, 200);
}

TEST_F(static_files, a_file_that_changed_is_read_again) {
    const std::string etag = get("/").header("ETag").value();
    write("ui/index.html", "new");
    fs::last_write_time(m_folder / "ui/index.html", fs::file_time_type::clock::now() + std::chrono::hours(1));
    EXPECT_EQ(get("/", "", etag).body, "new");
}

TEST_F(static_files, nothing_outside_the_folder_and_nothing_hidden_is_given) {
    for (const char* path : {"/../secret.txt", "/assets/../../secret.txt", "/%2e%2e/secret.txt",
                             "/..%2fsecret.txt", "/.hidden.txt", "/assets/./index-1a2b.js", "//secret.txt",
                             "/assets\\..\\secret.txt", "/secret.txt", "/assets.", "/./"}) {
        const Response answer = get(path);
        EXPECT_EQ(answer.status, 404) << path;
        EXPECT_EQ(answer.body.find("not for anybody"), std::string::npos) << path;
    }
}

TEST_F(static_files, without_the_built_interface_the_page_says_how_to_build_it) {
    fs::remove_all(m_folder / "ui");
    const Response page = get("/");
    EXPECT_EQ(page.status, 503);
    EXPECT_NE(page.body.find("tools/build ui"), std::string::npos);
}

TEST(accept_encoding, names_weights_and_the_star_are_understood) {
    EXPECT_TRUE(accepts("gzip, deflate, br", "br"));
    EXPECT_FALSE(accepts("gzip", "br"));
    EXPECT_TRUE(accepts("*", "gzip"));
    EXPECT_FALSE(accepts("*, gzip;q=0", "gzip"));
    EXPECT_FALSE(accepts("gzip;q=0.000", "gzip"));
    EXPECT_TRUE(accepts("gzip;q=0.001", "gzip"));
    EXPECT_FALSE(accepts("", "gzip"));
}

TEST(gzip, packs_what_gunzip_unpacks) {
    const std::string packed = gzip(std::string(100'000, 'a'));
    EXPECT_LT(packed.size(), 1000U);
    EXPECT_EQ(packed.substr(0, 2), "\x1f\x8b");
}

}  // namespace
}  // namespace brujula::web

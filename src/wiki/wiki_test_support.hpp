// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <string>
#include <utility>
#include <vector>

#include <unistd.h>

#include "base/error.hpp"
#include "wiki/byte_source.hpp"
#include "wiki/read.hpp"

// What the tests of this module share.
namespace brujula::wiki::test {

/// Keeps all that it is told.
struct Heard final : HistorySink {
    struct Page {
        std::int64_t id;
        int name_space;
        std::string title;
        bool is_redirect;
    };
    std::vector<Site> sites;
    std::vector<Page> pages;
    std::vector<Edit> edits;
    std::vector<Registration> registrations;
    std::vector<CategoryLink> category_links;
    std::vector<CategoryName> category_names;

    void site(const Site& site) override { sites.push_back(site); }
    void page(std::int64_t id, int name_space, const std::string& title, bool is_redirect) override {
        pages.push_back({id, name_space, title, is_redirect});
    }
    void edit(const Edit& edit) override { edits.push_back(edit); }
    void registration(const Registration& registration) override { registrations.push_back(registration); }
    void category_link(const CategoryLink& link) override { category_links.push_back(link); }
    void category_name(const CategoryName& name) override { category_names.push_back(name); }
};

/// A text in pieces of `size` bytes.
class Cut final : public ChunkStream {
public:
    explicit Cut(std::string text, std::size_t size = 1 << 20) : m_text(std::move(text)), m_size(size) {}
    bool next(std::string& chunk) override {
        chunk = m_text.substr(m_at, m_size);
        m_at += chunk.size();
        return !chunk.empty();
    }

private:
    std::string m_text;
    std::size_t m_size;
    std::size_t m_at = 0;
};

/// Bytes of which each read gives `size` at most.
class Dripping final : public ByteSource {
public:
    Dripping(std::string_view bytes, std::size_t size) : m_bytes(bytes), m_size(size) {}
    std::size_t read(char* to, std::size_t size) override { return m_bytes.read(to, std::min(size, m_size)); }

private:
    MemorySource m_bytes;
    std::size_t m_size;
};

/// A file that is there as long as this is.
struct TextFile {
    std::filesystem::path path;
    explicit TextFile(const std::string& content, const std::string& name = "x") {
        static int n = 0;
        path = std::filesystem::temp_directory_path() /
               ("brujula-wiki-" + std::to_string(::getpid()) + "-" + std::to_string(n++) + "-" + name);
        std::ofstream{path, std::ios::binary} << content;
    }
    ~TextFile() { std::filesystem::remove(path); }
    TextFile(const TextFile&) = delete;
    TextFile& operator=(const TextFile&) = delete;
};

inline std::string content_of(const std::filesystem::path& file) {
    std::ifstream in{file, std::ios::binary};
    return {std::istreambuf_iterator<char>(in), {}};
}

inline std::pair<Heard, ReadReport> heard(const std::string& content, const ReadOptions& options = {}) {
    const TextFile file{content};
    Heard sink;
    auto report = read_history(file.path, sink, options);
    return {std::move(sink), std::move(report)};
}

/// The message of the Error that `run` throws; an empty key where it throws none.
template <class Run>
Message refusal(Run&& run) {
    try {
        run();
    } catch (const Error& error) {
        return error.message();
    }
    return {};
}

inline std::string why_refused(const std::string& content) {
    return refusal([&] { heard(content); }).key;
}

inline const std::string one_revision =
    R"(<revision><id>11</id><timestamp>2014-11-21T09:00:00Z</timestamp><contributor><username>Ana</username><id>5</id></contributor><text bytes="3" sha1="abc" /></revision>)";

/// An export of one page with these revisions.
inline std::string page_xml(const std::string& revisions, const std::string& version = "0.11") {
    return R"(<mediawiki version=")" + version +
           R"("><siteinfo><dbname>eswiki</dbname><base>https://es.wikipedia.org/wiki/X</base>
<case>first-letter</case><namespaces><namespace key="0" /><namespace key="2">Usuario</namespace></namespaces></siteinfo>
<page><title>Usuario:Ana María</title><ns>2</ns><id>7</id>)" +
           revisions + "</page></mediawiki>";
}

}  // namespace brujula::wiki::test

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/static_files.hpp"

#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <utility>

#include "web/compress.hpp"

namespace brujula::web {
namespace fs = std::filesystem;
namespace {

constexpr std::uintmax_t largest_file = 32 * 1024 * 1024;

constexpr std::array<std::pair<std::string_view, std::string_view>, 15> types{{
    {".html", "text/html; charset=utf-8"},
    {".js", "text/javascript; charset=utf-8"},
    {".mjs", "text/javascript; charset=utf-8"},
    {".css", "text/css; charset=utf-8"},
    {".json", "application/json; charset=utf-8"},
    {".map", "application/json; charset=utf-8"},
    {".svg", "image/svg+xml"},
    {".png", "image/png"},
    {".ico", "image/x-icon"},
    {".jpg", "image/jpeg"},
    {".webp", "image/webp"},
    {".woff2", "font/woff2"},
    {".woff", "font/woff"},
    {".txt", "text/plain; charset=utf-8"},
    {".webmanifest", "application/manifest+json"},
}};

constexpr std::string_view not_built_page =
    "<!doctype html>\n<html lang=\"en\"><meta charset=\"utf-8\"><title>Brújula</title>\n"
    "<h1>The interface has not been built</h1>\n"
    "<p>The program runs and answers under <a href=\"/api/v1/openapi.json\">/api/v1</a>, but the folder with "
    "its "
    "pages is missing.</p>\n"
    "<p>Build it with <code>tools/build ui</code> in the source folder, or say where it lies with "
    "<code>brujula serve --ui FOLDER</code>, and load this page again.</p>\n";

std::string_view type_of(std::string_view name) {
    const std::size_t dot = name.rfind('.');
    if (dot == std::string_view::npos) return "application/octet-stream";
    const auto* found = std::find_if(types.begin(), types.end(),
                                     [&](const auto& type) { return type.first == name.substr(dot); });
    return found == types.end() ? std::string_view{"application/octet-stream"} : found->second;
}

bool is_plain(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '.' ||
           c == '_' || c == '-';
}

/// "assets/index-1a2b.js" of "/assets/index-1a2b.js"; nothing where the address could mean anything else.
std::optional<std::string> file_name(std::string_view path) {
    path.remove_prefix(1);
    for (std::string_view rest = path; !rest.empty();) {
        const std::string_view part = rest.substr(0, rest.find('/'));
        if (part.empty() || part.front() == '.' || !std::all_of(part.begin(), part.end(), is_plain))
            return std::nullopt;
        rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    }
    return std::string{path};
}

Response not_found() {
    Response response;
    response.status = 404;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.body = "There is no such file.\n";
    return response;
}

}  // namespace

std::shared_ptr<const StaticFiles::File> StaticFiles::read(const std::string& name) const {
    std::error_code error;
    const fs::path path = m_folder / name;
    const auto changed = fs::last_write_time(path, error);
    if (error || !fs::is_regular_file(path, error) || fs::file_size(path, error) > largest_file)
        return nullptr;
    {
        const std::lock_guard lock(m_mutex);
        const auto known = m_files.find(name);
        if (known != m_files.end() && known->second->changed == changed) return known->second;
    }
    std::ifstream in(path, std::ios::binary);
    auto read_file = std::make_shared<File>();
    read_file->changed = changed;
    read_file->content.assign(std::istreambuf_iterator<char>(in), {});
    if (!in) return nullptr;
    read_file->etag = '"' + digest(read_file->content) + '"';
    const std::lock_guard lock(m_mutex);
    return m_files[name] = read_file;
}

std::optional<Response> StaticFiles::file(const Request& request, const std::string& name) const {
    const std::string codings = request.header("accept-encoding").value_or("");
    std::shared_ptr<const File> found;
    std::string_view coding;
    for (const auto& [wanted, ending] : {std::pair{"br", ".br"}, {"gzip", ".gz"}}) {
        if (found || !accepts(codings, wanted)) continue;
        found = read(name + ending);
        coding = wanted;
    }
    if (!found) {
        found = read(name);
        coding = {};
    }
    if (!found) return std::nullopt;
    Response response;
    response.set("Content-Type", std::string{type_of(name)});
    response.set("ETag", found->etag);
    response.set("Vary", "Accept-Encoding");
    const bool named_by_content = name.starts_with("assets/");
    response.set("Cache-Control", named_by_content ? "public, max-age=31536000, immutable" : "no-cache");
    if (request.header("if-none-match") == found->etag) {
        response.status = 304;
        return response;
    }
    if (!coding.empty()) response.set("Content-Encoding", std::string{coding});
    response.body = found->content;
    return response;
}

Response StaticFiles::page(const Request& request) const {
    if (auto index = file(request, "index.html")) return std::move(*index);
    Response response;
    response.status = 503;
    response.set("Content-Type", "text/html; charset=utf-8");
    response.set("Cache-Control", "no-store");
    response.body = not_built_page;
    return response;
}

Response StaticFiles::answer(const Request& request) const {
    if (request.path.find('.') == std::string::npos || request.path == "/index.html") return page(request);
    const auto name = file_name(request.path);
    if (!name) return not_found();
    auto found = file(request, *name);
    return found ? std::move(*found) : not_found();
}

}  // namespace brujula::web

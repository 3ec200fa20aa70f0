// SPDX-License-Identifier: GPL-3.0-or-later
#include "sheets/zip_parts.hpp"

#include <cstdint>
#include <memory>
#include <new>

#include <archive.h>
#include <archive_entry.h>

#include "base/error.hpp"

namespace brujula::sheets {
namespace {

constexpr std::size_t most_parts = 4'096;
constexpr std::size_t most_unpacked = std::size_t{64} << 20U;

[[noreturn]] void damaged(const std::string& part) {
    throw Error{ErrorKind::bad_input, {"error-table-damaged", {part}}};
}

[[noreturn]] void too_large() {
    throw Error{ErrorKind::too_large, {"error-table-unpacked", {std::to_string(most_unpacked >> 20U)}}};
}

using Archive = std::unique_ptr<archive, int (*)(archive*)>;

Archive opened(std::string_view bytes) {
    Archive zip(archive_read_new(), &archive_read_free);
    if (!zip) throw std::bad_alloc();
    archive_read_support_format_zip(zip.get());
    if (archive_read_open_memory(zip.get(), bytes.data(), bytes.size()) != ARCHIVE_OK) damaged("zip");
    return zip;
}

/// The entry's bytes; `left`: how many may still be unpacked.
std::string unpacked(archive* zip, archive_entry* entry, const std::string& name, std::size_t& left) {
    if (archive_entry_is_encrypted(entry) != 0)
        throw Error{ErrorKind::bad_input, {"error-table-encrypted", {}}};
    const auto announced = archive_entry_size_is_set(entry) != 0 ? archive_entry_size(entry) : 0;
    if (announced < 0 || static_cast<std::uint64_t>(announced) > left) too_large();
    std::string bytes;
    constexpr std::size_t piece = 64 * 1024;
    while (true) {
        const auto had = bytes.size();
        bytes.resize(had + piece);
        const auto got = archive_read_data(zip, bytes.data() + had, piece);
        if (got < 0) damaged(name);
        bytes.resize(had + static_cast<std::size_t>(got));
        if (bytes.size() > left) too_large();
        if (got == 0) break;
    }
    left -= bytes.size();
    return bytes;
}

}  // namespace

ZipParts read_zip(std::string_view bytes, const std::function<bool(std::string_view)>& wanted) {
    const auto zip = opened(bytes);
    ZipParts parts;
    std::size_t left = most_unpacked;
    std::size_t seen = 0;
    archive_entry* entry = nullptr;
    while (true) {
        const auto status = archive_read_next_header(zip.get(), &entry);
        if (status == ARCHIVE_EOF) break;
        if (status != ARCHIVE_OK && status != ARCHIVE_WARN) damaged("zip");
        if (++seen > most_parts) too_large();
        const char* path = archive_entry_pathname_utf8(entry);
        const std::string name = path != nullptr ? path : "";
        if (!wanted(name)) continue;
        auto content = unpacked(zip.get(), entry, name, left);
        if (!parts.emplace(name, std::move(content)).second) damaged(name);
    }
    return parts;
}

}  // namespace brujula::sheets

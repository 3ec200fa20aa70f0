// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/history_fuzzer.hpp"
#include "wiki/categories_sql.hpp"
#include "wiki/logging_sql.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    using namespace brujula;
    fuzz::read_history_bytes(data, size, wiki::read_logging_sql);
    fuzz::read_history_bytes(data, size, wiki::read_category_links_sql);
    return fuzz::read_history_bytes(data, size, wiki::read_category_names_sql);
}

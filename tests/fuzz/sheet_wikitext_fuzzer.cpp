// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/table_fuzzer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return brujula::fuzz::read_table_bytes(data, size, brujula::sheets::read_wikitext);
}

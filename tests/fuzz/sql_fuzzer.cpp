// SPDX-License-Identifier: GPL-3.0-or-later
#include "fuzz/history_fuzzer.hpp"
#include "wiki/logging_sql.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    return brujula::fuzz::read_history_bytes(data, size, brujula::wiki::read_logging_sql);
}

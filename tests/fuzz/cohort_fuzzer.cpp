// SPDX-License-Identifier: GPL-3.0-or-later
#include <cstdint>
#include <cstdlib>

#include "base/error.hpp"
#include "wiki/cohort_text.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    try {
        for (const auto& entry :
             brujula::wiki::parse_cohort({reinterpret_cast<const char*>(data), size}).entries)
            if (entry.user_text.empty() || entry.user_text.size() > 255) std::abort();
    } catch (const brujula::Error& error) {
        if (error.kind() != brujula::ErrorKind::too_large) std::abort();
    }
    return 0;
}

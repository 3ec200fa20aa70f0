// SPDX-License-Identifier: GPL-3.0-or-later
#include "base/heaps.hpp"

#include <algorithm>
#include <thread>

#ifdef __GLIBC__
#include <malloc.h>
#endif

namespace brujula {

void share_heaps() {
#ifdef __GLIBC__
    constexpr unsigned least = 2;
    mallopt(M_ARENA_MAX, static_cast<int>(std::max(least, std::thread::hardware_concurrency())));
#endif
}

}  // namespace brujula

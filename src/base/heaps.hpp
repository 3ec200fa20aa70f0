// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

namespace brujula {

/// Lets threads share as many heaps as there are processors. The C library would else give each of up to
/// eight times as many threads its own, and what a large answer needed stays in it when it is freed. Called
/// once, before threads are started; nothing where the C library has no such setting.
void share_heaps();

}  // namespace brujula

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <memory>

#include "wiki/byte_source.hpp"

namespace brujula::wiki {

/// bzip2, its blocks decompressed apart by `threads` threads (0: one a core) and given in order; several
/// streams one after the other too. Blocks are found by their 48-bit mark; where a mark turns out to be data,
/// the pieces are put together again. Each block's checksum and each stream's are verified. Memory: about 1
/// MB of compressed and 1 MB of plain bytes a block, two blocks a thread.
std::unique_ptr<ByteSource> parallel_bzip2(std::unique_ptr<ByteSource> compressed, unsigned threads);

}  // namespace brujula::wiki

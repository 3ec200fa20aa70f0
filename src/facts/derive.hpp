// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace brujula::facts {

/// One revision of a page: what is known of it, and what derive() finds out.
struct PageRevision {
    std::int64_t revision_id = 0;
    Instant event_timestamp;
    /// 0: begins the page. derive() fills it where the source has no parents.
    std::optional<std::int64_t> revision_parent_id;
    bool source_has_parents = true;       ///< an empty parent is then truly unknown and stays so
    bool source_has_differences = false;  ///< derive() does not look at it
    std::optional<std::int64_t> revision_text_bytes;
    std::string revision_text_sha1;  ///< empty: unknown or suppressed

    std::optional<std::int64_t> revision_text_bytes_diff;
    bool parent_is_elsewhere =
        false;  ///< on no revision of this page: its bytes must be sought in the whole wiki
    bool is_identity_revert = false;
    bool is_identity_reverted = false;
    std::optional<std::int64_t> seconds_to_identity_revert;
};

/// Finds out, for all revisions of one page, what mediawiki_history has and dumps lack; puts them in order of
/// (event_timestamp, revision_id).
///
/// - Parent, where the source has none: the page's previous revision, 0 for its first.
/// - Bytes difference: bytes minus the parent's; all bytes where the parent is 0; empty where either is
/// unknown.
/// - Identity reverts, of unlimited radius: the first revision with a sha1 is that sha1's base; each later
/// one is a
///   revert, unless its parent is the one before it with this sha1 (a null edit). A revision after a base is
///   reverted by the first revert to that base which comes after it. A revert is not itself reverted by later
///   reverts to its own base, only by those to others. Revisions of unknown sha1 can be reverted, never
///   revert.
///
/// Time n log n; memory a constant per revision.
void derive(std::vector<PageRevision>& page);

}  // namespace brujula::facts

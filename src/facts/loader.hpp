// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "facts/lake.hpp"

namespace brujula::facts {

/// Whether a load may leave less than half of what was there of a wiki's facts of one kind.
enum class Less { refuse, accept };

/// Names what is loaded in a lake's folder: another text whenever a load has published something. Reads a few
/// bytes. Throws Error(unavailable) as opening the lake does.
std::string state_of(const std::filesystem::path& folder);

/// Loads sources into a copy of a lake, beside it, and puts the copy in its place in one step. Whoever reads
/// the lake meanwhile sees it as it was, and whole as it is afterwards; nobody waits. The disk needs room for
/// the lake twice (where the file system shares blocks, for what changes) and for what sorting spills.
/// One at a time in a folder, one thread.
class Loader {
public:
    using Reader = Lake::Reader;

    /// Makes the folder where it is not there, and clears what a killed load left. Throws Error(unavailable)
    /// while another Loader has the folder, after waiting as `options` say, and where it cannot be written.
    explicit Loader(const std::filesystem::path& folder, const LakeOptions& options = {});
    ~Loader();  ///< drops what was not published
    Loader(const Loader&) = delete;
    Loader& operator=(const Loader&) = delete;

    /// Loads one file whole or not at all: a load that is killed or throws leaves the lake as it was. The
    /// same file again changes nothing; another file of the same wiki and kind and another snapshot takes the
    /// older one's place, several files of one snapshot add up, in whatever order. Throws what read_history()
    /// throws, and Error(bad_input) where the wiki is not named or is another than `options` say.
    LoadReport load(const std::filesystem::path& file, const LoadOptions& options);
    /// The same from any reader. `source` is the name to show and to find the snapshot in; `sha256` tells
    /// whether it is loaded already (empty: known only from the reader's report, after reading).
    LoadReport load_from(const std::string& source, const std::string& sha256, const LoadOptions& options,
                         const Reader& reader);

    /// What is loaded, published or not.
    [[nodiscard]] std::vector<Loaded> manifest() const;

    /// Puts what was loaded in the lake's place; durable when it returns. With Less::refuse throws
    /// Error(bad_input), and drops what was loaded, where a wiki would be left with less than half of the
    /// revisions (or other rows) of a kind that it has now.
    void publish(Less less);
    /// publish() where that takes little beside the loading, so that many files do not copy the lake as many
    /// times, and where nothing would get less: the other files of a snapshot may still come. True where all
    /// that was loaded is in the lake's place now.
    bool publish_now_and_then();

private:
    struct Parts;
    std::unique_ptr<Parts> m_parts;
};

}  // namespace brujula::facts

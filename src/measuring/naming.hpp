// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <vector>

#include <boost/json/value.hpp>

#include "measuring/parts.hpp"

namespace brujula::measuring {

/// One revision of a record, as it was kept.
struct KeptRecord {
    std::string id;
    int revision = 0;
    boost::json::value body;
};

/// Where a scope's records are read, for somebody: what they may not read is refused or left out there.
class RecordSource {
public:
    virtual ~RecordSource() = default;
    /// The newest revision, or the one asked for. Throws Error(not_found) where there is none.
    virtual KeptRecord get(const std::string& kind, const std::string& id, std::optional<int> revision) = 0;
    /// The newest of those of a kind with a link of that name to a record.
    virtual std::vector<KeptRecord> linked(const std::string& kind, const std::string& link,
                                           const std::string& target_kind, const std::string& id) = 0;
    /// The newest of those of a kind that belong to an organisation.
    virtual std::vector<KeptRecord> owned(const std::string& kind, const std::string& organisation) = 0;
};

/// The records that a scope names, as they are now: its cohorts and activities, those of its programme and of
/// its organisations, and of a network those of who was a member on any of the scope's days. With which
/// revisions they are.
Named named_by(const records::MeasuredScope& scope, RecordSource& source);

/// The records that a measurement went through, as they were when it was made; as they are now where it was
/// not kept which.
Named named_by(const records::Measurement& measurement, RecordSource& source);

}  // namespace brujula::measuring

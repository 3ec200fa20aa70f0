// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "measuring/naming.hpp"
#include "web/site.hpp"

namespace brujula::web {

/// The store's records, each only where the asker may read it: one that is named and may not be is refused.
class ReadableRecords : public measuring::RecordSource {
public:
    ReadableRecords(const House& house, const Asker& asker) : m_house(house), m_asker(asker) {}

    measuring::KeptRecord get(const std::string& kind, const std::string& id,
                              std::optional<int> revision) override;
    std::vector<measuring::KeptRecord> linked(const std::string& kind, const std::string& link,
                                              const std::string& target_kind, const std::string& id) override;
    std::vector<measuring::KeptRecord> owned(const std::string& kind,
                                             const std::string& organisation) override;

private:
    [[nodiscard]] std::vector<measuring::KeptRecord> all(const store::ListQuery& query) const;

    House m_house;
    const Asker& m_asker;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/readable_records.hpp"

#include "base/error.hpp"
#include "records/ownership.hpp"
#include "store/suppressed.hpp"
#include "web/cards.hpp"
#include "web/reading.hpp"

namespace brujula::web {
namespace {

constexpr std::size_t most_records = 2'000;

measuring::KeptRecord kept(const store::Revision& record) {
    return {record.id, static_cast<int>(record.number), record.body};
}

}  // namespace

measuring::KeptRecord ReadableRecords::get(const std::string& kind, const std::string& id,
                                           std::optional<int> revision) {
    const auto record = revision ? m_house.store.find(kind, id, *revision) : m_house.store.find(kind, id);
    if (!record || !m_asker.may(records::Action::read, *record)) refuse_as_unknown(kind, id);
    if (store::is_suppressed(*record))
        throw Error{ErrorKind::not_found,
                    {"error-revision-suppressed", {kind, id, std::to_string(record->number)}}};
    return kept(*record);
}

std::vector<measuring::KeptRecord> ReadableRecords::linked(const std::string& kind, const std::string& link,
                                                           const std::string& target_kind,
                                                           const std::string& id) {
    // What another organisation once hung on it keeps nobody from measuring their own.
    const auto owner = m_house.store.owner(target_kind, id);
    std::vector<measuring::KeptRecord> records;
    for (const store::Revision& record :
         readable(m_house.store, m_asker, web::linked(kind, link, target_kind, id), most_records))
        if (!records::holds_in_place(kind, link) || record.owner == owner) records.push_back(kept(record));
    return records;
}

std::vector<measuring::KeptRecord> ReadableRecords::owned(const std::string& kind,
                                                          const std::string& organisation) {
    return all(web::owned(kind, organisation));
}

std::vector<measuring::KeptRecord> ReadableRecords::all(const store::ListQuery& query) const {
    std::vector<measuring::KeptRecord> records;
    for (const store::Revision& record : readable(m_house.store, m_asker, query, most_records))
        records.push_back(kept(record));
    return records;
}

}  // namespace brujula::web

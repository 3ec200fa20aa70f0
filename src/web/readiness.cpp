// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/readiness.hpp"

#include <exception>

#include "store/health.hpp"
#include "web/lake_door.hpp"

namespace brujula::web {
namespace {

bool can_be_opened(const LakeDoor& lake) {
    try {
        return lake.open() != nullptr;
    } catch (const std::exception&) {
        return false;
    }
}

}  // namespace

Response readiness(const House& house) {
    const store::Health records = store::health_of(house.store);
    Response response;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.set("Cache-Control", "no-store");
    if (records.disk_full) response.body += "disk full\n";
    if (!records.readable) response.body += "records unreadable\n";
    if (!can_be_opened(house.lake)) response.body += "lake unreadable\n";
    if (response.body.empty()) {
        response.body = "ok\n";
    } else {
        response.status = 503;
    }
    return response;
}

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <string>
#include <vector>

#include "records/kind.hpp"

namespace brujula::records {

/// What somebody may do in an organisation, each including the ones before it. A role in the network's own
/// organisation (steward, administrator) reaches every organisation.
enum class Role { none, reader, member, coordinator, steward, administrator };

struct Grant {
    std::string organisation;
    Role role = Role::none;
};

/// Who asks. Nobody signed in: an empty person, no grants.
struct Actor {
    std::string person;  ///< account name
    std::vector<Grant> grants;
    std::string network;  ///< the network's organisation id
};

enum class Action { read, create, write, restore, remove, measure, manage_accounts, operate };

/// The one place that decides. `organisation` is the record's owner ("" for what belongs to nobody: the
/// network). Anybody reads what everyone may see; cohorts are read by coordinators of their organisation and
/// the network's stewards. Comments are written by readers; observations and endorsements by members;
/// organisations, persons, purposes and the adviser's settings by stewards; everything else, and measuring,
/// by coordinators; accounts and the machine's operation by the network's administrators.
bool may(const Actor& actor, Action action, const std::string& kind, const std::string& organisation,
         Visibility visibility);

/// A record that another one was hung on: the goal that a comment is about.
struct Host {
    std::string kind;
    std::string organisation;  ///< its owner
};

/// Whether a record may be removed, besides by who may do so in its organisation: by coordinators who may
/// remove what it was hung on, whoever wrote it.
bool may_as_host(const Actor& actor, const std::vector<Host>& hosts);

/// Whether `actor` may make somebody's role in an organisation `grant`: administrators of that organisation
/// and of the network may, and nobody above the own role. Who changes or takes away a role must be asked
/// twice: for the role that is there, and for the new one (Role::none).
bool may_give(const Actor& actor, const Grant& grant);

}  // namespace brujula::records

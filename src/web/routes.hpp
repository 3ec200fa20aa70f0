// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "web/mail_door.hpp"
#include "web/network.hpp"
#include "web/network_memory.hpp"
#include "web/route.hpp"
#include "web/sign_in.hpp"
#include "web/site.hpp"

// Each function adds the routes of one section of docs/api.md.
namespace brujula::web {
class PlanGate;
class Entrance;

/// The CSRF token of who is not signed in: then only the header's being there protects, which no other site
/// can send.
constexpr std::string_view csrf_without_session = "anonymous";

struct SessionParts {
    Entrance& entrance;
    const Network& network;
    bool demo;
    std::string version;
};
void add_session_routes(Routes& routes, const House& house, const SessionParts& parts);

/// What each role may do.
void add_role_routes(Routes& routes, const House& house);
/// One's own account: password, sessions, second factor.
void add_me_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network);

/// Links with which somebody chooses a password: invitations, and what was asked for by mail.
void add_invitation_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                           const MailDoor& door);

/// The accounts of others.
void add_account_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                        const MailDoor& door);

/// The security log and its alerts.
void add_security_routes(Routes& routes, const House& house, Entrance& entrance);
/// Signing in with a wiki account, and one's own links with them. Without `providers` there is none to
/// choose.
void add_wiki_account_routes(Routes& routes, const House& house, const SessionParts& parts,
                             identity::Providers* providers);
/// Making the network and its first administrator, with a code that is good for once; empty: none is.
void add_setup_routes(Routes& routes, const House& house, Entrance& entrance, const Network& network,
                      const std::string& code);

/// The routes that every kind of record has.
void add_record_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate);
/// One call a page.
void add_view_routes(Routes& routes, const House& house, const Network& network, const NetworkMemory& memory);
/// Kinds, newest changes, search, the program's own texts, and the OpenAPI document of `routes` as they are
/// when it is asked for.
void add_catalogue_routes(Routes& routes, const House& house, const std::string& version);

/// The start of who is signed in.
void add_mine_routes(Routes& routes, const House& house, const NetworkMemory& memory);

/// The indicator tracking table of a plan: its view, entering values, and as files.
void add_tracking_routes(Routes& routes, const House& house, const NetworkMemory& memory);

/// What is said about records, watching, and notifications.
void add_discussion_routes(Routes& routes, const House& house);

/// Notifications by e-mail.
void add_mail_routes(Routes& routes, const House& house, const MailDoor& door);
/// The answer to a mail program that unsubscribes by itself (RFC 8058: a POST to a letter's address, without
/// cookie or CSRF token); nothing for any other request.
std::optional<Response> one_click_answer(const House& house, const Request& request);

/// What the adviser says of goals, and its rules.
void add_advice_routes(Routes& routes, const House& house, const NetworkMemory& memory);

/// An organisation's word for another's goal.
void add_goal_endorsing_routes(Routes& routes, const House& house, PlanGate& gate);

/// A plan's way from draft to closed, and next year's plan made from it.
void add_plan_routes(Routes& routes, const House& house, const NetworkMemory& memory, PlanGate& gate);

/// Metrics, what is loaded, wikis, and reading of pasted cohorts.
void add_lake_routes(Routes& routes, const House& house);

/// Runs and what they counted.
void add_measuring_routes(Routes& routes, const House& house);

/// An activity's people beside others, and how long they keep editing.
void add_comparing_routes(Routes& routes, const House& house);

/// Activities and organisations beside their own earlier periods.
void add_before_after_routes(Routes& routes, const House& house, const NetworkMemory& memory);

/// What the rules D1 to D7 say of the network's values.
void add_quality_routes(Routes& routes, const House& house, const NetworkMemory& memory);

/// Reviews of outcomes.
void add_evaluating_routes(Routes& routes, const House& house, const Network& network,
                           const NetworkMemory& memory);
/// Evaluation plans, and what is due when.
void add_evaluation_plan_routes(Routes& routes, const House& house, const Network& network,
                                const NetworkMemory& memory);

/// The region on one page, the network measured together, and the region's values as files.
void add_region_routes(Routes& routes, const House& house, const Network& network,
                       const NetworkMemory& memory);

/// Drawings of logic models, what the rules say of them, and their page.
void add_logic_model_routes(Routes& routes, const House& house, const Network& network,
                            const NetworkMemory& memory);

/// Good practices: their pages, endorsing, adopting, and moving from stage to stage.
void add_practice_routes(Routes& routes, const House& house, const Network& network,
                         const NetworkMemory& memory, PlanGate& gate);

/// The answer to a write that was based on an older revision: both sides and, of `mine`, the merge.
Response stale_answer(const Call& call, const store::StaleWrite& stale, const boost::json::value* mine);
/// The wikis of an activity with what is loaded of them: docs/api.md.
boost::json::array activity_wikis_json(const House& house, const store::Revision& activity);
/// The last revision of a record that holds data, whether or not the record was removed since.
std::optional<store::Revision> last_with_data(const store::Store& store, std::string_view kind,
                                              std::string_view id);
/// `{"items","next"}`: the newest revisions, at most `limit`, of records that the asker may read, as
/// envelopes without data, with `title`. `next` is the `before` of the page after; empty where there is none.
/// With `before` (0: from the newest) only revisions whose sequence is less.
boost::json::object recent_json(const House& house, const Asker& asker, std::size_t limit,
                                std::int64_t before = 0);

}  // namespace brujula::web

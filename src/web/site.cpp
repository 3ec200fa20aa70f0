// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/message.hpp"
#include "records/account_access.hpp"
#include "store/former_ids.hpp"
#include "web/compress.hpp"
#include "web/entrance.hpp"
#include "web/erasure_routes.hpp"
#include "web/hosts.hpp"
#include "web/importing_routes.hpp"
#include "web/network.hpp"
#include "web/plan_guard.hpp"
#include "web/problem.hpp"
#include "web/readiness.hpp"
#include "web/reading.hpp"
#include "web/retention_routes.hpp"
#include "web/routes.hpp"
#include "web/sign_in.hpp"
#include "web/static_files.hpp"
#include "web/text_memo.hpp"

namespace brujula::web {
namespace json = boost::json;
namespace {

constexpr std::string_view api = "/api/v1";
constexpr std::size_t worth_compressing = 1024;

/// A request with what is known of its sender before any route.
struct Visitor {
    std::string address;
    bool https = false;
    std::string host;
    std::string token;
    std::optional<store::Session> session;
    std::optional<store::Account> account;
};

bool is_unsafe(std::string_view method) {
    return method != "GET" && method != "HEAD" && method != "OPTIONS";
}

/// The first language of an Accept-Language header that the program has texts in; weights are in order in
/// what browsers send.
std::string accepted_language(std::string_view header) {
    while (!header.empty()) {
        std::string_view entry = header.substr(0, header.find(','));
        header.remove_prefix(std::min(header.size(), entry.size() + 1));
        while (entry.starts_with(' '))
            entry.remove_prefix(1);
        const std::string_view language = entry.substr(0, entry.find_first_of("-;"));
        for (const std::string_view known : {"en", "es", "pt"})
            if (same_header_name(language, known)) return std::string{known};
    }
    return "en";
}

std::string language_of(const Request& request, const std::optional<store::Account>& account) {
    if (const auto wanted = request.parameter("uselang"); wanted && !wanted->empty()) return *wanted;
    if (account && !account->language.empty()) return account->language;
    return accepted_language(request.header("accept-language").value_or(""));
}

/// Another site's page cannot set our header, nor send another Origin than its own.
void check_origin(const Request& request, const Visitor& visitor, const std::string& csrf_token) {
    const auto origin = request.header("origin");
    const std::string scheme = visitor.https ? "https://" : "http://";
    const bool foreign = origin && *origin != scheme + visitor.host;
    const auto fetch_site = request.header("sec-fetch-site");
    const bool cross = fetch_site && *fetch_site != "same-origin" && *fetch_site != "none";
    if (foreign || cross) throw Error{ErrorKind::forbidden, {"error-other-origin", {}}};
    if (request.header("x-csrf-token") != csrf_token) throw Error{ErrorKind::forbidden, {"error-csrf", {}}};
}

json::object parsed_body(const Request& request) {
    if (request.body.empty()) return {};
    const auto given = request.header("content-type");
    const std::string_view type = given ? std::string_view{*given} : std::string_view{};
    if (!same_header_name(type.substr(0, type.find(';')), "application/json"))
        throw Error{ErrorKind::bad_input, {"error-content-type", {}}};
    json::value body = parse_json(request.body);
    if (!body.is_object()) throw Error{ErrorKind::bad_input, {"error-body-object", {}}};
    return std::move(body.get_object());
}

/// Which pages another site's frame may hold: the region, where its address says that it is embedded. Cookies
/// are SameSite=Lax, so that nobody is signed in there.
bool may_be_framed(const Request& request) {
    return request.path == "/region" && request.parameter("embed") == "1";
}

void secure(Response& response, bool https, bool framed) {
    constexpr std::string_view policy =
        "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
        "base-uri 'none'; form-action 'self'; frame-ancestors ";
    if (!response.header("Content-Security-Policy"))
        response.set("Content-Security-Policy", std::string{policy} + (framed ? "*" : "'none'"));
    constexpr std::array<std::pair<std::string_view, std::string_view>, 5> headers{{
        {"X-Content-Type-Options", "nosniff"},
        {"Referrer-Policy", "same-origin"},
        {"Cross-Origin-Opener-Policy", "same-origin"},
        {"Cross-Origin-Resource-Policy", "same-origin"},
        {"Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()"},
    }};
    for (const auto& [name, value] : headers)
        if (!response.header(name)) response.set(std::string{name}, std::string{value});
    if (https) response.set("Strict-Transport-Security", "max-age=31536000");
}

/// The one place that says what may be kept of an answer of the API: nothing of what is told to somebody who
/// is signed in, or of a session. What everybody is told may be kept and is asked for again.
void say_what_may_be_kept(const Request& request, bool signed_in, Response& response) {
    const bool own = signed_in || request.path == "/api/v1/session";
    if (own)
        response.set("Cache-Control", "no-store");
    else if (!response.header("Cache-Control"))
        response.set("Cache-Control", "private, no-cache");
}

/// ETag, 304 and compression of an answer of the API. `compressed` keeps what was compressed by its ETag.
void finish(const Request& request, Response& response, TextMemo& compressed) {
    response.set("Vary", "Accept-Encoding, Accept-Language, Cookie");
    if (response.stream) return;
    const bool reading = request.method == "GET" || request.method == "HEAD";
    std::string etag;
    if (reading && response.status == 200) {
        etag = "W/\"" + digest(response.body) + '"';
        response.set("ETag", etag);
        if (request.header("if-none-match") == etag) {
            response.status = 304;
            response.body.clear();
            return;
        }
    }
    if (response.body.size() <= worth_compressing) return;
    if (!accepts(request.header("accept-encoding").value_or(""), "gzip")) return;
    const auto pack = [&] { return gzip(response.body); };
    response.body = etag.empty() ? pack() : compressed.get(etag, pack);
    response.set("Content-Encoding", "gzip");
}

Response options_answer(const std::vector<std::string>& methods, int status) {
    std::string allow = "OPTIONS";
    for (const std::string& method : methods)
        allow += ", " + method + (method == "GET" ? ", HEAD" : "");
    Response response;
    response.status = status;
    response.set("Allow", allow);
    return response;
}

/// What the security log says of a call that may go in; empty: nothing. A list that is asked for as a file is
/// taken away.
std::string_view logged_as(const Route& route, const Call& call) {
    if (call.record && call.record->kind == "cohort" && route.access.action() == records::Action::read)
        return store::security::cohort_read;
    const bool as_file = !route.logged.empty() && call.request.parameter("format") == "csv";
    return as_file ? store::security::exported : route.logged;
}

}  // namespace

struct Site::Parts {
    Parts(const House& h, const SiteOptions& o)
        : house(h),
          options(o),
          network(h.store),
          memory(h.store),
          guard(h.clock),
          entrance(h, network, guard),
          files(o.ui) {
        add_session_routes(routes, house, SessionParts{entrance, network, options.demo, options.version});
        add_me_routes(routes, house, entrance, network);
        add_invitation_routes(routes, house, entrance, network, options.mail);
        add_account_routes(routes, house, entrance, network, options.mail);
        add_security_routes(routes, house, entrance);
        add_wiki_account_routes(routes, house, SessionParts{entrance, network, options.demo, options.version},
                                options.wiki_accounts);
        add_setup_routes(routes, house, entrance, network, options.setup_code);
        add_role_routes(routes, house);
        add_record_routes(routes, house, memory, gate);
        add_view_routes(routes, house, network, memory);
        add_mine_routes(routes, house, memory);
        add_tracking_routes(routes, house, memory);
        add_plan_routes(routes, house, memory, gate);
        add_goal_endorsing_routes(routes, house, gate);
        add_evaluating_routes(routes, house, network, memory);
        add_evaluation_plan_routes(routes, house, network, memory);
        add_logic_model_routes(routes, house, network, memory);
        add_region_routes(routes, house, network, memory);
        add_advice_routes(routes, house, memory);
        add_discussion_routes(routes, house);
        add_mail_routes(routes, house, options.mail);
        add_practice_routes(routes, house, network, memory, gate);
        add_importing_routes(routes, house, memory, gate);
        add_lake_routes(routes, house);
        add_measuring_routes(routes, house);
        add_comparing_routes(routes, house);
        add_before_after_routes(routes, house, memory);
        add_quality_routes(routes, house, memory);
        add_erasure_routes(routes, house);
        add_retention_routes(routes, house);
        add_catalogue_routes(routes, house, options.version);
    }

    [[nodiscard]] Visitor visitor(const Request& request) const;
    [[nodiscard]] Response api_answer(const Request& request, const Visitor& visitor,
                                      const std::string& language) const;
    [[nodiscard]] Response health(const Request& request) const;
    [[nodiscard]] store::Revision record_of(const Route& route, Call& call) const;
    void check_access(const Route& route, Call& call) const;
    [[nodiscard]] records::Actor actor_of(const Visitor& visitor, const Route& route) const;
    void write_down(const Route& route, const Call& call) const;

    House house;
    SiteOptions options;
    Network network;
    NetworkMemory memory;
    PlanGate gate;
    SignInGuard guard;
    Entrance entrance;
    TextMemo compressed{16 * 1024 * 1024};
    StaticFiles files;
    Routes routes;
};

Visitor Site::Parts::visitor(const Request& request) const {
    Visitor visitor;
    const Sender sender = sender_of(request, {options.proxies, options.forwarded_by});
    visitor.address = sender.address;
    visitor.host = sender.host;
    visitor.https = sender.https;
    visitor.token = cookie_of(request.header("cookie").value_or(""), session_cookie_name(visitor.https));
    if (visitor.token.empty()) return visitor;
    visitor.session = house.accounts.find_session(visitor.token);
    if (visitor.session) house.accounts.use_session(visitor.token, *visitor.session);
    if (visitor.session) visitor.account = house.accounts.find(visitor.session->account);
    if (!visitor.account || visitor.account->disabled) {
        visitor.session.reset();
        visitor.account.reset();
    }
    return visitor;
}

/// The record that the path names by its id or a former one; the path names it by its id from here on.
/// Throws Error(not_found) for what is not there and for what the asker may never read: nobody else learns
/// that it is.
store::Revision Site::Parts::record_of(const Route& route, Call& call) const {
    const std::string& kind = route.kind->name;
    const auto find = [&](const std::string& id) {
        auto record = house.store.find(kind, id);
        if (!record) record = house.store.find_unread(kind, id);
        if (!record && route.access.of() == Access::Of::record_ever)
            record = last_with_data(house.store, kind, id);
        return record;
    };
    auto record = find(call.id());
    if (!record)
        if (const auto present = store::find_present_id(house.store, kind, call.id()))
            record = find(*present);
    if (!record || !call.asker.may(records::Action::read, *record)) refuse_as_unknown(kind, call.id());
    call.parts["id"] = record->id;
    return std::move(*record);
}

void Site::Parts::check_access(const Route& route, Call& call) const {
    const records::Action action = route.access.action();
    const Asker& asker = call.asker;
    switch (route.access.of()) {
        case Access::Of::nothing:
            return;
        case Access::Of::signed_in:
        case Access::Of::own_account:
            if (!asker.signed_in()) asker.refuse();
            return;
        case Access::Of::accounts:
            if (!records::sees_accounts(asker.actor())) asker.refuse();
            return;
        case Access::Of::network:
            if (!asker.may_in(action, network.id())) asker.refuse();
            return;
        case Access::Of::organisation:
            if (!asker.may_in(action, call.text("organisation"))) asker.refuse();
            return;
        case Access::Of::new_record: {
            const json::value* data = call.body.if_contains("data");
            const json::value nothing = json::object{};
            const std::string id = call.text_or("id", "");
            if (!asker.may(action, route.kind->name, id, data ? *data : nothing)) asker.refuse();
            return;
        }
        case Access::Of::record:
        case Access::Of::record_ever:
            call.record = record_of(route, call);
            if (!asker.may(action, *call.record)) asker.refuse();
            if (!call.record->unread.empty() && !route.takes_unread) throw store::UnreadRecord(*call.record);
            return;
    }
}

/// Nobody's roles count until what must be done first is done: till then only the own account's routes know
/// who asks.
records::Actor Site::Parts::actor_of(const Visitor& visitor, const Route& route) const {
    records::Actor actor{"", {}, network.id()};
    if (!visitor.account) return actor;
    const auto of = route.access.of();
    const auto must = must_first(house.store, *visitor.account);
    const bool own = of == Access::Of::own_account || route.pattern == "/session";
    if (!must.empty() && of != Access::Of::nothing && !own)
        throw Error{ErrorKind::forbidden,
                    {must == "password" ? "error-must-change-password" : "error-must-add-second-factor", {}}};
    if (!must.empty() && !own) return actor;
    actor.person = visitor.account->name;
    actor.grants = visitor.account->grants;
    return actor;
}

/// Reading names of people, and taking data away. What everybody may read is nobody's to be watched at.
void Site::Parts::write_down(const Route& route, const Call& call) const {
    const std::string_view what = logged_as(route, call);
    if (!call.asker.signed_in() || what.empty()) return;
    std::string about = route.pattern;
    if (call.record) about = call.record->kind + "/" + call.record->id;
    store::SecurityLog(house.store)
        .add_reading({what, call.asker.actor().person, about, network_of(call.address)});
}

Response Site::Parts::api_answer(const Request& request, const Visitor& visitor,
                                 const std::string& language) const {
    Routes::Match match = routes.find(request.method, std::string_view{request.path}.substr(api.size()));
    if (match.methods.empty()) throw Error{ErrorKind::not_found, {"error-no-address", {request.path}}};
    if (request.method == "OPTIONS") return options_answer(match.methods, 204);
    if (!match.route) return options_answer(match.methods, 405);

    const Asker asker{actor_of(visitor, *match.route), house.kinds, [this](const store::Revision& record) {
                          return hosts_of(house.store, house.kinds, record);
                      }};
    Call call{.request = request,
              .asker = asker,
              .language = language,
              .session_token = visitor.session ? visitor.token : "",
              .csrf_token = visitor.session ? visitor.session->csrf_token : std::string{csrf_without_session},
              .address = visitor.address,
              .https = visitor.https,
              .parts = std::move(match.parts),
              .kind = match.route->kind,
              .record = {},
              .body = {}};
    if (is_unsafe(request.method)) check_origin(request, visitor, call.csrf_token);
    call.body = parsed_body(request);
    check_access(*match.route, call);
    write_down(*match.route, call);
    return match.route->handler(call);
}

Response Site::Parts::health(const Request& request) const {
    if (request.path == "/readyz") return readiness(house);
    Response response;
    response.set("Content-Type", "text/plain; charset=utf-8");
    response.set("Cache-Control", "no-store");
    response.body = "ok\n";
    if (request.path == "/healthz" && options.mail.state) response.body += options.mail.state() + '\n';
    return response;
}

Site::Site(const House& house, const SiteOptions& options)
    : m_parts(std::make_unique<Parts>(house, options)) {}
Site::~Site() = default;

const Routes& Site::routes() const {
    return m_parts->routes;
}

Response Site::answer(const Request& request) const {
    Response response;
    bool https = false;
    bool signed_in = false;
    std::string language = language_of(request, {});
    const bool is_api = request.path.starts_with("/api/");
    try {
        if (request.path == "/healthz" || request.path == "/readyz") {
            response = m_parts->health(request);
        } else if (is_api) {
            const Visitor visitor = m_parts->visitor(request);
            https = visitor.https;
            signed_in = visitor.account.has_value();
            language = language_of(request, visitor.account);
            if (!request.path.starts_with("/api/v1/"))
                throw Error{ErrorKind::not_found, {"error-no-address", {request.path}}};
            response = m_parts->api_answer(request, visitor, language);
        } else if (auto unsubscribed = one_click_answer(m_parts->house, request)) {
            response = std::move(*unsubscribed);
        } else if (is_unsafe(request.method) || request.method == "OPTIONS") {
            response = options_answer({"GET"}, request.method == "OPTIONS" ? 204 : 405);
        } else {
            response = m_parts->files.answer(request);
        }
    } catch (const std::exception& error) {
        response = response_for(error, language);
    }
    if (is_api) {
        say_what_may_be_kept(request, signed_in, response);
        finish(request, response, m_parts->compressed);
    }
    secure(response, https, may_be_framed(request));
    return response;
}

}  // namespace brujula::web

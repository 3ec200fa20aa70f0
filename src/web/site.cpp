// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/site.hpp"

#include <algorithm>
#include <array>
#include <exception>

#include <boost/json.hpp>

#include "base/json.hpp"
#include "base/message.hpp"
#include "web/compress.hpp"
#include "web/network.hpp"
#include "web/plan_guard.hpp"
#include "web/problem.hpp"
#include "web/readiness.hpp"
#include "web/routes.hpp"
#include "web/sender.hpp"
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

/// ETag, 304 and compression of an answer of the API. `compressed` keeps what was compressed by its ETag.
void finish(const Request& request, Response& response, TextMemo& compressed) {
    if (!response.header("Cache-Control")) response.set("Cache-Control", "private, no-cache");
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

}  // namespace

struct Site::Parts {
    Parts(const House& h, const SiteOptions& o)
        : house(h), options(o), network(h.store), memory(h.store), guard(h.clock), files(o.ui) {
        add_session_routes(routes, house,
                           SessionParts{guard, passwords, network, options.demo, options.version});
        add_record_routes(routes, house, memory, gate);
        add_view_routes(routes, house, network, memory);
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
        add_lake_routes(routes, house);
        add_measuring_routes(routes, house);
        add_comparing_routes(routes, house);
        add_before_after_routes(routes, house, memory);
        add_quality_routes(routes, house, memory);
        add_catalogue_routes(routes, house, options.version);
    }

    [[nodiscard]] Visitor visitor(const Request& request) const;
    [[nodiscard]] Response api_answer(const Request& request, const Visitor& visitor,
                                      const std::string& language) const;
    [[nodiscard]] Response health(const Request& request) const;
    void check_access(const Route& route, Call& call) const;

    House house;
    SiteOptions options;
    Network network;
    NetworkMemory memory;
    PlanGate gate;
    SignInGuard guard;
    Turnstile passwords{2, 8};
    TextMemo compressed{16 * 1024 * 1024};
    StaticFiles files;
    Routes routes;
};

Visitor Site::Parts::visitor(const Request& request) const {
    Visitor visitor;
    visitor.address = sender_of(request, options.proxies);
    visitor.host = request.header("host").value_or("");
    const auto& known = options.proxies;
    if (std::find(known.begin(), known.end(), request.remote_address) != known.end()) {
        if (const auto host = request.header("x-forwarded-host")) visitor.host = last_of_list(*host);
        visitor.https = request.header("x-forwarded-proto") == "https";
    }
    visitor.token = cookie_of(request.header("cookie").value_or(""), "brujula");
    if (visitor.token.empty()) return visitor;
    visitor.session = house.accounts.find_session(visitor.token);
    if (visitor.session) visitor.account = house.accounts.find(visitor.session->account);
    if (!visitor.account || visitor.account->disabled) {
        visitor.session.reset();
        visitor.account.reset();
    }
    return visitor;
}

void Site::Parts::check_access(const Route& route, Call& call) const {
    const records::Action action = route.access.action();
    const Asker& asker = call.asker;
    switch (route.access.of()) {
        case Access::Of::nothing:
            return;
        case Access::Of::signed_in:
            if (!asker.signed_in()) asker.refuse();
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
            call.record = house.store.find(route.kind->name, call.id());
            if (!call.record && route.access.of() == Access::Of::record_ever)
                call.record = last_with_data(house.store, route.kind->name, call.id());
            if (!call.record)
                throw Error{ErrorKind::not_found, {"error-no-record", {route.kind->name, call.id()}}};
            asker.require(action, *call.record);
            return;
    }
}

Response Site::Parts::api_answer(const Request& request, const Visitor& visitor,
                                 const std::string& language) const {
    Routes::Match match = routes.find(request.method, std::string_view{request.path}.substr(api.size()));
    if (match.methods.empty()) throw Error{ErrorKind::not_found, {"error-no-address", {request.path}}};
    if (request.method == "OPTIONS") return options_answer(match.methods, 204);
    if (!match.route) return options_answer(match.methods, 405);

    records::Actor actor{"", {}, network.id()};
    if (visitor.account) {
        actor.person = visitor.account->name;
        actor.grants = visitor.account->grants;
    }
    const Asker asker{std::move(actor), house.kinds};
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
    std::string language = language_of(request, {});
    const bool is_api = request.path.starts_with("/api/");
    try {
        if (request.path == "/healthz" || request.path == "/readyz") {
            response = m_parts->health(request);
        } else if (is_api) {
            const Visitor visitor = m_parts->visitor(request);
            https = visitor.https;
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
    if (is_api) finish(request, response, m_parts->compressed);
    secure(response, https, may_be_framed(request));
    return response;
}

}  // namespace brujula::web

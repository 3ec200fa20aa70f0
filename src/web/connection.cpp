// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/connection.hpp"

#include <algorithm>
#include <array>
#include <ctime>
#include <tuple>
#include <utility>

#include <boost/asio/post.hpp>
#include <boost/asio/write.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/beast/http/read.hpp>
#include <boost/beast/http/status.hpp>
#include <fmt/format.h>

#include "base/log.hpp"
#include "web/forwarded.hpp"
#include "web/sender.hpp"

namespace brujula::web {
namespace asio = boost::asio;
namespace beast = boost::beast;
namespace http = boost::beast::http;
using tcp = asio::ip::tcp;
using boost::system::error_code;

namespace {

/// "Sun, 06 Nov 1994 08:49:37 GMT"
std::string http_date() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    gmtime_r(&now, &parts);
    std::array<char, 64> text{};
    return {text.data(), std::strftime(text.data(), text.size(), "%a, %d %b %Y %H:%M:%S GMT", &parts)};
}

bool is_header_text(std::string_view text) {
    return std::none_of(text.begin(), text.end(), [](char c) { return c == '\r' || c == '\n' || c == '\0'; });
}

bool has_body(int status) {
    return status != 204 && status != 304 && status >= 200;
}

std::string lower_case(std::string_view text) {
    std::string lowered{text};
    for (char& c : lowered)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return lowered;
}

/// "/a?b=c" of the target "/a?b=c" or "http://host/a?b=c"; empty for any other form.
std::string_view origin_form(std::string_view target) {
    for (const std::string_view scheme : {"http://", "https://"}) {
        if (!target.starts_with(scheme)) continue;
        const std::size_t slash = target.find('/', scheme.size());
        return slash == std::string_view::npos ? std::string_view{"/"} : target.substr(slash);
    }
    return target.starts_with('/') ? target : std::string_view{};
}

}  // namespace

Connection::Connection(std::shared_ptr<Server::Engine> engine, tcp::socket socket)
    : m_engine(std::move(engine)),
      m_stream(std::move(socket)),
      m_buffer(m_engine->options.header_limit + 64 * 1024) {
    error_code error;
    const tcp::endpoint remote = m_stream.socket().remote_endpoint(error);
    if (!error) m_remote_address = remote.address().to_string();
    const auto& proxies = m_engine->options.proxies;
    m_of_proxy = std::find(proxies.begin(), proxies.end(), m_remote_address) != proxies.end();
    m_source = m_sender = source_of(m_remote_address);
    m_stream.socket().set_option(tcp::no_delay(true), error);
    m_engine->joined(this, m_source);
}

Connection::~Connection() {
    give_back_body();
    hold_answer(0);
    m_engine->left(this, m_source);
}

bool Connection::should_end_before(const Connection& other) const {
    return std::tie(m_phase, m_since) < std::tie(other.m_phase, other.m_since);
}

bool Connection::has_answer_for(const std::string& sender) const {
    return m_answer_held > 0 && m_sender == sender;
}

void Connection::enter(Phase phase) {
    m_phase = phase;
    m_since = std::chrono::steady_clock::now();
}

std::string Connection::source_of_request() const {
    const auto& options = m_engine->options;
    return m_of_proxy ? source_of(sender_of(request(), {options.proxies, options.forwarded_by}).address)
                      : m_source;
}

bool Connection::hold_body() {
    const std::size_t arrived = m_parser->get().body().size();
    if (m_parser->content_length().value_or(0) <= m_engine->options.small_body) return true;
    m_engine->bodies.take(m_sender, arrived - std::exchange(m_body_held, arrived));
    return m_engine->bodies.total() <= m_engine->options.bodies_limit &&
           m_engine->bodies.of(m_sender) <= m_engine->options.bodies_share;
}

void Connection::give_back_body() {
    m_engine->bodies.give_back(m_sender, std::exchange(m_body_held, 0));
}

void Connection::hold_answer(std::size_t bytes) {
    m_engine->answers.give_back(m_sender, std::exchange(m_answer_held, bytes));
    m_engine->answers.take(m_sender, bytes);
}

std::chrono::milliseconds Connection::time_for(std::size_t bytes) const {
    return m_engine->options.transfer_time +
           std::chrono::milliseconds(bytes * 1000 / std::max<std::size_t>(1, m_engine->options.slowest_rate));
}

void Connection::begin() {
    m_engine->connections[this] = weak_from_this();
    if (!m_engine->has_room_for(*this)) return refuse(503);
    wait_for_request();
}

void Connection::end_if_idle() {
    if (m_phase == Phase::idle) cut();
}

void Connection::cut() {
    m_cut = true;
    m_stream.close();
    give_back_body();
    hold_answer(0);
}

void Connection::wait_for_request() {
    if (m_buffer.size() > 0) return read_header();
    if (m_engine->draining) return m_stream.close();
    enter(Phase::idle);
    m_stream.expires_after(m_engine->options.idle_time);
    m_stream.async_read_some(m_buffer.prepare(4096),
                             [self = shared_from_this()](error_code error, std::size_t bytes) {
                                 if (error) return;
                                 self->m_buffer.commit(bytes);
                                 self->read_header();
                             });
}

void Connection::read_header() {
    enter(Phase::reading);
    m_parser.emplace();
    m_parser->header_limit(static_cast<std::uint32_t>(m_engine->options.header_limit));
    m_parser->body_limit(m_engine->options.body_limit);
    m_head_only = m_http_1_0 = false;
    m_stream.expires_after(m_engine->options.header_time);
    http::async_read_header(
        m_stream, m_buffer, *m_parser,
        [self = shared_from_this()](error_code error, std::size_t) { self->on_header(error); });
}

int Connection::refused_header() const {
    const auto& message = m_parser->get();
    if (message.find(http::field::transfer_encoding) != message.end()) return 411;
    if (message.count(http::field::host) != 1 && message.version() >= 11) return 400;
    if (origin_form({message.target().data(), message.target().size()}).empty() && message.target() != "*")
        return 400;
    const auto length = m_parser->content_length();
    if (length && *length > m_engine->options.body_limit) return 413;
    return 0;
}

void Connection::on_header(error_code error) {
    if (error == http::error::header_limit || error == http::error::buffer_overflow) return refuse(431);
    if (error == http::error::body_limit) return refuse(413);
    if (error == http::error::end_of_stream || error == http::error::partial_message) return;
    if (error) {
        const bool malformed = error.category() == make_error_code(http::error::bad_method).category();
        return malformed ? refuse(400) : void();
    }
    const auto& message = m_parser->get();
    m_head_only = message.method() == http::verb::head;
    m_http_1_0 = message.version() < 11;
    m_close = !message.keep_alive();
    if (const int status = refused_header()) return refuse(status);
    m_sender = source_of_request();
    if (m_parser->is_done()) return dispatch();
    m_body_until = std::chrono::steady_clock::now() +
                   time_for(static_cast<std::size_t>(m_parser->content_length().value_or(0)));
    if (beast::iequals(message[http::field::expect], "100-continue")) return send_continue();
    read_body();
}

void Connection::send_continue() {
    m_head = "HTTP/1.1 100 Continue\r\n\r\n";
    m_stream.expires_after(time_for(m_head.size()));
    asio::async_write(m_stream, asio::buffer(m_head),
                      [self = shared_from_this()](error_code error, std::size_t) {
                          if (!error) self->read_body();
                      });
}

void Connection::read_body() {
    m_stream.expires_at(
        std::min(m_body_until, std::chrono::steady_clock::now() + m_engine->options.transfer_time));
    http::async_read_some(m_stream, m_buffer, *m_parser,
                          [self = shared_from_this()](error_code error, std::size_t) {
                              if (error == http::error::body_limit) return self->refuse(413);
                              if (error) return;
                              if (!self->hold_body()) return self->refuse(503);
                              self->m_parser->is_done() ? self->dispatch() : self->read_body();
                          });
}

Request Connection::request() const {
    const auto& message = m_parser->get();
    Request request;
    const auto method = message.method_string();
    request.method.assign(method.data(), method.size());
    const std::string_view target{message.target().data(), message.target().size()};
    const std::string_view origin = target == "*" ? target : origin_form(target);
    const std::size_t question = origin.find('?');
    request.path = origin.substr(0, question);
    if (question != std::string_view::npos) request.query = parse_query(origin.substr(question + 1));
    for (const auto& field : message) {
        request.headers.emplace_back(lower_case({field.name_string().data(), field.name_string().size()}),
                                     std::string{field.value().data(), field.value().size()});
    }
    request.remote_address = m_remote_address;
    return request;
}

void Connection::dispatch() {
    m_stream.expires_never();
    enter(Phase::answering);
    Request asked = request();
    asked.body = std::move(m_parser->get().body());
    m_parser.reset();
    asio::post(m_engine->workers, [self = shared_from_this(), asked = std::move(asked)]() mutable {
        Response response = self->m_engine->answer(asked);
        Server::Engine& engine = *self->m_engine;
        asio::post(engine.io, [self = std::move(self), response = std::move(response)]() mutable {
            self->give_back_body();
            if (self->m_cut) return;
            self->respond(std::move(response));
        });
    });
}

void Connection::refuse(int status) {
    m_close = m_discard = true;
    give_back_body();
    enter(Phase::answering);
    respond(m_engine->refusal(status));
}

std::string Connection::head_of(const Response& response) const {
    const auto reason = http::obsolete_reason(http::int_to_status(static_cast<unsigned>(response.status)));
    std::string head = fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\n", response.status,
                                   std::string_view{reason.data(), reason.size()}, http_date());
    for (const auto& [name, value] : response.headers)
        head.append(name).append(": ").append(value).append("\r\n");
    if (response.stream) {
        if (!m_http_1_0) head += "Transfer-Encoding: chunked\r\n";
    } else if (has_body(response.status)) {
        head += fmt::format("Content-Length: {}\r\n", response.body.size());
    }
    if (m_close) {
        head += "Connection: close\r\n";
    } else if (m_http_1_0) {
        head += "Connection: keep-alive\r\n";
    }
    return head += "\r\n";
}

void Connection::respond(Response response) {
    const bool clean = std::all_of(response.headers.begin(), response.headers.end(), [](const auto& header) {
        return is_header_text(header.first) && is_header_text(header.second);
    });
    if (!clean) {
        log_error("web: an answer with a line break in a header was not sent");
        response = m_engine->refusal(500);
    }
    m_response = std::move(response);
    if (m_engine->draining || (m_http_1_0 && m_response.stream)) m_close = true;
    m_head = head_of(m_response);
    if (m_head_only || !has_body(m_response.status)) {
        m_response.body.clear();
        m_response.stream = nullptr;
    }
    hold_answer(m_head.size() + m_response.body.size());
    m_engine->bound_answers();
    m_stream.expires_after(time_for(m_head.size() + m_response.body.size()));
    const std::array<asio::const_buffer, 2> buffers{asio::buffer(m_head), asio::buffer(m_response.body)};
    asio::async_write(m_stream, buffers, [self = shared_from_this()](error_code error, std::size_t) {
        if (error) return;
        if (self->m_response.stream) return self->produce_part();
        self->written(error);
    });
}

void Connection::produce_part() {
    m_stream.expires_never();
    asio::post(m_engine->workers, [self = shared_from_this()]() mutable {
        std::string part;
        bool more = false;
        bool failed = false;
        try {
            more = self->m_response.stream(part);
        } catch (const std::exception& error) {
            log_error(fmt::format("web: a long answer broke off: {}", error.what()));
            failed = true;
        }
        Server::Engine& engine = *self->m_engine;
        asio::post(engine.io, [self = std::move(self), part = std::move(part), more, failed]() mutable {
            // Without the last chunk the reader knows that the answer is not whole.
            if (failed) return self->cut();
            self->m_part = std::move(part);
            self->m_last_part = !more;
            self->write_part();
        });
    });
}

void Connection::write_part() {
    if (m_part.empty() && !m_last_part) return produce_part();
    m_frame.clear();
    if (!m_part.empty() && !m_http_1_0) m_frame = fmt::format("{:x}\r\n", m_part.size());
    std::string_view tail;
    if (!m_http_1_0) {
        if (m_part.empty()) {
            tail = "0\r\n\r\n";
        } else {
            tail = m_last_part ? std::string_view{"\r\n0\r\n\r\n"} : std::string_view{"\r\n"};
        }
    }
    hold_answer(m_part.size());
    m_engine->bound_answers();
    m_stream.expires_after(time_for(m_part.size()));
    const std::array<asio::const_buffer, 3> buffers{asio::buffer(m_frame), asio::buffer(m_part),
                                                    asio::buffer(tail.data(), tail.size())};
    asio::async_write(m_stream, buffers, [self = shared_from_this()](error_code error, std::size_t) {
        if (error) return;
        if (!self->m_last_part) return self->produce_part();
        self->written(error);
    });
}

void Connection::written(error_code error) {
    m_response = {};
    m_part = {};
    hold_answer(0);
    if (error) return;
    if (!m_close) return wait_for_request();
    linger();
}

void Connection::linger() {
    error_code ignored;
    m_stream.socket().shutdown(tcp::socket::shutdown_send, ignored);
    if (!m_discard) return m_stream.close();
    m_stream.expires_after(std::chrono::seconds(5));
    discard();
}

void Connection::discard() {
    m_buffer.clear();
    m_stream.async_read_some(
        m_buffer.prepare(16 * 1024), [self = shared_from_this()](error_code error, std::size_t bytes) {
            self->m_discarded += bytes;
            const bool enough = self->m_discarded > 2 * self->m_engine->options.body_limit;
            if (error || enough) return self->m_stream.close();
            self->discard();
        });
}

}  // namespace brujula::web

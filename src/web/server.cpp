// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/server.hpp"

#include <utility>

#include <boost/asio/post.hpp>
#include <fmt/format.h>

#include "base/error.hpp"
#include "base/log.hpp"
#include "web/connection.hpp"
#include "web/server_engine.hpp"

namespace brujula::web {
namespace asio = boost::asio;
using tcp = asio::ip::tcp;
using boost::system::error_code;

Response Server::Engine::answer(const Request& request) const {
    try {
        return handler(request);
    } catch (const std::exception& error) {
        log_error(fmt::format("web: the handler failed: {}", error.what()));
        return refusal(500);
    }
}

void Server::Engine::listen() {
    error_code error;
    const auto address = asio::ip::make_address(options.address, error);
    const tcp::endpoint endpoint{address, options.port};
    if (!error) acceptor.open(endpoint.protocol(), error);
    if (!error) acceptor.set_option(asio::socket_base::reuse_address(true), error);
    if (!error) acceptor.bind(endpoint, error);
    if (!error) acceptor.listen(asio::socket_base::max_listen_connections, error);
    if (error) {
        throw Error{ErrorKind::unavailable,
                    {"error-listen", {options.address, std::to_string(options.port), error.message()}}};
    }
    port = acceptor.local_endpoint().port();
}

void Server::Engine::accept() {
    acceptor.async_accept([this, self = shared_from_this()](error_code error, tcp::socket socket) {
        if (!acceptor.is_open()) return;
        if (!error) {
            std::make_shared<Connection>(self, std::move(socket))->begin();
            return accept();
        }
        // Out of file descriptors, most likely: connections that end will give some back.
        log_warning(fmt::format("web: cannot accept a connection: {}", error.message()));
        accept_pause.expires_after(std::chrono::milliseconds(100));
        accept_pause.async_wait([this, self](error_code stopped) {
            if (!stopped && acceptor.is_open()) accept();
        });
    });
}

void Server::Engine::joined(Connection* connection, const std::string& source) {
    connections.emplace(connection, std::weak_ptr<Connection>{});
    connection_count = connections.size();
    by_source.take(source, 1);
}

void Server::Engine::left(Connection* connection, const std::string& source) {
    connections.erase(connection);
    connection_count = connections.size();
    by_source.give_back(source, 1);
    end_if_drained();
}

bool Server::Engine::has_room_for(const Connection& newcomer) {
    const std::string& source = newcomer.source();
    if (!newcomer.is_of_proxy() && by_source.of(source) > options.connections_share)
        return end_one_of(source, newcomer);
    return connections.size() <= options.most_connections || end_one_of(by_source.greatest(), newcomer);
}

bool Server::Engine::end_one_of(const std::string& source, const Connection& newcomer) const {
    std::shared_ptr<Connection> longest;
    for (const auto& [address, connection] : connections) {
        const auto other = connection.lock();
        if (!other || other.get() == &newcomer || other->is_of_proxy() || other->source() != source) continue;
        if (other->can_be_ended() && (!longest || other->should_end_before(*longest))) longest = other;
    }
    if (longest) longest->cut();
    return longest != nullptr;
}

void Server::Engine::bound_answers() {
    while (answers.total() > options.answers_limit) {
        const std::string heaviest = answers.greatest();
        std::shared_ptr<Connection> oldest;
        for (const auto& [address, connection] : connections) {
            const auto other = connection.lock();
            if (other && other->has_answer_for(heaviest) && (!oldest || other->answers_longer_than(*oldest)))
                oldest = other;
        }
        if (!oldest) return;
        oldest->cut();
    }
}

void Server::Engine::end_if_drained() {
    if (!draining || !connections.empty()) return;
    drain_end.cancel();
    keep_running.reset();
}

void Server::Engine::cut_all() const {
    for (const auto& [address, connection] : std::unordered_map(connections))
        if (const auto alive = connection.lock()) alive->cut();
}

void Server::Engine::drain() {
    draining = true;
    error_code ignored;
    acceptor.close(ignored);
    accept_pause.cancel();
    drain_end.expires_after(options.drain_time);
    drain_end.async_wait([this, self = shared_from_this()](error_code stopped) {
        if (!stopped) cut_all();
    });
    for (const auto& [address, connection] : std::unordered_map(connections))
        if (const auto alive = connection.lock()) alive->end_if_idle();
    end_if_drained();
}

Server::Server(const ServerOptions& options, Handler handler, Refusal refusal)
    : m_engine(std::make_shared<Engine>(options, std::move(handler), std::move(refusal))) {
    m_engine->listen();
    m_engine->accept();
    m_engine->thread = std::thread([engine = m_engine.get()] { engine->io.run(); });
}

Server::~Server() {
    drain();
}

std::uint16_t Server::port() const {
    return m_engine->port;
}

std::size_t Server::connections() const {
    return m_engine->connection_count;
}

void Server::drain() {
    std::call_once(m_engine->drained, [this] {
        asio::post(m_engine->io, [engine = m_engine.get()] { engine->drain(); });
        m_engine->thread.join();
        m_engine->workers.join();
    });
}

}  // namespace brujula::web

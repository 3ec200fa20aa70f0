// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "web/forwarded.hpp"
#include "web/http.hpp"

namespace brujula::web {

/// Answers one request, on a worker thread: it may wait for the disk. Must not throw; the server answers a
/// bare 500 if it does.
using Handler = std::function<Response(const Request&)>;

/// What the server says where a request never reaches the handler: 400 malformed, 408 too slow (never sent:
/// the connection ends), 411 no Content-Length, 413 body, 431 headers, 503 too many connections.
using Refusal = std::function<Response(int status)>;

struct ServerOptions {
    std::string address = "127.0.0.1";
    std::uint16_t port = 0;  ///< 0: one that is free
    std::size_t header_limit = 16 * 1024;
    std::size_t body_limit = 10 * 1024 * 1024;
    /// What has arrived of bodies and waits to be whole or answered, of all connections together, and of one
    /// source; beyond, 503. What is only announced counts nothing. Bodies of up to `small_body` are always
    /// let in: the number of connections bounds them.
    std::size_t bodies_limit = 200 * 1024 * 1024;
    std::size_t bodies_share = 50 * 1024 * 1024;
    std::size_t small_body = 64 * 1024;
    /// Answers that the network has not taken yet, of all connections together. Beyond, the source that
    /// leaves most of them lying loses its oldest.
    std::size_t answers_limit = 200 * 1024 * 1024;
    /// Of all, and of one source (web/sender.hpp). Beyond, the one of the source, else of the source with
    /// most, that has waited longest for a request, or else for the rest of one, is ended for the newcomer;
    /// where there is none, the newcomer gets 503.
    std::size_t most_connections = 1000;
    std::size_t connections_share = 250;
    /// Addresses whose connections bring the requests of many: they have no share of connections, are ended
    /// for nobody, and what they bring counts for the sender that they name.
    std::vector<std::string> proxies = {};
    ForwardedBy forwarded_by = ForwardedBy::x_forwarded;  ///< what they write the sender into
    unsigned workers = 16;                                ///< handlers at once
    std::chrono::milliseconds idle_time{60'000};          ///< between two requests of a connection
    std::chrono::milliseconds header_time{10'000};
    /// For a body or an answer, besides the time that it takes at `slowest_rate` bytes a second; and the
    /// most between two pieces of a body.
    std::chrono::milliseconds transfer_time{20'000};
    std::size_t slowest_rate = 20'000;
    std::chrono::milliseconds drain_time{30'000};  ///< then drain() cuts what is still running
};

/// HTTP/1.1 on one address: keep-alive, pipelined requests answered in order, limits on everything. One
/// thread does all input and output and never waits; handlers run on the workers. Several servers can live in
/// one process.
class Server {
public:
    /// Listens and serves. Throws Error(unavailable) where the address cannot be had.
    Server(const ServerOptions& options, Handler handler, Refusal refusal);
    ~Server();  ///< drains
    Server(const Server&) = delete;
    Server& operator=(const Server&) = delete;

    [[nodiscard]] std::uint16_t port() const;
    [[nodiscard]] std::size_t connections() const;

    /// Takes no new connection, lets the requests that are running finish (each answer says Connection:
    /// close), ends idle connections, and returns when all is done. A second call does nothing.
    void drain();

    struct Engine;  ///< server_engine.hpp

private:
    std::shared_ptr<Engine> m_engine;
};

}  // namespace brujula::web

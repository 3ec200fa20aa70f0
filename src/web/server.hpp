// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>

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
    /// Bodies being read at once, of all connections together; beyond, 503.
    std::size_t bodies_limit = 200 * 1024 * 1024;
    std::size_t most_connections = 1000;
    unsigned workers = 16;                        ///< handlers at once
    std::chrono::milliseconds idle_time{60'000};  ///< between two requests of a connection
    std::chrono::milliseconds header_time{10'000};
    /// For a body or an answer, besides the time that it takes at `slowest_rate` bytes a second.
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

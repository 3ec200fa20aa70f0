// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <atomic>
#include <cstdint>
#include <memory>
#include <mutex>
#include <thread>
#include <unordered_map>
#include <utility>

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/ip/tcp.hpp>
#include <boost/asio/steady_timer.hpp>
#include <boost/asio/thread_pool.hpp>

#include "web/server.hpp"
#include "web/shares.hpp"

// For the server's own files.
namespace brujula::web {

class Connection;

/// What the connections of one server share: the thread for input and output, the workers, the limits.
struct Server::Engine : std::enable_shared_from_this<Server::Engine> {
    Engine(ServerOptions o, Handler h, Refusal r)
        : options(std::move(o)), handler(std::move(h)), refusal(std::move(r)), workers(options.workers) {}

    void listen();
    void accept();
    void drain();
    void joined(Connection* connection, const std::string& source);
    void left(Connection* connection, const std::string& source);
    /// Whether a newcomer may stay; another may have been ended for it.
    bool has_room_for(const Connection& newcomer);
    /// Ends connections until the answers that lie there are few enough.
    void bound_answers();
    void end_if_drained();
    void cut_all() const;
    bool end_one_of(const std::string& source, const Connection& newcomer) const;
    Response answer(const Request& request) const;

    const ServerOptions options;
    const Handler handler;
    const Refusal refusal;
    boost::asio::io_context io{1};
    boost::asio::ip::tcp::acceptor acceptor{io};
    boost::asio::steady_timer accept_pause{io};
    boost::asio::steady_timer drain_end{io};
    boost::asio::executor_work_guard<boost::asio::io_context::executor_type> keep_running{io.get_executor()};
    boost::asio::thread_pool workers;
    std::uint16_t port = 0;
    // The members from here on belong to the input and output thread, but the counter is read from others.
    std::unordered_map<Connection*, std::weak_ptr<Connection>> connections;
    std::atomic<std::size_t> connection_count{0};
    Shares by_source;  ///< connections
    Shares bodies;     ///< bytes
    Shares answers;    ///< bytes
    bool draining = false;
    std::once_flag drained;
    std::thread thread;
};

}  // namespace brujula::web

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>

#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/core/tcp_stream.hpp>
#include <boost/beast/http/parser.hpp>
#include <boost/beast/http/string_body.hpp>

#include "web/server_engine.hpp"

// For the server's own files.
namespace brujula::web {

/// One connection; all its functions run on the input and output thread. It lives as long as an operation or
/// a worker holds it.
class Connection : public std::enable_shared_from_this<Connection> {
public:
    Connection(std::shared_ptr<Server::Engine> engine, boost::asio::ip::tcp::socket socket);
    ~Connection();
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    void begin();
    void end_if_idle();
    void cut();

private:
    using Parser = boost::beast::http::request_parser<boost::beast::http::string_body>;

    void wait_for_request();
    void read_header();
    void on_header(boost::system::error_code error);
    /// The status with which to refuse what the header announces; 0 to go on.
    [[nodiscard]] int refused_header() const;
    void read_body();
    void send_continue();
    void dispatch();
    [[nodiscard]] Request request() const;
    void respond(Response response);
    void refuse(int status);
    [[nodiscard]] std::string head_of(const Response& response) const;
    void write_part();
    void produce_part();
    void written(boost::system::error_code error);
    void linger();
    void discard();
    [[nodiscard]] std::chrono::milliseconds time_for(std::size_t bytes) const;
    void give_back_body_bytes();

    std::shared_ptr<Server::Engine> m_engine;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    std::string m_remote_address;
    std::size_t m_body_bytes = 0;  ///< of the engine's budget
    bool m_waiting = false;        ///< for the first byte of a request
    bool m_head_only = false;      ///< the request is HEAD
    bool m_http_1_0 = false;
    bool m_close = false;    ///< after this answer
    bool m_discard = false;  ///< there may be unread input: take it before closing, or the answer is lost
    Response m_response;
    std::string m_head;
    std::string m_part;
    std::string m_frame;
    bool m_last_part = false;
    std::size_t m_discarded = 0;
};

}  // namespace brujula::web

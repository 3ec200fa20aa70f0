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
    /// Ends it at once, and gives back what it holds.
    void cut();

    /// Whose share it takes: the other end's.
    [[nodiscard]] const std::string& source() const { return m_source; }
    [[nodiscard]] bool is_of_proxy() const { return m_of_proxy; }
    /// No request of it is whole yet.
    [[nodiscard]] bool can_be_ended() const { return m_phase != Phase::answering && !m_cut; }
    /// Idle before busy, and of each the one that is so for longer.
    [[nodiscard]] bool should_end_before(const Connection& other) const;
    /// An answer that its sender has not taken yet.
    [[nodiscard]] bool has_answer_for(const std::string& sender) const;
    [[nodiscard]] bool answers_longer_than(const Connection& other) const { return m_since < other.m_since; }

private:
    enum class Phase { idle, reading, answering };

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
    void enter(Phase phase);
    /// The source that the request counts for; a proxy's connection brings those of many.
    [[nodiscard]] std::string source_of_request() const;
    /// Counts what has arrived of the body; false where it is too much.
    bool hold_body();
    void give_back_body();
    void hold_answer(std::size_t bytes);

    std::shared_ptr<Server::Engine> m_engine;
    boost::beast::tcp_stream m_stream;
    boost::beast::flat_buffer m_buffer;
    std::optional<Parser> m_parser;
    std::string m_remote_address;
    std::string m_source;
    std::string m_sender;  ///< the source of the request that is read or answered
    bool m_of_proxy = false;
    std::size_t m_body_held = 0;    ///< of the engine's budget
    std::size_t m_answer_held = 0;  ///< the same
    Phase m_phase = Phase::idle;
    std::chrono::steady_clock::time_point m_since;  ///< it is in this phase
    std::chrono::steady_clock::time_point m_body_until;
    bool m_cut = false;
    bool m_head_only = false;  ///< the request is HEAD
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

// SPDX-License-Identifier: GPL-3.0-or-later
#include <array>
#include <stdexcept>

#include <arpa/inet.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

#include "web/client_for_tests.hpp"

namespace brujula::web {

TestClient::TestClient(std::uint16_t port, const char* from) : m_socket(::socket(AF_INET, SOCK_STREAM, 0)) {
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    sockaddr_in own{};
    own.sin_family = AF_INET;
    if (::inet_pton(AF_INET, from, &own.sin_addr) != 1 ||
        ::bind(m_socket, reinterpret_cast<const sockaddr*>(&own), sizeof own) != 0)
        throw std::runtime_error("not an address of this machine");
    const timeval patience{10, 0};
    ::setsockopt(m_socket, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
    if (::connect(m_socket, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("nothing listens there");
}

TestClient::~TestClient() {
    ::close(m_socket);
}

bool TestClient::send(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(m_socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) return false;
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
    return true;
}

void TestClient::end_of_sending() {
    ::shutdown(m_socket, SHUT_WR);
}

bool TestClient::more() {
    std::array<char, 65536> part{};
    const ssize_t got = ::recv(m_socket, part.data(), part.size(), 0);
    if (got <= 0) return false;
    m_buffer.append(part.data(), static_cast<std::size_t>(got));
    return true;
}

std::pair<std::string, std::string> TestClient::answer(bool without_body) {
    std::size_t end = 0;
    while ((end = m_buffer.find("\r\n\r\n")) == std::string::npos)
        if (!more()) return {};
    std::string head = m_buffer.substr(0, end + 4);
    m_buffer.erase(0, end + 4);
    std::string body;
    const std::size_t length = head.find("Content-Length: ");
    if (without_body) return {head, body};
    if (length != std::string::npos) {
        const std::size_t bytes = std::stoul(head.substr(length + 16));
        while (m_buffer.size() < bytes)
            if (!more()) return {head, m_buffer};
        body = m_buffer.substr(0, bytes);
        m_buffer.erase(0, bytes);
    } else if (head.find("Transfer-Encoding: chunked") != std::string::npos) {
        while (true) {
            while (m_buffer.find("\r\n") == std::string::npos)
                if (!more()) return {head, body};
            const std::size_t line = m_buffer.find("\r\n");
            const std::size_t bytes = std::stoul(m_buffer.substr(0, line), nullptr, 16);
            while (m_buffer.size() < line + 2 + bytes + 2)
                if (!more()) return {head, body};
            body += m_buffer.substr(line + 2, bytes);
            m_buffer.erase(0, line + 2 + bytes + 2);
            if (bytes == 0) break;
        }
    }
    return {head, body};
}

bool TestClient::ended() {
    std::array<char, 1> part{};
    return m_buffer.empty() && ::recv(m_socket, part.data(), part.size(), 0) == 0;
}

std::string TestClient::rest() {
    while (more()) {
    }
    return std::exchange(m_buffer, {});
}

}  // namespace brujula::web

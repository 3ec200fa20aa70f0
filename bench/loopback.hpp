// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <array>
#include <cstdint>
#include <stdexcept>
#include <string>

#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

// The least that asks a server on loopback.
namespace brujula::bench {

inline int connected(std::uint16_t port) {
    const int client = ::socket(AF_INET, SOCK_STREAM, 0);
    const int yes = 1;
    ::setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &yes, sizeof yes);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(client, reinterpret_cast<const sockaddr*>(&address), sizeof address) != 0)
        throw std::runtime_error("cannot connect");
    return client;
}

/// Reads one answer; its size with the head. Throws for any status but 200.
inline std::size_t read_answer(int client, std::string& buffer) {
    std::array<char, 65536> part;  // NOLINT: filled by recv
    buffer.clear();
    std::size_t whole = 0;
    while (whole == 0 || buffer.size() < whole) {
        const ssize_t got = ::recv(client, part.data(), part.size(), 0);
        if (got <= 0) throw std::runtime_error("the connection ended");
        buffer.append(part.data(), static_cast<std::size_t>(got));
        const std::size_t end = buffer.find("\r\n\r\n");
        if (whole == 0 && end != std::string::npos)
            whole = end + 4 + std::stoul(buffer.substr(buffer.find("Content-Length: ") + 16));
    }
    if (!buffer.starts_with("HTTP/1.1 200")) throw std::runtime_error(buffer.substr(0, 60));
    return whole;
}

}  // namespace brujula::bench

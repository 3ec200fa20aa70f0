// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace brujula::web {

/// A plain socket to 127.0.0.1 for tests: sends exactly the bytes it is given, so that wrong ones can be
/// sent.
class TestClient {
public:
    /// `from`: another address of this machine, 127.0.0.2 … 127.255.255.254.
    explicit TestClient(std::uint16_t port, const char* from = "127.0.0.1");
    ~TestClient();
    TestClient(const TestClient&) = delete;
    TestClient& operator=(const TestClient&) = delete;

    /// False where the other end has gone.
    bool send(std::string_view bytes);
    void end_of_sending();
    /// One answer, whole by its Content-Length or chunks: head (with its empty line) and decoded body. Empty
    /// head where the connection ended first. `without_body`: the answer to HEAD.
    std::pair<std::string, std::string> answer(bool without_body = false);
    /// True when the other end closes, within ten seconds, and sends nothing more before.
    bool ended();
    /// All that comes until the other end closes.
    std::string rest();

private:
    bool more();
    int m_socket;
    std::string m_buffer;
};

}  // namespace brujula::web

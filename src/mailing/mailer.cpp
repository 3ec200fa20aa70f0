// SPDX-License-Identifier: GPL-3.0-or-later
#include "mailing/mailer.hpp"

#include <algorithm>
#include <array>
#include <cstring>
#include <string_view>

#include <curl/curl.h>

#include "base/error.hpp"

namespace brujula::mailing {

namespace {

constexpr std::size_t longest_said = 300;

/// What is known of the conversation: the last command's verb and the server's last line.
struct Conversation {
    std::string verb;
    std::string line;
    bool over = false;
};

std::string one_line(std::string_view text) {
    std::string line{text.substr(0, longest_said)};
    std::replace_if(
        line.begin(), line.end(), [](char c) { return c < ' ' || c > '~'; }, ' ');
    while (line.ends_with(' '))
        line.pop_back();
    return line;
}

int listen(CURL* /*handle*/, curl_infotype type, char* bytes, std::size_t size, void* given) {
    auto& conversation = *static_cast<Conversation*>(given);
    const std::string_view text{bytes, size};
    if (type == CURLINFO_HEADER_OUT) {
        conversation.over = conversation.over || text.starts_with("QUIT");
        if (!conversation.over) conversation.verb = std::string{text.substr(0, 4)};
    }
    if (type == CURLINFO_HEADER_IN && !conversation.over) conversation.line = one_line(text);
    return 0;
}

struct Bytes {
    std::string_view left;
};

std::size_t give(char* buffer, std::size_t size, std::size_t count, void* given) {
    auto& bytes = *static_cast<Bytes*>(given);
    const auto taken = std::min(size * count, bytes.left.size());
    std::memcpy(buffer, bytes.left.data(), taken);
    bytes.left.remove_prefix(taken);
    return taken;
}

int may_go_on(void* stop, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return static_cast<const std::atomic<bool>*>(stop)->load() ? 1 : 0;
}

/// RFC 3463: 5.1.x is of the address, 5.2.1 a mailbox that takes none, 5.7.x a rule of the server's. Servers
/// that give no such code: 550, 551 and 553 in answer to the recipient.
bool refuses_address(const Conversation& conversation, int code) {
    if (code < 500 || code > 599) return false;
    const std::string_view line = conversation.line;
    const std::string_view status = line.size() > 4 ? line.substr(4) : std::string_view{};
    if (status.starts_with("5.1.") || status.starts_with("5.2.1")) return true;
    if (status.starts_with("5.") || status.starts_with("4.")) return false;
    return conversation.verb == "RCPT" && (code == 550 || code == 551 || code == 553);
}

}  // namespace

struct SmtpMailer::Connection {
    CURL* handle = curl_easy_init();
    Conversation conversation;
    std::string url;
    Connection() {
        if (handle == nullptr) throw Error{ErrorKind::internal, {"error-internal", {"libcurl"}}};
    }
    ~Connection() { curl_easy_cleanup(handle); }
    Connection(const Connection&) = delete;
    Connection& operator=(const Connection&) = delete;

    template <class Value>
    void set(CURLoption option, Value value) const {
        if (curl_easy_setopt(handle, option, value) != CURLE_OK)
            throw Error{ErrorKind::internal, {"error-internal", {"libcurl"}}};
    }
    void prepare(const Settings& settings, const std::atomic<bool>& stop);
    [[nodiscard]] Delivery outcome(CURLcode result, const char* error) const;
};

void SmtpMailer::Connection::prepare(const Settings& settings, const std::atomic<bool>& stop) {
    url = settings.server;
    while (url.ends_with('/'))
        url.pop_back();
    url += '/' + host_of(settings);  // the name that it greets the server with
    set(CURLOPT_URL, url.c_str());
    set(CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(CURLOPT_NOSIGNAL, 1L);
    set(CURLOPT_CONNECTTIMEOUT, 15L);
    set(CURLOPT_TIMEOUT, 60L);
    set(CURLOPT_SERVER_RESPONSE_TIMEOUT, 30L);
    set(CURLOPT_USE_SSL, static_cast<long>(settings.encrypted ? CURLUSESSL_ALL : CURLUSESSL_TRY));
    set(CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!settings.trusted.empty()) set(CURLOPT_CAINFO, settings.trusted.c_str());
    if (!settings.user.empty()) {
        set(CURLOPT_USERNAME, settings.user.c_str());
        set(CURLOPT_PASSWORD, settings.password.c_str());
    }
    set(CURLOPT_UPLOAD, 1L);
    set(CURLOPT_READFUNCTION, give);
    set(CURLOPT_NOPROGRESS, 0L);
    set(CURLOPT_XFERINFOFUNCTION, may_go_on);
    set(CURLOPT_XFERINFODATA, static_cast<const void*>(&stop));
    set(CURLOPT_VERBOSE, 1L);  // for the conversation's last words; written nowhere
    set(CURLOPT_DEBUGFUNCTION, listen);
    set(CURLOPT_DEBUGDATA, static_cast<void*>(&conversation));
}

Delivery SmtpMailer::Connection::outcome(CURLcode result, const char* error) const {
    long code = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &code);
    Delivery delivery;
    delivery.code = static_cast<int>(code);
    if (result == CURLE_OK) {
        delivery.said = conversation.line;
        return delivery;
    }
    const bool answered = code >= 400 && !conversation.line.empty();
    delivery.said =
        answered ? conversation.line : one_line(*error != '\0' ? error : curl_easy_strerror(result));
    const bool about_letter = conversation.verb == "RCPT" || conversation.verb == "DATA";
    if (!answered || !about_letter)
        delivery.outcome = Outcome::server_failed;
    else
        delivery.outcome =
            refuses_address(conversation, delivery.code) ? Outcome::address_refused : Outcome::letter_failed;
    return delivery;
}

SmtpMailer::SmtpMailer(Settings settings, const std::atomic<bool>& stop)
    : m_settings(std::move(settings)), m_connection(std::make_unique<Connection>()) {
    m_connection->prepare(m_settings, stop);
}

SmtpMailer::~SmtpMailer() = default;

Delivery SmtpMailer::send(const Letter& letter) {
    const std::string message = compose(letter);
    Bytes bytes{message};
    auto& connection = *m_connection;
    connection.conversation = {};
    std::array<char, CURL_ERROR_SIZE> error{};
    const std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)> recipients{
        curl_slist_append(nullptr, letter.to.c_str()), curl_slist_free_all};
    connection.set(CURLOPT_ERRORBUFFER, error.data());
    connection.set(CURLOPT_MAIL_FROM, letter.from.c_str());
    connection.set(CURLOPT_MAIL_RCPT, recipients.get());
    connection.set(CURLOPT_READDATA, static_cast<void*>(&bytes));
    const CURLcode result = curl_easy_perform(connection.handle);
    connection.set(CURLOPT_ERRORBUFFER, static_cast<char*>(nullptr));
    connection.set(CURLOPT_MAIL_RCPT, static_cast<curl_slist*>(nullptr));
    return connection.outcome(result, error.data());
}

}  // namespace brujula::mailing

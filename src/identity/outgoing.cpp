// SPDX-License-Identifier: GPL-3.0-or-later
#include "identity/outgoing.hpp"

#include <algorithm>
#include <memory>

#include <curl/curl.h>

#include "base/log.hpp"

namespace brujula::identity {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds longest_connecting{5000};

using Handle = std::unique_ptr<CURL, decltype(&curl_easy_cleanup)>;
using Headers = std::unique_ptr<curl_slist, decltype(&curl_slist_free_all)>;

struct Taking {
    std::string body;
    std::size_t most;
};

/// Fewer bytes taken than given tells curl to stop.
std::size_t take(char* bytes, std::size_t, std::size_t count, void* data) {
    auto& taking = *static_cast<Taking*>(data);
    if (taking.body.size() + count > taking.most) return 0;
    taking.body.append(bytes, count);
    return count;
}

void restrict(CURL* handle) {
    curl_easy_setopt(handle, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(handle, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(handle, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(handle, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    curl_easy_setopt(handle, CURLOPT_NOPROXY, "localhost,127.0.0.1,::1");
    curl_easy_setopt(handle, CURLOPT_NETRC, static_cast<long>(CURL_NETRC_IGNORED));
}

void limit(CURL* handle, milliseconds left) {
    curl_easy_setopt(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(left.count()));
    curl_easy_setopt(handle, CURLOPT_CONNECTTIMEOUT_MS,
                     static_cast<long>(std::min(left, longest_connecting).count()));
}

Headers headers_of(const Question& question) {
    curl_slist* list = curl_slist_append(nullptr, "Accept: application/json");
    for (const std::string& header : question.headers)
        list = curl_slist_append(list, header.c_str());
    return {list, curl_slist_free_all};
}

/// Which host, never the address: a query may hold secrets.
void log_failure(const Question& question, CURLcode code) {
    const auto end = question.address.find('/', question.address.find("://") + 3);
    log_warning("identity: no answer from " + question.address.substr(0, end) + ": " +
                curl_easy_strerror(code));
}

}  // namespace

std::optional<Answer> ask(const Question& question, const Allowance& allowance,
                          const std::filesystem::path& trusted, const std::string& agent) {
    const auto left =
        std::chrono::duration_cast<milliseconds>(allowance.until - std::chrono::steady_clock::now());
    const Handle handle{curl_easy_init(), curl_easy_cleanup};
    if (!handle || left.count() <= 0) return {};
    const Headers headers = headers_of(question);
    Taking taking{{}, allowance.most_bytes};
    restrict(handle.get());
    limit(handle.get(), left);
    curl_easy_setopt(handle.get(), CURLOPT_URL, question.address.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_USERAGENT, agent.c_str());
    curl_easy_setopt(handle.get(), CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(handle.get(), CURLOPT_WRITEFUNCTION, take);
    curl_easy_setopt(handle.get(), CURLOPT_WRITEDATA, &taking);
    if (!trusted.empty()) curl_easy_setopt(handle.get(), CURLOPT_CAINFO, trusted.c_str());
    if (question.form) {
        curl_easy_setopt(handle.get(), CURLOPT_POSTFIELDSIZE, static_cast<long>(question.form->size()));
        curl_easy_setopt(handle.get(), CURLOPT_COPYPOSTFIELDS, question.form->c_str());
    }
    const CURLcode code = curl_easy_perform(handle.get());
    if (code != CURLE_OK) {
        log_failure(question, code);
        return {};
    }
    Answer answer;
    curl_easy_getinfo(handle.get(), CURLINFO_RESPONSE_CODE, &answer.status);
    answer.body = std::move(taking.body);
    return answer;
}

}  // namespace brujula::identity

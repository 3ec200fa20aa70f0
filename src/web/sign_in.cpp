// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::web {
namespace {

/// An IPv6 address's first four groups: what one household or machine is given.
std::string network_of(std::string_view address) {
    std::size_t end = 0;
    int groups = 0;
    if (address.find(':') == std::string_view::npos || address.starts_with("::ffff:"))
        return std::string{address};
    while (end < address.size()) {
        if (address[end] == ':' && (++groups == 4 || address.substr(end).starts_with("::"))) break;
        ++end;
    }
    return std::string{address.substr(0, end)} + "::/64";
}

}  // namespace

void SignInGuard::forget_old(std::deque<Instant>& attempts) const {
    while (!attempts.empty() && attempts.front() + m_limits.window <= m_clock.now())
        attempts.pop_front();
}

void SignInGuard::keep_small(Attempts& attempts) const {
    if (attempts.size() < m_limits.most_kept) return;
    for (auto one = attempts.begin(); one != attempts.end();) {
        forget_old(one->second);
        one = one->second.empty() ? attempts.erase(one) : std::next(one);
    }
    if (attempts.size() < m_limits.most_kept) return;
    attempts.erase(std::min_element(attempts.begin(), attempts.end(), [](const auto& a, const auto& b) {
        return a.second.back() < b.second.back();
    }));
}

void SignInGuard::admit(std::string_view name, std::string_view address) {
    const std::lock_guard lock(m_mutex);
    keep_small(m_by_name);
    keep_small(m_by_address);
    auto& of_name = m_by_name[fold(name)];
    auto& of_address = m_by_address[network_of(address)];
    forget_old(of_name);
    forget_old(of_address);
    if (of_name.size() >= m_limits.by_name || of_address.size() >= m_limits.by_address) {
        const auto minutes = std::chrono::ceil<std::chrono::minutes>(m_limits.window);
        throw Error{ErrorKind::too_many, {"error-too-many-sign-ins", {std::to_string(minutes.count())}}};
    }
    of_name.push_back(m_clock.now());
    of_address.push_back(m_clock.now());
}

void SignInGuard::succeeded(std::string_view name, std::string_view address) {
    const std::lock_guard lock(m_mutex);
    m_by_name.erase(fold(name));
    const auto of_address = m_by_address.find(network_of(address));
    if (of_address == m_by_address.end()) return;
    if (!of_address->second.empty()) of_address->second.pop_back();
    if (of_address->second.empty()) m_by_address.erase(of_address);
}

Turnstile::Place::Place(Turnstile& turnstile) : m_turnstile(turnstile) {
    std::unique_lock lock(turnstile.m_mutex);
    if (turnstile.m_free == 0) {
        if (turnstile.m_may_wait == 0) throw Error{ErrorKind::unavailable, {"error-busy", {}}};
        --turnstile.m_may_wait;
        turnstile.m_given_back.wait(lock, [&] { return turnstile.m_free > 0; });
        ++turnstile.m_may_wait;
    }
    --turnstile.m_free;
}

Turnstile::Place::~Place() {
    {
        const std::lock_guard lock(m_turnstile.m_mutex);
        ++m_turnstile.m_free;
    }
    m_turnstile.m_given_back.notify_one();
}

std::string cookie_of(std::string_view header, std::string_view name) {
    while (!header.empty()) {
        std::string_view pair = header.substr(0, header.find(';'));
        header.remove_prefix(std::min(header.size(), pair.size() + 1));
        while (pair.starts_with(' '))
            pair.remove_prefix(1);
        const std::size_t equals = pair.find('=');
        if (equals != std::string_view::npos && pair.substr(0, equals) == name)
            return std::string{pair.substr(equals + 1)};
    }
    return {};
}

}  // namespace brujula::web

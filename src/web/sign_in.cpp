// SPDX-License-Identifier: GPL-3.0-or-later
#include "web/sign_in.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <arpa/inet.h>

#include "base/error.hpp"
#include "base/text.hpp"

namespace brujula::web {
namespace {

[[noreturn]] void refuse(std::chrono::seconds wait) {
    const auto minutes = std::chrono::ceil<std::chrono::minutes>(wait);
    throw Error{ErrorKind::too_many, {"error-too-many-sign-ins", {std::to_string(minutes.count())}}};
}

std::string pair_of(const Attempt& attempt) {
    return network_of(attempt.address) + '\n' + fold(attempt.name);
}

}  // namespace

std::string network_of(std::string_view address) {
    in6_addr six{};
    if (inet_pton(AF_INET6, std::string{address}.c_str(), &six) != 1) return std::string{address};
    std::array<char, INET6_ADDRSTRLEN> text{};
    if (IN6_IS_ADDR_V4MAPPED(&six) != 0)
        return inet_ntop(AF_INET, &six.s6_addr[12], text.data(), text.size());
    std::fill(std::begin(six.s6_addr) + 8, std::end(six.s6_addr), std::uint8_t{0});
    return std::string{inet_ntop(AF_INET6, &six, text.data(), text.size())} + "/64";
}

std::chrono::seconds Throttle::wait(const std::string& key, Instant now) const {
    const auto failed = failures(key, now);
    if (failed < m_limits.free) return {};
    const auto doublings = std::min<std::int64_t>(failed - m_limits.free, 20);
    const auto whole = std::min(m_limits.first * (std::int64_t{1} << doublings), m_limits.most);
    return std::max(m_failures.find(key)->second.last + whole - now, std::chrono::seconds{0});
}

std::int64_t Throttle::failures(const std::string& key, Instant now) const {
    const auto found = m_failures.find(key);
    if (found == m_failures.end() || found->second.last + m_limits.forgotten <= now) return 0;
    return found->second.count;
}

void Throttle::count(const std::string& key, Instant now) {
    const auto failed = failures(key, now);
    if (m_failures.size() >= m_limits.most_kept) keep_small(now);
    m_failures[key] = {failed + 1, now};
}

void Throttle::give_back(const std::string& key) {
    const auto found = m_failures.find(key);
    if (found != m_failures.end() && --found->second.count <= 0) m_failures.erase(found);
}

/// A tenth at once, so that who sends ever new names does not make each of them cost a walk over all.
void Throttle::keep_small(Instant now) {
    std::erase_if(m_failures, [&](const auto& one) { return one.second.last + m_limits.forgotten <= now; });
    if (m_failures.size() < m_limits.most_kept) return;
    std::vector<Instant> times;
    times.reserve(m_failures.size());
    for (const auto& [key, failures] : m_failures)
        times.push_back(failures.last);
    const auto tenth = times.begin() + static_cast<std::ptrdiff_t>(times.size() / 10);
    std::nth_element(times.begin(), tenth, times.end());
    std::erase_if(m_failures, [&](const auto& one) { return one.second.last <= *tenth; });
}

SignInGuard::SignInGuard(const Clock& clock, Limits limits)
    : m_clock(clock),
      m_pairs(limits.pair),
      m_names(limits.name),
      m_addresses(limits.address),
      m_devices(limits.device) {}

void SignInGuard::admit(const Attempt& attempt) {
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.now();
    if (!attempt.device.empty()) {
        if (const auto wait = m_devices.wait(attempt.device, now); wait.count() > 0) refuse(wait);
        m_devices.count(attempt.device, now);
        return;
    }
    const auto pair = pair_of(attempt);
    const auto name = fold(attempt.name);
    const auto address = network_of(attempt.address);
    const auto wait =
        std::max({m_pairs.wait(pair, now), m_names.wait(name, now), m_addresses.wait(address, now)});
    if (wait.count() > 0) refuse(wait);
    m_pairs.count(pair, now);
    m_names.count(name, now);
    m_addresses.count(address, now);
}

void SignInGuard::succeeded(const Attempt& attempt) {
    const std::lock_guard lock(m_mutex);
    m_pairs.forget(pair_of(attempt));
    if (!attempt.device.empty()) return m_devices.forget(attempt.device);
    m_names.forget(fold(attempt.name));
    m_addresses.give_back(network_of(attempt.address));
}

void SignInGuard::withdrawn(const Attempt& attempt) {
    const std::lock_guard lock(m_mutex);
    if (!attempt.device.empty()) return m_devices.give_back(attempt.device);
    m_pairs.give_back(pair_of(attempt));
    m_names.give_back(fold(attempt.name));
    m_addresses.give_back(network_of(attempt.address));
}

void SignInGuard::admit_address(const std::string& address) {
    const std::lock_guard lock(m_mutex);
    const auto now = m_clock.now();
    const auto network = network_of(address);
    if (const auto wait = m_addresses.wait(network, now); wait.count() > 0) refuse(wait);
    m_addresses.count(network, now);
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

// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cassert>
#include <utility>
#include <variant>

namespace brujula {

template <class E>
struct Unexpected {
    E error;
};
template <class E>
Unexpected(E) -> Unexpected<E>;

/// A value or the reason there is none, for loops where a bad item among millions is ordinary.
/// Has only members that std::expected has too, so that it can give way to it.
template <class T, class E>
class Result {
public:
    Result(T value) : m_state(std::in_place_index<0>, std::move(value)) {}
    Result(Unexpected<E> error) : m_state(std::in_place_index<1>, std::move(error.error)) {}

    [[nodiscard]] bool has_value() const noexcept { return m_state.index() == 0; }
    explicit operator bool() const noexcept { return has_value(); }
    [[nodiscard]] const T& value() const {
        assert(has_value());
        return *std::get_if<0>(&m_state);
    }
    const T& operator*() const { return value(); }
    const T* operator->() const { return &value(); }
    [[nodiscard]] const E& error() const {
        assert(!has_value());
        return *std::get_if<1>(&m_state);
    }

private:
    std::variant<T, E> m_state;
};

}  // namespace brujula

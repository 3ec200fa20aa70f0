// SPDX-License-Identifier: GPL-3.0-or-later
#pragma once

#include <cstdint>

namespace brujula {

/// What may be worked out for one answer, in steps of about the same cost; who counts says what a step is.
/// Steps are counted and no clock is asked, so that the same question ends at the same place each time and on
/// every machine.
class Budget {
public:
    explicit Budget(std::int64_t steps) : m_left(steps) {}

    /// Takes steps from it. False where there are not so many: then nothing is left for anything smaller
    /// either.
    bool take(std::int64_t steps) {
        m_left = steps > m_left ? 0 : m_left - steps;
        return m_left > 0;
    }
    [[nodiscard]] std::int64_t left() const { return m_left; }
    [[nodiscard]] bool is_spent() const { return m_left == 0; }

private:
    std::int64_t m_left;
};

}  // namespace brujula

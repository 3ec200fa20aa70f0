# SPDX-License-Identifier: GPL-3.0-or-later
# The 64-bit Mersenne Twister as Nishimura and Matsumoto wrote it, and what is drawn from it modulo 7.
import itertools


def twister(seed):
    whole = (1 << 64) - 1
    size, middle = 312, 156
    state = [seed & whole]
    for i in range(1, size):
        state.append((6364136223846793005 * (state[-1] ^ (state[-1] >> 62)) + i) & whole)
    while True:
        for i in range(size):
            x = (state[i] & 0xFFFFFFFF80000000) | (state[(i + 1) % size] & 0x7FFFFFFF)
            state[i] = state[(i + middle) % size] ^ (x >> 1) ^ (0xB5026F5AA96619E9 if x & 1 else 0)
        for x in state:
            x ^= (x >> 29) & 0x5555555555555555
            x ^= (x << 17) & 0x71D67FFFEDA60000
            x ^= (x << 37) & 0xFFF7EEE000000000
            yield (x ^ (x >> 43)) & whole


assert next(itertools.islice(twister(5489), 9999, None)) == 9981545732273789042  # the C++ standard's own check
print([number % 7 for number in itertools.islice(twister(1), 12)])

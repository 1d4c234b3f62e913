// SPDX-License-Identifier: Apache-2.0
#include "core/sim/sim_random.h"

#include <bit>

namespace hotswap::sim {

namespace {

std::uint64_t splitMix(std::uint64_t& state) {
    state += 0x9e3779b97f4a7c15ULL;
    std::uint64_t z = state;
    z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ (z >> 27)) * 0x94d049bb133111ebULL;
    return z ^ (z >> 31);
}

} // namespace

std::uint64_t mixSeed(std::uint64_t seed, std::string_view text) {
    // FNV-1a over the text, then one SplitMix64 round with the seed.
    std::uint64_t hash = 0xcbf29ce484222325ULL;
    for (const char c : text) {
        hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
    }
    std::uint64_t state = seed ^ hash;
    return splitMix(state);
}

SimRandom::SimRandom(std::uint64_t seed) : m_seed(seed) {
    for (std::uint64_t& word : m_state) {
        word = splitMix(seed);
    }
}

std::uint64_t SimRandom::next() {
    const std::uint64_t result = std::rotl(m_state[1] * 5, 7) * 9;
    const std::uint64_t shifted = m_state[1] << 17;
    m_state[2] ^= m_state[0];
    m_state[3] ^= m_state[1];
    m_state[1] ^= m_state[2];
    m_state[0] ^= m_state[3];
    m_state[2] ^= shifted;
    m_state[3] = std::rotl(m_state[3], 45);
    return result;
}

SimRandom SimRandom::split(std::string_view label) const {
    return SimRandom(mixSeed(m_seed, label));
}

SimRandom SimRandom::split(std::string_view label, std::uint64_t index) const {
    return SimRandom(mixSeed(mixSeed(m_seed, label), std::string_view{}) + index * 0x9e3779b97f4a7c15ULL);
}

std::uint64_t SimRandom::below(std::uint64_t bound) {
    // The bias of a plain remainder is far below anything a simulation could notice.
    return bound < 2 ? 0 : next() % bound;
}

std::int64_t SimRandom::between(std::int64_t low, std::int64_t high) {
    if (high <= low) {
        return low;
    }
    return low + static_cast<std::int64_t>(below(static_cast<std::uint64_t>(high - low) + 1));
}

Duration SimRandom::between(Duration low, Duration high) {
    return Duration{between(low.count(), high.count())};
}

double SimRandom::unit() {
    return static_cast<double>(next() >> 11) * 0x1.0p-53;
}

bool SimRandom::permille(std::uint32_t permille) {
    return permille > 0 && below(1000) < permille;
}

} // namespace hotswap::sim

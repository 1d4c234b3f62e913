// SPDX-License-Identifier: Apache-2.0
#pragma once
// A fingerprint of everything that happened in a run: the same seed must give the same one.

#include <cstdint>
#include <string_view>

namespace hotswap::sim {

/// Order-dependent 64-bit hash over the effects of a run. Not for security.
class TraceHash {
public:
    void add(std::uint64_t value) {
        m_hash = (m_hash ^ value) * 0x9fb21c651e98df25ULL;
        m_hash ^= m_hash >> 32;
        ++m_effects;
    }
    void add(std::string_view text) {
        std::uint64_t hash = 0xcbf29ce484222325ULL;
        for (const char c : text) {
            hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001b3ULL;
        }
        add(hash);
    }
    std::uint64_t value() const { return m_hash; }
    std::uint64_t effects() const { return m_effects; }

private:
    std::uint64_t m_hash = 0x2545f4914f6cdd1dULL;
    std::uint64_t m_effects = 0;
};

} // namespace hotswap::sim

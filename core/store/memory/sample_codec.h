// SPDX-License-Identifier: Apache-2.0
#pragma once
// Samples packed for keeping: names by number, counts as variable-length integers, only the filled buckets.
// A sample as a value takes half a kilobyte, packed about a fifth of that.

#include "core/domain/telemetry.h"

#include <cstdint>
#include <string>
#include <unordered_map>
#include <vector>

namespace hotswap::store {

/// Names by number, for names that repeat in every sample.
class NameTable {
public:
    std::uint32_t numberOf(const std::string& name);
    const std::string& nameOf(std::uint32_t number) const { return *m_names[number]; }
    std::size_t size() const { return m_names.size(); }

private:
    std::unordered_map<std::string, std::uint32_t> m_numbers;
    std::vector<const std::string*> m_names; ///< keys of m_numbers, whose addresses are stable
};

struct PackedSample {
    Instant start{};
    std::uint32_t node = 0;    ///< number in the names
    std::uint32_t release = 0; ///< number in the names
    std::string numbers;
};

PackedSample packSample(const Sample& sample, NameTable& names);
/// The sample again; its module is the series' and is filled in by the caller.
Sample unpackSample(const PackedSample& packed, const NameTable& names);

} // namespace hotswap::store

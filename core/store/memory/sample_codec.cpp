// SPDX-License-Identifier: Apache-2.0
#include "core/store/memory/sample_codec.h"

#include <cstring>

namespace hotswap::store {

namespace {

void putCount(std::string& out, std::uint64_t value) {
    for (; value >= 0x80; value >>= 7) {
        out += static_cast<char>(0x80 | (value & 0x7f));
    }
    out += static_cast<char>(value);
}

void putNumber(std::string& out, double value) {
    char bytes[sizeof value];
    std::memcpy(bytes, &value, sizeof value);
    out.append(bytes, sizeof value);
}

/// Reads what packSample wrote; the text never comes from outside.
class Unpacking {
public:
    explicit Unpacking(const std::string& bytes) : m_bytes(bytes) {}

    std::uint64_t count() {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
            value |= static_cast<std::uint64_t>(byte & 0x7f) << shift;
            if (byte < 0x80) {
                return value;
            }
        }
    }

    double number() {
        double value = 0;
        std::memcpy(&value, m_bytes.data() + m_at, sizeof value);
        m_at += sizeof value;
        return value;
    }

private:
    const std::string& m_bytes;
    std::size_t m_at = 0;
};

} // namespace

std::uint32_t NameTable::numberOf(const std::string& name) {
    const auto [it, added] = m_numbers.try_emplace(name, static_cast<std::uint32_t>(m_names.size()));
    if (added) {
        m_names.push_back(&it->first);
    }
    return it->second;
}

PackedSample packSample(const Sample& sample, NameTable& names) {
    PackedSample packed{
        sample.start, names.numberOf(sample.node.value), names.numberOf(sample.release.value), {}};
    std::string& out = packed.numbers;
    putCount(out, static_cast<std::uint64_t>(sample.length.count()));
    putCount(out, sample.requests);
    putCount(out, sample.errors);
    putNumber(out, sample.cpuPercent);
    putNumber(out, sample.memoryPercent);
    putNumber(out, sample.latency.sumMs());
    const auto& buckets = sample.latency.buckets();
    std::size_t filled = 0;
    for (const std::uint32_t count : buckets) {
        filled += count != 0 ? 1 : 0;
    }
    putCount(out, filled);
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (buckets[i] != 0) {
            putCount(out, i);
            putCount(out, buckets[i]);
        }
    }
    putCount(out, sample.named.size());
    for (const auto& [name, value] : sample.named) {
        putCount(out, names.numberOf(name));
        putNumber(out, value);
    }
    out.shrink_to_fit();
    return packed;
}

Sample unpackSample(const PackedSample& packed, const NameTable& names) {
    Sample sample;
    sample.node = NodeId{names.nameOf(packed.node)};
    sample.release = Digest{names.nameOf(packed.release)};
    sample.start = packed.start;
    Unpacking in(packed.numbers);
    sample.length = Duration{static_cast<Duration::rep>(in.count())};
    sample.requests = in.count();
    sample.errors = in.count();
    sample.cpuPercent = in.number();
    sample.memoryPercent = in.number();
    sample.latency.restoreSum(in.number());
    for (std::uint64_t left = in.count(); left > 0; --left) {
        const auto bucket = static_cast<std::size_t>(in.count());
        sample.latency.restore(bucket, static_cast<std::uint32_t>(in.count()));
    }
    for (std::uint64_t left = in.count(); left > 0; --left) {
        const auto name = static_cast<std::uint32_t>(in.count());
        sample.named[names.nameOf(name)] = in.number();
    }
    return sample;
}

} // namespace hotswap::store

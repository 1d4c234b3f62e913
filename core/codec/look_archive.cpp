// SPDX-License-Identifier: Apache-2.0
#include "core/codec/look_archive.h"

#include <bit>
#include <map>

namespace hotswap::codec {

namespace {

constexpr std::uint64_t kVersion = 1;
constexpr unsigned kGroupBits = 7;
constexpr unsigned kMore = 0x80;
constexpr unsigned kByteBits = 8;

void putCount(std::string& out, std::uint64_t value) {
    for (; value >= kMore; value >>= kGroupBits) {
        out += static_cast<char>(kMore | (value & (kMore - 1)));
    }
    out += static_cast<char>(value);
}

/// Small numbers of either sign become small counts.
std::uint64_t zigzag(std::int64_t value) {
    return (static_cast<std::uint64_t>(value) << 1) ^ static_cast<std::uint64_t>(value >> 63);
}

std::int64_t unzigzag(std::uint64_t value) {
    return static_cast<std::int64_t>((value >> 1) ^ (~(value & 1) + 1));
}

/// Differences wrap around, so that every pair of moments has one.
std::int64_t wrappedMinus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) - static_cast<std::uint64_t>(b));
}

std::int64_t wrappedPlus(std::int64_t a, std::int64_t b) {
    return static_cast<std::int64_t>(static_cast<std::uint64_t>(a) + static_cast<std::uint64_t>(b));
}

} // namespace

void LookWriter::count(std::uint64_t value) {
    putCount(m_out, value);
}

void LookWriter::number(double value) {
    auto bits = std::bit_cast<std::uint64_t>(value);
    std::string bytes;
    for (; bits != 0; bits <<= kByteBits) { // sign and exponent first: round numbers end early
        bytes += static_cast<char>(bits >> (64 - kByteBits));
    }
    m_out += static_cast<char>(bytes.size());
    m_out += bytes;
}

void LookWriter::name(const std::string& value) {
    const auto [it, added] = m_numbers.try_emplace(value, m_names.size());
    if (added) {
        m_names.push_back(value);
    }
    count(it->second);
}

void LookWriter::moment(Instant value) {
    count(zigzag(wrappedMinus(toMs(value), m_first ? toMs(*m_first) : 0)));
    if (!m_first) {
        m_first = value;
    }
}

void LookWriter::length(Duration value) {
    count(zigzag(value.count()));
}

void LookWriter::histogram(const LatencyHistogram& value) {
    number(value.sumMs());
    const auto& buckets = value.buckets();
    std::uint64_t filled = 0;
    for (const std::uint32_t inBucket : buckets) {
        filled += inBucket != 0 ? 1 : 0;
    }
    count(filled);
    std::size_t next = 0;
    for (std::size_t i = 0; i < buckets.size(); ++i) {
        if (buckets[i] != 0) {
            count(i - next);
            count(buckets[i]);
            next = i + 1;
        }
    }
}

void LookWriter::named(const std::map<std::string, double>& values) {
    count(values.size());
    for (const auto& [key, value] : values) {
        name(key);
        number(value);
    }
}

std::string LookWriter::take() const {
    std::string document;
    putCount(document, kVersion);
    putCount(document, m_names.size());
    for (const std::string& each : m_names) {
        putCount(document, each.size());
        document += each;
    }
    return document + m_out;
}

LookReader::LookReader(std::string_view bytes) : m_bytes(bytes) {
    if (take() != kVersion) {
        m_isOfAnotherVersion = m_ok;
        m_ok = false;
        return;
    }
    for (std::uint64_t left = take(); left > 0 && m_ok; --left) {
        const std::uint64_t size = take();
        if (size > m_bytes.size() - m_at) {
            m_ok = false;
            return;
        }
        m_names.emplace_back(m_bytes.substr(m_at, size));
        m_at += size;
    }
}

std::uint64_t LookReader::take() {
    std::uint64_t value = 0;
    for (unsigned shift = 0; m_ok; shift += kGroupBits) {
        const unsigned byte = m_at < m_bytes.size() ? static_cast<unsigned char>(m_bytes[m_at++]) : 0x100;
        const std::uint64_t group = byte & (kMore - 1);
        // Cut off, more than 64 bits, or a spelling with a needless end.
        if (byte > 0xff || shift >= 64 || group << shift >> shift != group || (byte == 0 && shift > 0)) {
            break;
        }
        value |= group << shift;
        if (byte < kMore) {
            return value;
        }
    }
    m_ok = false;
    return 0;
}

std::uint64_t LookReader::below(std::uint64_t end) {
    const std::uint64_t value = take();
    if (value >= end) {
        m_ok = false;
        return 0;
    }
    return value;
}

std::int64_t LookReader::takeSigned() {
    return unzigzag(take());
}

void LookReader::number(double& value) {
    std::uint64_t bits = 0;
    const std::uint64_t size = below(sizeof bits + 1);
    if (!m_ok || size > m_bytes.size() - m_at || (size > 0 && m_bytes[m_at + size - 1] == '\0')) {
        m_ok = false;
        return;
    }
    for (std::uint64_t i = 0; i < size; ++i) {
        const auto byte = static_cast<unsigned char>(m_bytes[m_at++]);
        bits |= static_cast<std::uint64_t>(byte) << (64 - kByteBits * (i + 1));
    }
    value = std::bit_cast<double>(bits);
}

void LookReader::name(std::string& value) {
    const std::uint64_t index = below(m_names.size());
    value = m_ok ? m_names[index] : std::string();
}

void LookReader::moment(Instant& value) {
    value = instantFromMs(wrappedPlus(takeSigned(), m_first ? toMs(*m_first) : 0));
    if (!m_first) {
        m_first = value;
    }
}

void LookReader::length(Duration& value) {
    value = Duration{takeSigned()};
}

void LookReader::histogram(LatencyHistogram& value) {
    value = {};
    double sum = 0;
    number(sum);
    std::uint64_t next = 0;
    for (std::uint64_t left = below(LatencyHistogram::kBuckets + 1); left > 0 && m_ok; --left) {
        const std::uint64_t bucket = next + below(LatencyHistogram::kBuckets - next);
        std::uint32_t inBucket = 0;
        integer(inBucket);
        if (!m_ok || inBucket == 0) {
            m_ok = false;
            return;
        }
        value.restore(bucket, inBucket);
        next = bucket + 1;
    }
    value.restoreSum(sum);
}

void LookReader::named(std::map<std::string, double>& values) {
    values.clear();
    for (std::uint64_t left = take(); left > 0 && m_ok; --left) {
        std::string key;
        name(key);
        double value = 0;
        number(value);
        if (!values.empty() && values.rbegin()->first >= key) {
            m_ok = false;
            return;
        }
        values.emplace_hint(values.end(), std::move(key), value);
    }
}

} // namespace hotswap::codec

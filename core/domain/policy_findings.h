// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with a policy, field by field. Private to core/domain.

#include "core/domain/limits.h"
#include "core/domain/policy.h"

#include <cmath>
#include <map>
#include <string>
#include <string_view>

namespace hotswap {

inline constexpr Duration kPolicyDurationMax = std::chrono::hours(24 * 30);

/// Collects wrong fields with what would be right.
class PolicyFindings {
public:
    void range(const std::string& field, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            m_fields[field] = text(low) + ".." + text(high);
        }
    }
    void duration(const std::string& field, Duration value, Duration low) {
        if (value < low || value > kPolicyDurationMax) {
            m_fields[field] =
                std::to_string(low.count()) + ".." + std::to_string(kPolicyDurationMax.count()) + " ms";
        }
    }
    void amount(const std::string& field, const Amount& amount) {
        range(field, amount.value, 1,
              amount.unit == Amount::Unit::Percent ? 100 : static_cast<double>(limits::kFleetNodesMax));
    }
    void wrong(const std::string& field, std::string expected) { m_fields[field] = std::move(expected); }
    Status status() const {
        if (m_fields.empty()) {
            return success();
        }
        return Error{ErrorCode::InvalidArgument, m_fields.begin()->first, m_fields};
    }

private:
    static std::string text(double value) {
        return value == std::floor(value) ? std::to_string(static_cast<long long>(value))
                                          : std::to_string(value);
    }
    std::map<std::string, std::string> m_fields;
};

/// [a-z0-9-]{1,64}: names of checks and metrics.
inline bool isPolicyName(std::string_view name) {
    return !name.empty() && name.size() <= 64 &&
           name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string_view::npos;
}

} // namespace hotswap

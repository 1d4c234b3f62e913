// SPDX-License-Identifier: Apache-2.0
#include "core/codec/stored_enums.h"

#include "core/codec/enum_names.h"
#include "core/codec/stored_archive.h"

#include <array>
#include <cmath>

namespace hotswap::codec {

namespace {

template <class E, std::size_t N>
std::string_view at(const std::array<std::string_view, N>& names, E value) {
    static_assert(N == storedCount<E>());
    return names[static_cast<std::size_t>(value)];
}

template <class E>
std::string_view fromTable(E value) {
    for (const auto& [candidate, name] : enumTable<E>()) {
        if (candidate == value) {
            return name;
        }
    }
    invariantFailed("value", "an enumerator with a name", __FILE__, __LINE__);
}

/// Length of the well-formed UTF-8 sequence at `at`, or 0. Surrogates, overlong forms and NUL are not
/// well-formed here (RFC 3629).
std::size_t sequenceAt(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[at + i]); };
    const unsigned first = byte(0);
    const std::size_t length = first == 0                      ? 0
                               : first < 0x80                  ? 1
                               : first >= 0xC2 && first < 0xE0 ? 2
                               : first >= 0xE0 && first < 0xF0 ? 3
                               : first >= 0xF0 && first < 0xF5 ? 4
                                                               : 0;
    if (length == 0 || at + length > text.size()) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0) != 0x80) {
            return 0;
        }
    }
    const unsigned second = length > 1 ? byte(1) : 0;
    const bool overlong = (first == 0xE0 && second < 0xA0) || (first == 0xF0 && second < 0x90);
    const bool beyond = (first == 0xED && second > 0x9F) || (first == 0xF4 && second > 0x8F);
    return overlong || beyond ? 0 : length;
}

} // namespace

std::string_view storedName(ApprovalState value) {
    return approvalStateName(value);
}
std::string_view storedName(VoteDecision value) {
    return fromTable(value);
}
std::string_view storedName(CommandAction value) {
    return fromTable(value);
}
std::string_view storedName(ReceiptOutcome value) {
    return fromTable(value);
}
std::string_view storedName(DeploymentState value) {
    return deploymentStateName(value);
}
std::string_view storedName(Stage value) {
    return stageName(value);
}
std::string_view storedName(StageState value) {
    return stageStateName(value);
}
std::string_view storedName(PauseReason value) {
    return pauseReasonName(value);
}
std::string_view storedName(EndReason value) {
    return endReasonName(value);
}
std::string_view storedName(StableChange::Kind value) {
    return at(std::array<std::string_view, 3>{"unchanged", "set", "cleared"}, value);
}
std::string_view storedName(ErrorCode value) {
    return errorCodeName(value);
}
std::string_view storedName(ModuleKind value) {
    return fromTable(value);
}
std::string_view storedName(NodeState value) {
    return nodeStateName(value);
}
std::string_view storedName(StrategyKind value) {
    return strategyName(value);
}
std::string_view storedName(Amount::Unit value) {
    return at(std::array<std::string_view, 2>{"nodes", "percent"}, value);
}
std::string_view storedName(StrategyPolicy::Batching value) {
    return at(std::array<std::string_view, 2>{"lockStep", "slidingWindow"}, value);
}
std::string_view storedName(GatePolicy::OfflineNodes value) {
    return at(std::array<std::string_view, 2>{"skip", "countAsFailed"}, value);
}
std::string_view storedName(Metric value) {
    return metricName(value);
}
std::string_view storedName(JudgePolicy::Unclear value) {
    return at(std::array<std::string_view, 2>{"pause", "extend"}, value);
}
std::string_view storedName(JudgeKind value) {
    return judgeName(value);
}
std::string_view storedName(WorseWhen value) {
    return at(std::array<std::string_view, 3>{"higher", "lower", "either"}, value);
}
std::string_view storedName(MetricPolicy::Source value) {
    return at(std::array<std::string_view, 3>{"module", "prometheus", "exec"}, value);
}
std::string_view storedName(Calm value) {
    return calmName(value);
}
std::string_view storedName(VerdictKind value) {
    return verdictName(value);
}
std::string_view storedName(BaselineSource value) {
    return at(std::array<std::string_view, 4>{"untouchedNodes", "lastWave", "beforeRollout", "none"}, value);
}
std::string_view storedName(OrderKind value) {
    return orderKindName(value);
}

std::string storableText(const std::string& text) {
    std::string clean;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < text.size();) {
        const std::size_t length = sequenceAt(text, i);
        if (length == 0) {
            clean.append(text, kept, i - kept).append("\xEF\xBF\xBD");
            kept = ++i;
        } else {
            i += length;
        }
    }
    return kept == 0 ? text : clean.append(text, kept);
}

Json numberJson(double value) {
    if (std::isinf(value)) {
        return value > 0 ? "inf" : "-inf";
    }
    return std::isnan(value) ? Json(nullptr) : Json(value);
}

bool readNumber(const Json& json, double& value) {
    if (json.is_number()) {
        value = json.get<double>();
    } else if (json.is_null()) {
        value = std::numeric_limits<double>::quiet_NaN();
    } else if (json == "inf" || json == "-inf") {
        value = json == "inf" ? HUGE_VAL : -HUGE_VAL;
    } else {
        return false;
    }
    return true;
}

} // namespace hotswap::codec

// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/refusals/refusals.h"

#include <algorithm>
#include <cstdio>

namespace hotswap::fault {

namespace {

std::string_view nameOf(const std::optional<Error>& got) {
    return got ? errorCodeName(got->code) : std::string_view("ACCEPTED");
}

/// What the error says after its code.
std::string words(const std::optional<Error>& got) {
    if (!got) {
        return {};
    }
    std::string text = got->detail;
    for (const auto& [field, expected] : got->fields) {
        text += " (" + field + ": " + expected + ")";
    }
    return text;
}

} // namespace

void RefusalTable::add(Refusal refusal) {
    m_refusals.push_back(std::move(refusal));
}

void RefusalTable::addMany(const std::string& group, const std::string& name, const std::optional<Error>& got,
                           bool untouched) {
    Many& many = m_many[{group, name}];
    if (got) {
        many.reasons[got->code] += 1;
    } else {
        many.accepted += 1;
    }
    many.touched += untouched ? 0 : 1;
}

void RefusalTable::control(const std::string& group, const std::string& name, const Status& worked) {
    m_controls.push_back({group, name, worked});
}

int RefusalTable::print() const {
    int failures = 0;
    std::uint64_t cases = 0;
    std::printf("%-10s %-46s %-17s %s\n", "KIND", "CASE", "REASON", "IN WORDS");
    for (const Refusal& refusal : m_refusals) {
        const bool right = refusal.got && refusal.got->code == refusal.expected && refusal.untouched;
        failures += right ? 0 : 1;
        cases += 1;
        std::printf(
            "%-10s %-46s %-17.*s %s%s%s\n", refusal.group.c_str(), refusal.name.c_str(),
            static_cast<int>(nameOf(refusal.got).size()), nameOf(refusal.got).data(),
            words(refusal.got).c_str(), refusal.untouched ? "" : "  SOMETHING CHANGED",
            right ? "" : ("  WRONG: " + std::string(errorCodeName(refusal.expected)) + " expected").c_str());
    }
    for (const auto& [what, many] : m_many) {
        for (const auto& [reason, count] : many.reasons) {
            cases += count;
            std::printf("%-10s %-46s %-17s %llu cases\n", what.first.c_str(), what.second.c_str(),
                        std::string(errorCodeName(reason)).c_str(), static_cast<unsigned long long>(count));
        }
        failures += static_cast<int>(many.accepted + many.touched);
        if (many.accepted + many.touched > 0) {
            std::printf("%-10s %-46s WRONG: %llu accepted, %llu changed something\n", what.first.c_str(),
                        what.second.c_str(), static_cast<unsigned long long>(many.accepted),
                        static_cast<unsigned long long>(many.touched));
        }
    }
    for (const Control& control : m_controls) {
        failures += control.worked ? 0 : 1;
        std::printf("%-10s %-46s %s\n", control.group.c_str(), control.name.c_str(),
                    control.worked ? "works, as it must" : describe(control.worked.error()).c_str());
    }
    std::printf("%llu cases refused or tried, %zu controls, %d failures\n",
                static_cast<unsigned long long>(cases), m_controls.size(), failures);
    return failures;
}

} // namespace hotswap::fault

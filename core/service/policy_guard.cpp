// SPDX-License-Identifier: Apache-2.0
#include "core/service/policy_guard.h"

#include "core/service/permissions.h"

#include <algorithm>

namespace hotswap::service {

namespace {

template <class Item>
bool hasAll(const std::vector<Item>& items, const std::vector<Item>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const Item& item) {
        return std::find(items.begin(), items.end(), item) != items.end();
    });
}

bool hasChecks(const std::vector<CheckPolicy>& checks, const std::vector<CheckPolicy>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const CheckPolicy& check) {
        return std::any_of(checks.begin(), checks.end(),
                           [&](const CheckPolicy& other) { return other.name == check.name; });
    });
}

void compareApproval(const ApprovalPolicy& asked, const ApprovalPolicy& standard, Error& weaker) {
    if (!standard.required) {
        return;
    }
    if (!asked.required) {
        weaker.fields["policy.approval.required"] = "true";
    }
    if (asked.quorum < standard.quorum) {
        weaker.fields["policy.approval.quorum"] = "at least " + std::to_string(standard.quorum);
    }
    if (!hasAll(asked.groups, standard.groups)) {
        weaker.fields["policy.approval.groups"] = "all groups of the environment's policy";
    }
    if (standard.fourEyes && !asked.fourEyes) {
        weaker.fields["policy.approval.fourEyes"] = "true";
    }
    if (asked.expiresAfter > standard.expiresAfter) {
        weaker.fields["policy.approval.expiresAfter"] =
            "at most " + std::to_string(standard.expiresAfter.count()) + " ms";
    }
}

} // namespace

Status mayUsePolicy(const Identity& who, const Policy& asked, const Policy& standard) {
    Error weaker{ErrorCode::PermissionDenied, "policy", {}};
    compareApproval(asked.approval, standard.approval, weaker);
    if (asked.gate.availabilityFloorPercent < standard.gate.availabilityFloorPercent) {
        weaker.fields["policy.gate.availabilityFloorPercent"] =
            "at least " + std::to_string(standard.gate.availabilityFloorPercent);
    }
    if (standard.judge.judged && !asked.judge.judged) {
        weaker.fields["policy.judge.judged"] = "true";
    }
    const PipelinePolicy& checks = asked.pipeline;
    const PipelinePolicy& wanted = standard.pipeline;
    if (!hasChecks(checks.build, wanted.build) || !hasChecks(checks.test, wanted.test) ||
        !hasChecks(checks.securityScan, wanted.securityScan) ||
        !hasChecks(checks.validate, wanted.validate)) {
        weaker.fields["policy.pipeline"] = "all checks of the environment's policy";
    }
    return weaker.fields.empty() || mayRequest(who, kWeakenPolicy).ok() ? success() : Status(weaker);
}

} // namespace hotswap::service

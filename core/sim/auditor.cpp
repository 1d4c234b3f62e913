// SPDX-License-Identifier: Apache-2.0
#include "core/sim/auditor.h"

namespace hotswap::sim {

namespace {

/// Enough to understand a run; a broken run may break thousands of times.
constexpr std::size_t kViolationsMax = 50;

void makeAll(Checkers& all, const AuditWorld& world, std::vector<Violation>& found) {
    addNodeCheckers(all, world, found);
    addStoreCheckers(all, world, found);
    addRolloutCheckers(all, world, found);
    addPeopleCheckers(all, world, found);
    addRestCheckers(all, world, found);
}

} // namespace

void Checker::report(std::string sentence, Instant at) {
    if (m_found.size() < kViolationsMax) {
        m_found.push_back({m_name, std::move(sentence), at});
    }
}

Auditor::Auditor(TenantId tenant, const SimCatalog& catalog, StoreBelow store, ports::ConsoleReader& reader)
    : m_world{std::move(tenant), m_model, catalog, store, reader} {
    makeAll(m_checkers, m_world, m_found);
}

Auditor::~Auditor() = default;

void Auditor::committed(const ports::Transaction& transaction, const ports::Committed& answer, Instant now) {
    m_model.committed(transaction, answer, now);
    for (const ports::Append& append : transaction.appends) {
        m_trace.add(append.deployment.value);
        for (const DeploymentEventBody& event : append.events) {
            m_trace.add(event.index());
        }
    }
    m_trace.add(static_cast<std::uint64_t>(toMs(now)));
    for (const auto& checker : m_checkers) {
        checker->committed(transaction, now);
    }
}

void Auditor::receiptsStored(const std::vector<Receipt>& receipts, Instant now) {
    for (const Receipt& receipt : receipts) {
        m_trace.add(receipt.command.value);
        m_trace.add(static_cast<std::uint64_t>(receipt.outcome));
    }
    for (const auto& checker : m_checkers) {
        checker->receiptsStored(receipts, now);
    }
}

void Auditor::acted(const PersonAct& act, Instant now) {
    m_trace.add(act.answer.ok() ? act.answer->id : std::string(errorCodeName(act.answer.error().code)));
    for (const auto& checker : m_checkers) {
        checker->acted(act, now);
    }
}

void Auditor::atRest(Instant now) {
    for (const auto& checker : m_checkers) {
        checker->atRest(now);
    }
}

void Auditor::partStopped(const std::string& part, const std::string& why, Instant now) {
    if (m_found.size() < kViolationsMax) {
        m_found.push_back({"stopped", part + " stopped itself: " + why, now});
    }
}

void Auditor::journalled(const NodeId& node, const node::JournalRecord& record, Instant now) {
    m_trace.add(node.value);
    m_trace.add(static_cast<std::uint64_t>(record.kind));
    for (const auto& checker : m_checkers) {
        checker->journalled(node, record, now);
    }
}

void Auditor::started(const NodeId& node, const Release& release, bool unpacked, Instant now) {
    m_trace.add(release.digest.value);
    for (const auto& checker : m_checkers) {
        checker->started(node, release, unpacked, now);
    }
}

void Auditor::currentChanged(const NodeId& node, const ModuleName& module, const Release& before,
                             const Release& after, Instant now) {
    m_trace.add(after.digest.value);
    m_trace.add(static_cast<std::uint64_t>(toMs(now)));
    for (const auto& checker : m_checkers) {
        checker->currentChanged(node, module, before, after, now);
    }
}

void Auditor::servingChanged(const NodeId& node, const ModuleName& module, bool serving, ServingCause cause,
                             Instant now) {
    m_trace.add(serving ? 1U : 2U);
    for (const auto& checker : m_checkers) {
        checker->servingChanged(node, module, serving, cause, now);
    }
}

void Auditor::crashed(const NodeId& node, CrashKind kind, Instant now) {
    m_trace.add(static_cast<std::uint64_t>(kind));
    for (const auto& checker : m_checkers) {
        checker->crashed(node, kind, now);
    }
}

void Auditor::recovered(const NodeId& node, Instant now) {
    for (const auto& checker : m_checkers) {
        checker->recovered(node, now);
    }
}

void Auditor::delivered(const NodeId& node, const Frame& frame, Instant now) {
    if (std::holds_alternative<frames::Welcome>(frame) || std::holds_alternative<frames::Ask>(frame)) {
        return; // no rule is about them
    }
    for (const auto& checker : m_checkers) {
        checker->delivered(node, frame, now);
    }
}

void Auditor::sent(const NodeId& node, const Frame& frame, Instant now) {
    if (std::holds_alternative<frames::Heartbeat>(frame) ||
        std::holds_alternative<frames::Telemetry>(frame)) {
        return;
    }
    for (const auto& checker : m_checkers) {
        checker->sent(node, frame, now);
    }
}

std::vector<std::string> Auditor::checkerNames() {
    return {"single-writer",     "effect-once",        "complete-release", "signed-bytes", "failed-health",
            "acknowledged-kept", "audit-complete",     "limits",           "transitions",  "paused-is-still",
            "rollback-covers",   "availability-floor", "approved-plan",    "four-eyes",    "permissions",
            "liveness",          "desired-is-actual",  "stopped"};
}

} // namespace hotswap::sim

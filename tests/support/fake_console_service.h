// SPDX-License-Identifier: Apache-2.0
#pragma once
// A console service over sample data that never changes by itself: for pages, models and measurements. It
// keeps the port's contract: identity first, snapshot then deltas, closed errors.

#include "core/ports/clock.h"
#include "core/ports/console_service.h"

#include <map>
#include <mutex>
#include <set>

namespace hotswap::support {

/// How much there is of everything.
struct SampleSize {
    std::uint32_t productionNodes = 20;
    std::uint32_t endedDeployments = 60;
    std::uint32_t auditRecords = 120;
};

/// Thread-safe.
class FakeConsoleService final : public ports::ConsoleService {
public:
    FakeConsoleService(const ports::Clock& clock, ports::RandomSource& random, SampleSize size = {});

    /// operator, approver, viewer, admin.
    static std::vector<Identity> identities();

    Result<ports::Answer> execute(const Identity& who, const ports::ConsoleRequest& request,
                                  const IdempotencyKey& key) override;
    Result<ports::QueryAnswer> query(const Identity& who, const ports::ConsoleQuery& query) override;
    Result<std::unique_ptr<ports::FeedSubscription>>
    subscribe(const Identity& who, std::uint64_t cursor, std::shared_ptr<ports::DeltaSink> sink) override;

    /// Changes this many nodes picked by chance and delivers them as one delta.
    void changeNodes(std::size_t count);
    /// Every call answers this from now on; nullptr: answers again.
    void failWith(const Error* error);
    /// What is answered as the coordination report from now on; told as a change of who takes part.
    void setCoordination(ports::CoordinationReport report);
    ports::CoordinationReport coordination() const;
    /// Orders to the fleet from now on; told as changes.
    void setOrders(std::vector<OrderSummary> orders);
    /// Sets a policy as somebody else would; told as a change of the audit log.
    Result<ports::Answer> setPolicy(const ports::PolicyChange& change);
    /// Requests that were accepted, oldest first.
    std::vector<ports::ConsoleRequest> accepted() const;

    DeploymentId runningDeployment() const { return DeploymentId{"running-1"}; }
    ApprovalId pendingApproval() const { return ApprovalId{"approval-1"}; }

private:
    class Subscription;
    friend class Subscription;

    ports::ConsoleDelta snapshot() const;
    Result<ports::QueryAnswer> answer(const ports::ConsoleQuery& query) const;
    /// Of the questions about single nodes and enrolment; nothing for others.
    std::optional<Result<ports::QueryAnswer>> nodeAnswer(const Identity& who,
                                                         const ports::ConsoleQuery& query) const;
    /// Of the questions about policies; nothing for others.
    std::optional<Result<ports::QueryAnswer>> policyAnswer(const Identity& who,
                                                           const ports::ConsoleQuery& query) const;
    Result<ports::Answer> setPolicy(const Identity& who, const ports::PolicyChange& change);
    ports::ApprovalDetail approvalDetail() const;
    ports::AuditPage auditPage(const ports::queries::Audit& asked) const;
    std::optional<Error> refusal(const Identity& who) const;

    const ports::Clock& m_clock;
    ports::RandomSource& m_random;
    mutable std::mutex m_mutex;
    SampleSize m_size;
    std::vector<Node> m_nodes;
    std::vector<DeploymentSummary> m_deployments; ///< newest first
    std::vector<Approval> m_approvals;
    std::vector<OrderSummary> m_orders;
    std::vector<ports::StoredPolicy> m_policies; ///< newest first
    std::vector<ports::ConsoleRequest> m_accepted;
    std::map<Subscription*, std::shared_ptr<ports::DeltaSink>> m_sinks;
    std::optional<Error> m_failure;
    ports::CoordinationReport m_coordination;
    std::uint64_t m_cursor = 1;
};

} // namespace hotswap::support

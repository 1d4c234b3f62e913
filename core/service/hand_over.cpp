// SPDX-License-Identifier: Apache-2.0
#include "core/service/handlers.h"

#include "core/service/permissions.h"

#include <algorithm>

namespace hotswap::service {

Result<ports::Answer> Handlers::handOver(const RequestContext& context,
                                         const ports::requests::HandOver& request) {
    if (request.scope.tenant != context.who.tenant) {
        return makeError(ErrorCode::NotFound, request.scope.text());
    }
    const auto report = m_ports.coordination.report(context.who.tenant);
    HS_TRY(report);
    const auto lease = std::find_if(report->leases.begin(), report->leases.end(),
                                    [&](const ports::Lease& held) { return held.scope == request.scope; });
    if (lease == report->leases.end()) {
        return makeError(ErrorCode::NotFound, request.scope.text());
    }
    // Without somebody to take it, giving it up would only hold up the work.
    const bool other =
        std::any_of(report->participants.begin(), report->participants.end(),
                    [&](const Participant& present) { return present.leads && present.id != lease->holder; });
    if (!other) {
        return makeError(ErrorCode::TransitionRefused, "no other participant leads");
    }
    AuditRecord record;
    record.actor = context.who.user.value;
    record.action = std::string(kHandOver);
    record.subject = request.scope.text();
    record.details["holder"] = lease->holder.value;
    record.details["epoch"] =
        std::to_string(lease->fence.generation) + "." + std::to_string(lease->fence.epoch);
    ports::Transaction tx = begin(context, request.scope.text());
    tx.audit.push_back(std::move(record));
    // Recorded first: nothing is asked for that the audit does not know of.
    auto answer = commit(context, tx);
    if (answer.ok() && !answer->repeated) {
        HS_TRY(m_ports.coordination.handOver(request.scope));
    }
    return answer;
}

} // namespace hotswap::service

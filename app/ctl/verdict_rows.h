// SPDX-License-Identifier: Apache-2.0
#pragma once
// Kept looks as the command line tells them: read page by page, explained in a sentence, as objects for
// scripts and as tables for people.

#include "app/ctl/database_session.h"
#include "app/ctl/table.h"
#include "core/domain/look.h"
#include "core/ports/evidence_book.h"
#include "ui/common/verdict_explanation.h"

#include <functional>
#include <set>

namespace hotswap::ctl {

/// Asks for all looks of a deployment and gives them one by one, so that none has to be held. How much is
/// kept. Errors: those of the query.
Result<ports::EvidenceKept> eachLook(DatabaseSession& session, const DeploymentId& id,
                                     const std::function<void(const LookEvidence&)>& take);

/// How many nodes were seen on both sides of one wave.
class NodesSeen {
public:
    void add(const LookInput& look);
    ui::VerdictFacts factsOf(const Verdict& verdict) const;

private:
    std::set<NodeId> m_canary, m_untouched;
    std::uint32_t m_merged = 0;
};

QJsonObject findingObject(const MetricFinding& finding);
QJsonObject verdictObject(const ui::VerdictFacts& facts);
/// METRIC JUDGE CANARY BASELINE LIMIT DIFFERENCE EVIDENCE NEEDED
TextTable findingTable(const std::vector<MetricFinding>& findings);

} // namespace hotswap::ctl

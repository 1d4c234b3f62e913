// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands on their way to nodes, and receipts on their way back. Rows first: a gateway only delivers what is
// stored, and a receipt is acknowledged to its node only when it is stored.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <vector>

namespace hotswap::ports {

enum class CommandState { Pending, Delivered, Answered, Void };

/// A stored receipt with its place in the receipt feed.
struct StoredReceipt {
    std::uint64_t sequence = 0;
    DeploymentId deployment;
    Receipt receipt;
};

/// Thread-safe.
class CommandQueue {
public:
    virtual ~CommandQueue() = default;
    /// Commands of the tenant's given nodes that are to be sent: Pending, and Delivered ones when `redeliver`
    /// names the node (its session is new). Checked at this moment: not void, epoch current. Marks them
    /// Delivered. Of an earlier epoch only what was Delivered once and no node can accept any more (written
    /// longer ago than commands live): somebody may have taken it for nobody, and the node's answer to the
    /// repetition, its receipt or a refusal, ends the waiting.
    virtual Result<std::vector<SignedCommand>> take(const TenantId& tenant, const std::vector<NodeId>& nodes,
                                                    const std::vector<NodeId>& redeliver,
                                                    std::size_t limit) = 0;
    /// Stores receipts in one batch; repeated ones are ignored. Unknown command ids are ignored too.
    virtual Status storeReceipts(const std::vector<Receipt>& receipts) = 0;
    /// Receipts of one deployment after `afterSequence`, in order of arrival.
    virtual Result<std::vector<StoredReceipt>> receiptsOf(const TenantId& tenant,
                                                          const DeploymentId& deployment,
                                                          std::uint64_t afterSequence, std::size_t limit) = 0;
    virtual Result<CommandState> stateOf(const TenantId& tenant, const CommandId& command) = 0;
};

} // namespace hotswap::ports

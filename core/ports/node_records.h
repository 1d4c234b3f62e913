// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is kept of single nodes for people: the lines they log, the commands they got with their answers, and
// their own telemetry. No decision rests on it.

#include "core/domain/command.h"
#include "core/domain/ids.h"
#include "core/domain/result.h"
#include "core/domain/telemetry.h"
#include "core/domain/time.h"
#include "core/ports/command_queue.h"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace hotswap::ports {

/// One line that a node logged.
struct NodeLogLine {
    std::uint64_t sequence = 0; ///< place in the node's log, set by the store; later lines have higher ones
    Instant at{};               ///< arrival at the gateway, environment time
    NodeId node;
    ModuleName module; ///< empty: the agent itself
    std::string text;  ///< at most limits::kLogLineBytesMax
    bool operator==(const NodeLogLine&) const = default;
};

struct NodeLogFilter {
    std::optional<ModuleName> module; ///< an empty name: the agent's own lines
    std::string text;                 ///< occurs in the line, whatever its case
    std::uint64_t afterSequence = 0;  ///< only later lines
    bool operator==(const NodeLogFilter&) const = default;
};

/// One command that was meant for a node, and what came of it.
struct NodeJournalRow {
    std::uint64_t sequence = 0; ///< order of writing, within the store
    CommandId command;
    Scope scope;
    DeploymentId deployment;
    std::optional<CommandAction> action; ///< what the signed bytes say; nothing when they say nothing known
    Fence fence;
    CommandState state = CommandState::Pending;
    Instant queuedAt{};
    std::optional<Receipt> receipt;
};

/// A page, newest first; `next` as in DeploymentPage.
struct NodeJournalPage {
    std::vector<NodeJournalRow> rows;
    std::string next;
};

/// Thread-safe. `limit` is at most limits::kPageRowsMax unless said otherwise.
class NodeRecords {
public:
    virtual ~NodeRecords() = default;
    /// Appends lines; their sequences are ignored. What is older than limits::kNodeLogKept or beyond
    /// limits::kNodeLogLinesMax of a node goes.
    virtual Status putLines(const TenantId& tenant, const std::vector<NodeLogLine>& lines) = 0;
    /// The latest lines of a node that pass, oldest first.
    virtual Result<std::vector<NodeLogLine>> lines(const TenantId& tenant, const NodeId& node,
                                                   const NodeLogFilter& filter, std::size_t limit) = 0;
    virtual Result<NodeJournalPage> journal(const TenantId& tenant, const NodeId& node,
                                            const std::string& page, std::size_t limit) = 0;
    /// A node's samples of one module in [from, to), oldest first; `limit` is the caller's.
    virtual Result<std::vector<Sample>> nodeSamples(const Scope& scope, const NodeId& node, Instant from,
                                                    Instant to, std::size_t limit) = 0;
};

/// The command's action as its canonical bytes name it, without reading the rest of them; nothing when they
/// name none.
std::optional<CommandAction> actionNamed(std::string_view commandBytes);

} // namespace hotswap::ports

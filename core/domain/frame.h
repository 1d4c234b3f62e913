// SPDX-License-Identifier: Apache-2.0
#pragma once
// Frames between node and gateway, as values. core/codec/frame_codec.h gives their one wire form; lab and
// simulation pass the values themselves.

#include "core/domain/command.h"
#include "core/domain/node.h"
#include "core/domain/telemetry.h"

#include <variant>

namespace hotswap {

inline constexpr int kProtocolVersion = 1;

namespace frames {

// ---- from the node ----

/// First frame of every session.
struct Hello {
    int protocol = kProtocolVersion;
    NodeId node;
    TenantId tenant;
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    NodeFacts facts;
    std::map<ModuleName, NodeRelease> modules;
    std::string publicKey; ///< raw Ed25519, 32 bytes
    std::string token;     ///< enrolment token; empty once enrolled
    std::string nonce;     ///< 16 bytes, answered in Welcome
    std::uint64_t journalPosition = 0;
    std::vector<CommandId> openCommands; ///< accepted, not yet answered
    Fence highestLeader;                 ///< highest (generation, epoch) seen in any scope
    TrustVersions trust;                 ///< newer documents are sent to it
    bool operator==(const Hello&) const = default;
};

/// Every 10 s, and at once when something changed.
struct Heartbeat {
    NodeState state = NodeState::Running; ///< Running, Degraded, Draining or Drained
    std::map<ModuleName, NodeRelease> modules;
    double cpuPercent = 0;
    double memoryPercent = 0;
    bool operator==(const Heartbeat&) const = default;
};

/// Measurements: once a second while a rollout bakes, else every 10 s.
struct Telemetry {
    std::vector<Sample> samples;
    bool operator==(const Telemetry&) const = default;
};

struct ReceiptFrame {
    Receipt receipt;
    bool operator==(const ReceiptFrame&) const = default;
};

/// Where a running command stands, for people; no decision rests on it.
struct Progress {
    CommandId command;
    std::string step; ///< received, fetched, verified, unpacked, started, healthy, switched
    bool operator==(const Progress&) const = default;
};

struct LogLine {
    ModuleName module;
    std::string text;
    bool operator==(const LogLine&) const = default;
};

/// The node refused something or found something wrong. Told once for each time, also after a link came back.
struct Alarm {
    NodeAlarm alarm;
    bool operator==(const Alarm&) const = default;
};

/// Answer to TrustUpdate: what the node goes by now. A refused document has raised an alarm besides.
struct TrustState {
    TrustVersions trust;
    bool operator==(const TrustState&) const = default;
};

// ---- to the node ----

/// Signed documents newer than the node's (core/codec/trust_codec.h), roots first and in order. The gateway
/// is not believed: the node checks each.
struct TrustUpdate {
    std::vector<std::string> documents;
    bool operator==(const TrustUpdate&) const = default;
};

/// Answer to Hello. `now` is store time, signed by the leader's key over (nonce, now).
struct Welcome {
    int protocol = kProtocolVersion;
    Instant now{};
    std::uint64_t session = 0;
    std::string nonce;
    KeyId key;
    std::string signature;
    std::vector<std::string> gateways; ///< addresses of the gateways that live
    Duration heartbeatInterval{10'000};
    bool operator==(const Welcome&) const = default;
};

struct CommandFrame {
    SignedCommand command;
    bool operator==(const CommandFrame&) const = default;
};

/// Gives up a command that has not switched yet; the receipt says what became of it.
struct Cancel {
    CommandId command;
    bool operator==(const Cancel&) const = default;
};

/// From now on nothing below this token in this scope (takeover, pause, abort). Answered by Fenced.
struct FenceFrame {
    Scope scope;
    Fence fence;
    bool operator==(const FenceFrame&) const = default;
};

/// Node to gateway: the fence is stored; these commands of the scope are still running.
struct Fenced {
    Scope scope;
    Fence fence;
    std::vector<CommandId> running;
    bool operator==(const Fenced&) const = default;
};

/// Asks for a heartbeat now and for telemetry at the given interval for a while.
struct Ask {
    Duration telemetryInterval{1'000};
    Duration during{60'000};
    bool operator==(const Ask&) const = default;
};

/// The receipt is stored; the node may forget the command's id after limits::kCommandIdsKept.
struct Ack {
    CommandId command;
    bool operator==(const Ack&) const = default;
};

} // namespace frames

using Frame = std::variant<frames::Hello, frames::Heartbeat, frames::Telemetry, frames::ReceiptFrame,
                           frames::Progress, frames::LogLine, frames::Welcome, frames::CommandFrame,
                           frames::Cancel, frames::FenceFrame, frames::Fenced, frames::Ask, frames::Ack,
                           frames::Alarm, frames::TrustState, frames::TrustUpdate>;

} // namespace hotswap

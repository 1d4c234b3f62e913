// SPDX-License-Identifier: Apache-2.0
#pragma once
// Hard limits of everything that could otherwise grow. Defaults that an administrator may change are in
// policy.h; these bound them.

#include "core/domain/time.h"

#include <cstddef>
#include <cstdint>

namespace hotswap::limits {

inline constexpr std::size_t kFleetNodesMax = 10'000;
inline constexpr std::size_t kQueuedDeploymentsMax = 100; // per tenant
inline constexpr std::size_t kRunningDeploymentsMax = 10; // per tenant
inline constexpr std::size_t kMetadataEntriesMax = 50;
inline constexpr std::size_t kMetadataValueCharsMax = 1'000;
inline constexpr std::size_t kDescriptionCharsMax = 1'000;
inline constexpr std::size_t kReasonCharsMax = 1'000;
inline constexpr std::size_t kLabelsPerNodeMax = 32;
inline constexpr std::size_t kWavesMax = 100;
inline constexpr std::size_t kChecksPerStageMax = 16;
inline constexpr std::size_t kCheckOutputBytesMax = 64 * 1024;
inline constexpr std::size_t kVotesMax = 16;
inline constexpr std::size_t kParticipantsMax = 1'000; // programs present in a tenant
inline constexpr std::size_t kParticipantCharsMax = 500;

inline constexpr std::size_t kFrameBytesMax = 1024 * 1024;
inline constexpr std::size_t kManifestBytesMax = 1024 * 1024;
inline constexpr std::size_t kSignaturesPerPackageMax = 16;
inline constexpr std::uint64_t kPayloadBytesMax = 2ULL * 1024 * 1024 * 1024;
inline constexpr std::size_t kPackageFilesMax = 100'000;
inline constexpr std::uint64_t kUnpackedBytesMax = 8ULL * 1024 * 1024 * 1024;

inline constexpr std::size_t kMailboxMessagesMax = 65'536;
inline constexpr std::size_t kEventsPerDeploymentMax = 1'000'000;
inline constexpr std::size_t kEventsPerAppendMax = 25'000;
inline constexpr std::size_t kCommandsPerCommitMax = 10'000;
inline constexpr std::size_t kPageRowsMax = 500;
inline constexpr std::size_t kDeltaGapMax = 10'000; // more changes than this force a new snapshot
inline constexpr std::size_t kEvidenceBytesPerLookMax = 64 * 1024;
inline constexpr std::size_t kEvidenceBytesPerDeploymentMax = 50 * 1024 * 1024;
inline constexpr std::size_t kMetricsMax = 32; // further ones of a policy
inline constexpr std::size_t kMetricQueryCharsMax = 4'000;
inline constexpr std::size_t kMetricGroupsMax = 16; // of one metric
inline constexpr std::size_t kCommandIdsPerNodeMax = 100'000;
inline constexpr std::size_t kLogLineBytesMax = 8 * 1024;
inline constexpr std::size_t kNodeLogLinesMax = 1'000; // kept of one node, the latest
inline constexpr std::uint32_t kTokenUsesMax = 10'000; // nodes that may enrol with one token
inline constexpr std::size_t kAlarmsPerNodeMax = 16;   // the latest are kept
inline constexpr std::size_t kAlarmTextBytesMax = 500;
inline constexpr std::size_t kTrustDocumentBytesMax = 512 * 1024;
inline constexpr std::size_t kTrustDocumentsPerFrameMax = 16;

inline constexpr Duration kCommandLifetimeMax{30'000}; // `not after` is at most this far away
inline constexpr Duration kCommandGrace{2'000}; // clocks of nodes may lag that much behind a command's end
inline constexpr Duration kOrderLifetime = std::chrono::minutes(30); // a drain not answered by then failed
inline constexpr std::size_t kOpenOrdersMax = 100;                   // per scope
inline constexpr Duration kCapacityRetry{10'000};    // between claims that another deployment prevented
inline constexpr std::size_t kArmNodesMax = 1'000;   // nodes of one side of a comparison; more are not asked
inline constexpr std::size_t kRoundsPerTickMax = 64; // decisions on one deployment in one tick
inline constexpr Duration kPresenceInterval{5'000};  // between two announcements of a program
inline constexpr Duration kPresenceKept{15'000};     // not seen for so long: it is gone
inline constexpr Duration kIdempotencyKept = std::chrono::hours(24);
inline constexpr Duration kCommandIdsKept = std::chrono::hours(24);
inline constexpr Duration kNodeLogKept = std::chrono::hours(24);
inline constexpr Duration kTokenValidMax = std::chrono::hours(24 * 30);
inline constexpr Duration kNodeSeriesMax = std::chrono::hours(1); // of a node's telemetry at a time

static_assert(kEventsPerAppendMax >= 2 * kFleetNodesMax, "one tick may append two events a node");
static_assert(kCommandsPerCommitMax >= kFleetNodesMax, "one commit may command a whole fleet");
static_assert(kPresenceKept >= 2 * kPresenceInterval, "one lost announcement is no absence");
static_assert(kEvidenceBytesPerLookMax < kEvidenceBytesPerDeploymentMax);

} // namespace hotswap::limits

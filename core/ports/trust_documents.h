// SPDX-License-Identifier: Apache-2.0
#pragma once
// Signed trust documents on their way from people to nodes. Whoever keeps them is believed by nobody: a node
// checks every signature, version and date for itself.

#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <cstdint>
#include <string>
#include <vector>

namespace hotswap::ports {

/// One document as stored. Its text is kept byte for byte.
struct TrustDocument {
    enum class Kind {
        Root,      ///< of a tenant; every version is kept, because nodes walk through them
        Releases,  ///< of an environment; the latest counts
        Timestamp, ///< of an environment; the latest counts
    };
    Kind kind = Kind::Root;
    TenantId tenant;
    EnvironmentId environment; ///< empty for a root
    std::uint64_t version = 0;
    std::string text; ///< at most limits::kTrustDocumentBytesMax
    bool operator==(const TrustDocument&) const = default;
};

std::string_view trustKindName(TrustDocument::Kind kind); ///< "root", "releases", "timestamp"

/// Thread-safe.
class TrustDocuments {
public:
    virtual ~TrustDocuments() = default;
    /// Stores a document and lets gateways know. Errors: VersionConflict unless a root's version follows the
    /// one before and any other's is above it (the same bytes again are success); PermissionDenied.
    virtual Status putTrust(const TrustDocument& document) = 0;
    /// Roots after `rootVersion` in order, at most limits::kTrustDocumentsPerFrameMax of them, then the
    /// latest releases and timestamp of the environment.
    virtual Result<std::vector<TrustDocument>>
    trustSince(const TenantId& tenant, const EnvironmentId& environment, std::uint64_t rootVersion) = 0;
};

} // namespace hotswap::ports

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Gets a package from a gateway: GET with ranges, so that an interrupted one goes on; size and signatures are
// checked as soon as the header is there, the payload's hash while it streams. Blocks: for the work thread.

#include "core/codec/package.h"
#include "core/crypto/tls_client.h"
#include "core/ports/clock.h"

#include <atomic>
#include <memory>
#include <optional>

namespace hotswap::node {

/// Where packages come from: GET http(s)://host:port/packages/<digest>.hsm.
struct PackageSource {
    std::string host;
    std::uint16_t port = 0;
    std::shared_ptr<const crypto::TransportCredentials> tls{}; ///< nothing: plain
    bool operator==(const PackageSource&) const = default;
};

struct FetchOrder {
    PackageSource source;
    Release release;
    std::filesystem::path
        target; ///< appears complete and synced, or not at all; `target`.part is kept for later
    PackageChecks checks;
    std::shared_ptr<std::atomic<bool>> cancelled;
    Duration idleLimit{10'000}; ///< without a byte for so long the try has failed
    std::vector<Duration> retries{Duration{100}, Duration{200}, Duration{400}};
};

/// Success without work when the target is there. Errors: Cancelled, NotFound, Unavailable, Timeout,
/// Oversize, DigestMismatch (also when the package is another release), signature errors, NoSpace, IoError.
Status fetchPackage(const FetchOrder& order, ports::RandomSource& random);

/// Checks a package that arrives in pieces. Release and checks must outlive it.
class PackageStream {
public:
    PackageStream(const Release& release, const PackageChecks& checks);
    /// Errors: those of readHeader and verifyHeader, DigestMismatch, Oversize.
    Status add(std::string_view bytes);
    /// All bytes are there. Errors: Truncated, DigestMismatch.
    Status finish();
    std::uint64_t bytes() const { return m_bytes; }

private:
    Status readHead();

    const Release* m_release;
    const PackageChecks* m_checks;
    std::string m_head; ///< until the header is complete
    std::optional<codec::PackageHeader> m_header;
    std::unique_ptr<RunningDigest> m_payload;
    std::uint64_t m_bytes = 0;
};

} // namespace hotswap::node

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The lab: a whole HotSwap in one program. In-memory store, service, engines, a gateway on loopback with real
// node processes for Development, and simulated QA, Staging and Production. The console and hotswapctl share
// it.

#include "app/lab/lab_options.h"
#include "core/domain/identity.h"
#include "core/domain/result.h"
#include "core/ports/console_service.h"

#include <memory>
#include <string>
#include <vector>

namespace hotswap::lab {

/// Something that happened in the lab outside any deployment; app/lab/lab_text.h says it in words.
struct LabNotice {
    enum class Kind {
        NodeStarted,    ///< a node process was started
        NodeAdopted,    ///< a node process of an earlier run lives and was taken over
        NodeEnded,      ///< a node process ended by itself and was started again
        ReleaseAdopted, ///< the nodes of `environment` were found on `release`, which is now its stable one
        MixedReleases,  ///< an earlier run was cut off: `node` was found on `release`, not on the stable one
        ReleaseInstalled, ///< the first release of `environment` was rolled out
        PartStopped,      ///< a part of the lab stopped itself; `detail` says why
        Metrics,          ///< `detail` says what a metric provider did not answer, or that it does again
    };
    Kind kind = Kind::NodeStarted;
    EnvironmentId environment;
    NodeId node;
    Release release;
    std::string detail;
};

/// A real node process of Development.
struct LabNode {
    NodeId node;
    int pid = 0;
    std::string address; ///< public "host:port" of the start module; empty while nothing serves
    bool adopted = false;
};

/// All calls are thread-safe.
class Lab {
public:
    /// Sets everything up and returns at once; nodes come up in the background (waitUntilReady). Errors:
    /// InvalidArgument naming the option, NotFound (programs, packages), IoError, Unavailable (another lab
    /// uses the state directory).
    static Result<std::unique_ptr<Lab>> start(LabOptions options);
    /// stop() with NodesAtStop of the options.
    ~Lab();
    Lab(const Lab&) = delete;
    Lab& operator=(const Lab&) = delete;

    ports::ConsoleService& service();
    /// operator (deployer), approver, viewer; each with a voting key of its own. In this order.
    const std::vector<Identity>& identities() const;

    /// Waits until every environment's nodes serve the start release. Errors: Timeout, or what went wrong.
    Status waitUntilReady(Duration limit);
    bool ready() const;
    /// Oldest first, at most 200 are kept.
    std::vector<LabNotice> notices() const;
    std::vector<LabNode> realNodes() const;
    /// "ws://127.0.0.1:PORT/node" of the gateway; empty without Development.
    std::string gatewayAddress() const;
    /// Why a part stopped itself (a violated invariant); empty: all run.
    std::string stoppedBecause() const;
    const LabOptions& options() const;
    /// Time in an environment, for countdowns: real in Development, fast elsewhere.
    Instant environmentNow(const EnvironmentId& environment) const;

    /// Ends threads, and the node processes with their modules unless they are to be left for the next start.
    /// Repeating it is harmless.
    void stop();

private:
    class Parts;
    explicit Lab(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> m_parts;
};

} // namespace hotswap::lab

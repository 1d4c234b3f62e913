// SPDX-License-Identifier: Apache-2.0
#pragma once
// One node's connection, as a gateway sees it: frames as values, whatever carries them.

#include "core/domain/frame.h"
#include "core/domain/ids.h"

namespace hotswap::ports {

/// Sending half. Calls come from the gateway's thread only.
class NodeLink {
public:
    virtual ~NodeLink() = default;
    /// Queues a frame; false when the link is closed or its queue is full (the session is then closed).
    virtual bool send(const Frame& frame) = 0;
    /// Ends the connection; `reason` goes to the log and the peer.
    virtual void close(const std::string& reason) = 0;
};

} // namespace hotswap::ports

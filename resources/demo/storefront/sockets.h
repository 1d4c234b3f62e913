// SPDX-License-Identifier: Apache-2.0
#pragma once
// Listening sockets as systemd hands them over: descriptors from 3 on, LISTEN_FDS of them, named by
// LISTEN_FDNAMES.

#include <string>
#include <vector>

namespace storefront {

enum class Reach {
    Public, ///< customers; counted in the metrics
    Probe,  ///< the agent's private door
};

struct Listener {
    int fd = -1;
    Reach reach = Reach::Public;
};

/// The sockets this process was given; the one named "probe" is private. Empty when it was given none.
std::vector<Listener> inheritedListeners();

/// A socket of its own on 127.0.0.1, for trying the program by hand; fd -1 when the port is taken.
Listener openListener(int port);

} // namespace storefront

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the agent and a shim say to each other over the slot's Unix socket (SOCK_SEQPACKET, one struct a
// packet). Plain data without the standard library: the shim is built without it. Versions only ever grow,
// because an upgraded agent meets shims of its predecessor.

#include <stdint.h>

namespace hotswap::node {

constexpr uint32_t kShimMagic = 0x48535301; // "HSS", version 1
constexpr int kShimSocketsMax = 64;         // descriptors one shim holds
constexpr int kShimLabelsMax = 4096;        // characters

// Descriptors a shim is started with, in this order; the module's sockets come first among the rest.
constexpr int kShimControlFd = 3; // listening Unix socket
constexpr int kShimLogDirFd = 4;  // folder of the log files
constexpr int kShimWorkDirFd = 5; // the release's folder, the module's working directory
constexpr int kShimFirstSocketFd = 6;

// In the shim's environment: file by which the module joins its control group; not handed on to the module.
constexpr const char* kShimGroupVariable = "HOTSWAP_CGROUP";

// Agent to shim.
enum ShimVerb : uint32_t {
    kShimDescribe = 1, // answer with ShimState, the labels and every socket (SCM_RIGHTS)
    kShimStop = 2,     // signal the module; kill it when the grace is over
    kShimQuit = 3,     // go away; obeyed only when the module has ended
};

struct ShimRequest {
    uint32_t magic;
    uint32_t verb;
    int32_t signal;   // kShimStop
    uint32_t graceMs; // kShimStop
};

// Shim to agent: the answer to kShimDescribe, and unasked when the module ends.
struct ShimState {
    uint32_t magic;
    int32_t pid;        // of the module
    int32_t ended;      // 1: the module has ended
    int32_t waitStatus; // as from waitpid
    uint32_t sockets;   // descriptors that come with this packet
    uint32_t labelsLength;
    char labels[kShimLabelsMax]; // of the sockets, one per line, as the agent named them
};

} // namespace hotswap::node

// SPDX-License-Identifier: Apache-2.0
#pragma once
// CPU time of a program with everything it started, read from /proc, so that a browser of many processes and
// a program of one are measured the same way.

#include <sys/types.h>

namespace hotswap::bench {

/// Seconds of CPU, in the program and in the kernel for it, that the process `root` and all its living
/// descendants have used so far; those of its session count as well, whoever is their parent.
double cpuSecondsOf(pid_t root);

} // namespace hotswap::bench

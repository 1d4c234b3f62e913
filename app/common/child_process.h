// SPDX-License-Identifier: Apache-2.0
#pragma once
// Other programs: starting, recognising after a restart, waiting for and ending them, by descriptors so that
// a number used again by the system is never mistaken for ours.

#include "core/codec/file_io.h"
#include "core/domain/result.h"
#include "core/domain/time.h"

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace hotswap::app {

/// A process that may or may not be our child.
struct ProcessIdentity {
    int pid = 0;
    std::uint64_t startedAt = 0; ///< clock ticks since boot, from /proc/PID/stat
    bool operator==(const ProcessIdentity&) const = default;
};

struct ProcessOrder {
    std::vector<std::string> command; ///< program path first
    std::filesystem::path output;     ///< standard output and error are appended here; empty: /dev/null
    std::filesystem::path errors{};   ///< standard error alone; empty: with the output
    std::filesystem::path input{};    ///< standard input; empty: /dev/null
    std::map<std::string, std::string> environment{}; ///< on top of this program's own
};

class Process {
public:
    /// Starts a program in a session of its own (a Ctrl+C of the terminal is not its business).
    static Result<Process> start(const ProcessOrder& order);
    /// The process if it still lives and is the one meant.
    static std::optional<Process> adopt(const ProcessIdentity& identity);

    const ProcessIdentity& identity() const { return m_identity; }
    /// Readable once the process has ended: for poll().
    int descriptor() const { return m_descriptor.get(); }
    bool ended() const;
    void signal(int number) const;
    /// Waits; true when it has ended within the limit. Reaps it if it is our child.
    bool waitFor(Duration limit);
    /// Signals its whole process group (checks).
    void signalGroup(int number) const;
    /// Status as from waitpid after waitFor() said true; -1 for a process that was adopted.
    int status() const { return m_status; }

private:
    Process(ProcessIdentity identity, codec::Descriptor descriptor)
        : m_identity(identity), m_descriptor(std::move(descriptor)) {}

    ProcessIdentity m_identity;
    codec::Descriptor m_descriptor;
    int m_status = -1;
};

/// A command, run to its end. Errors: Timeout (it was killed), Internal with its exit status.
Status runToEnd(const ProcessOrder& order, Duration limit);

} // namespace hotswap::app

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which agent is to run: the one that came with the system's package, or the release that replaced it. Kept
// so small that it need not change when agents do: links and two small files in the state directory.
//
//   agent/current -> ../releases/hotswap-agent/<version>-<digest8>    none: the packaged agent
//   agent/blue, agent/green -> releases on trial or kept for going back
//   agent/trial    current has not proved itself yet
//   agent/starts   how often current was started without proving itself
//   agent/failed   release and reason of a trial that the launcher ended

#include "core/domain/ids.h"
#include "core/domain/result.h"

#include <filesystem>
#include <optional>
#include <string>

namespace hotswap::node {

/// The module whose releases are agents.
inline const ModuleName kAgentModule{"hotswap-agent"};

/// Starts of one release without a proof; then it has failed.
inline constexpr unsigned kAgentStartsMax = 3;

/// A trial that the launcher ended.
struct FailedTrial {
    std::string release; ///< "<version>-<digest8>"
    std::string reason;
};

/// Paths and small files of agent/ in one state directory.
class AgentLaunch {
public:
    explicit AgentLaunch(std::filesystem::path state) : m_dir(std::move(state) / "agent") {}

    struct Choice {
        std::filesystem::path program;
        std::string release; ///< empty: the packaged agent
        bool trial = false;
        std::string notice; ///< a sentence for the log; empty: nothing unusual
    };
    /// What to start now; counts the start of a release. A release on trial that was started too often, or is
    /// not there, is taken back: `current` names the one before, or none. One that had proved itself stays
    /// `current`, and the packaged agent runs in its place.
    Choice choose(const std::filesystem::path& packaged) const;

    /// Makes agent/. Errors: IoError.
    Status prepare() const;
    /// Names of the releases that the links lead to; empty: none.
    std::string current() const { return target("current"); }
    std::string target(const char* link) const;
    /// Durable on success. An empty name removes the link.
    Status point(const char* link, const std::string& release) const;
    /// Puts `release` on trial as `current`.
    Status tryOut(const std::string& release) const;
    /// Makes a release `current` that proved itself before.
    Status goBack(const std::string& release) const;
    bool onTrial() const;
    /// `current` has proved itself.
    Status confirm() const;
    /// The event loop of this start was reached. Counts as a proof once the trial is over.
    Status ready() const;
    std::optional<FailedTrial> failed() const;
    Status forgetFailed() const;
    /// Forgets everything: the packaged agent runs from the next start on.
    Status remove() const;

private:
    unsigned starts() const;
    Status takeBack(const std::string& release, const std::string& reason) const;

    std::filesystem::path m_dir;
};

} // namespace hotswap::node

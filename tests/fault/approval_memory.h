// SPDX-License-Identifier: Apache-2.0
#pragma once
// Many approvals one after the other on a few modules, and what agents, a console and a console's session
// keep in memory meanwhile: nothing of what is over.

#include "app/common/work_loop.h"
#include "tests/fault/shared_world.h"

#include <map>
#include <memory>
#include <set>
#include <string>
#include <vector>

namespace hotswap::fault {

/// Single-threaded but for what it starts itself.
class ApprovalMemory {
public:
    /// What the world has to have releases of: each module has one deployment under way at a time.
    static std::vector<std::string> modules();

    /// `approveEvery`: so many are decided until one is approved; the others are rejected.
    ApprovalMemory(SharedWorld& world, int approvals, int approveEvery);
    ~ApprovalMemory();
    /// Prints what is kept at a tenth, at half and at the end. False: something went wrong, a deployment
    /// ended otherwise than decided, or a program has grown.
    bool run();

private:
    class Hints;
    struct Size {
        std::string program;
        double anonymous = 0; ///< MiB that no file stands behind
    };

    bool open();
    bool submitFree();
    bool voteAll();
    bool freeEnded();
    std::vector<Size> look() const;
    bool mark(int percent);
    bool isFlat() const;
    bool endedAsDecided();

    SharedWorld& m_world;
    const int m_approvals;
    const int m_approveEvery;
    std::unique_ptr<shared::Session> m_requester;
    std::unique_ptr<shared::Session> m_approver;
    std::unique_ptr<Program> m_console;
    std::unique_ptr<Hints> m_hints;
    std::unique_ptr<ports::FeedSubscription> m_feed;
    std::unique_ptr<ports::FeedSubscription> m_deltas;
    std::unique_ptr<app::WorkLoop> m_publisher;
    std::map<std::string, DeploymentId> m_underWay; ///< by module
    std::map<std::string, int> m_approved;          ///< by module
    std::set<DeploymentId> m_voted;                 ///< of those under way
    int m_submitted = 0;
    int m_decided = 0;
    std::map<int, std::vector<Size>> m_sizes; ///< by percent
};

} // namespace hotswap::fault

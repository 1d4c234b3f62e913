// SPDX-License-Identifier: Apache-2.0
#pragma once
// Whether others commit at the same time. Who is alone may say so within the transaction, which is one way
// less; in a crowd that would hold everybody up, and one word afterwards is said for many.

#include <atomic>

namespace hotswap::store::postgres {

/// Thread-safe.
class Crowd {
public:
    /// One commit of this process, while it lives.
    class Commit {
    public:
        explicit Commit(Crowd& crowd) : m_crowd(crowd), m_alone(++crowd.m_commits == 1 && !crowd.m_seen) {}
        ~Commit() { --m_crowd.m_commits; }
        Commit(const Commit&) = delete;
        Commit& operator=(const Commit&) = delete;
        bool alone() const { return m_alone; }

    private:
        Crowd& m_crowd;
        const bool m_alone;
    };

    /// What the feed showed last: whether several commits came at once, from whatever process.
    void seen(bool several) { m_seen = several; }

private:
    std::atomic<int> m_commits{0};
    std::atomic<bool> m_seen{false};
};

} // namespace hotswap::store::postgres

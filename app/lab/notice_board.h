// SPDX-License-Identifier: Apache-2.0
#pragma once
// What happened in the lab outside deployments, kept for whoever shows it.

#include "app/lab/lab.h"

#include <deque>
#include <functional>
#include <mutex>

namespace hotswap::lab {

/// Thread-safe.
class NoticeBoard {
public:
    explicit NoticeBoard(std::function<void()> changed) : m_changed(std::move(changed)) {}

    void add(LabNotice notice) {
        {
            const std::lock_guard lock(m_mutex);
            m_notices.push_back(std::move(notice));
            if (m_notices.size() > kKept) {
                m_notices.pop_front();
            }
        }
        tell();
    }
    std::vector<LabNotice> all() const {
        const std::lock_guard lock(m_mutex);
        return {m_notices.begin(), m_notices.end()};
    }
    /// Something else changed that readers of notices want to know.
    void tell() const {
        if (m_changed) {
            m_changed();
        }
    }

private:
    static constexpr std::size_t kKept = 200;
    std::function<void()> m_changed;
    mutable std::mutex m_mutex;
    std::deque<LabNotice> m_notices;
};

} // namespace hotswap::lab

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Short assertions over results, and waiting for a state with a limit.

#include "core/domain/result.h"

#include <QtTest/qtestcase.h>

#include <condition_variable>
#include <mutex>
#include <thread>
#include <vector>

#define EXPECT_OK(result)                                                                                    \
    do {                                                                                                     \
        const auto& expectResult = (result);                                                                 \
        QVERIFY2(expectResult.ok(),                                                                          \
                 expectResult.ok() ? "" : hotswap::describe(expectResult.error()).c_str());                  \
    } while (false)

#define EXPECT_ERROR(result, expected)                                                                       \
    do {                                                                                                     \
        const auto& expectResult = (result);                                                                 \
        QVERIFY2(!expectResult.ok(), "expected an error");                                                   \
        QCOMPARE(                                                                                            \
            QString::fromStdString(hotswap::describe(expectResult.error())).section(QLatin1Char(':'), 0, 0), \
            QString::fromUtf8(hotswap::errorCodeName(expected).data(),                                       \
                              static_cast<qsizetype>(hotswap::errorCodeName(expected).size())));             \
    } while (false)

namespace hotswap::contract {

inline constexpr std::chrono::seconds kWaitMax{20};

/// Runs `work(i)` on `count` threads at once and waits for all.
template <class Work>
void atOnce(int count, Work work) {
    std::vector<std::thread> threads;
    for (int i = 0; i < count; ++i) {
        threads.emplace_back([&work, i] { work(i); });
    }
    for (std::thread& thread : threads) {
        thread.join();
    }
}

/// A value that other threads change and a test waits for.
template <class Value>
class Watched {
public:
    template <class Change>
    void change(Change&& change) {
        const std::lock_guard lock(m_mutex);
        change(m_value);
        m_changed.notify_all();
    }
    /// Whether the value came to satisfy `holds` within the limit.
    template <class Predicate>
    bool waitFor(Predicate&& holds) {
        std::unique_lock lock(m_mutex);
        return m_changed.wait_for(lock, kWaitMax, [&] { return holds(m_value); });
    }
    Value get() {
        const std::lock_guard lock(m_mutex);
        return m_value;
    }

private:
    std::mutex m_mutex;
    std::condition_variable m_changed;
    Value m_value{};
};

} // namespace hotswap::contract

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the storefront answers, with the faults of its release.

#include "resources/demo/storefront/http.h"
#include "resources/demo/storefront/metrics.h"
#include "resources/demo/storefront/release.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace storefront {

class Site {
public:
    /// `greeting` is shown on the page (setting STOREFRONT_GREETING).
    Site(const Release& release, std::string greeting);

    struct Outcome {
        Answer answer;
        int delayMs = 0; ///< wait this long before answering
    };
    Outcome answer(const Request& request);

    Metrics& metrics() { return m_metrics; }

private:
    Outcome page();
    void leak();

    const Release& m_release;
    std::string m_greeting;
    Metrics m_metrics;
    std::uint64_t m_pages = 0;
    std::vector<std::unique_ptr<char[]>> m_leaked;
    std::uint64_t m_leakedBytes = 0;
};

} // namespace storefront

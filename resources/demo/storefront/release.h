// SPDX-License-Identifier: Apache-2.0
#pragma once
// What tells the six releases of the storefront apart. Everything else is the same source.

namespace storefront {

struct Release {
    const char* version;
    const char* colour;  ///< of the page, as CSS
    int errorPercent;    ///< share of pages answered with 500
    int delayMs;         ///< added to every page
    int leakBytes;       ///< memory lost with every page
    bool becomesHealthy; ///< whether /health ever says so
};

/// The release this program was built as.
extern const Release kRelease;

} // namespace storefront

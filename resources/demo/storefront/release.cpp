// SPDX-License-Identifier: Apache-2.0
// Compiled once per release with its particulars as definitions (see the CMakeLists.txt of this folder).
#include "resources/demo/storefront/release.h"

namespace storefront {

const Release kRelease{STOREFRONT_VERSION,  STOREFRONT_COLOUR,     STOREFRONT_ERROR_PERCENT,
                       STOREFRONT_DELAY_MS, STOREFRONT_LEAK_BYTES, STOREFRONT_BECOMES_HEALTHY};

} // namespace storefront

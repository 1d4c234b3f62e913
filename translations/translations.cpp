// SPDX-License-Identifier: Apache-2.0
// A library needs a source; what it carries is the compiled translations as resources.

namespace hotswap {

extern const char* const kTranslationsPrefix;
const char* const kTranslationsPrefix = ":/hotswap/i18n";

} // namespace hotswap

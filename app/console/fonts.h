// SPDX-License-Identifier: Apache-2.0
#pragma once
// The text face of the console.

#include <QtGlobal>

namespace hotswap::console {

/// Keeps the face that a desktop has chosen; where there is none (only a fallback), takes a better one of
/// those that are installed. Chinese text gets simplified forms. Call once, after the application is made.
void chooseFonts();

/// Size of the system's text in proportion to what the design was drawn at.
qreal systemTextScale();

} // namespace hotswap::console

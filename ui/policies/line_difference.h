// SPDX-License-Identifier: Apache-2.0
#pragma once
// How many lines of a text differ from another one's.

#include <QString>

namespace hotswap::ui {

/// Lines that were changed, added or taken away: the larger number of lines beside the longest common
/// sequence. Above a few million pairs of lines, all between the common beginning and end count.
int changedLines(const QString& before, const QString& after);

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Takes a picture of a window and ends the program.

#include <QQuickWindow>
#include <QString>

namespace hotswap::console {

/// After `afterMs`, writes the window's picture as PNG and ends the event loop with 0, or with 1 and a
/// sentence on standard error.
void takePicture(QQuickWindow& window, const QString& file, int afterMs);

} // namespace hotswap::console

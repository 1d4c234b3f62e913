// SPDX-License-Identifier: Apache-2.0
#include "app/console/picture.h"

#include "app/common/exit_code.h"

#include <QCoreApplication>
#include <QTimer>

#include <cstdio>

namespace hotswap::console {

void takePicture(QQuickWindow& window, const QString& file, int afterMs) {
    QTimer::singleShot(afterMs, &window, [&window, file] {
        const bool written = window.grabWindow().save(file, "PNG");
        if (!written) {
            const QString sentence =
                QCoreApplication::translate("ConsolePicture",
                                            "The picture could not be written to '%1'; name a file "
                                            "in a folder that exists.")
                    .arg(file);
            std::fputs(qPrintable(sentence + QLatin1Char('\n')), stderr);
        }
        QCoreApplication::exit(static_cast<int>(written ? app::ExitCode::Success : app::ExitCode::Failure));
    });
}

} // namespace hotswap::console

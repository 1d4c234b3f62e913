// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where programs that are run by hand find the product: in the build that they are part of. ctest says it by
// the same variables.

#include <QCoreApplication>
#include <QDir>

#include <utility>

namespace hotswap::test {

/// Sets HOTSWAP_BIN_DIR and HOTSWAP_DEMO_DIR where they are not set. Needs the application object.
inline void findBuiltPrograms() {
    const QString built = QCoreApplication::applicationDirPath() + QStringLiteral("/../");
    for (const auto& [variable, folder] :
         {std::pair{"HOTSWAP_BIN_DIR", "bin"}, {"HOTSWAP_DEMO_DIR", "demo"}}) {
        if (qEnvironmentVariableIsEmpty(variable)) {
            qputenv(variable, QDir::cleanPath(built + QLatin1String(folder)).toUtf8());
        }
    }
}

} // namespace hotswap::test

// SPDX-License-Identifier: Apache-2.0
// The module commands alone, for the build: demo packages then need neither engine nor lab to be built first.
#include "app/ctl/command.h"
#include "core/crypto/crypto.h"

#include <QCoreApplication>

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    hotswap::ctl::Output output(hotswap::ctl::Output::Form::Text);
    if (const hotswap::Status status = hotswap::crypto::init(); !status.ok()) {
        return static_cast<int>(output.fail(status.error()));
    }
    return static_cast<int>(hotswap::ctl::dispatch(hotswap::ctl::packageCommands(),
                                                   QStringLiteral("hotswap-packer"),
                                                   QCoreApplication::arguments().mid(1), output));
}

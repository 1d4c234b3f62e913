// SPDX-License-Identifier: Apache-2.0
// Everything a node must refuse, each with its own reason; nothing of it unpacked, nothing that serves
// changed. Prints the table; the exit code is 0 when every case was refused as it must be.
#include "core/crypto/crypto.h"
#include "tests/fault/refusals/refusals.h"

#include <QTemporaryDir>

#include <cstdio>

int main() {
    using namespace hotswap;
    if (const Status ready = crypto::init(); !ready) {
        std::fprintf(stderr, "%s\n", describe(ready.error()).c_str());
        return 1;
    }
    QTemporaryDir metadata;
    QTemporaryDir packages;
    fault::RefusalTable table;
    fault::refuseCommands(table);
    fault::refusePackages(table, packages.path().toStdString());
    fault::refuseMetadata(table, metadata.path().toStdString());
    return table.print() == 0 ? 0 : 1;
}

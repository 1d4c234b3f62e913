// SPDX-License-Identifier: Apache-2.0
#pragma once
// The command line's texts: one translation context for all commands.

#include <QCoreApplication>

namespace hotswap::ctl {

/// Ctl::tr("…") gives a text in the program's language.
class Ctl {
    Q_DECLARE_TR_FUNCTIONS(Ctl)
};

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/command.h"
#include "app/ctl/lab_run.h"
#include "core/crypto/crypto.h"

#include <QCoreApplication>
#include <QTranslator>

#include <array>

using namespace hotswap;

namespace {

constexpr std::array kCommands{
    ctl::Command{"module", QT_TRANSLATE_NOOP("Ctl", "pack, sign and verify module packages"),
                 ctl::runModuleCommand},
    ctl::Command{"deploy", QT_TRANSLATE_NOOP("Ctl", "plan rollouts"), ctl::runDeployCommand},
    ctl::Command{"lab", QT_TRANSLATE_NOOP("Ctl", "try a whole rollout on this machine"), ctl::runLabCommand},
};

} // namespace

int main(int argc, char** argv) {
    const QCoreApplication application(argc, argv);
    QCoreApplication::setApplicationName(QStringLiteral("hotswapctl"));
    QCoreApplication::setApplicationVersion(QStringLiteral(HOTSWAP_VERSION));
    // English needs its plurals from there; what scripts read must not change with the locale.
    QTranslator plurals;
    if (plurals.load(QStringLiteral(":/hotswap/i18n/hotswap_en.qm"))) {
        QCoreApplication::installTranslator(&plurals);
    }
    const QStringList arguments = QCoreApplication::arguments().mid(1);
    const bool json = arguments.contains(QLatin1String("--json"));
    ctl::Output output(json ? ctl::Output::Form::Json : ctl::Output::Form::Text);
    if (arguments.contains(QLatin1String("--version"))) {
        output.text(QStringLiteral("hotswapctl " HOTSWAP_VERSION));
        return static_cast<int>(app::ExitCode::Success);
    }
    if (const Status status = crypto::init(); !status.ok()) {
        return static_cast<int>(output.fail(status.error()));
    }
    return static_cast<int>(ctl::dispatch(kCommands, QStringLiteral("hotswapctl"), arguments, output));
}

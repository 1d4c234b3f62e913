// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/database_commands.h"
#include "app/ctl/key_commands.h"
#include "app/ctl/lab_run.h"
#include "core/crypto/crypto.h"

#include <QCoreApplication>
#include <QTranslator>

#include <array>

using namespace hotswap;

namespace {

constexpr std::array kCommands{
    ctl::Command{"db", QT_TRANSLATE_NOOP("Ctl", "set up and check the shared database"), ctl::runDbCommand},
    ctl::Command{"module", QT_TRANSLATE_NOOP("Ctl", "pack, sign, verify and push module packages"),
                 ctl::runModuleCommand},
    ctl::Command{"deploy", QT_TRANSLATE_NOOP("Ctl", "plan, submit, follow and steer rollouts"),
                 ctl::runDeployCommand},
    ctl::Command{"policy", QT_TRANSLATE_NOOP("Ctl", "what rollouts go by, and how they are judged"),
                 ctl::runPolicyCommand},
    ctl::Command{"verdict", QT_TRANSLATE_NOOP("Ctl", "see why a wave was stopped or passed"),
                 ctl::runVerdictCommand},
    ctl::Command{"approval", QT_TRANSLATE_NOOP("Ctl", "vote on rollouts"), ctl::runApprovalCommand},
    ctl::Command{"fleet", QT_TRANSLATE_NOOP("Ctl", "look at the nodes"), ctl::runFleetCommand},
    ctl::Command{"node", QT_TRANSLATE_NOOP("Ctl", "let new nodes enrol"), ctl::runNodeCommand},
    ctl::Command{"key", QT_TRANSLATE_NOOP("Ctl", "keys, and whom nodes believe"), ctl::runKeyCommand},
    ctl::Command{"lease", QT_TRANSLATE_NOOP("Ctl", "see who leads"), ctl::runLeaseCommand},
    ctl::Command{"audit", QT_TRANSLATE_NOOP("Ctl", "see who did what"), ctl::runAuditCommand},
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
    // Not anywhere: some commands take the version of a module.
    if (arguments.value(0) == QLatin1String("--version")) {
        output.text(QStringLiteral("hotswapctl " HOTSWAP_VERSION));
        return static_cast<int>(app::ExitCode::Success);
    }
    if (const Status status = crypto::init(); !status.ok()) {
        return static_cast<int>(output.fail(status.error()));
    }
    return static_cast<int>(ctl::dispatch(kCommands, QStringLiteral("hotswapctl"), arguments, output));
}

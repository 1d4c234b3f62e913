// SPDX-License-Identifier: Apache-2.0
#include "app/console/welcome.h"

#include "app/console/fonts.h"
#include "app/console/picture.h"
#include "app/console/window.h"
#include "app/lab/lab_options.h"
#include "ui/common/error_text.h"
#include "ui/session/welcome_model.h"

#include <QCoreApplication>

namespace hotswap::console {

namespace {

/// What stands in the way of a lab on this machine; empty: nothing.
QString labProblem() {
    const lab::LabOptions options =
        lab::defaultLabOptions(QCoreApplication::applicationFilePath().toStdString());
    std::error_code ignored;
    if (!std::filesystem::exists(options.agentProgram, ignored)) {
        return QCoreApplication::translate("Welcome",
                                           "hotswap-agent is not beside this program; install it.");
    }
    if (!std::filesystem::exists(options.demoDirectory, ignored)) {
        return QCoreApplication::translate("Welcome", "The demo packages are missing; install them.");
    }
    const Status valid = lab::validate(options);
    return valid.ok() ? QString() : ui::errorText(valid.error());
}

} // namespace

WelcomeEnd runWelcome(const ConsoleOptions& options, PreferencesFile& preferences) {
    ui::WelcomeModel model(preferences);
    model.setLabProblem(labProblem());
    model.appearance()->setSystemScale(systemTextScale());
    Window window;
    if (!window.showFile(QStringLiteral("WelcomeWindow.qml"),
                         {{QStringLiteral("model"), QVariant::fromValue(&model)}}, options.size)) {
        return WelcomeEnd::Failed;
    }
    WelcomeEnd end = WelcomeEnd::Closed;
    QObject::connect(&model, &ui::WelcomeModel::labChosen, &model, [&end] {
        end = WelcomeEnd::LabChosen;
        QCoreApplication::quit();
    });
    if (!options.picture.isEmpty()) {
        takePicture(*window.window(), options.picture, options.pictureAfterMs);
    }
    return QCoreApplication::exec() == 0 ? end : WelcomeEnd::Failed;
}

} // namespace hotswap::console

// SPDX-License-Identifier: Apache-2.0
#include "app/common/exit_code.h"
#include "app/console/console_options.h"
#include "app/console/fonts.h"
#include "app/console/lab_composition.h"
#include "app/console/picture.h"
#include "app/console/shared_composition.h"
#include "app/console/welcome.h"
#include "app/console/window.h"
#include "core/crypto/crypto.h"
#include "ui/common/error_text.h"

#include <QGuiApplication>

#include <cstdio>
#include <cstdlib>

using namespace hotswap;

namespace {

int status(app::ExitCode code) {
    return static_cast<int>(code);
}

int complain(const QString& sentence, app::ExitCode code) {
    std::fputs(qPrintable(sentence + QLatin1Char('\n')), stderr);
    return status(code);
}

bool isSet(const char* variable) {
    const char* value = std::getenv(variable);
    return value != nullptr && *value != '\0';
}

/// A picture needs no display; anything else does. False: there is none.
bool chooseDisplay(const console::ConsoleOptions& options) {
    if (isSet("QT_QPA_PLATFORM") || isSet("DISPLAY") || isSet("WAYLAND_DISPLAY")) {
        return true;
    }
    if (options.picture.isEmpty()) {
        return false;
    }
    qputenv("QT_QPA_PLATFORM", "offscreen");
    return true;
}

template <class Composition>
int runOver(const console::ConsoleOptions& options, console::PreferencesFile& preferences) {
    auto loading = std::make_unique<console::Window>();
    loading->prepare(); // while the lab starts, or the database answers
    auto composition = Composition::make(options, preferences);
    if (!composition.ok()) {
        const bool wrongOption = composition.error().code == ErrorCode::InvalidArgument;
        return complain(ui::errorText(composition.error()),
                        wrongOption ? app::ExitCode::Usage : app::ExitCode::Failure);
    }
    ui::ConsoleSession& session = (*composition)->session();
    session.appearance()->setSystemScale(console::systemTextScale());
    session.navigator()->open(options.page);
    const auto window = std::move(loading); // ends before the session does
    if (!window->show(session, options.size)) {
        return status(app::ExitCode::Failure);
    }
    if (!options.picture.isEmpty()) {
        console::takePicture(*window->window(), options.picture, options.pictureAfterMs);
    }
    return QGuiApplication::exec();
}

int run(const console::ConsoleOptions& options) {
    // Pictures look the same wherever they are taken.
    console::PreferencesFile preferences(options.picture.isEmpty() ? console::PreferencesFile::standardPath()
                                                                   : QString());
    if (!options.language.isEmpty()) {
        preferences.overrule(QStringLiteral("language"), options.language);
    }
    if (!options.theme.isEmpty()) {
        preferences.overrule(QStringLiteral("theme"), options.theme);
    }
    if (options.start == console::Start::Welcome) {
        switch (console::runWelcome(options, preferences)) {
        case console::WelcomeEnd::Closed: return status(app::ExitCode::Success);
        case console::WelcomeEnd::Failed: return status(app::ExitCode::Failure);
        case console::WelcomeEnd::LabChosen: break;
        }
    }
    return options.start == console::Start::Connect
               ? runOver<console::SharedComposition>(options, preferences)
               : runOver<console::LabComposition>(options, preferences);
}

} // namespace

int main(int argc, char** argv) {
    QStringList arguments;
    for (int i = 1; i < argc; ++i) {
        arguments << QString::fromLocal8Bit(argv[i]);
    }
    const auto parsed = console::parseOptions(arguments, QStringLiteral(HOTSWAP_VERSION));
    if (const auto* wrong = std::get_if<console::WrongUsage>(&parsed)) {
        return complain(wrong->sentence, app::ExitCode::Usage);
    }
    if (const auto* print = std::get_if<console::Print>(&parsed)) {
        std::fputs(qPrintable(print->text), stdout);
        return status(app::ExitCode::Success);
    }
    const auto& options = std::get<console::ConsoleOptions>(parsed);
    if (!chooseDisplay(options)) {
        return complain(
            QCoreApplication::translate(
                "Console", "There is no display here; run 'hotswapctl lab run' on this terminal instead."),
            app::ExitCode::Failure);
    }
    const QGuiApplication application(argc, argv);
    QGuiApplication::setApplicationName(QStringLiteral("hotswap"));
    QGuiApplication::setApplicationDisplayName(QStringLiteral("HotSwap"));
    QGuiApplication::setApplicationVersion(QStringLiteral(HOTSWAP_VERSION));
    console::chooseFonts();
    if (const Status ready = crypto::init(); !ready.ok()) {
        return complain(ui::errorText(ready.error()), app::ExitCode::Failure);
    }
    return run(options);
}

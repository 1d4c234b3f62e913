// SPDX-License-Identifier: Apache-2.0
#include "app/console/console_options.h"

#include "ui/session/appearance.h"
#include "ui/session/navigator.h"

#include <QCommandLineParser>
#include <QCoreApplication>

namespace hotswap::console {

namespace {

constexpr double kSpeedMax = 10'000;
constexpr quint32 kNodesMax = 10'000;
constexpr int kAfterMsMax = 600'000;
constexpr int kSideMin = 320;
constexpr int kSideMax = 8'192;

struct Text {
    Q_DECLARE_TR_FUNCTIONS(ConsoleOptions)
};

struct Option {
    const char* name;
    const char* value; ///< empty: a flag
    const char* help;
};

constexpr Option kOptions[] = {
    {"help", "", QT_TRANSLATE_NOOP("ConsoleOptions", "Print this help.")},
    {"version", "", QT_TRANSLATE_NOOP("ConsoleOptions", "Print the version.")},
    {"lab", "",
     QT_TRANSLATE_NOOP("ConsoleOptions", "Open the lab: three real nodes here and a simulated fleet.")},
    {"connect", "CONNINFO",
     QT_TRANSLATE_NOOP("ConsoleOptions", "Work on this shared PostgreSQL (default: HOTSWAP_DATABASE).")},
    {"tenant", "NAME", QT_TRANSLATE_NOOP("ConsoleOptions", "Tenant, where the login has several.")},
    {"keys", "DIR", QT_TRANSLATE_NOOP("ConsoleOptions", "Folder with your signing key and trusted keys.")},
    {"lead", "CONNINFO",
     QT_TRANSLATE_NOOP("ConsoleOptions", "Lead rollouts too, with this orchestrator login.")},
    {"metrics", "FILE",
     QT_TRANSLATE_NOOP("ConsoleOptions", "TOML file with the metric providers that policies name.")},
    {"no-cache", "",
     QT_TRANSLATE_NOOP("ConsoleOptions", "Keep nothing on this desktop for reading offline, and show none.")},
    {"nodes", "N", QT_TRANSLATE_NOOP("ConsoleOptions", "Nodes of the simulated Production, 1 to 10000.")},
    {"seed", "S", QT_TRANSLATE_NOOP("ConsoleOptions", "Seed of the simulation, a whole number.")},
    {"speed", "X", QT_TRANSLATE_NOOP("ConsoleOptions", "Speed of the simulated clocks, 1 to 10000.")},
    {"scenario", "NAME", QT_TRANSLATE_NOOP("ConsoleOptions", "What goes wrong in the simulation.")},
    {"read-only", "", QT_TRANSLATE_NOOP("ConsoleOptions", "Look at everything, change nothing.")},
    {"page", "NAME", QT_TRANSLATE_NOOP("ConsoleOptions", "Page to start on; \"node:NAME\" for a node's.")},
    {"lang", "CODE", QT_TRANSLATE_NOOP("ConsoleOptions", "Language: en, de or zh_CN.")},
    {"theme", "NAME", QT_TRANSLATE_NOOP("ConsoleOptions", "Theme: dark or light.")},
    {"screenshot", "FILE", QT_TRANSLATE_NOOP("ConsoleOptions", "Write a picture of the page and end.")},
    {"after", "MS", QT_TRANSLATE_NOOP("ConsoleOptions", "Milliseconds before the picture is taken.")},
    {"size", "WxH", QT_TRANSLATE_NOOP("ConsoleOptions", "Size of the window in pixels.")},
};

/// Reads option values and keeps the first thing that is wrong with them.
class Reader {
public:
    explicit Reader(const QCommandLineParser& parser) : m_parser(parser) {}

    template <class T>
    void number(const char* name, T& into, T low, T high) {
        const QString option = QString::fromLatin1(name);
        if (!m_parser.isSet(option)) {
            return;
        }
        bool ok = false;
        const QString text = m_parser.value(option);
        if constexpr (std::is_floating_point_v<T>) {
            const double value = text.toDouble(&ok);
            ok = ok && value >= low && value <= high;
            into = ok ? value : into;
        } else {
            const qulonglong value = text.toULongLong(&ok);
            ok = ok && value >= static_cast<qulonglong>(low) && value <= static_cast<qulonglong>(high);
            into = ok ? static_cast<T>(value) : into;
        }
        if (!ok) {
            //: %1 an option, %2 and %3 numbers
            complain(Text::tr("%1 needs a number from %2 to %3; see --help.")
                         .arg(dashed(name), QString::number(low), QString::number(high)));
        }
    }

    void choice(const char* name, QString& into, const QStringList& choices) {
        const QString option = QString::fromLatin1(name);
        if (!m_parser.isSet(option)) {
            return;
        }
        into = m_parser.value(option);
        if (!choices.contains(into)) {
            //: %1 an option, %2 the words it takes
            complain(Text::tr("%1 needs one of %2; see --help.")
                         .arg(dashed(name), choices.join(QStringLiteral(", "))));
        }
    }

    void size(QSize& into) {
        if (!m_parser.isSet(QStringLiteral("size"))) {
            return;
        }
        const QStringList parts = m_parser.value(QStringLiteral("size")).split(QLatin1Char('x'));
        bool okWidth = false;
        bool okHeight = false;
        const int width = parts.value(0).toInt(&okWidth);
        const int height = parts.value(1).toInt(&okHeight);
        const auto inside = [](int side) { return side >= kSideMin && side <= kSideMax; };
        if (parts.size() != 2 || !okWidth || !okHeight || !inside(width) || !inside(height)) {
            complain(Text::tr("--size needs width and height such as 1280x800; see --help."));
            return;
        }
        into = QSize(width, height);
    }

    /// What the console is to work on.
    void connection(ConsoleOptions& options) {
        const bool lab = m_parser.isSet(QStringLiteral("lab"));
        options.connect = m_parser.value(QStringLiteral("connect"));
        options.tenant = m_parser.value(QStringLiteral("tenant"));
        options.keys = m_parser.value(QStringLiteral("keys"));
        options.lead = m_parser.value(QStringLiteral("lead"));
        options.metrics = m_parser.value(QStringLiteral("metrics"));
        options.cache = !m_parser.isSet(QStringLiteral("no-cache"));
        if (lab && !options.connect.isEmpty()) {
            complain(Text::tr("--lab and --connect exclude each other; see --help."));
        }
        if (!lab && options.connect.isEmpty()) {
            options.connect = qEnvironmentVariable("HOTSWAP_DATABASE");
        }
        options.start = lab ? Start::Lab : options.connect.isEmpty() ? Start::Welcome : Start::Connect;
        for (const char* shared : {"tenant", "keys", "lead", "no-cache"}) {
            if (m_parser.isSet(QLatin1String(shared)) && options.start != Start::Connect) {
                complain(Text::tr("--%1 needs --connect; see --help.").arg(QLatin1String(shared)));
            }
        }
        if (!options.metrics.isEmpty() && !lab && options.lead.isEmpty()) {
            complain(Text::tr("--metrics needs --lab or --lead; see --help."));
        }
    }

    void complain(const QString& sentence) {
        if (m_wrong.isEmpty()) {
            m_wrong = sentence;
        }
    }
    const QString& wrong() const { return m_wrong; }

private:
    static QString dashed(const char* name) { return QStringLiteral("--") + QLatin1String(name); }

    const QCommandLineParser& m_parser;
    QString m_wrong;
};

QString helpText() {
    QString text =
        Text::tr("usage: hotswap [--lab | --connect CONNINFO] [options]\nThe HotSwap console. Options:") +
        QLatin1Char('\n');
    for (const Option& option : kOptions) {
        const QString name =
            QStringLiteral("--%1 %2").arg(QLatin1String(option.name), QLatin1String(option.value)).trimmed();
        text += QStringLiteral("  %1  %2\n").arg(name, -18).arg(Text::tr(option.help));
    }
    return text;
}

} // namespace

std::variant<ConsoleOptions, Print, WrongUsage> parseOptions(const QStringList& arguments,
                                                             const QString& version) {
    QCommandLineParser parser;
    for (const Option& option : kOptions) {
        const QString name = QString::fromLatin1(option.name);
        if (option.value[0] == '\0') {
            parser.addOption(QCommandLineOption(name));
        } else {
            parser.addOption(QCommandLineOption(name, {}, QString::fromLatin1(option.value)));
        }
    }
    if (!parser.parse(QStringList{QStringLiteral("hotswap")} + arguments)) {
        //: %1 says what is wrong with the command line, by the library
        return WrongUsage{Text::tr("%1 See --help.").arg(parser.errorText())};
    }
    if (parser.isSet(QStringLiteral("help"))) {
        return Print{helpText()};
    }
    if (parser.isSet(QStringLiteral("version"))) {
        return Print{QStringLiteral("hotswap %1\n").arg(version)};
    }
    ConsoleOptions options;
    Reader reader(parser);
    if (!parser.positionalArguments().isEmpty()) {
        reader.complain(
            Text::tr("'%1' is not an option; see --help.").arg(parser.positionalArguments().first()));
    }
    reader.connection(options);
    options.access = parser.isSet(QStringLiteral("read-only")) ? Access::ReadOnly : Access::Full;
    options.picture = parser.value(QStringLiteral("screenshot"));
    if (parser.isSet(QStringLiteral("scenario"))) {
        options.scenario = parser.value(QStringLiteral("scenario"));
    }
    reader.number<std::uint32_t>("nodes", options.nodes, 1, kNodesMax);
    reader.number<std::uint64_t>("seed", options.seed, 0, std::numeric_limits<std::uint64_t>::max());
    reader.number<double>("speed", options.speed, 1, kSpeedMax);
    reader.number<int>("after", options.pictureAfterMs, 0, kAfterMsMax);
    if (const QString page = parser.value(QStringLiteral("page")); page.startsWith(QLatin1String("node:"))) {
        options.page = page;
    } else {
        reader.choice("page", options.page, ui::Navigator::pages());
    }
    reader.choice("lang", options.language,
                  {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")});
    reader.choice("theme", options.theme, {QStringLiteral("dark"), QStringLiteral("light")});
    reader.size(options.size);
    if (parser.isSet(QStringLiteral("page")) && options.start == Start::Welcome) {
        reader.complain(Text::tr("--page needs --lab or --connect; see --help."));
    }
    for (const char* needsLab : {"nodes", "seed", "speed", "scenario"}) {
        if (parser.isSet(QLatin1String(needsLab)) && options.start != Start::Lab) {
            reader.complain(Text::tr("--%1 is for the lab; add --lab.").arg(QLatin1String(needsLab)));
        }
    }
    if (!reader.wrong().isEmpty()) {
        return WrongUsage{reader.wrong()};
    }
    return options;
}

} // namespace hotswap::console

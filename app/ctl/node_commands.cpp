// SPDX-License-Identifier: Apache-2.0
// hotswapctl node token: lets new nodes enrol.
#include "app/ctl/database_commands.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"
#include "core/store/postgres/node_keys.h"
#include "ui/common/qt_text.h"

#include <array>

namespace hotswap::ctl {

namespace {

constexpr std::size_t kTokenBytes = 16;
constexpr std::uint32_t kUsesMax = 10'000;
constexpr std::uint32_t kHoursMax = 30 * 24;

/// How long and how often a token counts.
struct TokenLimits {
    std::uint32_t uses = 1;
    std::uint32_t hours = 24;
};

Result<TokenLimits> readLimits(const OptionParser& parser) {
    TokenLimits limits;
    HS_TRY(takeNumber(parser, "uses", "1..10000", limits.uses));
    HS_TRY(takeNumber(parser, "hours", "1..720", limits.hours));
    if (limits.uses < 1 || limits.uses > kUsesMax) {
        return invalidField("--uses", "1..10000");
    }
    if (limits.hours < 1 || limits.hours > kHoursMax) {
        return invalidField("--hours", "1..720");
    }
    return limits;
}

ExitCode nodeToken(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl node token"),
        Ctl::tr("Makes a token that new nodes of one environment enrol with. It is shown once; "
                "give it to hotswap-agent node in a file, with --token."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment of the nodes."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("uses"), Ctl::tr("How many nodes may enrol with it (default 1)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("hours"), Ctl::tr("How long it counts (default 24)."), QStringLiteral("N"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const EnvironmentId environment{parser.value(QStringLiteral("environment")).toStdString()};
        if (environment.empty()) {
            return refuse(invalidField("--environment", "a value"), parser, output);
        }
        const auto limits = readLimits(parser);
        if (!limits.ok()) {
            return refuse(limits.error(), parser, output);
        }
        const std::string token = toHex(crypto::secretRandom(kTokenBytes));
        const Status made = session.shared().store().nodeKeys().addToken(
            session.who().tenant, environment, crypto::sha256Hex(token), std::chrono::hours(limits->hours),
            limits->uses);
        if (!made.ok()) {
            return output.fail(made.error());
        }
        output.object(
            QJsonObject{{QStringLiteral("token"),
                         QJsonObject{{QStringLiteral("token"), ui::toQt(token)},
                                     {QStringLiteral("environment"), ui::toQt(environment)},
                                     {QStringLiteral("uses"), static_cast<qint64>(limits->uses)},
                                     {QStringLiteral("hours"), static_cast<qint64>(limits->hours)}}}});
        output.line(ui::toQt(token));
        return ExitCode::Success;
    });
}

constexpr std::array kNodeCommands{
    Command{"token", QT_TRANSLATE_NOOP("Ctl", "make a token that new nodes enrol with"), nodeToken},
};

} // namespace

ExitCode runNodeCommand(const QStringList& arguments, Output& output) {
    return dispatch(kNodeCommands, QStringLiteral("hotswapctl node"), arguments, output);
}

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
// hotswapctl node authority|token.
#include "app/ctl/node_token.h"

#include "app/ctl/database_commands.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"
#include "app/shared/installation.h"
#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"
#include "core/store/postgres/node_keys.h"
#include "ui/common/qt_text.h"

#include <algorithm>

namespace hotswap::ctl {

namespace {

constexpr std::size_t kTokenBytes = 16;
constexpr std::uint32_t kUsesMax = 10'000;
constexpr std::uint32_t kMinutesMax = 30 * 24 * 60;

/// For whom, how long and how often a token counts.
struct TokenTerms {
    EnvironmentId environment;
    std::map<std::string, std::string> labels;
    std::uint32_t uses = 1;
    std::uint32_t minutes = 10;
};

Result<TokenTerms> readTerms(const OptionParser& parser) {
    TokenTerms terms;
    terms.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    if (terms.environment.empty()) {
        return invalidField("--environment", "a value");
    }
    HS_TRY(takeNumber(parser, "uses", "1..10000", terms.uses));
    HS_TRY(takeNumber(parser, "minutes", "1..43200", terms.minutes));
    if (terms.uses < 1 || terms.uses > kUsesMax) {
        return invalidField("--uses", "1..10000");
    }
    if (terms.minutes < 1 || terms.minutes > kMinutesMax) {
        return invalidField("--minutes", "1..43200");
    }
    for (const QString& label : parser.values(QStringLiteral("label"))) {
        const auto equals = label.indexOf(QLatin1Char('='));
        if (equals < 1 || terms.labels.size() >= limits::kLabelsPerNodeMax) {
            return invalidField("--label", "NAME=VALUE");
        }
        terms.labels[label.left(equals).toStdString()] = label.mid(equals + 1).toStdString();
    }
    return terms;
}

Result<std::string> makeToken(DatabaseSession& session, const TokenTerms& terms) {
    auto& keys = session.shared().store().nodeKeys();
    const TenantId& tenant = session.who().tenant;
    const auto authority = keys.certificates().authority(tenant);
    HS_TRY(authority);
    const std::string secret = toHex(crypto::secretRandom(kTokenBytes));
    const std::string hash = crypto::sha256Hex(secret);
    HS_TRY(keys.addToken(tenant, terms.environment, hash, std::chrono::minutes(terms.minutes), terms.uses));
    if (!terms.labels.empty()) {
        HS_TRY(keys.certificates().labelToken(tenant, hash, terms.labels));
    }
    return authority->has_value() ? secret + "." + (*authority)->fingerprint : secret;
}

/// Gateways that live, as options; a placeholder when there is none.
QString gatewayOptions(DatabaseSession& session, bool secure) {
    QString options;
    const auto present = session.shared().store().presence().list(session.who().tenant);
    for (const Participant& one : present.ok() ? *present : std::vector<Participant>()) {
        if (one.gateway.starts_with(secure ? "wss:" : "ws:")) {
            options += QStringLiteral(" --gateway ") + ui::toQt(one.gateway);
        }
    }
    return options.isEmpty() ? QStringLiteral(" --gateway wss://HOST:PORT/node") : options;
}

QString commandLine(DatabaseSession& session, const TokenTerms& terms, bool secure) {
    QString line = QStringLiteral("hotswap-agent node --tenant %1 --environment %2")
                       .arg(ui::toQt(session.who().tenant), ui::toQt(terms.environment));
    for (const auto& [name, value] : terms.labels) {
        line += QStringLiteral(" --label ") + ui::toQt(name) + QLatin1Char('=') + ui::toQt(value);
    }
    return line + gatewayOptions(session, secure) +
           QStringLiteral(" --token token --trust trust --state /var/lib/hotswap");
}

} // namespace

ExitCode nodeAuthority(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl node authority"),
        Ctl::tr("Makes the certificate authority of this installation, once. Its file is a secret: every "
                "orchestrator gets it, with hotswap-agent orchestrator --authority. Without --out, says "
                "which authority there is."));
    parser.option(QStringLiteral("out"), Ctl::tr("New file for the authority, with mode 0600."),
                  QStringLiteral("FILE"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        auto certificates = session.shared().store().nodeKeys().certificates();
        const TenantId& tenant = session.who().tenant;
        store::postgres::KnownAuthority known;
        if (parser.isSet(QStringLiteral("out"))) {
            const auto made = shared::makeInstallation(certificates, tenant, session.shared().clock().now(),
                                                       parser.value(QStringLiteral("out")).toStdString());
            if (!made.ok()) {
                return output.fail(made.error());
            }
            known = *made;
        } else {
            const auto found = certificates.authority(tenant);
            if (!found.ok() || !found->has_value()) {
                return output.fail(found.ok() ? makeError(ErrorCode::NotFound, "authority") : found.error());
            }
            known = **found;
        }
        output.object(
            QJsonObject{{QStringLiteral("authority"),
                         QJsonObject{{QStringLiteral("fingerprint"), ui::toQt(known.fingerprint)},
                                     {QStringLiteral("certificate"), ui::toQt(known.certificate)}}}});
        output.line(ui::toQt(known.fingerprint));
        return ExitCode::Success;
    });
}

ExitCode nodeToken(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl node token"),
        Ctl::tr("Makes a token that new nodes of one environment enrol with. It is shown once; put it into "
                "a file with mode 0600 on the node and name that with hotswap-agent node --token."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment of the nodes."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("label"),
                  Ctl::tr("Only for nodes with this label; may be given several times."),
                  QStringLiteral("NAME=VALUE"));
    parser.option(QStringLiteral("uses"), Ctl::tr("How many nodes may enrol with it (default 1)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("minutes"), Ctl::tr("How long it counts (default 10)."),
                  QStringLiteral("N"));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        const auto terms = readTerms(parser);
        if (!terms.ok()) {
            return refuse(terms.error(), parser, output);
        }
        const auto token = makeToken(session, *terms);
        if (!token.ok()) {
            return output.fail(token.error());
        }
        const bool secure = token->find('.') != std::string::npos;
        const QString line = commandLine(session, *terms, secure);
        output.object(
            QJsonObject{{QStringLiteral("token"),
                         QJsonObject{{QStringLiteral("token"), ui::toQt(*token)},
                                     {QStringLiteral("environment"), ui::toQt(terms->environment)},
                                     {QStringLiteral("uses"), static_cast<qint64>(terms->uses)},
                                     {QStringLiteral("minutes"), static_cast<qint64>(terms->minutes)},
                                     {QStringLiteral("command"), line}}}});
        output.line(ui::toQt(*token));
        output.line(Ctl::tr("On the node, with the token in the file token:"));
        output.line(line);
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl

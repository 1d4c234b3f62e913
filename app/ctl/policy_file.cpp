// SPDX-License-Identifier: Apache-2.0
// hotswapctl policy check|import-kayenta, and policy files among the options of other commands.
#include "app/ctl/policy_file.h"

#include "app/ctl/request_options.h"
#include "app/ctl/text.h"

#include "core/codec/file_io.h"
#include "core/codec/kayenta_codec.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

namespace hotswap::ctl {

using ui::toQt;

namespace {

constexpr std::size_t kTextBytesMax = 2 * 1024 * 1024;

Error inFile(Error error, const QString& file) {
    error.detail = file.toStdString() + (error.detail.empty() ? "" : ": " + error.detail);
    return error;
}

} // namespace

Result<std::string> readText(const QString& file) {
    auto text = codec::readFile(file.toStdString(), kTextBytesMax);
    if (!text.ok()) {
        return inFile(text.error(), file);
    }
    return text;
}

Result<Policy> readPolicy(const QString& file, const codec::PolicyBase& base) {
    const auto text = readText(file);
    HS_TRY(text);
    auto policy = codec::readPolicyFile(*text, base);
    if (!policy.ok()) {
        return inFile(policy.error(), file);
    }
    return policy;
}

ExitCode failWithFields(const Error& error, const QString& file, Output& output) {
    if (error.fields.empty()) {
        return output.fail(error);
    }
    for (const auto& [field, expected] : error.fields) {
        //: %1 a field, %2 what would be right there
        output.note(Ctl::tr("%1: expected %2").arg(toQt(field), toQt(expected)));
    }
    //: %1 a file, %n how many fields are wrong
    const QString sentence = Ctl::tr("%1 has %n wrong field(s); correct what is listed.", nullptr,
                                     static_cast<int>(error.fields.size()))
                                 .arg(file);
    return output.fail(error, sentence, ExitCode::Failure);
}

ExitCode policyCheck(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl policy check"),
                        Ctl::tr("Checks a policy file and says every wrong field at once."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Policy file (TOML)."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Whose defaults it stands on (default Production)."),
                  QStringLiteral("NAME"), QStringLiteral("Production"));
    parser.option(
        QStringLiteral("strategy"),
        Ctl::tr("direct, rolling, blueGreen or canary (default: the file's, else the environment's)."),
        QStringLiteral("NAME"));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto strategy = readStrategy(parser);
    if (!strategy.ok()) {
        return refuse(strategy.error(), parser, output);
    }
    const QString file = parser.argumentAt(0);
    const EnvironmentId environment{parser.value(QStringLiteral("environment")).toStdString()};
    const auto policy = readPolicy(file, {environment, *strategy});
    if (!policy.ok()) {
        return failWithFields(policy.error(), file, output);
    }
    output.object(
        QJsonObject{{QStringLiteral("policy"),
                     QJsonObject{{QStringLiteral("file"), file},
                                 {QStringLiteral("environment"), toQt(environment)},
                                 {QStringLiteral("strategy"), toQt(strategyName(policy->strategy.kind))}}}});
    //: %1 a file, %2 a strategy, %3 an environment
    output.line(Ctl::tr("%1 is right: %2 for %3.")
                    .arg(file, toQt(strategyName(policy->strategy.kind)), toQt(environment)));
    return ExitCode::Success;
}

ExitCode policyImport(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl policy import-kayenta"),
        Ctl::tr("Makes a policy file of a Kayenta canary configuration (JSON) and prints it."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Canary configuration."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Whose defaults the rest is (default Production)."),
                  QStringLiteral("NAME"), QStringLiteral("Production"));
    parser.option(QStringLiteral("provider"),
                  Ctl::tr("Name of the Prometheus in the agents' configuration (default prometheus)."),
                  QStringLiteral("NAME"), QStringLiteral("prometheus"));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const QString file = parser.argumentAt(0);
    const auto text = readText(file);
    if (!text.ok()) {
        return output.fail(text.error());
    }
    const auto import = codec::readKayenta(*text, parser.value(QStringLiteral("provider")).toStdString());
    if (!import.ok()) {
        return failWithFields(import.error(), file, output);
    }
    Policy policy = defaultPolicy(EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()});
    policy.judge.judged = true;
    policy.judge.judges = import->judge.judges;
    policy.judge.metrics = import->judge.metrics;
    policy.judge.rank = import->judge.rank;
    QJsonArray warnings;
    for (const std::string& warning : import->warnings) {
        warnings.append(toQt(warning));
        output.note(toQt(warning));
    }
    //: %1 a file
    const std::string heading = Ctl::tr("From the canary configuration %1.").arg(file).toStdString();
    const QString written = toQt(codec::writePolicyFile(policy, heading));
    output.object(QJsonObject{{QStringLiteral("policy"), written}, {QStringLiteral("warnings"), warnings}});
    output.line(written.trimmed());
    return ExitCode::Success;
}

} // namespace hotswap::ctl

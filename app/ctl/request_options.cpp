// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/request_options.h"

#include "app/ctl/policy_file.h"
#include "app/ctl/text.h"

namespace hotswap::ctl {

Result<std::optional<StrategyKind>> readStrategy(const OptionParser& parser) {
    const QString text = parser.value(QStringLiteral("strategy"));
    if (text.isEmpty()) {
        return std::optional<StrategyKind>();
    }
    const std::string name = text == QLatin1String("blue-green") ? "blueGreen" : text.toStdString();
    const auto strategy = parseStrategy(name);
    if (!strategy.ok()) {
        return invalidField("--strategy", "direct, rolling, blueGreen or canary");
    }
    return std::optional(*strategy);
}

Result<std::map<std::string, std::string>> readPairs(const OptionParser& parser, const char* name) {
    std::map<std::string, std::string> pairs;
    for (const QString& text : parser.values(QString::fromLatin1(name))) {
        const qsizetype sign = text.indexOf(QLatin1Char('='));
        if (sign < 1) {
            return invalidField("--" + std::string(name), "NAME=VALUE");
        }
        pairs.insert_or_assign(text.left(sign).toStdString(), text.mid(sign + 1).toStdString());
    }
    return pairs;
}

void addRequestOptions(OptionParser& parser) {
    parser.option(QStringLiteral("module"), Ctl::tr("Module to roll out."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("version"), Ctl::tr("Its version; it must have been pushed."),
                  QStringLiteral("VERSION"));
    parser.option(QStringLiteral("environment"), Ctl::tr("Where to."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("strategy"),
                  Ctl::tr("direct, rolling, blueGreen or canary (default: the environment's)."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("policy"),
                  Ctl::tr("Policy file to go by (default: the one set for module and environment)."),
                  QStringLiteral("FILE"));
    parser.option(QStringLiteral("node"), Ctl::tr("Only this node; may be repeated."),
                  QStringLiteral("NAME"));
    parser.option(QStringLiteral("label"), Ctl::tr("Only nodes with this label; may be repeated."),
                  QStringLiteral("NAME=VALUE"));
    parser.option(QStringLiteral("description"), Ctl::tr("What it is for."), QStringLiteral("TEXT"));
    parser.option(QStringLiteral("metadata"), Ctl::tr("Adds an entry, for example commit=1a2b3c."),
                  QStringLiteral("NAME=VALUE"));
    parser.flag(QStringLiteral("supersede"), Ctl::tr("End those that wait in the queue before it."));
}

Result<DeploymentRequest> readRequest(const OptionParser& parser) {
    DeploymentRequest request;
    for (const char* name : {"module", "version", "environment"}) {
        if (parser.value(QString::fromLatin1(name)).isEmpty()) {
            return invalidField("--" + std::string(name), "a value");
        }
    }
    const auto module = parseModuleName(parser.value(QStringLiteral("module")).toStdString(), "--module");
    HS_TRY(module);
    const auto version = Version::parse(parser.value(QStringLiteral("version")).toStdString());
    if (!version.ok()) {
        return invalidField("--version", "a version like 1.2.3");
    }
    request.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    request.module = *module;
    request.version = *version;
    const auto strategy = readStrategy(parser);
    HS_TRY(strategy);
    request.strategy = *strategy;
    if (parser.isSet(QStringLiteral("policy"))) {
        const auto policy =
            readPolicy(parser.value(QStringLiteral("policy")), {request.environment, request.strategy});
        HS_TRY(policy);
        request.policy = *policy;
        request.policy->version = 0; // of a file, none that was set
    }
    for (const QString& node : parser.values(QStringLiteral("node"))) {
        request.selector.nodes.emplace_back(node.toStdString());
    }
    const auto labels = readPairs(parser, "label");
    HS_TRY(labels);
    request.selector.labels = *labels;
    const auto metadata = readPairs(parser, "metadata");
    HS_TRY(metadata);
    request.metadata = *metadata;
    request.description = parser.value(QStringLiteral("description")).toStdString();
    request.supersede = parser.isSet(QStringLiteral("supersede"));
    return request;
}

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/lab_arguments.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/request_options.h"
#include "app/ctl/text.h"

#include "core/codec/package.h"
#include "core/crypto/hash.h"

#include <QCoreApplication>
#include <QDir>
#include <QStringList>

namespace hotswap::ctl {

namespace {

constexpr double kDefaultSpeed = 60; // of simulated environments
constexpr double kDefaultLoad = 200; // requests per second and real node
const char* const kDefaultVersion = "1.1.0";

/// The release that --module and --version name: a package file, or a name among the demo modules.
Status takeRelease(const OptionParser& parser, LabArguments& arguments) {
    const std::string module = parser.value(QStringLiteral("module")).toStdString();
    arguments.release.module = arguments.lab.module;
    arguments.release.version = Version::parse(kDefaultVersion).value();
    const bool isFile = module.ends_with(".hsm") || module.find('/') != std::string::npos;
    if (isFile) {
        const auto package = codec::Package::open(module, crypto::digestFactory());
        if (!package.ok()) {
            Error error = package.error();
            error.detail = module;
            return error;
        }
        arguments.release = package->header().release();
        arguments.lab.modules.push_back(module);
        if (arguments.release.module != arguments.lab.module) {
            return invalidField("--module", "a package of " + arguments.lab.module.value);
        }
    } else if (!module.empty()) {
        const auto name = parseModuleName(module, "--module");
        HS_TRY(name);
        if (*name != arguments.lab.module) {
            return invalidField("--module", "a package file (*.hsm), or " + arguments.lab.module.value);
        }
    }
    if (parser.isSet(QStringLiteral("version"))) {
        const auto version = Version::parse(parser.value(QStringLiteral("version")).toStdString());
        if (!version.ok() || (isFile && *version != arguments.release.version)) {
            return invalidField("--version", isFile ? "the package's version" : "a version like 1.2.3");
        }
        arguments.release.version = *version;
    }
    if (parser.isSet(QStringLiteral("from"))) {
        const auto from = Version::parse(parser.value(QStringLiteral("from")).toStdString());
        if (!from.ok()) {
            return invalidField("--from", "a version like 1.2.3");
        }
        arguments.lab.from = *from;
    }
    return success();
}

Status takeSpeed(const OptionParser& parser, LabArguments& arguments) {
    const bool real = arguments.environment.value == "Development";
    if (real && parser.isSet(QStringLiteral("speed"))) {
        return invalidField("--speed", "a simulated environment: Development always runs in real time");
    }
    arguments.lab.speed = real ? 1 : kDefaultSpeed;
    return takeNumber(parser, "speed", "1..10000", arguments.lab.speed);
}

} // namespace

void addLabOptions(OptionParser& parser) {
    QStringList scenarios;
    for (const std::string& name : lab::scenarioNames()) {
        scenarios << QString::fromStdString(name);
    }
    parser.option(QStringLiteral("module"), Ctl::tr("Package to roll out, or the name of a demo module."),
                  QStringLiteral("FILE"));
    parser.option(QStringLiteral("version"),
                  Ctl::tr("Version of the demo module to roll out (default 1.1.0)."),
                  QStringLiteral("VERSION"));
    parser.option(QStringLiteral("from"), Ctl::tr("Version that nodes start with (default 1.0.0)."),
                  QStringLiteral("VERSION"));
    parser.option(
        QStringLiteral("environment"),
        Ctl::tr("Development (three real nodes, the default), QA, Staging or Production (simulated)."),
        QStringLiteral("NAME"), QStringLiteral("Development"));
    parser.option(QStringLiteral("strategy"), Ctl::tr("direct, rolling, blueGreen or canary."),
                  QStringLiteral("NAME"));
    //: %1 a list of names
    parser.option(
        QStringLiteral("scenario"),
        Ctl::tr("What goes wrong in simulated environments: %1.").arg(scenarios.join(QStringLiteral(", "))),
        QStringLiteral("NAME"), QStringLiteral("healthy"));
    parser.option(QStringLiteral("nodes"), Ctl::tr("Nodes in simulated Production (default 20)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("seed"), Ctl::tr("Seed of the simulation (default 1)."),
                  QStringLiteral("S"));
    parser.option(QStringLiteral("speed"),
                  Ctl::tr("How much faster than real time simulated environments run (default 60)."),
                  QStringLiteral("X"));
    parser.option(QStringLiteral("metrics"),
                  Ctl::tr("TOML file with the metric providers that policies name, for Development."),
                  QStringLiteral("FILE"));
    parser.option(QStringLiteral("state"),
                  Ctl::tr("Directory for the lab's state (default: a temporary one)."),
                  QStringLiteral("DIR"));
}

Result<LabArguments> readLabArguments(const OptionParser& parser) {
    LabArguments arguments;
    arguments.lab = lab::defaultLabOptions(QCoreApplication::applicationFilePath().toStdString());
    arguments.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    arguments.lab.environments = {arguments.environment};
    arguments.lab.scenario = parser.value(QStringLiteral("scenario")).toStdString();
    HS_TRY(takeNumber(parser, "nodes", "1..10000", arguments.lab.productionNodes));
    HS_TRY(takeNumber(parser, "seed", "a number of at most 64 bits", arguments.lab.seed));
    HS_TRY(takeSpeed(parser, arguments));
    const auto strategy = readStrategy(parser);
    HS_TRY(strategy);
    arguments.strategy = *strategy;
    if (parser.isSet(QStringLiteral("state"))) {
        arguments.lab.stateDirectory =
            QDir().absoluteFilePath(parser.value(QStringLiteral("state"))).toStdString();
    }
    arguments.lab.metrics = parser.value(QStringLiteral("metrics")).toStdString();
    HS_TRY(lab::validate(arguments.lab));
    HS_TRY(takeRelease(parser, arguments));
    return arguments;
}

void addRunOptions(OptionParser& parser) {
    parser.option(QStringLiteral("load"),
                  Ctl::tr("Requests per second and real node (default 200; 0 for none)."),
                  QStringLiteral("R"));
    parser.option(QStringLiteral("port-base"),
                  Ctl::tr("First port of the real nodes (default: any free ones)."), QStringLiteral("N"));
    parser.flag(QStringLiteral("approve"),
                Ctl::tr("Sign off as the lab's approver where sign-off is needed."));
    parser.flag(QStringLiteral("hold"), Ctl::tr("Stay up after the rollout, until Ctrl+C."));
}

Status readRunOptions(const OptionParser& parser, LabArguments& arguments) {
    arguments.approve = parser.isSet(QStringLiteral("approve"));
    arguments.hold = parser.isSet(QStringLiteral("hold"));
    const bool real = arguments.environment.value == "Development";
    for (const char* name : {"load", "port-base"}) {
        if (!real && parser.isSet(QString::fromLatin1(name))) {
            return invalidField("--" + std::string(name), "Development: only its nodes are real");
        }
    }
    HS_TRY(takeNumber(parser, "port-base", "1024..65000", arguments.lab.portBase));
    if (real) {
        double load = kDefaultLoad;
        HS_TRY(takeNumber(parser, "load", "0..100000 requests per second", load));
        if (!(load >= 0 && load <= 100'000)) {
            return invalidField("--load", "0..100000 requests per second");
        }
        arguments.load = load;
    }
    return lab::validate(arguments.lab);
}

} // namespace hotswap::ctl

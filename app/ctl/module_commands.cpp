// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/command.h"

#include "app/ctl/request_options.h"
#include "core/codec/enum_names.h"
#include "core/codec/package.h"
#include "core/codec/package_writer.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_file.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <array>
#include <chrono>
#include <filesystem>

namespace hotswap::ctl {

namespace {

namespace fs = std::filesystem;

QString fromUtf8(std::string_view text) {
    return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

fs::path toPath(const QString& text) {
    return fs::path(text.toStdString());
}

Instant now() {
    return instantFromMs(std::chrono::duration_cast<std::chrono::milliseconds>(
                             std::chrono::system_clock::now().time_since_epoch())
                             .count());
}

QString packageFileName(const Manifest& manifest) {
    return fromUtf8(manifest.name.value + "-" + manifest.version.text() + ".hsm");
}

QJsonObject packageObject(const fs::path& file, const codec::PackageHeader& header) {
    QJsonArray signedBy;
    for (const KeySignature& signature : header.signatures) {
        signedBy.append(fromUtf8(signature.key.value));
    }
    const QJsonObject package{{QStringLiteral("file"), fromUtf8(file.string())},
                              {QStringLiteral("module"), fromUtf8(header.manifest.name.value)},
                              {QStringLiteral("version"), fromUtf8(header.manifest.version.text())},
                              {QStringLiteral("kind"), fromUtf8(codec::nameOf(header.manifest.kind))},
                              {QStringLiteral("digest"), fromUtf8(header.digest.value)},
                              {QStringLiteral("files"), static_cast<qint64>(header.manifest.files.size())},
                              {QStringLiteral("bytes"), static_cast<qint64>(header.packageBytes())},
                              {QStringLiteral("signedBy"), signedBy}};
    return QJsonObject{{QStringLiteral("package"), package}};
}

/// Tells a package's facts; `sentence` has %1 for the file and %2 for module and version.
ExitCode report(const fs::path& file, const codec::PackageHeader& header, const QString& sentence,
                Output& output) {
    output.object(packageObject(file, header));
    output.line(sentence.arg(fromUtf8(file.string()),
                             fromUtf8(header.manifest.name.value + " " + header.manifest.version.text())));
    //: %1 a digest, %2 a number of files, %3 a number of bytes
    output.line(QCoreApplication::translate("Ctl", "release %1, %2 files, %3 bytes")
                    .arg(fromUtf8(header.digest.value))
                    .arg(header.manifest.files.size())
                    .arg(header.packageBytes()));
    return ExitCode::Success;
}

ExitCode runPack(const QStringList& arguments, Output& output) {
    OptionParser options(
        QStringLiteral("hotswapctl module pack"),
        QCoreApplication::translate("Ctl", "Packs module.toml and files/ into one .hsm file."));
    options.argument(QStringLiteral("DIR"),
                     QCoreApplication::translate("Ctl", "Folder with module.toml and files/."));
    options.option(QStringLiteral("output"),
                   QCoreApplication::translate("Ctl", "File or folder to write to (default: this folder)."),
                   QStringLiteral("PATH"), QStringLiteral("."));
    options.option(QStringLiteral("files"),
                   QCoreApplication::translate("Ctl", "Folder to pack instead of files/."),
                   QStringLiteral("DIR"));
    options.option(QStringLiteral("metadata"),
                   QCoreApplication::translate("Ctl", "Adds an entry, for example commit=1a2b3c."),
                   QStringLiteral("NAME=VALUE"));
    if (const auto done = options.parse(arguments, output)) {
        return *done;
    }
    const auto metadata = readPairs(options, "metadata");
    if (!metadata.ok()) {
        return output.fail(metadata.error());
    }
    const fs::path folder = toPath(options.argumentAt(0));
    const QString files = options.value(QStringLiteral("files"));
    const codec::PackSource source{folder / "module.toml", files.isEmpty() ? folder / "files" : toPath(files),
                                   *metadata};
    fs::path target = toPath(options.value(QStringLiteral("output")));
    std::error_code ignored;
    const bool intoFolder = fs::is_directory(target, ignored);
    const fs::path draft = intoFolder ? target / ".packing.hsm" : target;
    const auto header = codec::pack(source, draft, crypto::digestFactory());
    if (!header.ok()) {
        return output.fail(header.error());
    }
    if (intoFolder) {
        target /= toPath(packageFileName(header->manifest));
        std::error_code error;
        fs::rename(draft, target, error);
        if (error) {
            return output.fail(makeError(ErrorCode::IoError, target.string() + ": " + error.message()));
        }
    }
    //: %1 a file, %2 a module and its version
    return report(target, *header, QCoreApplication::translate("Ctl", "Packed %2 into %1."), output);
}

ExitCode runSign(const QStringList& arguments, Output& output) {
    OptionParser options(
        QStringLiteral("hotswapctl module sign"),
        QCoreApplication::translate("Ctl", "Adds a signature, or renews the one by the same key."));
    options.argument(QStringLiteral("FILE"), QCoreApplication::translate("Ctl", "Package (.hsm)."));
    options.option(QStringLiteral("key"),
                   QCoreApplication::translate("Ctl", "Secret key file of purpose “module”."),
                   QStringLiteral("FILE"));
    if (const auto done = options.parse(arguments, output)) {
        return *done;
    }
    if (!options.isSet(QStringLiteral("key"))) {
        return output.wrongUsage(QCoreApplication::translate("Ctl", "--key is missing"), options.command());
    }
    const auto key = crypto::readSecretKey(toPath(options.value(QStringLiteral("key"))));
    if (!key.ok()) {
        return output.fail(key.error());
    }
    if (key->purpose() != crypto::KeyPurpose::Module) {
        return output.fail(invalidField("--key", "a key of purpose module"));
    }
    const fs::path file = toPath(options.argumentAt(0));
    const auto header = codec::sign(
        file, [&](std::string_view bytes) { return key->signatureOver(bytes); }, crypto::digestFactory());
    if (!header.ok()) {
        return output.fail(header.error());
    }
    //: %1 a file, %2 a module and its version
    return report(file, *header, QCoreApplication::translate("Ctl", "Signed %2 in %1."), output);
}

ExitCode runVerify(const QStringList& arguments, Output& output) {
    OptionParser options(
        QStringLiteral("hotswapctl module verify"),
        QCoreApplication::translate("Ctl", "Checks format, signatures and content of a package."));
    options.argument(QStringLiteral("FILE"), QCoreApplication::translate("Ctl", "Package (.hsm)."));
    options.option(QStringLiteral("trust"),
                   QCoreApplication::translate("Ctl", "Public key file that is trusted; may be repeated."),
                   QStringLiteral("FILE"));
    options.flag(QStringLiteral("lab"),
                 QCoreApplication::translate("Ctl", "Accept keys that count in a lab only."));
    if (const auto done = options.parse(arguments, output)) {
        return *done;
    }
    if (!options.isSet(QStringLiteral("trust"))) {
        return output.wrongUsage(QCoreApplication::translate("Ctl", "--trust is missing"), options.command());
    }
    crypto::TrustedKeys trusted;
    for (const QString& file : options.values(QStringLiteral("trust"))) {
        const auto key = crypto::readPublicKey(toPath(file));
        if (!key.ok()) {
            return output.fail(key.error());
        }
        trusted.add(*key);
    }
    const auto lab =
        options.isSet(QStringLiteral("lab")) ? crypto::LabKeys::Allowed : crypto::LabKeys::Refused;
    const PackageChecks checks = crypto::packageChecks(std::move(trusted), lab, now());
    const fs::path file = toPath(options.argumentAt(0));
    const auto package = codec::Package::open(file, checks.newDigest);
    if (!package.ok()) {
        return output.fail(package.error());
    }
    if (const Status status = package->verify(checks); !status.ok()) {
        return output.fail(status.error());
    }
    //: %1 a file, %2 a module and its version
    return report(file, package->header(),
                  QCoreApplication::translate("Ctl", "%1 is %2, intact and trusted."), output);
}

Result<crypto::KeyPurpose> readPurpose(const QString& text) {
    using crypto::KeyPurpose;
    for (const KeyPurpose p :
         {KeyPurpose::Module, KeyPurpose::Orchestrator, KeyPurpose::Voter, KeyPurpose::Node}) {
        if (text == fromUtf8(crypto::keyPurposeName(p))) {
            return p;
        }
    }
    return invalidField("--purpose", "module, orchestrator, voter or node");
}

ExitCode runKeygen(const QStringList& arguments, Output& output) {
    OptionParser options(
        QStringLiteral("hotswapctl module keygen"),
        QCoreApplication::translate("Ctl", "Makes a new key pair; never overwrites a secret key."));
    options.argument(QStringLiteral("FILE"),
                     QCoreApplication::translate("Ctl", "Secret key to write, readable by you alone."));
    options.option(QStringLiteral("public"),
                   QCoreApplication::translate("Ctl", "Public key to write (default: FILE.pub)."),
                   QStringLiteral("FILE"));
    options.option(QStringLiteral("purpose"),
                   QCoreApplication::translate("Ctl", "module, orchestrator, voter or node."),
                   QStringLiteral("PURPOSE"), QStringLiteral("module"));
    options.flag(QStringLiteral("lab"), QCoreApplication::translate("Ctl", "The key counts in a lab only."));
    if (const auto done = options.parse(arguments, output)) {
        return *done;
    }
    const auto purpose = readPurpose(options.value(QStringLiteral("purpose")));
    if (!purpose.ok()) {
        return output.wrongUsage(QCoreApplication::translate("Ctl", "--purpose is none of the four"),
                                 options.command());
    }
    const auto origin =
        options.isSet(QStringLiteral("lab")) ? crypto::KeyOrigin::Lab : crypto::KeyOrigin::Production;
    const crypto::SigningKey key = crypto::generateSigningKey(*purpose, origin);
    const QString file = options.argumentAt(0);
    const QString publicFile = options.isSet(QStringLiteral("public"))
                                   ? options.value(QStringLiteral("public"))
                                   : file + QStringLiteral(".pub");
    if (const Status status = crypto::writeSecretKey(toPath(file), key); !status.ok()) {
        return output.fail(status.error());
    }
    if (const Status status = crypto::writePublicKey(toPath(publicFile), crypto::trustedHalf(key));
        !status.ok()) {
        return output.fail(status.error());
    }
    const QJsonObject made{{QStringLiteral("id"), fromUtf8(key.id().value)},
                           {QStringLiteral("purpose"), fromUtf8(crypto::keyPurposeName(*purpose))},
                           {QStringLiteral("secret"), file},
                           {QStringLiteral("public"), publicFile}};
    output.object(QJsonObject{{QStringLiteral("key"), made}});
    //: %1 a key's id, %2 and %3 files
    output.line(QCoreApplication::translate("Ctl", "Made key %1: secret half in %2, public half in %3.")
                    .arg(fromUtf8(key.id().value), file, publicFile));
    return ExitCode::Success;
}

constexpr std::array kModuleCommands{
    Command{"pack", QT_TRANSLATE_NOOP("Ctl", "pack module.toml and files/ into a package"), runPack},
    Command{"sign", QT_TRANSLATE_NOOP("Ctl", "sign a package"), runSign},
    Command{"verify", QT_TRANSLATE_NOOP("Ctl", "check a package and its signatures"), runVerify},
    Command{"keygen", QT_TRANSLATE_NOOP("Ctl", "make a key pair to sign with"), runKeygen},
};

} // namespace

std::span<const Command> packageCommands() {
    return kModuleCommands;
}

} // namespace hotswap::ctl

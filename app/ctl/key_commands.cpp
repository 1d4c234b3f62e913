// SPDX-License-Identifier: Apache-2.0
// hotswapctl key new|show|list|root: keys as files that only their owner can read, and the documents made
// with them.
#include "app/ctl/key_commands.h"
#include "app/common/keychain.h"
#include "app/ctl/option_parser.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/crypto/key_file.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>

#include <algorithm>
#include <array>

namespace hotswap::ctl {

namespace {

Result<crypto::KeyPurpose> purposeOf(const QString& text) {
    for (const crypto::KeyPurpose purpose : crypto::kKeyPurposes) {
        if (text == ui::toQt(std::string(crypto::keyPurposeName(purpose)))) {
            return purpose;
        }
    }
    return invalidField("--purpose", "module, orchestrator, voter, node, root, releases or timestamp");
}

QString purposeText(crypto::KeyPurpose purpose) {
    return ui::toQt(std::string(crypto::keyPurposeName(purpose)));
}

QString stateText(const crypto::TrustedKey& key) {
    return key.revoked                            ? QStringLiteral("revoked")
           : key.origin == crypto::KeyOrigin::Lab ? QStringLiteral("lab")
                                                  : QStringLiteral("-");
}

QJsonObject keyObject(const QString& file, const crypto::TrustedKey& key) {
    return QJsonObject{{QStringLiteral("file"), file},
                       {QStringLiteral("id"), ui::toQt(key.key.id())},
                       {QStringLiteral("purpose"), purposeText(key.purpose)},
                       {QStringLiteral("lab"), key.origin == crypto::KeyOrigin::Lab},
                       {QStringLiteral("revoked"), key.revoked}};
}

/// A public key file, or the public half of a secret one.
Result<crypto::TrustedKey> readEither(const std::filesystem::path& file) {
    auto key = crypto::readPublicKey(file);
    if (key.ok() || key.error().code != ErrorCode::InvalidArgument) {
        return key;
    }
    const auto secret = crypto::readSecretKey(file);
    HS_TRY(secret);
    return crypto::trustedHalf(*secret);
}

ExitCode keyNew(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key new"),
        Ctl::tr("Makes a key pair: the secret half in FILE, readable by you alone, the public "
                "half in FILE.pub. Nothing is overwritten."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Secret key to write."));
    parser.option(QStringLiteral("purpose"),
                  Ctl::tr("module, orchestrator, voter, node, root, releases or timestamp."),
                  QStringLiteral("PURPOSE"));
    parser.flag(QStringLiteral("lab"), Ctl::tr("The key counts in a lab only."));
    parser.flag(QStringLiteral("keychain"),
                Ctl::tr("Keep the secret half in the desktop's keychain instead of FILE."));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto purpose = purposeOf(parser.value(QStringLiteral("purpose")));
    if (!purpose.ok()) {
        return refuse(purpose.error(), parser, output);
    }
    const QString file = parser.argumentAt(0);
    const QString publicFile = file + QStringLiteral(".pub");
    const auto key = crypto::generateSigningKey(*purpose, parser.isSet(QStringLiteral("lab"))
                                                              ? crypto::KeyOrigin::Lab
                                                              : crypto::KeyOrigin::Production);
    bool inFile = !parser.isSet(QStringLiteral("keychain"));
    if (!inFile) {
        const Status kept = app::keepSecret(key);
        inFile = !kept.ok();
        if (!kept.ok()) {
            //: %1 why
            output.note(
                Ctl::tr("There is no keychain to use here (%1): the secret half goes into a file that "
                        "you alone can read.")
                    .arg(ui::toQt(describe(kept.error()))));
        }
    }
    if (const Status written = inFile ? crypto::writeSecretKey(file.toStdString(), key) : success();
        !written.ok()) {
        return output.fail(written.error());
    }
    const crypto::TrustedKey half = crypto::trustedHalf(key);
    if (const Status written = crypto::writePublicKey(publicFile.toStdString(), half); !written.ok()) {
        return output.fail(written.error());
    }
    output.object(QJsonObject{{QStringLiteral("key"), keyObject(publicFile, half)}});
    //: %1 a key's id, %2 a file or the keychain, %3 a file
    output.line(Ctl::tr("Made key %1: secret half in %2, public half in %3.")
                    .arg(ui::toQt(key.id()), inFile ? file : Ctl::tr("the keychain"), publicFile));
    return ExitCode::Success;
}

ExitCode keyShow(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl key show"),
                        Ctl::tr("Shows a key file's id and purpose, never its secret."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("Secret or public key file."));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto key = readEither(parser.argumentAt(0).toStdString());
    if (!key.ok()) {
        return output.fail(key.error());
    }
    output.object(QJsonObject{{QStringLiteral("key"), keyObject(parser.argumentAt(0), *key)}});
    output.line(
        QStringLiteral("%1 %2 %3").arg(ui::toQt(key->key.id()), purposeText(key->purpose), stateText(*key)));
    return ExitCode::Success;
}

ExitCode keyList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl key list"),
                        Ctl::tr("Lists the public keys (*.pub) of a folder."));
    parser.argument(QStringLiteral("DIR"), Ctl::tr("The folder."));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    std::vector<std::filesystem::path> files;
    std::error_code failed;
    for (const auto& entry :
         std::filesystem::directory_iterator(parser.argumentAt(0).toStdString(), failed)) {
        if (entry.path().extension() == ".pub") {
            files.push_back(entry.path());
        }
    }
    if (failed) {
        return output.fail(makeError(ErrorCode::NotFound, parser.argumentAt(0).toStdString()));
    }
    std::sort(files.begin(), files.end());
    QJsonArray rows;
    TextTable table({Ctl::tr("KEY"), Ctl::tr("PURPOSE"), Ctl::tr("STATE"), Ctl::tr("FILE")});
    for (const auto& file : files) {
        const auto key = crypto::readPublicKey(file);
        if (!key.ok()) {
            return output.fail(key.error());
        }
        const QString name = ui::toQt(file.filename().string());
        rows.append(keyObject(name, *key));
        table.add({ui::toQt(key->key.id()), purposeText(key->purpose), stateText(*key), name});
    }
    output.object(QJsonObject{{QStringLiteral("keys"), rows}});
    table.print(output);
    return ExitCode::Success;
}

constexpr std::array kKeyCommands{
    Command{"new", QT_TRANSLATE_NOOP("Ctl", "make a key pair"), keyNew},
    Command{"show", QT_TRANSLATE_NOOP("Ctl", "show a key file's id and purpose"), keyShow},
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list the public keys of a folder"), keyList},
    Command{"root", QT_TRANSLATE_NOOP("Ctl", "whom nodes believe: make, sign, rotate, publish"),
            runRootCommand},
};

} // namespace

ExitCode runKeyCommand(const QStringList& arguments, Output& output) {
    return dispatch(kKeyCommands, QStringLiteral("hotswapctl key"), arguments, output);
}

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
// hotswapctl key root …: trust documents from a description to the nodes. Making and signing need no network,
// so that root keys can stay on a machine without one.
#include "app/ctl/key_commands.h"
#include "app/ctl/root_description.h"
#include "app/ctl/root_documents.h"
#include "app/ctl/text.h"

#include "core/crypto/key_file.h"
#include "core/node/trust_store.h"
#include "ui/common/qt_text.h"

#include <array>

namespace hotswap::ctl {

namespace {

constexpr std::uint32_t kDaysMax = 3'650;

ExitCode rootMake(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key root make"),
        Ctl::tr("Makes a root document from a description in TOML, as version 1 or as the one "
                "after another."));
    parser.argument(QStringLiteral("DESCRIPTION"), Ctl::tr("Description file."));
    parser.option(QStringLiteral("after"), Ctl::tr("Root document that this one follows."),
                  QStringLiteral("FILE"));
    addOut(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    auto root = readRootDescription(parser.argumentAt(0).toStdString(), wallNow());
    if (!root.ok()) {
        return output.fail(root.error());
    }
    if (parser.isSet(QStringLiteral("after"))) {
        const auto before = readDocument(parser.value(QStringLiteral("after")));
        const auto content = before.ok() ? codec::decodeRoot(before->bytes) : before.error();
        if (!content.ok()) {
            return output.fail(content.error());
        }
        root->version = content->version + 1;
        root->revoked.insert(content->revoked.begin(), content->revoked.end());
    }
    const auto bytes = codec::encodeRoot(*root);
    if (const auto right = bytes.ok() ? codec::decodeRoot(*bytes) : bytes.error(); !right.ok()) {
        return output.fail(right.error());
    }
    return written(parser, bytes, output);
}

ExitCode rootNext(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl key root next"),
                        Ctl::tr("Makes the next version of a root document: with a later end, and with keys "
                                "revoked."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("The root document in force."));
    parser.option(QStringLiteral("revoke"), Ctl::tr("Id of a key to revoke; may be repeated."),
                  QStringLiteral("KEY"));
    parser.option(QStringLiteral("days"), Ctl::tr("How long it counts (default 365)."), QStringLiteral("N"));
    addOut(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto days = counted(parser, "days", 365, kDaysMax);
    if (!days.ok()) {
        return refuse(days.error(), parser, output);
    }
    const auto document = readDocument(parser.argumentAt(0));
    auto root = document.ok() ? codec::decodeRoot(document->bytes) : document.error();
    if (!root.ok()) {
        return output.fail(root.error());
    }
    root->version += 1;
    root->expires = wallNow() + std::chrono::hours(24 * *days);
    for (const QString& key : parser.values(QStringLiteral("revoke"))) {
        root->revoked.insert(KeyId{key.toStdString()});
    }
    return written(parser, codec::encodeRoot(*root), output);
}

ExitCode rootSign(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl key root sign"),
                        Ctl::tr("Adds a signature to a trust document, or renews the one by the same key."));
    parser.argument(QStringLiteral("FILE"), Ctl::tr("The document."));
    parser.option(QStringLiteral("key"), Ctl::tr("Secret key file."), QStringLiteral("FILE"));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    auto document = readDocument(parser.argumentAt(0));
    if (!document.ok()) {
        return output.fail(document.error());
    }
    const auto type = codec::trustTypeOf(document->bytes);
    const auto key = crypto::readSecretKey(parser.value(QStringLiteral("key")).toStdString());
    if (!type.ok() || !key.ok()) {
        return output.fail(type.ok() ? key.error() : type.error());
    }
    const auto wanted = *type == codec::TrustType::Root       ? crypto::KeyPurpose::Root
                        : *type == codec::TrustType::Releases ? crypto::KeyPurpose::Releases
                                                              : crypto::KeyPurpose::Timestamp;
    if (key->purpose() != wanted) {
        return refuse(
            invalidField("--key", "a key of purpose " + std::string(crypto::keyPurposeName(wanted))), parser,
            output);
    }
    std::erase_if(document->signatures, [&](const KeySignature& s) { return s.key == key->id(); });
    document->signatures.push_back(key->signatureOver(document->bytes));
    if (const Status written = writeDocument(parser.argumentAt(0), *document); !written.ok()) {
        return output.fail(written.error());
    }
    output.object(QJsonObject{{QStringLiteral("signatures"), static_cast<int>(document->signatures.size())}});
    //: %1 a file, %2 a key's id
    output.line(Ctl::tr("%1 is signed by %2.").arg(parser.argumentAt(0), ui::toQt(key->id())));
    return ExitCode::Success;
}

Status verifyChain(const QStringList& files, const EnvironmentId& environment, crypto::LabKeys lab,
                   TrustVersions& versions) {
    std::vector<std::string> texts;
    for (const QString& file : files) {
        const auto document = readDocument(file);
        HS_TRY(document);
        auto text = codec::encodeSigned(*document);
        HS_TRY(text);
        texts.push_back(*std::move(text));
    }
    const auto first = codec::decodeSigned(texts.front());
    HS_TRY(first);
    const auto root = codec::decodeRoot(first->bytes);
    HS_TRY(root);
    auto store = node::TrustStore::begin(texts.front(), root->tenant, environment, lab);
    HS_TRY(store);
    HS_TRY(store->update({texts.begin() + 1, texts.end()}, wallNow()));
    versions = store->versions();
    return store->usable(wallNow());
}

ExitCode rootVerify(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key root verify"),
        Ctl::tr("Checks documents as a node does: a first root, then those that follow it, then "
                "a list and its timestamp."));
    parser.argumentList(QStringLiteral("FILE"), Ctl::tr("The documents, the first root in front."));
    parser.option(QStringLiteral("environment"), Ctl::tr("Of the list and timestamp."),
                  QStringLiteral("NAME"), QStringLiteral("Production"));
    parser.flag(QStringLiteral("lab"), Ctl::tr("Accept keys that count in a lab only."));
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    TrustVersions versions;
    const Status right = verifyChain(
        parser.arguments(), EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()},
        parser.isSet(QStringLiteral("lab")) ? crypto::LabKeys::Allowed : crypto::LabKeys::Refused, versions);
    if (!right.ok()) {
        return output.fail(right.error());
    }
    output.object(QJsonObject{{QStringLiteral("root"), static_cast<qint64>(versions.root)},
                              {QStringLiteral("releases"), static_cast<qint64>(versions.releases)},
                              {QStringLiteral("timestamp"), static_cast<qint64>(versions.timestamp)}});
    //: %1 to %3 version numbers
    output.line(Ctl::tr("A node would go by root %1, list %2, timestamp %3.")
                    .arg(versions.root)
                    .arg(versions.releases)
                    .arg(versions.timestamp));
    return ExitCode::Success;
}

constexpr std::array kRootCommands{
    Command{"make", QT_TRANSLATE_NOOP("Ctl", "make a root document from a description"), rootMake},
    Command{"next", QT_TRANSLATE_NOOP("Ctl", "make the next version: later end, keys revoked"), rootNext},
    Command{"sign", QT_TRANSLATE_NOOP("Ctl", "add a signature to a document"), rootSign},
    Command{"verify", QT_TRANSLATE_NOOP("Ctl", "check documents as a node does"), rootVerify},
    Command{"releases", QT_TRANSLATE_NOOP("Ctl", "make the list of releases of an environment"),
            rootReleases},
    Command{"timestamp", QT_TRANSLATE_NOOP("Ctl", "make the timestamp that names a list"), rootTimestamp},
    Command{"publish", QT_TRANSLATE_NOOP("Ctl", "give signed documents to the nodes"), rootPublish},
    Command{"renew", QT_TRANSLATE_NOOP("Ctl", "make, sign and publish the next timestamp"), rootRenew},
};

} // namespace

ExitCode runRootCommand(const QStringList& arguments, Output& output) {
    return dispatch(kRootCommands, QStringLiteral("hotswapctl key root"), arguments, output);
}

} // namespace hotswap::ctl

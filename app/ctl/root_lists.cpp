// SPDX-License-Identifier: Apache-2.0
// hotswapctl key root releases|timestamp|publish: which releases may run, that this list is the latest, and
// both on their way to the nodes.
#include "app/ctl/database_commands.h"
#include "app/ctl/root_documents.h"
#include "app/ctl/text.h"

#include "core/codec/package.h"
#include "core/crypto/hash.h"
#include "core/ports/trust_documents.h"
#include "ui/common/qt_text.h"

#include <algorithm>

namespace hotswap::ctl {

namespace {

using ports::TrustDocument;

Result<codec::ReleasesDocument> startList(const OptionParser& parser) {
    if (parser.isSet(QStringLiteral("after"))) {
        const auto before = readDocument(parser.value(QStringLiteral("after")));
        HS_TRY(before);
        auto list = codec::decodeReleases(before->bytes);
        HS_TRY(list);
        list->version += 1;
        return list;
    }
    codec::ReleasesDocument list;
    list.tenant = TenantId{parser.value(QStringLiteral("tenant")).toStdString()};
    list.environment = EnvironmentId{parser.value(QStringLiteral("environment")).toStdString()};
    if (list.tenant.empty() || list.environment.empty()) {
        return invalidField(list.tenant.empty() ? "--tenant" : "--environment", "a name, or --after");
    }
    return list;
}

Status addPackages(const QStringList& files, codec::ReleasesDocument& list) {
    for (const QString& file : files) {
        const auto package = codec::Package::open(file.toStdString(), crypto::digestFactory());
        HS_TRY(package);
        HS_TRY(package->verifyPayload(crypto::digestFactory()));
        const codec::ListedRelease listed{package->header().release(), package->header().packageBytes()};
        if (std::find(list.releases.begin(), list.releases.end(), listed) == list.releases.end()) {
            list.releases.push_back(listed);
        }
    }
    return success();
}

TrustDocument::Kind kindOf(codec::TrustType type) {
    return type == codec::TrustType::Root       ? TrustDocument::Kind::Root
           : type == codec::TrustType::Releases ? TrustDocument::Kind::Releases
                                                : TrustDocument::Kind::Timestamp;
}

/// As it is stored: the text byte for byte, and what it says of itself.
Result<TrustDocument> readForStore(const QString& file) {
    const auto document = readDocument(file);
    HS_TRY(document);
    const auto type = codec::trustTypeOf(document->bytes);
    HS_TRY(type);
    auto text = codec::encodeSigned(*document);
    HS_TRY(text);
    TrustDocument stored;
    stored.kind = kindOf(*type);
    stored.text = *std::move(text);
    const auto take = [&stored](const auto& content) {
        stored.tenant = content.tenant;
        stored.version = content.version;
    };
    if (*type == codec::TrustType::Root) {
        const auto root = codec::decodeRoot(document->bytes);
        HS_TRY(root);
        take(*root);
        return stored;
    }
    if (*type == codec::TrustType::Releases) {
        const auto list = codec::decodeReleases(document->bytes);
        HS_TRY(list);
        take(*list);
        stored.environment = list->environment;
        return stored;
    }
    const auto word = codec::decodeTimestamp(document->bytes);
    HS_TRY(word);
    take(*word);
    stored.environment = word->environment;
    return stored;
}

} // namespace

ExitCode rootReleases(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key root releases"),
        Ctl::tr("Makes the list of releases that may run in an environment: the packages named, "
                "and with --after those of the list before."));
    parser.argumentList(QStringLiteral("PACKAGE"), Ctl::tr("Packages (.hsm)."));
    parser.option(QStringLiteral("tenant"), Ctl::tr("Tenant."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("environment"), Ctl::tr("Environment."), QStringLiteral("NAME"));
    parser.option(QStringLiteral("after"), Ctl::tr("List that this one follows."), QStringLiteral("FILE"));
    parser.option(QStringLiteral("withdraw"), Ctl::tr("Digest of a release to take off; may be repeated."),
                  QStringLiteral("DIGEST"));
    parser.option(QStringLiteral("days"), Ctl::tr("How long it counts (default 90)."), QStringLiteral("N"));
    addOut(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto days = counted(parser, "days", 90, 3'650);
    auto list = startList(parser);
    if (!days.ok() || !list.ok()) {
        return refuse(days.ok() ? list.error() : days.error(), parser, output);
    }
    if (const Status added = addPackages(parser.arguments(), *list); !added.ok()) {
        return output.fail(added.error());
    }
    const QStringList withdrawn = parser.values(QStringLiteral("withdraw"));
    std::erase_if(list->releases, [&](const codec::ListedRelease& listed) {
        return withdrawn.contains(ui::toQt(listed.release.digest));
    });
    list->expires = wallNow() + std::chrono::hours(24 * *days);
    return written(parser, codec::encodeReleases(*list), output);
}

ExitCode rootTimestamp(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key root timestamp"),
        Ctl::tr("Makes the timestamp that says which list is the latest. It is to be made anew "
                "before it runs out: hotswapctl key root renew."));
    parser.argument(QStringLiteral("LIST"), Ctl::tr("The list of releases."));
    parser.option(QStringLiteral("root"), Ctl::tr("Version of the root in force (default 1)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("version"), Ctl::tr("Its own version: above the one before (default 1)."),
                  QStringLiteral("N"));
    parser.option(QStringLiteral("hours"), Ctl::tr("How long it counts (default 24)."), QStringLiteral("N"));
    addOut(parser);
    if (const auto done = parser.parse(arguments, output)) {
        return *done;
    }
    const auto root = counted(parser, "root", 1, UINT32_MAX);
    const auto version = counted(parser, "version", 1, UINT32_MAX);
    const auto hours = counted(parser, "hours", kTimestampHours, kTimestampHoursMax);
    for (const auto* number : {&root, &version, &hours}) {
        if (!number->ok()) {
            return refuse(number->error(), parser, output);
        }
    }
    const auto document = readDocument(parser.argumentAt(0));
    const auto list = document.ok() ? codec::decodeReleases(document->bytes) : document.error();
    if (!list.ok()) {
        return output.fail(list.error());
    }
    const codec::TimestampDocument word = timestampOf(*list, *document, {*version, *root, *hours}, wallNow());
    return written(parser, codec::encodeTimestamp(word), output);
}

ExitCode rootPublish(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl key root publish"),
                        Ctl::tr("Gives signed documents to the nodes by way of the database. A list is given "
                                "together with its timestamp. Nodes check everything themselves."));
    parser.argumentList(QStringLiteral("FILE"), Ctl::tr("Documents in the order in which they count."));
    return inDatabase(parser, arguments, output, [&](DatabaseSession& session) {
        for (const QString& file : parser.arguments()) {
            const auto document = readForStore(file);
            if (!document.ok()) {
                return output.fail(document.error());
            }
            if (document->tenant != session.who().tenant) {
                return output.fail(makeError(ErrorCode::WrongRecipient, document->tenant.value));
            }
            if (const Status put = session.shared().store().trust().putTrust(*document); !put.ok()) {
                return output.fail(put.error());
            }
            //: %1 a file, %2 a kind of document, %3 its version
            output.line(Ctl::tr("%1 is published as %2 %3.")
                            .arg(file, ui::toQt(std::string(trustKindName(document->kind))))
                            .arg(document->version));
        }
        output.object(
            QJsonObject{{QStringLiteral("published"), static_cast<int>(parser.arguments().size())}});
        return ExitCode::Success;
    });
}

} // namespace hotswap::ctl

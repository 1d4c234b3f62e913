// SPDX-License-Identifier: Apache-2.0
// hotswapctl key root renew: the next timestamp of a list, made, signed, checked and published in one go, for
// a timer.
#include "app/ctl/database_commands.h"
#include "app/ctl/root_documents.h"
#include "app/ctl/text.h"

#include "core/crypto/key_file.h"
#include "core/node/trust_store.h"
#include "core/ports/trust_documents.h"
#include "ui/common/qt_text.h"

namespace hotswap::ctl {

namespace {

using ports::TrustDocument;

/// What a timer gives. Root and list are one's own files: the database is not believed.
struct Renewal {
    codec::SignedDocument document; ///< the list
    codec::ReleasesDocument list;
    std::string root; ///< the one in force
    std::uint64_t rootVersion = 0;
    std::optional<crypto::SigningKey> key;
    std::uint32_t hours = kTimestampHours;
};

Status readRenewal(const OptionParser& parser, Renewal& renewal) {
    const auto hours = counted(parser, "hours", kTimestampHours, kTimestampHoursMax);
    HS_TRY(hours);
    renewal.hours = *hours;
    auto document = readDocument(parser.argumentAt(0));
    HS_TRY(document);
    renewal.document = *std::move(document);
    auto list = codec::decodeReleases(renewal.document.bytes);
    HS_TRY(list);
    renewal.list = *std::move(list);
    const auto root = readDocument(parser.value(QStringLiteral("root")));
    HS_TRY(root);
    const auto content = codec::decodeRoot(root->bytes);
    HS_TRY(content);
    auto text = codec::encodeSigned(*root);
    HS_TRY(text);
    renewal.root = *std::move(text);
    renewal.rootVersion = content->version;
    auto key = crypto::readSecretKey(parser.value(QStringLiteral("key")).toStdString());
    HS_TRY(key);
    if (key->purpose() != crypto::KeyPurpose::Timestamp) {
        return invalidField("--key", "a key of purpose timestamp");
    }
    renewal.key = *std::move(key);
    return success();
}

/// The version of the last timestamp; 0: there was none. Errors: VersionConflict when a newer root is
/// published.
Result<std::uint64_t> lastTimestamp(ports::TrustDocuments& documents, const Renewal& renewal) {
    const auto page =
        documents.trustSince(renewal.list.tenant, renewal.list.environment, renewal.rootVersion);
    HS_TRY(page);
    std::uint64_t last = 0;
    for (const TrustDocument& document : *page) {
        if (document.kind == TrustDocument::Kind::Root) {
            return makeError(ErrorCode::VersionConflict, "root " + std::to_string(document.version));
        }
        last = document.kind == TrustDocument::Kind::Timestamp ? document.version : last;
    }
    return last;
}

/// Checked as a node would that goes by the root in force: what nodes would refuse is not published.
Result<TrustDocument> renewed(const Renewal& renewal, std::uint64_t last, Instant now) {
    const codec::TimestampDocument word =
        timestampOf(renewal.list, renewal.document, {last + 1, renewal.rootVersion, renewal.hours}, now);
    auto bytes = codec::encodeTimestamp(word);
    HS_TRY(bytes);
    auto text = codec::encodeSigned({*bytes, {renewal.key->signatureOver(*bytes)}});
    HS_TRY(text);
    const auto list = codec::encodeSigned(renewal.document);
    HS_TRY(list);
    auto node =
        node::TrustStore::begin(renewal.root, word.tenant, word.environment, crypto::LabKeys::Refused);
    HS_TRY(node);
    HS_TRY(node->update({*list, *text}, now));
    return TrustDocument{TrustDocument::Kind::Timestamp, word.tenant, word.environment, word.version,
                         *std::move(text)};
}

} // namespace

ExitCode rootRenew(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl key root renew"),
        Ctl::tr("Makes, signs and publishes the next timestamp of a list, once nodes would take it. For a "
                "timer: a list whose timestamp has run out lets nothing new begin."));
    parser.argument(QStringLiteral("LIST"), Ctl::tr("The list of releases, signed: one's own file of it."));
    parser.option(QStringLiteral("root"), Ctl::tr("The root document in force."), QStringLiteral("FILE"));
    parser.option(QStringLiteral("key"), Ctl::tr("Secret key file."), QStringLiteral("FILE"));
    parser.option(QStringLiteral("hours"), Ctl::tr("How long it counts (default 24)."), QStringLiteral("N"));
    Renewal renewal;
    return inDatabase(
        parser, arguments, output,
        [&](DatabaseSession& session) {
            ports::TrustDocuments& documents = session.shared().store().trust();
            const auto last = lastTimestamp(documents, renewal);
            const auto next = last.ok() ? renewed(renewal, *last, wallNow()) : last.error();
            const Status put = next.ok() ? documents.putTrust(*next) : Status(next.error());
            if (!put.ok()) {
                return output.fail(put.error());
            }
            output.object(QJsonObject{{QStringLiteral("timestamp"), static_cast<qint64>(next->version)},
                                      {QStringLiteral("releases"), static_cast<qint64>(renewal.list.version)},
                                      {QStringLiteral("hours"), static_cast<qint64>(renewal.hours)}});
            //: %1 the version of a timestamp, %2 that of a list, %3 a number of hours
            output.line(Ctl::tr("Timestamp %1 says that list %2 is the latest, for %3 h.")
                            .arg(next->version)
                            .arg(renewal.list.version)
                            .arg(renewal.hours));
            return ExitCode::Success;
        },
        [&] { return readRenewal(parser, renewal); });
}

} // namespace hotswap::ctl

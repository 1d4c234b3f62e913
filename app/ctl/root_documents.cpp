// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/root_documents.h"

#include "app/common/real_sources.h"
#include "app/ctl/option_numbers.h"
#include "app/ctl/text.h"
#include "core/codec/file_io.h"
#include "core/crypto/hash.h"
#include "core/domain/limits.h"

#include <filesystem>

namespace hotswap::ctl {

Instant wallNow() {
    return app::SystemClock().now();
}

Result<codec::SignedDocument> readDocument(const QString& file) {
    const auto text = codec::readFile(file.toStdString(), limits::kTrustDocumentBytesMax);
    HS_TRY(text);
    return codec::decodeSigned(std::string_view(*text).substr(0, text->find_last_not_of('\n') + 1));
}

Status writeDocument(const QString& file, const codec::SignedDocument& document) {
    const auto text = codec::encodeSigned(document);
    HS_TRY(text);
    const std::filesystem::path path = file.toStdString();
    const std::filesystem::path fresh = path.string() + ".new";
    auto fd = codec::openNew(fresh);
    HS_TRY(fd);
    HS_TRY(codec::writeAll(fd->get(), *text + "\n", fresh));
    HS_TRY(codec::syncPath(fresh));
    return codec::renameDurably(fresh, path);
}

Result<std::uint32_t> counted(const OptionParser& parser, const char* name, std::uint32_t absent,
                              std::uint32_t most) {
    std::uint32_t value = absent;
    const std::string range = "1.." + std::to_string(most);
    HS_TRY(takeNumber(parser, name, range.c_str(), value));
    if (value < 1 || value > most) {
        return invalidField("--" + std::string(name), range);
    }
    return value;
}

codec::TimestampDocument timestampOf(const codec::ReleasesDocument& list,
                                     const codec::SignedDocument& document, const TimestampTerms& terms,
                                     Instant now) {
    codec::TimestampDocument word;
    word.tenant = list.tenant;
    word.environment = list.environment;
    word.version = terms.version;
    word.at = now;
    word.expires = now + std::chrono::hours(terms.hours);
    word.root = terms.root;
    word.releases = list.version;
    word.releasesDigest = crypto::digestOf(document.bytes);
    return word;
}

/// Writes an unsigned document and says what comes next.
ExitCode written(const OptionParser& parser, const Result<std::string>& bytes, Output& output) {
    const QString file = parser.value(QStringLiteral("out"));
    if (file.isEmpty()) {
        return refuse(invalidField("--out", "a file"), parser, output);
    }
    if (!bytes.ok()) {
        return output.fail(bytes.error());
    }
    if (const Status stored = writeDocument(file, {*bytes, {}}); !stored.ok()) {
        return output.fail(stored.error());
    }
    output.object(QJsonObject{{QStringLiteral("document"), QJsonObject{{QStringLiteral("file"), file}}}});
    //: %1 a file
    output.line(
        Ctl::tr("Wrote %1. It counts once enough keys have signed it: hotswapctl key root sign.").arg(file));
    return ExitCode::Success;
}

void addOut(OptionParser& parser) {
    parser.option(QStringLiteral("out"), Ctl::tr("File to write."), QStringLiteral("FILE"));
}

} // namespace hotswap::ctl

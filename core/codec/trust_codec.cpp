// SPDX-License-Identifier: Apache-2.0
#include "core/codec/trust_codec.h"

#include "core/codec/trust_fields.h"
#include "core/codec/value_codec.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

constexpr std::size_t kSignaturesMax = 32;
constexpr std::size_t kSignatureBytesMax = 64;
constexpr std::size_t kReleasesMax = 2'000;
constexpr JsonLimits kDocumentLimits{limits::kTrustDocumentBytesMax};

ListedRelease readListed(ObjectReader& reader) {
    ListedRelease listed;
    listed.release = readRelease(reader.object("release"));
    listed.bytes = reader.count("bytes");
    return listed;
}

/// The checked fields that lists and timestamps share.
template <class Document>
void readHead(ObjectReader& reader, Document& document, const char* type) {
    if (reader.text("type", 64) != type) {
        reader.wrong("type", type);
    }
    document.tenant = TenantId{reader.name("tenant")};
    document.environment = EnvironmentId{reader.name("environment")};
    document.version = trustVersion(reader, "version");
    document.expires = reader.instant("expiresMs");
}

} // namespace

std::uint64_t trustVersion(ObjectReader& reader, const char* name) {
    const std::uint64_t version = reader.count(name);
    if (version == 0) {
        reader.wrong(name, "a version from 1 on");
    }
    return version;
}

Result<std::string> encodeReleases(const ReleasesDocument& releases) {
    Json list = Json::array();
    for (const ListedRelease& listed : releases.releases) {
        list.push_back({{"release", toJson(listed.release)}, {"bytes", listed.bytes}});
    }
    return canonicalText({{"type", "releases"},
                          {"tenant", releases.tenant.value},
                          {"environment", releases.environment.value},
                          {"version", releases.version},
                          {"expiresMs", toMs(releases.expires)},
                          {"releases", std::move(list)}});
}

Result<ReleasesDocument> decodeReleases(std::string_view bytes) {
    const auto json = parseCanonical(bytes, kDocumentLimits);
    HS_TRY(json);
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    ReleasesDocument document;
    readHead(reader, document, "releases");
    reader.each("releases", kReleasesMax,
                [&](ObjectReader& item) { document.releases.push_back(readListed(item)); });
    reader.refuseUnknown();
    HS_TRY(errors.status(ErrorCode::Malformed, "releases"));
    return document;
}

Result<std::string> encodeTimestamp(const TimestampDocument& timestamp) {
    return canonicalText({{"type", "timestamp"},
                          {"tenant", timestamp.tenant.value},
                          {"environment", timestamp.environment.value},
                          {"version", timestamp.version},
                          {"atMs", toMs(timestamp.at)},
                          {"expiresMs", toMs(timestamp.expires)},
                          {"root", timestamp.root},
                          {"releases", timestamp.releases},
                          {"releasesDigest", timestamp.releasesDigest.value}});
}

Result<TimestampDocument> decodeTimestamp(std::string_view bytes) {
    const auto json = parseCanonical(bytes, kDocumentLimits);
    HS_TRY(json);
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    TimestampDocument document;
    readHead(reader, document, "timestamp");
    document.at = reader.instant("atMs");
    document.root = trustVersion(reader, "root");
    document.releases = trustVersion(reader, "releases");
    document.releasesDigest = Digest{reader.digest("releasesDigest")};
    reader.refuseUnknown();
    HS_TRY(errors.status(ErrorCode::Malformed, "timestamp"));
    return document;
}

Result<TrustType> trustTypeOf(std::string_view bytes) {
    const auto json = parseJson(bytes, kDocumentLimits);
    HS_TRY(json);
    const auto type = json->is_object() ? json->find("type") : json->end();
    if (type != json->end() && *type == "root") {
        return TrustType::Root;
    }
    if (type != json->end() && *type == "releases") {
        return TrustType::Releases;
    }
    if (type != json->end() && *type == "timestamp") {
        return TrustType::Timestamp;
    }
    return makeError(ErrorCode::Malformed, "a trust document is a root, releases or timestamp");
}

Result<std::string> encodeSigned(const SignedDocument& document) {
    auto content = parseCanonical(document.bytes, kDocumentLimits);
    HS_TRY(content);
    Json signatures = Json::array();
    for (const KeySignature& signature : document.signatures) {
        signatures.push_back({{"key", signature.key.value}, {"signature", toBase64(signature.signature)}});
    }
    auto text = canonicalText({{"signatures", std::move(signatures)}, {"signed", *std::move(content)}});
    if (text.ok() && text->size() > limits::kTrustDocumentBytesMax) {
        return makeError(ErrorCode::Oversize, "a trust document has at most 512 KiB");
    }
    return text;
}

Result<SignedDocument> decodeSigned(std::string_view text) {
    const auto json = parseCanonical(text, kDocumentLimits);
    HS_TRY(json);
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    SignedDocument document;
    std::set<KeyId> seen;
    reader.each("signatures", kSignaturesMax, [&](ObjectReader& item) {
        KeySignature signature{KeyId{item.name("key")}, item.bytes("signature", kSignatureBytesMax)};
        if (!seen.insert(signature.key).second) {
            item.wrong("key", "each key once");
        }
        document.signatures.push_back(std::move(signature));
    });
    reader.object("signed");
    reader.refuseUnknown();
    HS_TRY(errors.status(ErrorCode::Malformed, "trust document"));
    auto bytes = canonicalText(json->at("signed"));
    HS_TRY(bytes);
    document.bytes = *std::move(bytes);
    return document;
}

bool coversModule(std::string_view pattern, const ModuleName& module) {
    if (pattern.ends_with('*')) {
        return std::string_view(module.value).starts_with(pattern.substr(0, pattern.size() - 1));
    }
    return pattern == module.value;
}

} // namespace hotswap::codec

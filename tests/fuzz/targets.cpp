// SPDX-License-Identifier: Apache-2.0
#include "tests/fuzz/targets.h"

#include "core/codec/frame_codec.h"
#include "core/codec/manifest_codec.h"
#include "core/codec/package.h"
#include "core/crypto/hash.h"
#include "core/edge/byte_range.h"
#include "core/edge/request_check.h"
#include "core/node/file_journal.h"
#include "core/node/http_response.h"
#include "core/node/metrics_reader.h"

#include <boost/beast/http.hpp>
#include <boost/beast/websocket/rfc6455.hpp>
#include <cstdio>
#include <cstdlib>

namespace hotswap::fuzz {

namespace {

namespace http = boost::beast::http;

void must(bool holds, const char* what) {
    if (!holds) {
        std::fprintf(stderr, "does not hold: %s\n", what);
        std::abort();
    }
}

/// What was read can be written, and is then read as the same.
void frame(std::string_view bytes) {
    const auto read = codec::decodeFrame(bytes);
    if (!read.ok()) {
        return;
    }
    const auto text = codec::encodeFrame(*read);
    must(text.ok(), "a frame that was read can be written");
    const auto again = codec::decodeFrame(*text);
    must(again.ok() && *codec::encodeFrame(*again) == *text, "a frame is the same after writing and reading");
}

void package(std::string_view bytes) {
    const auto header = codec::readHeader(bytes, crypto::digestFactory());
    if (!header.ok()) {
        return;
    }
    must(header->payloadOffset <= bytes.size(), "the payload begins within what was read");
    must(header->manifestBytes.size() < bytes.size(), "the manifest is part of the package");
    must(header->digest == crypto::digestOf(header->manifestBytes), "the digest is the manifest's");
    std::size_t looks = 0;
    PackageChecks checks;
    checks.newDigest = crypto::digestFactory();
    checks.checkSignature = [&](const KeySignature&, std::string_view signedBytes) -> Status {
        ++looks;
        must(signedBytes == header->manifestBytes, "signatures are over the manifest");
        return makeError(ErrorCode::KeyUntrusted);
    };
    (void)codec::verifyHeader(*header, checks);
    must(looks == header->signatures.size(), "every signature is looked at");
}

void manifest(std::string_view bytes) {
    const auto read = codec::decodeManifest(bytes);
    if (!read.ok()) {
        return;
    }
    const auto text = codec::encodeManifest(*read);
    must(text.ok(), "a manifest that was read can be written");
    const auto again = codec::decodeManifest(*text);
    must(again.ok() && *codec::encodeManifest(*again) == *text, "a manifest is the same after both");
}

void journal(std::string_view bytes) {
    const auto replay = node::decodeRecords(bytes);
    must(replay.damagedBytes <= bytes.size(), "no more is damaged than there is");
    for (const auto& record : replay.records) {
        const auto text = node::encodeRecord(record);
        must(text.ok(), "a record that was read can be written");
        const auto again = node::decodeRecords(*text);
        must(again.damagedBytes == 0 && again.records.size() == 1 && again.records[0] == record,
             "a record is the same after writing and reading");
    }
}

/// The answer of a gateway or a module, in pieces whose length the first byte says; then as its metrics.
void response(std::string_view bytes) {
    if (bytes.empty()) {
        return;
    }
    const std::size_t piece = 1 + static_cast<unsigned char>(bytes[0]) % 64;
    bytes.remove_prefix(1);
    constexpr std::uint64_t kBodyMax = 4'096;
    std::string body;
    node::HttpResponse reader(kBodyMax, [&](std::string_view part) {
        body += part;
        return success();
    });
    Status status = success();
    for (std::size_t at = 0; at < bytes.size() && status; at += piece) {
        status = reader.feed(bytes.substr(at, piece));
    }
    if (status) {
        (void)reader.finish();
    }
    must(body.size() <= kBodyMax, "no more of a body than is allowed");
    (void)node::parseMetrics(body);
}

/// A request as the edge reads it.
void request(std::string_view bytes) {
    http::request_parser<http::empty_body> parser;
    parser.header_limit(8 * 1'024);
    parser.body_limit(std::uint64_t{0});
    parser.eager(true);
    boost::beast::error_code error;
    parser.put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
    if (error || !parser.is_header_done()) {
        return;
    }
    const auto view = [](auto text) { return std::string_view(text.data(), text.size()); };
    const auto& read = parser.get();
    edge::RequestParts parts;
    parts.method = view(read.method_string());
    parts.target = view(read.target());
    parts.version11 = read.version() == 11;
    parts.hosts = read.count(http::field::host);
    parts.origins = read.count(http::field::origin);
    parts.origin = view(read[http::field::origin]);
    parts.upgrade = boost::beast::websocket::is_upgrade(read);
    if (edge::checkRequest(parts, {}).status == 0) {
        const auto split = edge::splitTarget(parts.target, "peer");
        must(split.path.starts_with('/'), "a path begins at the root");
        must(split.path.find("..") == std::string::npos || parts.target.find("..") != std::string_view::npos,
             "a path is what was asked for");
    }
    constexpr std::uint64_t kSize = 1'000;
    const auto range = edge::parseRange(view(read[http::field::range]), kSize);
    must(range.kind != edge::RangeAnswer::Kind::Part ||
             (range.range.begin < range.range.end && range.range.end <= kSize),
         "a range is within the content");
}

} // namespace

const std::map<std::string, Target>& targets() {
    static const std::map<std::string, Target> kTargets{{"frame", frame},       {"package", package},
                                                        {"manifest", manifest}, {"journal", journal},
                                                        {"response", response}, {"request", request}};
    return kTargets;
}

} // namespace hotswap::fuzz

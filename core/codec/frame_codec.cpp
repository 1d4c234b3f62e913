// SPDX-License-Identifier: Apache-2.0
#include "core/codec/frame_codec.h"

#include "core/codec/text_bounds.h"
#include "core/codec/value_codec.h"
#include "core/domain/encoding.h"
#include "core/domain/limits.h"

namespace hotswap::codec {

namespace {

Json factsToJson(const NodeFacts& facts) {
    return {{"memoryMiB", facts.memoryMiB},
            {"cpuMilli", facts.cpuMilli},
            {"diskFreeMiB", facts.diskFreeMiB},
            {"os", facts.os},
            {"agentVersion", facts.agentVersion}};
}

Json trustToJson(const TrustVersions& trust) {
    return {{"root", trust.root}, {"releases", trust.releases}, {"timestamp", trust.timestamp}};
}

Json histogramToJson(const LatencyHistogram& histogram) {
    Json buckets = Json::array();
    for (std::size_t i = 0; i < LatencyHistogram::kBuckets; ++i) {
        if (histogram.buckets()[i] != 0) {
            buckets.push_back(Json::array({i, histogram.buckets()[i]}));
        }
    }
    return {{"buckets", std::move(buckets)}, {"sumMs", histogram.sumMs()}};
}

Json sampleToJson(const Sample& sample) {
    return {{"node", sample.node.value},
            {"module", sample.module.value},
            {"release", sample.release.value},
            {"startMs", toMs(sample.start)},
            {"lengthMs", sample.length.count()},
            {"requests", sample.requests},
            {"errors", sample.errors},
            {"latency", histogramToJson(sample.latency)},
            {"cpuPercent", sample.cpuPercent},
            {"memoryPercent", sample.memoryPercent},
            {"named", sample.named}};
}

struct Encoder {
    Json operator()(const frames::Hello& f) const {
        return {{"protocol", f.protocol},
                {"node", f.node.value},
                {"tenant", f.tenant.value},
                {"environment", f.environment.value},
                {"labels", f.labels},
                {"facts", factsToJson(f.facts)},
                {"modules", toJson(f.modules)},
                {"publicKey", toBase64(f.publicKey)},
                {"token", f.token},
                {"nonce", toBase64(f.nonce)},
                {"journalPosition", f.journalPosition},
                {"openCommands", idsToJson(f.openCommands)},
                {"highestLeader", toJson(f.highestLeader)},
                {"trust", trustToJson(f.trust)}};
    }
    Json operator()(const frames::Heartbeat& f) const {
        return {{"state", nameOf(f.state)},
                {"modules", toJson(f.modules)},
                {"cpuPercent", f.cpuPercent},
                {"memoryPercent", f.memoryPercent}};
    }
    Json operator()(const frames::Telemetry& f) const {
        Json samples = Json::array();
        for (const Sample& sample : f.samples) {
            samples.push_back(sampleToJson(sample));
        }
        return Json{{"samples", std::move(samples)}};
    }
    Json operator()(const frames::ReceiptFrame& f) const {
        Json json = toJson(f.receipt);
        json["signature"] = toBase64(f.receipt.signature);
        return json;
    }
    Json operator()(const frames::Progress& f) const {
        return {{"command", f.command.value}, {"step", f.step}};
    }
    Json operator()(const frames::LogLine& f) const {
        return {{"module", f.module.value}, {"text", boundedText(f.text, limits::kLogLineBytesMax)}};
    }
    Json operator()(const frames::Welcome& f) const {
        return {{"protocol", f.protocol}, {"nowMs", toMs(f.now)},
                {"session", f.session},   {"nonce", toBase64(f.nonce)},
                {"key", f.key.value},     {"signature", toBase64(f.signature)},
                {"gateways", f.gateways}, {"heartbeatIntervalMs", f.heartbeatInterval.count()}};
    }
    Json operator()(const frames::CommandFrame& f) const {
        return {{"id", f.command.id.value},
                {"node", f.command.node.value},
                {"bytes", toBase64(f.command.bytes)},
                {"key", f.command.key.value},
                {"signature", toBase64(f.command.signature)}};
    }
    Json operator()(const frames::Cancel& f) const { return Json{{"command", f.command.value}}; }
    Json operator()(const frames::FenceFrame& f) const {
        return {{"scope", toJson(f.scope)}, {"fence", toJson(f.fence)}};
    }
    Json operator()(const frames::Fenced& f) const {
        return {{"scope", toJson(f.scope)}, {"fence", toJson(f.fence)}, {"running", idsToJson(f.running)}};
    }
    Json operator()(const frames::Ask& f) const {
        return {{"telemetryIntervalMs", f.telemetryInterval.count()}, {"duringMs", f.during.count()}};
    }
    Json operator()(const frames::Ack& f) const { return Json{{"command", f.command.value}}; }
    Json operator()(const frames::Alarm& f) const {
        return {{"atMs", toMs(f.alarm.at)},
                {"reason", nameOf(f.alarm.reason)},
                {"subject", boundedText(f.alarm.subject, limits::kAlarmTextBytesMax)},
                {"detail", boundedText(f.alarm.detail, limits::kAlarmTextBytesMax)},
                {"count", f.alarm.count}};
    }
    Json operator()(const frames::TrustState& f) const { return Json{{"trust", trustToJson(f.trust)}}; }
    Json operator()(const frames::TrustUpdate& f) const { return Json{{"documents", f.documents}}; }
};

// In the order of the variant's alternatives.
constexpr std::array<std::string_view, std::variant_size_v<Frame>> kFrameTypes{
    "hello",  "heartbeat", "telemetry", "receipt", "progress", "logLine", "welcome",    "command",
    "cancel", "fence",     "fenced",    "ask",     "ack",      "alarm",   "trustState", "trustUpdate"};

} // namespace

std::string_view frameType(const Frame& frame) {
    return kFrameTypes.at(frame.index());
}

Result<std::string> encodeFrame(const Frame& frame) {
    Json json = std::visit(Encoder{}, frame);
    json["type"] = frameType(frame);
    Result<std::string> text = plainText(json);
    if (text.ok() && text->size() > limits::kFrameBytesMax) {
        return makeError(ErrorCode::Oversize, std::string(frameType(frame)) + ": a frame has at most 1 MiB");
    }
    return text;
}

std::string welcomeBytes(std::string_view nonce, Instant now) {
    return canonicalText({{"type", "welcome"}, {"nonce", toBase64(nonce)}, {"nowMs", toMs(now)}}).value();
}

} // namespace hotswap::codec

// SPDX-License-Identifier: Apache-2.0
#include "core/codec/frame_codec.h"

#include "core/codec/value_codec.h"
#include "core/domain/limits.h"

#include <cmath>
#include <unordered_map>

namespace hotswap::codec {

namespace {

using namespace std::chrono_literals;

constexpr std::size_t kNonceBytesMax = 64;
constexpr std::size_t kSignatureBytesMax = 64;
constexpr std::size_t kKeyBytesMax = 32;
constexpr std::size_t kCommandBytesMax = 256 * 1'024;
constexpr std::size_t kGatewaysMax = 64;
constexpr std::size_t kShortTextMax = 256;
constexpr std::size_t kNamedMetricsMax = 32;
constexpr std::int64_t kU32Max = UINT32_MAX;
constexpr Duration kIntervalMax = 24h;

NodeFacts readFacts(ObjectReader reader) {
    NodeFacts facts;
    facts.memoryMiB = static_cast<std::uint32_t>(reader.integer("memoryMiB", 0, kU32Max));
    facts.cpuMilli = static_cast<std::uint32_t>(reader.integer("cpuMilli", 0, kU32Max));
    facts.diskFreeMiB = reader.count("diskFreeMiB");
    facts.os = reader.text("os", kShortTextMax);
    facts.agentVersion = reader.text("agentVersion", kShortTextMax);
    return facts;
}

TrustVersions readTrust(ObjectReader reader) {
    TrustVersions trust;
    trust.root = reader.count("root");
    trust.releases = reader.count("releases");
    trust.timestamp = reader.count("timestamp");
    return trust;
}

void readBucket(const Json& pair, ObjectReader& reader, LatencyHistogram& histogram) {
    const auto fits = [](const Json& value, std::uint64_t below) {
        return value.is_number_unsigned() && value.get<std::uint64_t>() < below;
    };
    if (!pair.is_array() || pair.size() != 2 || !fits(pair[0], LatencyHistogram::kBuckets) ||
        !fits(pair[1], 1ULL << 32)) {
        reader.wrong("buckets", "pairs of a bucket 0..73 and a count");
        return;
    }
    histogram.restore(pair[0].get<std::size_t>(), pair[1].get<std::uint32_t>());
}

LatencyHistogram readHistogram(ObjectReader reader) {
    LatencyHistogram histogram;
    const Json* buckets = reader.raw("buckets");
    if (!buckets || !buckets->is_array() || buckets->size() > LatencyHistogram::kBuckets) {
        reader.wrong("buckets", "at most 74 pairs of a bucket and a count");
        return histogram;
    }
    for (const Json& pair : *buckets) {
        readBucket(pair, reader, histogram);
    }
    const double sumMs = reader.number("sumMs");
    if (std::isnan(sumMs) || sumMs < 0) {
        reader.wrong("sumMs", "a number from 0 on");
    } else {
        histogram.restoreSum(sumMs);
    }
    return histogram;
}

std::map<std::string, double> readNamed(ObjectReader& sample) {
    std::map<std::string, double> named;
    const Json* values = sample.raw("named");
    if (!values || !values->is_object() || values->size() > kNamedMetricsMax) {
        sample.wrong("named", "at most 32 named numbers");
        return named;
    }
    ObjectReader reader = sample.object("named");
    for (const auto& [name, value] : values->items()) {
        named.emplace(name.substr(0, kShortTextMax), reader.number(name));
    }
    return named;
}

Sample readSample(ObjectReader& reader) {
    Sample sample;
    sample.node = NodeId{reader.name("node")};
    sample.module = ModuleName{reader.name("module")};
    sample.release = Digest{reader.digest("release")};
    sample.start = reader.instant("startMs");
    sample.length = Duration{reader.integer("lengthMs", 0, kIntervalMax.count())};
    sample.requests = reader.count("requests");
    sample.errors = reader.count("errors");
    sample.latency = readHistogram(reader.object("latency"));
    sample.cpuPercent = reader.number("cpuPercent");
    sample.memoryPercent = reader.number("memoryPercent");
    sample.named = readNamed(reader);
    return sample;
}

Frame readHello(ObjectReader& reader) {
    frames::Hello f;
    f.protocol = static_cast<int>(reader.integer("protocol", 1, INT32_MAX));
    f.node = NodeId{reader.name("node")};
    f.tenant = TenantId{reader.name("tenant")};
    f.environment = EnvironmentId{reader.name("environment")};
    f.labels = reader.textMap("labels", limits::kLabelsPerNodeMax, kShortTextMax);
    f.facts = readFacts(reader.object("facts"));
    f.modules = readModules(reader, "modules");
    f.publicKey = reader.bytes("publicKey", kKeyBytesMax);
    f.token = reader.text("token", kShortTextMax);
    f.nonce = reader.bytes("nonce", kNonceBytesMax);
    f.journalPosition = reader.count("journalPosition");
    f.openCommands = readIds(reader, "openCommands");
    f.highestLeader = readFence(reader.object("highestLeader"));
    if (reader.has("trust")) {
        f.trust = readTrust(reader.object("trust"));
    }
    return f;
}

Frame readHeartbeat(ObjectReader& reader) {
    frames::Heartbeat f;
    f.state = reader.choice<NodeState>("state");
    f.modules = readModules(reader, "modules");
    f.cpuPercent = reader.number("cpuPercent");
    f.memoryPercent = reader.number("memoryPercent");
    return f;
}

Frame readTelemetry(ObjectReader& reader) {
    frames::Telemetry f;
    reader.each("samples", kSamplesPerFrameMax,
                [&](ObjectReader& item) { f.samples.push_back(readSample(item)); });
    return f;
}

Frame readReceiptFrame(ObjectReader& reader) {
    frames::ReceiptFrame f{readReceipt(reader)};
    f.receipt.signature = reader.bytes("signature", kSignatureBytesMax);
    return f;
}

Frame readProgress(ObjectReader& reader) {
    return frames::Progress{CommandId{reader.name("command")}, reader.text("step", kShortTextMax)};
}

Frame readLogLine(ObjectReader& reader) {
    // Without a module it is the agent itself that speaks.
    return frames::LogLine{ModuleName{reader.text("module", kShortTextMax)},
                           reader.text("text", limits::kLogLineBytesMax)};
}

Frame readWelcome(ObjectReader& reader) {
    frames::Welcome f;
    f.protocol = static_cast<int>(reader.integer("protocol", 1, INT32_MAX));
    f.now = reader.instant("nowMs");
    f.session = reader.count("session");
    f.nonce = reader.bytes("nonce", kNonceBytesMax);
    f.key = KeyId{reader.text("key", kShortTextMax)};
    f.signature = reader.bytes("signature", kSignatureBytesMax);
    f.gateways = reader.texts("gateways", kGatewaysMax, kShortTextMax);
    f.heartbeatInterval = Duration{reader.integer("heartbeatIntervalMs", 1, kIntervalMax.count())};
    return f;
}

Frame readCommandFrame(ObjectReader& reader) {
    SignedCommand command;
    command.id = CommandId{reader.name("id")};
    command.node = NodeId{reader.name("node")};
    command.bytes = reader.bytes("bytes", kCommandBytesMax);
    command.key = KeyId{reader.name("key")};
    command.signature = reader.bytes("signature", kSignatureBytesMax);
    return frames::CommandFrame{std::move(command)};
}

Frame readCancel(ObjectReader& reader) {
    return frames::Cancel{CommandId{reader.name("command")}};
}

Frame readFenceFrame(ObjectReader& reader) {
    return frames::FenceFrame{readScope(reader.object("scope")), readFence(reader.object("fence"))};
}

Frame readFenced(ObjectReader& reader) {
    return frames::Fenced{readScope(reader.object("scope")), readFence(reader.object("fence")),
                          readIds(reader, "running")};
}

Frame readAsk(ObjectReader& reader) {
    return frames::Ask{Duration{reader.integer("telemetryIntervalMs", 100, kIntervalMax.count())},
                       Duration{reader.integer("duringMs", 0, kIntervalMax.count())}};
}

Frame readAck(ObjectReader& reader) {
    return frames::Ack{CommandId{reader.name("command")}};
}

Frame readAlarm(ObjectReader& reader) {
    NodeAlarm alarm;
    alarm.at = reader.instant("atMs");
    alarm.reason = reader.choice<ErrorCode>("reason");
    alarm.subject = reader.text("subject", limits::kAlarmTextBytesMax);
    alarm.detail = reader.text("detail", limits::kAlarmTextBytesMax);
    alarm.count = static_cast<std::uint32_t>(reader.integer("count", 1, kU32Max));
    return frames::Alarm{std::move(alarm)};
}

Frame readTrustState(ObjectReader& reader) {
    return frames::TrustState{readTrust(reader.object("trust"))};
}

Frame readTrustUpdate(ObjectReader& reader) {
    return frames::TrustUpdate{
        reader.texts("documents", limits::kTrustDocumentsPerFrameMax + 2, limits::kTrustDocumentBytesMax)};
}

using FrameRead = Frame (*)(ObjectReader&);

const std::unordered_map<std::string_view, FrameRead>& frameReaders() {
    static const std::unordered_map<std::string_view, FrameRead> readers{{"hello", readHello},
                                                                         {"heartbeat", readHeartbeat},
                                                                         {"telemetry", readTelemetry},
                                                                         {"receipt", readReceiptFrame},
                                                                         {"progress", readProgress},
                                                                         {"logLine", readLogLine},
                                                                         {"welcome", readWelcome},
                                                                         {"command", readCommandFrame},
                                                                         {"cancel", readCancel},
                                                                         {"fence", readFenceFrame},
                                                                         {"fenced", readFenced},
                                                                         {"ask", readAsk},
                                                                         {"ack", readAck},
                                                                         {"alarm", readAlarm},
                                                                         {"trustState", readTrustState},
                                                                         {"trustUpdate", readTrustUpdate}};
    return readers;
}

} // namespace

Result<Frame> decodeFrame(std::string_view text) {
    const auto json = parseJson(text, {limits::kFrameBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    const std::string type = reader.text("type", kShortTextMax);
    const auto read = frameReaders().find(type);
    if (read == frameReaders().end()) {
        reader.wrong("type", "a known frame type");
        return errors.status(ErrorCode::Malformed, "frame").error();
    }
    Frame frame = read->second(reader);
    HS_TRY(errors.status(ErrorCode::Malformed, "frame " + type));
    return frame;
}

} // namespace hotswap::codec

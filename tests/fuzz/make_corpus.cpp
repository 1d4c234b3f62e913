// SPDX-License-Identifier: Apache-2.0
// Writes the corpus: make_corpus FOLDER. What programs really write, as far as it is small.
#include "core/codec/frame_codec.h"
#include "core/codec/manifest_codec.h"
#include "core/crypto/crypto.h"
#include "core/node/file_journal.h"

#include <cstdio>
#include <filesystem>
#include <fstream>

using namespace hotswap;

namespace {

std::filesystem::path g_folder;

void put(const std::string& target, const std::string& name, const std::string& bytes) {
    std::filesystem::create_directories(g_folder / target);
    std::ofstream(g_folder / target / name, std::ios::binary) << bytes;
}

Manifest sample() {
    Manifest manifest;
    manifest.name = ModuleName{"storefront"};
    manifest.version = *Version::parse("1.0.0");
    manifest.description = "A small shop";
    manifest.entry = {"bin/storefront", "--quick"};
    manifest.sockets = {{"http", 8080}, {"probe", 0, SocketSpec::Reach::Probe}};
    manifest.files = {{"bin/storefront", 0755, 4, Digest{std::string(64, 'a')}}};
    manifest.payloadSize = 10;
    manifest.payloadSha256 = Digest{std::string(64, 'b')};
    manifest.settings = {{"COLOUR", "blue"}};
    return manifest;
}

void putFrames() {
    frames::Hello hello;
    hello.node = NodeId{"n1"};
    hello.tenant = TenantId{"lab"};
    hello.environment = EnvironmentId{"QA"};
    hello.labels = {{"zone", "a"}};
    hello.publicKey = std::string(32, '\x07');
    hello.nonce = std::string(16, '\x01');
    put("frame", "hello", *codec::encodeFrame(hello));
    frames::Welcome welcome;
    welcome.session = 1;
    welcome.nonce = hello.nonce;
    welcome.gateways = {"ws://127.0.0.1:1/node"};
    put("frame", "welcome", *codec::encodeFrame(welcome));
    frames::CommandFrame command;
    command.command = {CommandId{"c1"}, NodeId{"n1"}, "{\"id\":\"c1\"}", KeyId{"k"}, std::string(64, 's')};
    put("frame", "command", *codec::encodeFrame(command));
    frames::ReceiptFrame receipt;
    receipt.receipt.command = CommandId{"c1"};
    receipt.receipt.node = NodeId{"n1"};
    receipt.receipt.scope = {TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
    receipt.receipt.detail = "probe http /health: status 500";
    put("frame", "receipt", *codec::encodeFrame(receipt));
    put("frame", "line", *codec::encodeFrame(frames::LogLine{ModuleName{"storefront"}, "a line"}));
}

void journals() {
    node::JournalRecord received;
    received.command = CommandId{"c1"};
    received.signedCommand = {CommandId{"c1"}, NodeId{"n1"}, "{\"id\":\"c1\"}", KeyId{"k"}, "signature"};
    node::JournalRecord started;
    started.kind = node::JournalRecord::Kind::Started;
    started.command = CommandId{"c1"};
    started.serving = Digest{std::string(64, 'a')};
    node::JournalRecord done;
    done.kind = node::JournalRecord::Kind::Done;
    done.command = CommandId{"c1"};
    done.receipt.command = CommandId{"c1"};
    done.receipt.node = NodeId{"n1"};
    done.receipt.scope = {TenantId{"lab"}, EnvironmentId{"QA"}, ModuleName{"storefront"}};
    node::JournalRecord idle;
    idle.kind = node::JournalRecord::Kind::Idle;
    idle.module = ModuleName{"storefront"};
    std::string all;
    for (const auto& [name, record] : std::map<std::string, node::JournalRecord>{
             {"received", received}, {"started", started}, {"done", done}, {"idle", idle}}) {
        put("journal", name, *node::encodeRecord(record));
        all += *node::encodeRecord(record);
    }
    put("journal", "all", all);
}

void packages() {
    const std::string manifest = *codec::encodeManifest(sample());
    put("manifest", "service", manifest);
    Manifest files = sample();
    files.kind = ModuleKind::Files;
    files.entry.clear();
    files.sockets.clear();
    put("manifest", "files", *codec::encodeManifest(files));
    put("manifest", "empty", "{}");
    std::string head = "HSWM";
    head += std::string("\0\1", 2) + std::string("\0\0", 2);
    head.push_back(static_cast<char>(manifest.size() >> 8));
    head.push_back(static_cast<char>(manifest.size() & 0xFF));
    head += manifest;
    put("package", "unsigned", head + std::string("\0\0", 2) + "0123456789");
    put("package", "signed",
        head + std::string("\0\1", 2) + std::string(8, 'k') + std::string(64, 's') + "0123456789");
    put("package", "header", "HSWM");
}

void putHttp() {
    const std::string pieces = "\x0F";
    put("response", "length",
        pieces + "HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Type: text/plain\r\n\r\nhello");
    put("response", "chunks",
        pieces + "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                 "5\r\nhello\r\n3;x=y\r\nyou\r\n0\r\n\r\n");
    put("response", "metrics",
        pieces + "HTTP/1.1 200 OK\r\n\r\n# TYPE hotswap_requests_total counter\n"
                 "hotswap_requests_total{code=\"200\"} 7\nlatency_bucket{le=\"0.1\"} 3\n");
    put("request", "package",
        "GET /packages/aa.hsm HTTP/1.1\r\nHost: gateway\r\nRange: bytes=10-\r\nConnection: close\r\n\r\n");
    put("request", "node",
        "GET /node HTTP/1.1\r\nHost: gateway\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
    put("request", "old", "HEAD /?a=b%20c HTTP/1.0\r\nOrigin: https://example.org\r\n\r\n");
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2 || !crypto::init()) {
        std::fprintf(stderr, "use: make_corpus FOLDER\n");
        return 2;
    }
    g_folder = argv[1];
    putFrames();
    journals();
    packages();
    putHttp();
    return 0;
}

// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/edge/bad_scripts.h"

#include "tests/fault/edge/gateway_process.h"
#include "tests/unit/edge/raw_client.h"

namespace hotswap::fault {

using test::RawClient;

namespace {

const std::string kUpgrade = "GET /node HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

constexpr int kFragments = 32;

} // namespace

BadScript slowScript(int kind) {
    const std::string large = RawClient::frame(1, std::string(70'000, 'x'));
    switch (kind) {
    case 0: return {}; // says nothing at all
    case 1: return {{}, false, "GET / HTTP/1.1\r\nHost: a\r\nX: xxxxxx", {}};
    case 2: return {"GET / HTTP/1.1\r\nHost: a\r\nX: ", false, "x", {}}; // a header without end
    case 3: return {kUpgrade, false, "X-Long: xxxxxxxxxxxxxxxxxxxxxxxx", {}};
    case 4: return {kUpgrade + "\r\n", true, {}, {}};                  // no hello; and no pong
    case 5: return {kUpgrade + "\r\n", true, large.substr(0, 13), {}}; // a frame's header
    case 6: return {kUpgrade + "\r\n", true, large, {}};               // a frame
    case 7: return {"GET /health HTTP/1.1\r\nHost: a\r\n\r\n", true, "GET / HTTP/1.1\r\nHost: aaaaaa", {}};
    default: {
        BadScript reader{"GET /packages/" + std::string(kLargePackage) + ".hsm HTTP/1.1\r\nHost: a\r\n\r\n",
                         false,
                         {},
                         {}};
        reader.reads = false;
        return reader;
    }
    }
}

BadScript oversizeScript(int kind) {
    const std::string much(64 * 1024, 'x');
    switch (kind) {
    case 0: return {"GET / HTTP/1.1\r\nHost: a\r\nX: ", false, {}, much};
    case 1: return {"GET /", false, {}, much};
    case 2: return {"GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n", false, {}, much};
    case 3:
        return {"GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n",
                false,
                {},
                "10000\r\n" + much + "\r\n"};
    case 4: // a frame of 2^62 bytes
        return {kUpgrade + "\r\n", true, {}, std::string("\x81\xff\x40\0\0\0\0\0\0\0mask", 14) + much};
    case 5: return {kUpgrade + "\r\n", true, {}, RawClient::frame(1, std::string(2'000'000, 'x'))};
    case 6: { // fragments without end
        std::string fragments = RawClient::frame(1, much, RawClient::Masking::Masked, false);
        for (int i = 0; i < kFragments; ++i) {
            fragments += RawClient::frame(0, much, RawClient::Masking::Masked, false);
        }
        return {kUpgrade + "\r\n", true, {}, fragments};
    }
    default: return {"GET / HTTP/1.1\r\n", false, {}, "X: y\r\n"}; // header fields without end
    }
}

} // namespace hotswap::fault

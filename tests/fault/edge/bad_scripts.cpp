// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/edge/bad_scripts.h"

#include "tests/fault/edge/gateway_process.h"
#include "tests/unit/edge/raw_client.h"

namespace hotswap::fault {

using test::RawClient;

namespace {

const std::string kUpgrade = "GET /node HTTP/1.1\r\nHost: a\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                             "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n";

BadScript upgraded() {
    BadScript script;
    script.first = kUpgrade + "\r\n";
    script.waits = true;
    return script;
}

} // namespace

BadScript slowScript(int kind) {
    const std::string large = RawClient::frame(1, std::string(70'000, 'x'));
    BadScript script;
    switch (kind) {
    case 0: break; // says nothing at all
    case 1: script.trickle = "GET / HTTP/1.1\r\nHost: a\r\nX: xxxxxx"; break;
    case 2: // a header without end
        script.first = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        script.trickle = "x";
        break;
    case 3:
        script.first = kUpgrade;
        script.trickle = "X-Long: xxxxxxxxxxxxxxxxxxxxxxxx";
        break;
    case 4: script = upgraded(); break; // no hello; and no pong
    case 5:                             // a frame's header
        script = upgraded();
        script.trickle = large.substr(0, 13);
        break;
    case 6: // a frame
        script = upgraded();
        script.second = large.substr(0, 50'000);
        script.trickle = "x";
        break;
    case 7: // a second request
        script.first = "GET /health HTTP/1.1\r\nHost: a\r\n\r\n";
        script.waits = true;
        script.trickle = "GET / HTTP/1.1\r\nHost: aaaaaa";
        break;
    default: // asks for much and takes nothing
        script.first = "GET /packages/" + std::string(kLargePackage) + ".hsm HTTP/1.1\r\nHost: a\r\n\r\n";
        script.reads = false;
    }
    return script;
}

BadScript oversizeScript(int kind) {
    const std::string much(64 * 1024, 'x');
    BadScript script;
    switch (kind) {
    case 0:
        script.first = "GET / HTTP/1.1\r\nHost: a\r\nX: ";
        script.flood = much;
        break;
    case 1:
        script.first = "GET /";
        script.flood = much;
        break;
    case 2:
        script.first = "GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999\r\n\r\n";
        script.flood = much;
        break;
    case 3: // chunks without end
        script.first = "GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
        script.flood = "10000\r\n" + much + "\r\n";
        break;
    case 4: // a frame of 2^62 bytes
        script = upgraded();
        script.second = std::string("\x81\xff\x40\0\0\0\0\0\0\0mask", 14);
        script.flood = much;
        break;
    case 5: // more than a stranger may say, and more than anybody may
        script = upgraded();
        script.flood = RawClient::frame(1, std::string(2'000'000, 'x'));
        break;
    case 6: // fragments without end
        script = upgraded();
        script.second = RawClient::frame(1, much, RawClient::Masking::Masked, false);
        script.flood = RawClient::frame(0, much, RawClient::Masking::Masked, false);
        break;
    default: // header fields without end
        script.first = "GET / HTTP/1.1\r\n";
        script.flood = "X: y\r\n";
    }
    return script;
}

} // namespace hotswap::fault

// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/commands/message_pipe.h"

#include <utility>

namespace hotswap::fault {

namespace {

constexpr unsigned kControl = 0x08; // opcodes from here on
constexpr unsigned kLast = 0x80;

unsigned byteAt(const std::string& bytes, std::size_t at) {
    return static_cast<unsigned char>(bytes[at]);
}

} // namespace

std::uint64_t Mischief::next() {
    std::uint64_t mixed = state += 0x9e3779b97f4a7c15;
    mixed = (mixed ^ mixed >> 30) * 0xbf58476d1ce4e5b9;
    mixed = (mixed ^ mixed >> 27) * 0x94d049bb133111eb;
    return mixed ^ mixed >> 31;
}

std::uint64_t MessagePipe::frameLength() const {
    if (m_in.size() < 2) {
        return 0;
    }
    const unsigned mask = (byteAt(m_in, 1) & kLast) != 0 ? 4 : 0;
    const unsigned code = byteAt(m_in, 1) & 0x7f;
    const unsigned bytes = code == 126 ? 2 : code == 127 ? 8 : 0;
    if (m_in.size() < 2 + bytes) {
        return 0;
    }
    std::uint64_t length = bytes == 0 ? code : 0;
    for (unsigned i = 0; i < bytes; ++i) {
        length = length << 8 | byteAt(m_in, 2 + i);
    }
    return 2 + bytes + mask + length;
}

void MessagePipe::carry(std::string_view bytes, Mischief& mischief, std::string& out) {
    if (!m_frames) {
        out += bytes;
        return;
    }
    m_in += bytes;
    for (std::uint64_t length = frameLength(); length > 0 && m_in.size() >= length; length = frameLength()) {
        const unsigned head = byteAt(m_in, 0);
        std::string frame = m_in.substr(0, length);
        m_in.erase(0, length);
        if ((head & kControl) != 0) {
            out += frame; // pings and closes are the connection's own
            continue;
        }
        m_message += frame;
        if ((head & kLast) != 0) {
            pass(std::exchange(m_message, {}), mischief, out);
        }
    }
}

void MessagePipe::pass(std::string message, Mischief& mischief, std::string& out) {
    mischief.messages += 1;
    const std::uint64_t chance = mischief.oneIn == 0 ? 3 : mischief.next() % mischief.oneIn;
    if (chance == 0) {
        mischief.dropped += 1;
        message.clear();
    } else if (chance == 1) {
        mischief.repeated += 1;
        message += std::string(message);
    } else if (chance == 2 && m_held.empty()) {
        mischief.reordered += 1;
        m_held = std::move(message);
        return;
    }
    out += message;
    release(out);
}

void MessagePipe::release(std::string& out) {
    out += std::exchange(m_held, {});
}

} // namespace hotswap::fault

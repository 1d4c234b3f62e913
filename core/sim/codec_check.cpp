// SPDX-License-Identifier: Apache-2.0
#include "core/sim/codec_check.h"

#include "core/codec/frame_codec.h"

namespace hotswap::sim {

void CodecCheck::inspect(const Frame& frame) {
    ++m_frames;
    if (!m_random.permille(1)) {
        return;
    }
    ++m_checked;
    const auto text = codec::encodeFrame(frame);
    if (!text.ok()) {
        m_broken = "cannot be encoded: " + describe(text.error());
        return;
    }
    const auto back = codec::decodeFrame(*text);
    if (!back.ok()) {
        m_broken = "cannot be decoded: " + describe(back.error());
    } else if (!(*back == frame)) {
        m_broken = std::string(codec::frameType(frame)) + " comes back as another frame";
    }
}

} // namespace hotswap::sim

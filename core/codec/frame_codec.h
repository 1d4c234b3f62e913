// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one wire form of frames: a JSON text with a "type" tag, binary fields as base64, histograms sparse.
// Unknown fields are ignored, unknown types refused.

#include "core/domain/frame.h"
#include "core/domain/result.h"

#include <cstddef>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// Samples in one telemetry frame at most, so that it stays far below limits::kFrameBytesMax.
inline constexpr std::size_t kSamplesPerFrameMax = 256;

/// Errors: Oversize above limits::kFrameBytesMax, Malformed when a text is not UTF-8.
Result<std::string> encodeFrame(const Frame& frame);

/// Errors: Oversize, Malformed with every wrong field ("type" for an unknown type).
Result<Frame> decodeFrame(std::string_view text);

/// The tag of a frame: "hello", "command", …
std::string_view frameType(const Frame& frame);

/// Canonical bytes that a leader signs in a welcome: the node's nonce and the time.
std::string welcomeBytes(std::string_view nonce, Instant now);

} // namespace hotswap::codec

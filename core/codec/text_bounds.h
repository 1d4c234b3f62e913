// SPDX-License-Identifier: Apache-2.0
#pragma once
// Text of unknown origin (output of modules, messages of the system) made fit to travel.

#include <cstddef>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// Longest `detail` of a receipt.
inline constexpr std::size_t kReceiptDetailBytesMax = 4'096;

/// The text as valid UTF-8 of at most `bytesMax` bytes: wrong bytes become "?", the end is cut between
/// characters.
std::string boundedText(std::string_view text, std::size_t bytesMax);

} // namespace hotswap::codec

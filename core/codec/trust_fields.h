// SPDX-License-Identifier: Apache-2.0
#pragma once
// What the readers of the trust documents share.

#include "core/codec/field_reader.h"

namespace hotswap::codec {

/// A document's version: 1 or above.
std::uint64_t trustVersion(ObjectReader& reader, const char* name);

} // namespace hotswap::codec

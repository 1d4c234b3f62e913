// SPDX-License-Identifier: Apache-2.0
#pragma once
// Looks as bytes, as they are kept with their deployment: names by number, counts as variable-length
// integers, only the filled buckets of histograms, numbers without their trailing zero bytes. A row of a node
// takes about a tenth of its size as a value. Every value has one spelling, so that a document that was
// changed is told by not reading.

#include "core/domain/look.h"
#include "core/domain/result.h"

#include <string>
#include <string_view>

namespace hotswap::codec {

/// At most limits::kEvidenceBytesPerLookMax bytes. What would be longer is merged, in this order and only as
/// far as it must be: rows of untouched nodes per interval, the earliest intervals first, the canary's
/// likewise, both over the whole time (core/domain/look_merge.h). Errors: LimitExceeded when even that is too
/// long.
Result<std::string> encodeLook(const LookEvidence& look);

/// Errors: Oversize, Unsupported (written by a later version), Malformed.
Result<LookEvidence> decodeLook(std::string_view bytes);

} // namespace hotswap::codec

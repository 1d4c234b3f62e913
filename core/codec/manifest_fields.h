// SPDX-License-Identifier: Apache-2.0
#pragma once
// The fields of a manifest that an author writes: the same in module.toml and in the manifest's JSON.

#include "core/codec/field_reader.h"
#include "core/domain/module.h"

namespace hotswap::codec {

/// Reads everything but payload and files; wrong fields are noted in the reader's errors.
Manifest readAuthoredFields(ObjectReader& reader);

} // namespace hotswap::codec

// SPDX-License-Identifier: Apache-2.0
#pragma once
// module.toml: what an author writes about a module. The same fields as the manifest without payload and
// files.

#include "core/domain/module.h"
#include "core/domain/result.h"

#include <string_view>

namespace hotswap::codec {

/// Parses module.toml; payload and files stay empty. Unknown fields are refused. Not validated yet: that
/// needs the files. Errors: Malformed with line and column when it is no TOML; InvalidArgument with every
/// wrong field.
Result<Manifest> parseModuleToml(std::string_view text);

} // namespace hotswap::codec

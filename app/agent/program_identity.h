// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a running agent knows about its own program.

#include <filesystem>
#include <string>
#include <vector>

namespace hotswap::agent {

struct ProgramIdentity {
    std::filesystem::path file; ///< resolved; the shim is looked for beside it
    std::string version;
    std::vector<std::string> arguments; ///< after the program's name, role first
};

} // namespace hotswap::agent

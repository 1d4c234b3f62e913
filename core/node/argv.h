// SPDX-License-Identifier: Apache-2.0
#pragma once
// Words as exec and posix_spawn take them.

#include <string>
#include <vector>

namespace hotswap::node {

/// Points into `words`, which have to stay as they are; ends with a null pointer, as argv and environ do.
inline std::vector<char*> argvOf(std::vector<std::string>& words) {
    std::vector<char*> pointers;
    pointers.reserve(words.size() + 1);
    for (std::string& word : words) {
        pointers.push_back(word.data());
    }
    pointers.push_back(nullptr);
    return pointers;
}

} // namespace hotswap::node

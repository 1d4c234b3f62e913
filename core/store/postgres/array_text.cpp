// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/array_text.h"

#include <utility>

namespace hotswap::store::postgres {

std::set<std::string> wordsOf(std::string_view text) {
    std::set<std::string> words;
    std::string word;
    bool quoted = false;
    for (std::size_t i = 1; i < text.size(); ++i) {
        const char c = text[i];
        if (c == '"') {
            quoted = !quoted;
        } else if (c == '\\' && i + 1 < text.size()) {
            word += text[++i];
        } else if (!quoted && (c == ',' || c == '}')) {
            if (!word.empty()) {
                words.insert(std::exchange(word, {}));
            }
        } else {
            word += c;
        }
    }
    return words;
}

std::set<Role> rolesOf(const std::set<std::string>& words) {
    std::set<Role> roles;
    for (const Role role : {Role::Viewer, Role::Deployer, Role::Approver, Role::Admin}) {
        if (words.contains(std::string(roleName(role)))) {
            roles.insert(role);
        }
    }
    return roles;
}

} // namespace hotswap::store::postgres

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Arrays of words as PostgreSQL writes them, read back.

#include "core/domain/identity.h"

#include <set>
#include <string>
#include <string_view>

namespace hotswap::store::postgres {

/// Elements of an array of words: {a,b}. Quoted ones are read too.
std::set<std::string> wordsOf(std::string_view text);

/// The roles among some words.
std::set<Role> rolesOf(const std::set<std::string>& words);

} // namespace hotswap::store::postgres

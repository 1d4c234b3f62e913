// SPDX-License-Identifier: Apache-2.0
#pragma once
// What an attacker sets before a statement, and what they put in its way.

#include "tests/contract/rights_world.h"

namespace hotswap::rights {

/// Statements that each may stand before an attempt, in its transaction.
std::vector<std::string> attackersSettings(World& world);

/// Objects of the attacker's own in their temporary schema: functions that keep what they see, and others
/// under names that the product's code uses.
void prepareFakes(Sql& attacker);

/// Objects that shadow tables and functions of the product, to be made where they are looked at first.
std::string shadows();

} // namespace hotswap::rights

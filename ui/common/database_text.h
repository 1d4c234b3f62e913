// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with a database, in words, and what to do about it. Needs Qt Core alone, so that the command
// line says the same as the console.

#include "core/domain/coordination.h"

#include <QString>

namespace hotswap::ui {

/// One sentence that says what is wrong and what it costs, translated.
QString warningText(DatabaseWarning warning);

/// One sentence that says what to do about it, translated.
QString warningFix(DatabaseWarning warning);

/// Whether data or the separation of tenants is at stake, or nothing works at all.
bool isGrave(DatabaseWarning warning);

} // namespace hotswap::ui

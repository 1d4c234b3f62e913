// SPDX-License-Identifier: Apache-2.0
#pragma once
// The only place that turns an error into words. Needs Qt Core alone, so that the command line says the same
// as the console.

#include "core/domain/error.h"

#include <QString>

namespace hotswap::ui {

/// One sentence that says what is wrong and what to do, translated; every wrong field with what would be
/// right.
QString errorText(const Error& error);

/// What to do next about errors of this kind, as a short sentence of its own, translated.
QString nextStep(ErrorCode code);

} // namespace hotswap::ui

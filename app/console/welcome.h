// SPDX-License-Identifier: Apache-2.0
#pragma once
// The first screen of a console that was told nothing.

#include "app/console/console_options.h"
#include "app/console/preferences_file.h"

namespace hotswap::console {

enum class WelcomeEnd { Closed, LabChosen, Failed };

/// Shows it and waits until a person has chosen or closed it. With a picture wanted, takes it and ends.
WelcomeEnd runWelcome(const ConsoleOptions& options, PreferencesFile& preferences);

} // namespace hotswap::console

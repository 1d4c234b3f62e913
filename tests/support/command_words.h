// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands and receipts in words, for reading a failing run.

#include "core/domain/command.h"

namespace hotswap::support {

inline const char* actionName(CommandAction action) {
    switch (action) {
    case CommandAction::Apply: return "apply";
    case CommandAction::Prepare: return "prepare";
    case CommandAction::Switch: return "switch";
    case CommandAction::Discard: return "discard";
    case CommandAction::Revert: return "revert";
    case CommandAction::Remove: return "remove";
    case CommandAction::Drain: return "drain";
    case CommandAction::Undrain: return "undrain";
    case CommandAction::Stop: return "stop";
    }
    return "?";
}

inline const char* outcomeName(ReceiptOutcome outcome) {
    switch (outcome) {
    case ReceiptOutcome::Applied: return "applied";
    case ReceiptOutcome::Reverted: return "reverted";
    case ReceiptOutcome::Failed: return "failed";
    case ReceiptOutcome::Refused: return "refused";
    case ReceiptOutcome::Broken: return "broken";
    }
    return "?";
}

} // namespace hotswap::support

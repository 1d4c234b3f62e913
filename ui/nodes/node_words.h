// SPDX-License-Identifier: Apache-2.0
#pragma once
// A node's commands and receipts in words; the command line says the same.

#include "core/ports/node_records.h"
#include "ui/common/tone.h"

#include <QString>

namespace hotswap::ui {

struct NodeCommandWords {
    QString action;  ///< "Apply"; a dash when the command says nothing known
    QString subject; ///< module, and the release that runs after it
    QString outcome; ///< "applied", "refused", "waits", "void"
    QString detail;  ///< why, for what was not applied; length of the switch window for what was
    Tone tone = Tone::Neutral;
};

/// Pure function of the present language. GUI thread.
NodeCommandWords wordsOf(const ports::NodeJournalRow& row);

} // namespace hotswap::ui

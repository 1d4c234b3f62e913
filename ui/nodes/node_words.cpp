// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/node_words.h"

#include "core/domain/fleet_order.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"

#include <QCoreApplication>

namespace hotswap::ui {

namespace {

struct NodeWords {
    Q_DECLARE_TR_FUNCTIONS(NodeWords)

public:
    static QString of(CommandAction action) {
        switch (action) {
        case CommandAction::Apply: return tr("Apply", "command to a node");
        case CommandAction::Prepare: return tr("Prepare", "command to a node");
        case CommandAction::Switch: return tr("Switch", "command to a node");
        case CommandAction::Discard: return tr("Discard", "command to a node");
        case CommandAction::Revert: return tr("Revert", "command to a node");
        case CommandAction::Remove: return tr("Remove", "command to a node");
        case CommandAction::Drain: return tr("Drain", "command to a node");
        case CommandAction::Undrain: return tr("Put back", "command to a node");
        case CommandAction::Stop: return tr("Stop the line", "command to a node");
        }
        return {};
    }

    static QString of(ports::CommandState state) {
        switch (state) {
        case ports::CommandState::Pending: return tr("Waits", "command");
        case ports::CommandState::Delivered: return tr("Delivered", "command");
        case ports::CommandState::Answered: return tr("Answered", "command");
        case ports::CommandState::Void: return tr("Void", "command");
        }
        return {};
    }

    static QString of(ReceiptOutcome outcome) {
        switch (outcome) {
        case ReceiptOutcome::Applied: return tr("Applied", "receipt");
        case ReceiptOutcome::Reverted: return tr("Reverted", "receipt");
        case ReceiptOutcome::Failed: return tr("Failed", "receipt");
        case ReceiptOutcome::Refused: return tr("Refused", "receipt");
        case ReceiptOutcome::Broken: return tr("Broken", "receipt");
        }
        return {};
    }

    static QString window(Duration length) {
        //: time without anybody listening while a release is exchanged; %1 milliseconds
        return tr("Switched in %1 ms").arg(length.count());
    }
};

Tone toneOf(ReceiptOutcome outcome) {
    switch (outcome) {
    case ReceiptOutcome::Applied: return Tone::Good;
    case ReceiptOutcome::Reverted: return Tone::Warning;
    default: return Tone::Bad;
    }
}

} // namespace

NodeCommandWords wordsOf(const ports::NodeJournalRow& row) {
    NodeCommandWords words;
    words.action = row.action ? NodeWords::of(*row.action) : QStringLiteral("–");
    words.subject = row.scope.module.value == kNodeWideModule ? QString() : toQt(row.scope.module);
    if (!row.receipt) {
        words.outcome = NodeWords::of(row.state);
        words.tone = row.state == ports::CommandState::Void ? Tone::Neutral : Tone::Busy;
        return words;
    }
    const Receipt& receipt = *row.receipt;
    if (!receipt.running.digest.empty()) {
        words.subject += QLatin1Char(' ') + toQt(receipt.running.version.text());
    }
    words.outcome = NodeWords::of(receipt.outcome);
    words.tone = toneOf(receipt.outcome);
    if (receipt.outcome != ReceiptOutcome::Applied) {
        words.detail = receipt.detail.empty() ? errorText(makeError(receipt.reason)) : toQt(receipt.detail);
    } else if (receipt.switchTook > Duration::zero()) {
        words.detail = NodeWords::window(receipt.switchTook);
    }
    return words;
}

} // namespace hotswap::ui

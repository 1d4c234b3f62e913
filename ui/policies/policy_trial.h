// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy tried on the evidence of past rollouts: what happened, and what it would have done.

#include "core/ports/evidence_queries.h"
#include "ui/common/cell_table.h"
#include "ui/session/page_context.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// GUI thread. One trial at a time; a new one replaces what is shown.
class PolicyTrial : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("PolicyDesk owns it")

    Q_PROPERTY(hotswap::ui::CellTable* rollouts READ rollouts CONSTANT FINAL)
    Q_PROPERTY(bool running READ running NOTIFY changed FINAL)
    Q_PROPERTY(bool done READ done NOTIFY changed FINAL)
    /// Sums, in sentences.
    Q_PROPERTY(QString sentence READ sentence NOTIFY changed FINAL)
    /// Why it could not be tried; empty: it could.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)

public:
    explicit PolicyTrial(const PageContext& context, QObject* parent = nullptr);

    CellTable* rollouts() { return &m_rollouts; }
    bool running() const { return m_running; }
    bool done() const { return m_answer.has_value(); }
    QString sentence() const;
    QString error() const { return m_error; }

    void run(ports::queries::Backtest query);
    /// Forgets what was tried: it was about something else.
    void clear();
    /// The verdict of a row's policy with its numbers; empty when none is kept.
    Q_INVOKABLE QString detailOf(int row) const;
    Q_INVOKABLE QString deploymentAt(int row) const { return m_rollouts.keyAt(row); }
    void retranslate() { rebuild(); }

Q_SIGNALS:
    void changed();

private:
    void rebuild();

    PageContext m_context;
    CellTable m_rollouts;
    std::optional<ports::BacktestAnswer> m_answer;
    QString m_error;
    bool m_running = false;
    std::uint64_t m_asked = 0;
};

} // namespace hotswap::ui

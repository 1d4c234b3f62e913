// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Coordination page, and what every page says of it: who takes part, who leads what, how events and
// commands flow, how the database is.

#include "core/ports/coordination.h"
#include "ui/common/cell_table.h"
#include "ui/common/fact_list.h"
#include "ui/coordination/warning_list.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// Asks again when a delta says that somebody came, went or took a lease, and every few seconds, since lag
/// and round trips are measured, not told. GUI thread.
class CoordinationView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::CellTable* participants READ participants CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* leases READ leases CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* locks READ locks CONSTANT FINAL)
    /// Event feed and waiting commands.
    Q_PROPERTY(hotswap::ui::FactList* flow READ flow CONSTANT FINAL)
    /// Database; empty while there is none.
    Q_PROPERTY(hotswap::ui::FactList* database READ database CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::WarningList* warnings READ warnings CONSTANT FINAL)
    /// A report was answered.
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    /// Why the last one was not; what is shown is older. Empty: it was.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    /// "4 programs, 2 of them lead"; with an error, as of when.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    /// How long a program that says nothing more counts as present.
    Q_PROPERTY(QString presenceRule READ presenceRule NOTIFY changed FINAL)
    Q_PROPERTY(bool hasDatabase READ hasDatabase NOTIFY changed FINAL)
    /// Nobody who is present may lead: what that means, and what can be done. Empty: somebody may, or it is
    /// not known.
    Q_PROPERTY(QString leaderless READ leaderless NOTIFY changed FINAL)
    /// "Listening, 12 ms behind", for the status line.
    Q_PROPERTY(QString feedText READ feedText NOTIFY changed FINAL)
    Q_PROPERTY(int feedTone READ feedTone NOTIFY changed FINAL)
    /// "3 commands wait, the oldest for 2 s"; empty while none waits.
    Q_PROPERTY(QString queueText READ queueText NOTIFY changed FINAL)
    Q_PROPERTY(int queueTone READ queueTone NOTIFY changed FINAL)
    /// Row of the lease that the hand-over is about; -1: none is chosen.
    Q_PROPERTY(int leaseRow READ leaseRow WRITE setLeaseRow NOTIFY changed FINAL)
    /// Whether its holder may be asked to hand it over, and why not.
    Q_PROPERTY(bool handOverAllowed READ handOverAllowed NOTIFY changed FINAL)
    Q_PROPERTY(QString handOverWhyNot READ handOverWhyNot NOTIFY changed FINAL)

public:
    explicit CoordinationView(const PageContext& context, QObject* parent = nullptr);

    CellTable* participants() { return &m_participants; }
    CellTable* leases() { return &m_leases; }
    CellTable* locks() { return &m_locks; }
    FactList* flow() { return &m_flow; }
    FactList* database() { return &m_database; }
    WarningList* warnings() { return &m_warnings; }
    bool loaded() const { return m_report.has_value(); }
    QString error() const { return m_error; }
    QString summary() const;
    QString presenceRule() const;
    bool hasDatabase() const { return m_report && m_report->database; }
    QString leaderless() const;
    QString feedText() const;
    int feedTone() const;
    QString queueText() const;
    int queueTone() const;
    int leaseRow() const { return m_leaseRow; }
    void setLeaseRow(int row);
    bool handOverAllowed() const { return handOverWhyNot().isEmpty(); }
    QString handOverWhyNot() const;

    /// Once a second: ages go on, and now and then the report is asked for again.
    void tick();
    Q_INVOKABLE void refresh();
    /// Asks the holder of the chosen lease to give it up, after the undo grace or at once.
    Q_INVOKABLE void handOver(bool atOnce);

Q_SIGNALS:
    void changed();

private:
    void hear(const ports::ConsoleDelta& delta);
    void take(Result<ports::CoordinationReport>&& answer);
    void rebuild();
    void showParticipants();
    void showLeases();
    void showLocks();
    void showFlow();
    void showDatabase();
    const ports::Lease* chosen() const;
    const Participant* find(const HolderId& id) const;
    /// Store time, going on since the report while reports come.
    Instant now() const;
    QString age(Instant since) const;

    PageContext m_context;
    CellTable m_participants;
    CellTable m_leases;
    CellTable m_locks;
    FactList m_flow;
    FactList m_database;
    WarningList m_warnings;
    std::optional<ports::CoordinationReport> m_report;
    Instant m_answeredAt{}; ///< by this program's clock
    QString m_error;
    std::vector<std::pair<Scope, Fence>> m_heardLeases;
    bool m_asking = false;
    bool m_stale = false; ///< something changed while an answer was on its way
    int m_ticks = 0;
    int m_leaseRow = -1;
};

} // namespace hotswap::ui

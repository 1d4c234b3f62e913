// SPDX-License-Identifier: Apache-2.0
// The report as rows of ready texts.
#include "ui/common/database_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/coordination/coordination_view.h"

namespace hotswap::ui {

void CoordinationView::rebuild() {
    m_participants.setHeadings({tr("Program"), tr("Name"), tr("Host"), tr("Person"), tr("Version"),
                                tr("Present for"), tr("Gateway"), tr("Leads")});
    m_leases.setHeadings({tr("Module"), tr("Environment"), tr("Leader"), tr("Host"), tr("Epoch"),
                          tr("Held for"), tr("State")});
    m_locks.setHeadings({tr("Lock"), tr("Holder"), tr("Held for"), tr("Waiting")});
    if (m_report) {
        showParticipants();
        showLeases();
        showLocks();
        showFlow();
        showDatabase();
    }
    Q_EMIT changed();
}

void CoordinationView::showParticipants() {
    std::vector<TableRow> rows;
    for (const Participant& each : m_report->participants) {
        //: %1 host, %2 process number
        const QString host = each.pid == 0
                                 ? toQt(each.host)
                                 : tr("%1, process %2").arg(toQt(each.host), QString::number(each.pid));
        const QString none = QStringLiteral("–");
        rows.push_back({toQt(each.id),
                        {{Words::of(each.kind), CellKind::Strong, Tone::Neutral},
                         {toQt(each.id), CellKind::Mono, Tone::Neutral},
                         {host, CellKind::Text, Tone::Neutral},
                         {each.user.empty() ? none : toQt(each.user), CellKind::Text, Tone::Neutral},
                         {toQt(each.version), CellKind::Faint, Tone::Neutral},
                         {age(each.since), CellKind::Text, Tone::Neutral},
                         {each.gateway.empty() ? none : toQt(each.gateway), CellKind::Mono, Tone::Neutral},
                         {each.leads ? tr("may lead") : tr("looks on"), CellKind::Chip,
                          each.leads ? Tone::Good : Tone::Neutral}}});
    }
    m_participants.setRows(std::move(rows));
}

void CoordinationView::showLeases() {
    std::vector<TableRow> rows;
    for (const ports::Lease& lease : m_report->leases) {
        const Participant* holder = find(lease.holder);
        const bool expired = lease.expiresAt <= now();
        TableCell state{tr("held"), CellKind::Chip, Tone::Good};
        if (lease.handOverAsked) {
            state = {tr("to be handed over"), CellKind::Chip, Tone::Warning};
        } else if (expired && m_error.isEmpty()) {
            state = {tr("not renewed"), CellKind::Chip, Tone::Warning};
        }
        //: %1 generation of the store, %2 epoch of the lease
        const QString epoch = tr("%1.%2").arg(lease.fence.generation).arg(lease.fence.epoch);
        const QString host = holder == nullptr ? tr("not present") : toQt(holder->host);
        rows.push_back({toQt(lease.scope.text()),
                        {{toQt(lease.scope.module), CellKind::Strong, Tone::Neutral},
                         {Words::of(lease.scope.environment), CellKind::Text, Tone::Neutral},
                         {toQt(lease.holder), CellKind::Mono, Tone::Neutral},
                         {host, CellKind::Text, Tone::Neutral},
                         {epoch, CellKind::Number, Tone::Neutral},
                         {age(lease.acquiredAt), CellKind::Text, Tone::Neutral},
                         state}});
    }
    m_leases.setRows(std::move(rows));
}

void CoordinationView::showLocks() {
    std::vector<TableRow> rows;
    for (const LockRow& lock : m_report->locks) {
        const QString holder = lock.holder.empty() ? tr("not known") : toQt(lock.holder);
        rows.push_back({toQt(lock.name),
                        {{toQt(lock.name), CellKind::Strong, Tone::Neutral},
                         {holder, CellKind::Mono, Tone::Neutral},
                         {age(lock.since), CellKind::Text, Tone::Neutral},
                         {m_context.formatter.number(static_cast<qint64>(lock.waiters)), CellKind::Number,
                          Tone::Neutral}}});
    }
    m_locks.setRows(std::move(rows));
}

void CoordinationView::showFlow() {
    const FeedHealth& feed = m_report->feed;
    //: %1 is a time of day
    const QString listener = (feed.connected ? tr("listening since %1") : tr("not listening since %1"))
                                 .arg(m_context.formatter.time(feed.since));
    std::vector<FactRow> rows{
        {tr("Notifications"), listener, feed.connected ? Tone::Neutral : Tone::Warning, false},
        {tr("Event lag"), m_context.formatter.duration(feed.lag), static_cast<Tone>(feedTone()), false},
    };
    if (!feed.blockedBy.empty()) {
        rows.push_back({tr("Held back by"), toQt(feed.blockedBy), Tone::Warning, true});
    }
    if (!feed.cursor.empty()) {
        rows.push_back({tr("Read up to"), toQt(feed.cursor), Tone::Neutral, true});
    }
    const QString waiting = queueText();
    rows.push_back({tr("Commands"), waiting.isEmpty() ? tr("none waits") : waiting,
                    static_cast<Tone>(queueTone()), false});
    m_flow.setRows(std::move(rows));
}

void CoordinationView::showDatabase() {
    if (!m_report->database) {
        m_database.setRows({});
        m_warnings.setRows({});
        return;
    }
    const DatabaseHealth& health = *m_report->database;
    const Formatter& formatter = m_context.formatter;
    const QString used = formatter.number(static_cast<qint64>(health.connectionsUsed));
    m_database.setRows({
        //: %1 is a version number
        {tr("Server"), tr("PostgreSQL %1").arg(toQt(health.version)), Tone::Neutral, false},
        {tr("Role"), health.isPrimary ? tr("primary") : tr("standby, read only"),
         health.isPrimary ? Tone::Neutral : Tone::Bad, false},
        {tr("Commits"), health.synchronous ? tr("wait for a standby") : tr("do not wait for a standby"),
         Tone::Neutral, false},
        {tr("Round trip"), formatter.duration(health.roundTrip), Tone::Neutral, false},
        {tr("Connections"),
         //: connections in use, of how many at most
         health.connectionsMax == 0
             ? used
             : tr("%1 of %2").arg(used, formatter.number(static_cast<qint64>(health.connectionsMax))),
         Tone::Neutral, false},
        {tr("Generation"), formatter.number(static_cast<qint64>(health.generation)), Tone::Neutral, false},
    });
    std::vector<WarningRow> findings;
    for (const DatabaseFinding& each : health.findings) {
        findings.push_back({toQt(databaseWarningName(each.warning)), warningText(each.warning),
                            warningFix(each.warning), toQt(each.detail),
                            isGrave(each.warning) ? Tone::Bad : Tone::Warning});
    }
    m_warnings.setRows(std::move(findings));
}

} // namespace hotswap::ui

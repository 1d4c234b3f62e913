// SPDX-License-Identifier: Apache-2.0
#include "ui/coordination/coordination_view.h"

#include "core/domain/limits.h"
#include "ui/common/database_text.h"
#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr int kTicksBetweenReports = 5;
constexpr Duration kLagWorthALook{1'000};
constexpr Duration kWaitWorthALook{10'000}; // gateways fetch at once; nodes that are away take longer

} // namespace

CoordinationView::CoordinationView(const PageContext& context, QObject* parent)
    : QObject(parent), m_context(context) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&m_context.client, &ServiceClient::identityChanged, this, [this] { Q_EMIT changed(); });
    connect(&m_context.client, &ServiceClient::onlineChanged, this, [this] {
        refresh();
        Q_EMIT changed();
    });
    connect(&m_context.formatter, &Formatter::changed, this, &CoordinationView::rebuild);
    rebuild();
}

void CoordinationView::hear(const ports::ConsoleDelta& delta) {
    std::vector<std::pair<Scope, Fence>> leases;
    for (const ports::Lease& lease : delta.leases) {
        leases.emplace_back(lease.scope, lease.fence);
    }
    if (delta.snapshot || delta.presenceChanged || leases != m_heardLeases) {
        m_heardLeases = std::move(leases);
        refresh();
    }
}

void CoordinationView::tick() {
    if (++m_ticks >= kTicksBetweenReports) {
        refresh();
    } else if (m_report) {
        rebuild();
    }
}

void CoordinationView::refresh() {
    if (m_asking) {
        m_stale = true;
        return;
    }
    m_asking = true;
    m_stale = false;
    m_ticks = 0;
    m_context.client.ask<ports::CoordinationReport>(
        this, ports::queries::Coordination{},
        [this](Result<ports::CoordinationReport>&& answer) { take(std::move(answer)); });
}

void CoordinationView::take(Result<ports::CoordinationReport>&& answer) {
    m_asking = false;
    m_error = answer.ok() ? QString() : errorText(answer.error());
    if (answer.ok()) {
        m_report = *std::move(answer);
        m_answeredAt = m_context.clock.now();
    }
    rebuild();
    if (m_stale) {
        refresh();
    }
}

QString CoordinationView::summary() const {
    if (!m_report) {
        return {};
    }
    if (!m_error.isEmpty()) {
        //: %1 is a time of day
        return tr("As of %1").arg(m_context.formatter.time(m_report->now));
    }
    const auto leading = std::count_if(m_report->participants.begin(), m_report->participants.end(),
                                       [](const Participant& each) { return each.leads; });
    //: %1 "4 programs present"
    return tr("%1, %Ln of them may lead", "", static_cast<int>(leading))
        .arg(tr("%Ln program(s) present", "", static_cast<int>(m_report->participants.size())));
}

QString CoordinationView::presenceRule() const {
    //: %1 is a duration
    return tr("Whoever is not seen for %1 is gone").arg(m_context.formatter.duration(limits::kPresenceKept));
}

QString CoordinationView::leaderless() const {
    const bool known = m_report && m_error.isEmpty();
    if (known && m_report->database) {
        const auto& findings = m_report->database->findings;
        if (std::any_of(findings.begin(), findings.end(), [](const DatabaseFinding& each) {
                return each.warning == DatabaseWarning::GenerationChanged;
            })) {
            return warningText(DatabaseWarning::GenerationChanged) + QLatin1Char(' ') +
                   warningFix(DatabaseWarning::GenerationChanged);
        }
    }
    const bool led = known && std::any_of(m_report->participants.begin(), m_report->participants.end(),
                                          [](const Participant& each) { return each.leads; });
    if (!known || led) {
        return {};
    }
    return tr(
        "No program leads: new deployments wait, and those under way go no further. Start an orchestrator "
        "agent, or let this console lead if an administrator has enrolled it for that.");
}

QString CoordinationView::feedText() const {
    if (!m_report) {
        return {};
    }
    const FeedHealth& feed = m_report->feed;
    if (!feed.connected) {
        //: notifications of the database; %1 is a time of day
        return tr("Not listening since %1").arg(m_context.formatter.time(feed.since));
    }
    //: notifications of the database arrive; %1 is a short duration
    return tr("Listening, %1 behind").arg(m_context.formatter.duration(feed.lag));
}

int CoordinationView::feedTone() const {
    const bool good = !m_report || (m_report->feed.connected && m_report->feed.lag < kLagWorthALook);
    return static_cast<int>(good ? Tone::Neutral : Tone::Warning);
}

QString CoordinationView::queueText() const {
    if (!m_report || m_report->queue.waiting == 0) {
        return {};
    }
    const QueueHealth& queue = m_report->queue;
    //: commands for nodes that no gateway has fetched; %1 is a duration
    return tr("%Ln command(s) wait, the oldest for %1", "", static_cast<int>(queue.waiting))
        .arg(m_context.formatter.duration(queue.oldest));
}

int CoordinationView::queueTone() const {
    const bool good = !m_report || m_report->queue.oldest < kWaitWorthALook;
    return static_cast<int>(good ? Tone::Neutral : Tone::Warning);
}

void CoordinationView::setLeaseRow(int row) {
    if (row != m_leaseRow) {
        m_leaseRow = row;
        Q_EMIT changed();
    }
}

const ports::Lease* CoordinationView::chosen() const {
    const bool there =
        m_report && m_leaseRow >= 0 && static_cast<std::size_t>(m_leaseRow) < m_report->leases.size();
    return there ? &m_report->leases[static_cast<std::size_t>(m_leaseRow)] : nullptr;
}

const Participant* CoordinationView::find(const HolderId& id) const {
    const auto& all = m_report->participants;
    const auto found =
        std::find_if(all.begin(), all.end(), [&](const Participant& each) { return each.id == id; });
    return found == all.end() ? nullptr : &*found;
}

QString CoordinationView::handOverWhyNot() const {
    if (!m_context.client.online()) {
        return ServiceClient::offlineText();
    }
    if (!m_context.client.identity().has(Role::Admin)) {
        return tr("Only an administrator may ask for a hand-over.");
    }
    const ports::Lease* lease = chosen();
    if (lease == nullptr) {
        return tr("Choose the lease to hand over.");
    }
    if (lease->handOverAsked) {
        return tr("Its holder was asked already.");
    }
    const bool other =
        std::any_of(m_report->participants.begin(), m_report->participants.end(),
                    [lease](const Participant& each) { return each.leads && each.id != lease->holder; });
    return other ? QString() : tr("No other program may lead: the work would only stand still.");
}

void CoordinationView::handOver(bool atOnce) {
    const ports::Lease* lease = chosen();
    if (lease == nullptr || !handOverAllowed()) {
        return;
    }
    const QString module = toQt(lease->scope.module);
    const QString environment = Words::of(lease->scope.environment);
    const QString holder = toQt(lease->holder);
    //: %1 module, %2 environment
    const QString what = tr("Hand over %1 in %2").arg(module, environment);
    m_context.grace.offer(
        what, atOnce ? UndoGrace::Wait::None : UndoGrace::Wait::Grace, [=, this, scope = lease->scope] {
            m_context.client.execute(
                this, ports::requests::HandOver{scope}, [=, this](Result<ports::Answer> answer) {
                    if (answer.ok()) {
                        //: %1 program, %2 module, %3 environment
                        m_context.notices.say(
                            tr("%1 was asked to hand over %2 in %3").arg(holder, module, environment),
                            Tone::Good);
                    } else {
                        m_context.notices.say(errorText(answer.error()), Tone::Bad);
                    }
                    refresh();
                });
        });
}

Instant CoordinationView::now() const {
    if (!m_error.isEmpty()) {
        return m_report->now; // the summary says as of when
    }
    return m_report->now + std::max(Duration::zero(), Duration(m_context.clock.now() - m_answeredAt));
}

QString CoordinationView::age(Instant since) const {
    return toMs(since) == 0 ? QStringLiteral("–")
                            : m_context.formatter.duration(std::chrono::floor<std::chrono::seconds>(
                                  std::max(Duration::zero(), Duration(now() - since))));
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/session/connection.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <QStringList>

#include <set>

namespace hotswap::ui {

namespace {

constexpr Duration kSameDay = std::chrono::hours(12);

} // namespace

Connection::Connection(ServiceClient& client, ports::ConnectionState* link, const ports::Clock& clock,
                       Formatter& formatter, QObject* parent)
    : QObject(parent), m_client(client), m_clock(clock), m_formatter(formatter) {
    if (link != nullptr) {
        m_listening = link->listen([this](const ports::ConnectionStatus& status) {
            QMetaObject::invokeMethod(
                this, [this, status] { follow(status); }, Qt::QueuedConnection);
        });
        follow(link->status()); // after listening: a change in between is told again
    }
    connect(&client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&client, &ServiceClient::reached, this, [this] {
        m_lastReached = m_clock.now();
        if (m_lost) {
            m_lost = false;
            Q_EMIT changed();
        }
    });
    connect(&client, &ServiceClient::unreachable, this, [this] {
        m_lost = true;
        Q_EMIT changed();
    });
    connect(&formatter, &Formatter::changed, this, &Connection::changed);
}

void Connection::follow(const ports::ConnectionStatus& link) {
    if (link.phase == ports::ConnectionPhase::Live && m_link.phase == ports::ConnectionPhase::Offline) {
        m_lost = false; // calls that failed meanwhile say nothing any more
    }
    m_link = link;
    m_client.setOnline(link.phase != ports::ConnectionPhase::Offline);
    Q_EMIT changed();
}

void Connection::hear(const ports::ConsoleDelta& delta) {
    const QString stopped = toQt(delta.engineStopped);
    const auto holders = [](const std::vector<ports::Lease>& leases) {
        std::vector<std::pair<std::string, Fence>> list;
        for (const ports::Lease& lease : leases) {
            list.emplace_back(lease.scope.text() + lease.holder.value, lease.fence);
        }
        return list;
    };
    const bool same =
        m_heard && !m_lost && stopped == m_engineStopped && holders(delta.leases) == holders(m_leases);
    m_heard = true;
    m_lost = false;
    m_lastReached = m_clock.now();
    m_engineStopped = stopped;
    m_leases = delta.leases;
    if (!same) {
        Q_EMIT changed();
    }
}

Connection::State Connection::state() const {
    if (!m_heard) {
        return Waiting;
    }
    if (m_link.phase == ports::ConnectionPhase::Offline) {
        return Offline;
    }
    if (m_lost || m_link.phase == ports::ConnectionPhase::Stale) {
        return Stale;
    }
    return m_engineStopped.isEmpty() ? Live : Stopped;
}

bool Connection::unreachable() const {
    return m_lost || m_link.phase == ports::ConnectionPhase::Offline;
}

/// When what is shown was last known to be true.
Instant Connection::since() const {
    return m_link.phase == ports::ConnectionPhase::Live ? m_lastReached : m_link.since;
}

/// With the date where a time of day would mislead.
QString Connection::asOf() const {
    const Instant at = since();
    return m_clock.now() - at < kSameDay ? m_formatter.time(at) : m_formatter.dateTime(at);
}

QString Connection::text() const {
    switch (state()) {
    case Waiting: return unreachable() ? tr("Offline") : tr("Connecting");
    case Live: return tr("Live");
    //: %1 is a time of day
    case Stale: return tr("Stale since %1").arg(m_formatter.time(since()));
    //: %1 is a time of day, or a date and a time
    case Offline: return tr("Offline, as of %1").arg(asOf());
    case Stopped: return tr("Engine stopped");
    }
    return {};
}

int Connection::tone() const {
    switch (state()) {
    case Waiting: return static_cast<int>(unreachable() ? Tone::Bad : Tone::Neutral);
    case Live: return static_cast<int>(Tone::Good);
    case Stale: return static_cast<int>(Tone::Warning);
    case Offline:
    case Stopped: return static_cast<int>(Tone::Bad);
    }
    return 0;
}

QString Connection::warning() const {
    switch (state()) {
    case Waiting:
        return unreachable() ? tr("The store cannot be reached; this console goes on trying.") : QString();
    case Live:
    case Stopped: return {};
    case Stale:
        //: %1 is a time of day
        return tr("Changes have not arrived since %1: what is shown may be old.")
            .arg(m_formatter.time(since()));
    case Offline:
        //: %1 is a time of day, or a date and a time
        return tr("The store cannot be reached. What is shown is as it was at %1; nothing can be changed "
                  "until it is back.")
            .arg(asOf());
    }
    return {};
}

QString Connection::leaders() const {
    if (state() == Offline) {
        return tr("Who leads is not known now");
    }
    if (m_leases.empty()) {
        return tr("Nobody leads a rollout now");
    }
    std::set<std::string> holders;
    for (const ports::Lease& lease : m_leases) {
        holders.insert(lease.holder.value);
    }
    const int scopes = static_cast<int>(m_leases.size());
    if (holders.size() == 1) {
        //: %1 is the name of a program, %n the number of scopes it leads
        return tr("%1 leads %n scope(s)", "", scopes).arg(toQt(*holders.begin()));
    }
    //: %1 is the number of programs that lead, %n of scopes
    return tr("%1 leaders for %n scope(s)", "", scopes)
        .arg(m_formatter.number(static_cast<qint64>(holders.size())));
}

QString Connection::leaderDetail() const {
    QStringList lines;
    for (const ports::Lease& lease : m_leases) {
        //: one scope and who leads it: module, environment, program, epoch number
        lines << tr("%1 in %2: %3, epoch %4")
                     .arg(toQt(lease.scope.module), Words::of(lease.scope.environment), toQt(lease.holder),
                          m_formatter.number(static_cast<qint64>(lease.fence.epoch)));
    }
    return lines.join(QLatin1Char('\n'));
}

} // namespace hotswap::ui

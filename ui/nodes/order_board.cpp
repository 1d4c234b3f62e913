// SPDX-License-Identifier: Apache-2.0
#include "ui/nodes/order_board.h"

#include "ui/common/error_text.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <algorithm>
#include <set>
#include <tuple>

namespace hotswap::ui {

namespace {

constexpr std::size_t kShownMax = 8;
constexpr std::size_t kKeptMax = 200;
constexpr Duration kEndedShown = std::chrono::minutes(10); ///< an order that is done stays in view so long

const std::vector<RowRole<OrderRow>>& roles() {
    static const std::vector<RowRole<OrderRow>> table = {
        {"key", [](const OrderRow& row) { return QVariant(row.key); }},
        {"title", [](const OrderRow& row) { return QVariant(row.title); }},
        {"countText", [](const OrderRow& row) { return QVariant(row.count); }},
        {"who", [](const OrderRow& row) { return QVariant(row.who); }},
        {"fraction", [](const OrderRow& row) { return QVariant(row.fraction); }},
        {"tone", [](const OrderRow& row) { return QVariant(static_cast<int>(row.tone)); }},
        {"releasable", [](const OrderRow& row) { return QVariant(row.releasable); }},
    };
    return table;
}

/// Open ones first, then the newest.
bool isBefore(const OrderSummary* a, const OrderSummary* b) {
    return std::tie(a->order.open, a->order.requestedAt, a->order.id) >
           std::tie(b->order.open, b->order.requestedAt, b->order.id);
}

} // namespace

OrderBoard::OrderBoard(const PageContext& context, FleetModel& fleet, const RunningList& running,
                       QObject* parent)
    : RowListModel<OrderRow>(roles(), parent), m_context(context), m_fleet(fleet), m_running(running) {
    connect(&m_context.client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) { hear(*delta); });
    connect(&m_context.client, &ServiceClient::identityChanged, this, &OrderBoard::rebuild);
    connect(&m_context.client, &ServiceClient::onlineChanged, this, &OrderBoard::rebuild);
    connect(&m_context.formatter, &Formatter::changed, this, &OrderBoard::rebuild);
    connect(&fleet, &FleetModel::layoutReset, this, &OrderBoard::collectScopes);
}

void OrderBoard::hear(const ports::ConsoleDelta& delta) {
    if (delta.snapshot) {
        m_orders.clear();
        refresh();
    }
    for (const OrderSummary& summary : delta.orders) {
        m_orders[summary.order.id] = summary;
    }
    while (m_orders.size() > kKeptMax) {
        m_orders.erase(std::min_element(m_orders.begin(), m_orders.end(), [](const auto& a, const auto& b) {
            return std::tie(a.second.order.open, a.second.order.requestedAt) <
                   std::tie(b.second.order.open, b.second.order.requestedAt);
        }));
    }
    const bool news = std::any_of(delta.nodes.begin(), delta.nodes.end(), [this](const Node& node) {
        return std::any_of(node.modules.begin(), node.modules.end(), [&](const auto& module) {
            const Scope scope{node.tenant, node.environment, module.first};
            return std::find(m_scopes.begin(), m_scopes.end(), scope) == m_scopes.end();
        });
    });
    if (news) {
        collectScopes();
    }
    if (delta.snapshot || !delta.orders.empty()) {
        rebuild();
    }
}

void OrderBoard::refresh() {
    m_context.client.ask<ports::OrdersAnswer>(this, ports::queries::Orders{{}, kKeptMax},
                                              [this](const Result<ports::OrdersAnswer>& answer) {
                                                  if (!answer.ok()) {
                                                      return;
                                                  }
                                                  for (const OrderSummary& summary : answer->orders) {
                                                      // What a delta told meanwhile is newer.
                                                      m_orders.try_emplace(summary.order.id, summary);
                                                  }
                                                  rebuild();
                                              });
}

void OrderBoard::collectScopes() {
    std::set<Scope> scopes;
    for (int row = 0; row < m_fleet.rowCount(); ++row) {
        const Node& node = m_fleet.nodeAt(row);
        for (const auto& [module, release] : node.modules) {
            scopes.insert({node.tenant, node.environment, module});
        }
    }
    std::vector<Scope> next(scopes.begin(), scopes.end());
    std::stable_sort(next.begin(), next.end(), [](const Scope& a, const Scope& b) {
        return environmentRank(a.environment) < environmentRank(b.environment);
    });
    if (next != m_scopes) {
        m_scopes = std::move(next);
        Q_EMIT changed();
    }
}

QStringList OrderBoard::scopes() const {
    QStringList names;
    for (const Scope& scope : m_scopes) {
        //: %1 module, %2 environment
        names << tr("%1 in %2").arg(toQt(scope.module), Words::of(scope.environment));
    }
    return names;
}

int OrderBoard::scopeOf(const QString& deployment) const {
    const auto& known = m_running.known();
    const auto summary = known.find(DeploymentId(fromQt(deployment)));
    const auto found = summary == known.end()
                           ? m_scopes.end()
                           : std::find(m_scopes.begin(), m_scopes.end(), summary->second.scope);
    return found == m_scopes.end() ? -1 : static_cast<int>(found - m_scopes.begin());
}

QString OrderBoard::whyNot() const {
    if (!m_context.client.online()) {
        return ServiceClient::offlineText();
    }
    return m_context.client.identity().has(Role::Deployer)
               ? QString()
               : tr("Only a deployer may drain nodes or stop a line.");
}

QString OrderBoard::stopConsequence(int scope) const {
    if (scope < 0 || static_cast<std::size_t>(scope) >= m_scopes.size()) {
        return {};
    }
    const Scope& which = m_scopes[static_cast<std::size_t>(scope)];
    int deployments = 0;
    for (const auto& [id, summary] : m_running.known()) {
        deployments += summary.scope == which && isActive(summary.state) ? 1 : 0;
    }
    int nodes = 0;
    for (int row = 0; row < m_fleet.rowCount(); ++row) {
        const Node& node = m_fleet.nodeAt(row);
        nodes += node.environment == which.environment && node.state != NodeState::Retired ? 1 : 0;
    }
    //: %1 "pauses 3 deployments", %2 "420 nodes are told and confirm it", %3 module, %4 environment
    return tr("At once it %1, and %2. Nothing of %3 in %4 begins or resumes until the line is released.")
        .arg(tr("pauses %Ln deployment(s)", "", deployments),
             tr("%Ln node(s) are told and confirm it", "", nodes), toQt(which.module),
             Words::of(which.environment));
}

void OrderBoard::stop(int scope, const QString& reason) {
    if (!allowed() || scope < 0 || static_cast<std::size_t>(scope) >= m_scopes.size()) {
        return;
    }
    const Scope& which = m_scopes[static_cast<std::size_t>(scope)];
    //: %1 module, %2 environment
    send(ports::requests::StopLine{which, fromQt(reason)},
         tr("The line of %1 in %2 is stopped").arg(toQt(which.module), Words::of(which.environment)));
}

const OrderSummary* OrderBoard::find(const QString& order) const {
    const auto found = m_orders.find(OrderId(fromQt(order)));
    return found == m_orders.end() ? nullptr : &found->second;
}

QString OrderBoard::releaseConsequence(const QString& order) const {
    const OrderSummary* found = find(order);
    return found == nullptr ? QString()
                            : tr("%Ln deployment(s) that the stop paused go on.", "",
                                 static_cast<int>(found->order.paused.size()));
}

void OrderBoard::release(const QString& order, const QString& reason) {
    const OrderSummary* found = find(order);
    if (!allowed() || found == nullptr) {
        return;
    }
    const Scope& scope = found->order.scope;
    //: %1 module, %2 environment
    send(ports::requests::ReleaseLine{scope, fromQt(reason)},
         tr("The line of %1 in %2 is released").arg(toQt(scope.module), Words::of(scope.environment)));
}

void OrderBoard::drain(const NodeId& node, const QString& reason) {
    //: %1 node
    send(ports::requests::DrainNodes{{node}, fromQt(reason)}, tr("%1 is being drained").arg(toQt(node)));
}

void OrderBoard::undrain(const NodeId& node) {
    //: %1 node
    send(ports::requests::UndrainNodes{{node}, {}}, tr("%1 is being put back").arg(toQt(node)));
}

void OrderBoard::send(ports::ConsoleRequest request, const QString& done) {
    m_context.client.execute(this, std::move(request), [this, done](Result<ports::Answer> answer) {
        if (answer.ok()) {
            m_context.notices.say(done, Tone::Good);
        } else {
            m_context.notices.say(errorText(answer.error()), Tone::Bad);
        }
    });
}

OrderRow OrderBoard::rowOf(const OrderSummary& summary) const {
    const FleetOrder& order = summary.order;
    const QString place = Words::of(order.scope.environment);
    OrderRow row;
    row.key = toQt(order.id);
    const bool stops = order.kind == OrderKind::Stop;
    const auto nodes = static_cast<int>(order.nodes.size());
    if (stops) {
        //: %1 module, %2 environment
        row.title = (order.open ? tr("Line stopped: %1 in %2") : tr("Line was stopped: %1 in %2"))
                        .arg(toQt(order.scope.module), place);
    } else {
        const QString what = nodes == 1 ? toQt(order.nodes.front()) : tr("%Ln node(s)", "", nodes);
        //: %1 a node or "3 nodes", %2 environment
        row.title = (order.kind == OrderKind::Drain ? tr("Drain %1 in %2") : tr("Put back %1 in %2"))
                        .arg(what, place);
    }
    const Formatter& formatter = m_context.formatter;
    //: receipts of nodes: %1 of %2
    row.count =
        tr("%1 of %2 confirmed")
            .arg(formatter.number(qint64{summary.confirmed}), formatter.number(qint64{summary.total}));
    if (summary.failed > 0) {
        //: %1 "412 of 420 confirmed", %2 number
        row.count = tr("%1, %2 failed").arg(row.count, formatter.number(qint64{summary.failed}));
    }
    //: %1 person, %2 time of day, %3 reason
    row.who = order.reason.empty()
                  ? tr("%1, %2").arg(toQt(order.requestedBy), formatter.time(order.requestedAt))
                  : tr("%1, %2: %3")
                        .arg(toQt(order.requestedBy), formatter.time(order.requestedAt), toQt(order.reason));
    row.fraction = summary.total == 0 ? 1.0 : static_cast<double>(summary.confirmed) / summary.total;
    const bool whole = summary.confirmed == summary.total;
    row.tone = summary.failed > 0    ? Tone::Bad
               : stops && order.open ? (whole ? Tone::Person : Tone::Warning)
                                     : (order.open && !whole ? Tone::Busy : Tone::Good);
    row.releasable = stops && order.open;
    return row;
}

void OrderBoard::rebuild() {
    Instant latest{};
    std::vector<const OrderSummary*> shown;
    for (const auto& [id, summary] : m_orders) {
        latest = std::max(latest, summary.order.requestedAt);
        if (summary.order.kind != OrderKind::Release) {
            shown.push_back(&summary);
        }
    }
    const Instant now = std::max(latest, m_context.clock.now());
    std::erase_if(shown, [now](const OrderSummary* each) {
        return !each->order.open && each->order.requestedAt + kEndedShown < now;
    });
    std::sort(shown.begin(), shown.end(), isBefore);
    shown.resize(std::min(shown.size(), kShownMax));
    std::vector<OrderRow> rows;
    for (const OrderSummary* summary : shown) {
        rows.push_back(rowOf(*summary));
    }
    setRows(std::move(rows));
    Q_EMIT changed();
}

} // namespace hotswap::ui

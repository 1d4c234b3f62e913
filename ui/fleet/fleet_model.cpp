// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/fleet_model.h"

#include "ui/common/cell_table.h"
#include "ui/common/natural_order.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/nodes/node_alarms.h"

#include <QSet>

#include <algorithm>
#include <array>
#include <map>

namespace hotswap::ui {

namespace {

bool before(const Node& a, const Node& b) {
    if (a.environment == b.environment) {
        return naturalLess(a.id.value, b.id.value);
    }
    const int rankA = environmentRank(a.environment);
    const int rankB = environmentRank(b.environment);
    return rankA != rankB ? rankA < rankB : a.environment.value < b.environment.value;
}

bool beforePtr(const FleetModel::NodePtr& a, const FleetModel::NodePtr& b) {
    return before(*a, *b);
}

} // namespace

int environmentRank(const EnvironmentId& environment) {
    static constexpr std::array kOrder{"Development", "QA", "Staging", "Production"};
    const auto found = std::find(kOrder.begin(), kOrder.end(), environment.value);
    return static_cast<int>(found - kOrder.begin());
}

FleetModel::FleetModel(const ports::Clock& clock, Formatter& formatter, QObject* parent)
    : QAbstractTableModel(parent), m_clock(clock), m_formatter(formatter) {
    connect(&formatter, &Formatter::changed, this, [this] {
        if (!m_nodes.empty()) {
            Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, kColumns - 1));
        }
        Q_EMIT headerDataChanged(Qt::Horizontal, 0, kColumns - 1);
    });
}

void FleetModel::apply(const Delta& delta) {
    if (delta->snapshot) {
        retainOnly(*delta);
    }
    QList<int> changed;
    std::vector<NodePtr> added;
    for (const Node& node : delta->nodes) {
        // A snapshot's nodes are shared with it; those of a small delta are copied, or one node that stays
        // the same for long would keep its whole delta alive.
        NodePtr shared = delta->snapshot ? NodePtr(delta, &node) : std::make_shared<const Node>(node);
        const int row = rowOf(toQt(node.id));
        if (row < 0) {
            added.push_back(std::move(shared));
        } else if (nodeAt(row).environment == node.environment) {
            m_nodes[static_cast<std::size_t>(row)] = std::move(shared);
            changed.push_back(row);
        }
    }
    std::sort(changed.begin(), changed.end());
    for (qsizetype i = 0; i < changed.size();) {
        qsizetype end = i + 1;
        while (end < changed.size() && changed[end] == changed[end - 1] + 1) {
            ++end;
        }
        Q_EMIT dataChanged(index(changed[i], 0), index(changed[end - 1], kColumns - 1));
        i = end;
    }
    if (!changed.isEmpty()) {
        Q_EMIT nodesChanged(changed);
    }
    insert(std::move(added));
}

void FleetModel::retainOnly(const ports::ConsoleDelta& delta) {
    if (m_nodes.empty()) {
        return;
    }
    QSet<QString> kept;
    for (const Node& node : delta.nodes) {
        kept.insert(toQt(node.id));
    }
    bool removed = false;
    for (int last = rowCount() - 1; last >= 0;) {
        if (kept.contains(toQt(nodeAt(last).id))) {
            --last;
            continue;
        }
        int first = last;
        while (first > 0 && !kept.contains(toQt(nodeAt(first - 1).id))) {
            --first;
        }
        beginRemoveRows({}, first, last);
        m_nodes.erase(m_nodes.begin() + first, m_nodes.begin() + last + 1);
        endRemoveRows();
        removed = true;
        last = first - 1;
    }
    if (removed) {
        reindex();
        Q_EMIT layoutReset();
    }
}

void FleetModel::insert(std::vector<NodePtr> added) {
    if (added.empty()) {
        return;
    }
    std::sort(added.begin(), added.end(), beforePtr);
    auto next = added.begin();
    while (next != added.end()) {
        const auto place = std::upper_bound(m_nodes.begin(), m_nodes.end(), *next, beforePtr);
        const int row = static_cast<int>(place - m_nodes.begin());
        // Everything that goes in front of the same row goes in together.
        auto end = next + 1;
        while (end != added.end() && (place == m_nodes.end() || beforePtr(*end, *place))) {
            ++end;
        }
        beginInsertRows({}, row, row + static_cast<int>(end - next) - 1);
        m_nodes.insert(place, next, end);
        endInsertRows();
        next = end;
    }
    reindex();
    Q_EMIT layoutReset();
}

void FleetModel::reindex() {
    m_rows.clear();
    m_rows.reserve(static_cast<qsizetype>(m_nodes.size()));
    for (std::size_t i = 0; i < m_nodes.size(); ++i) {
        m_rows.insert(toQt(m_nodes[i]->id), static_cast<int>(i));
    }
}

std::vector<FleetModel::Run> FleetModel::runs() const {
    std::vector<Run> list;
    for (int row = 0; row < rowCount(); ++row) {
        const EnvironmentId& environment = nodeAt(row).environment;
        if (list.empty() || list.back().environment != environment) {
            list.push_back({environment, row, 0});
        }
        ++list.back().count;
    }
    return list;
}

int FleetModel::rowCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_nodes.size());
}

int FleetModel::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : kColumns;
}

QHash<int, QByteArray> FleetModel::roleNames() const {
    return cellRoleNames();
}

QVariant FleetModel::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const Node& node = nodeAt(index.row());
    const auto column = static_cast<Column>(index.column());
    switch (role) {
    case Qt::DisplayRole: return display(node, column);
    case static_cast<int>(CellRole::Tone):
        if (column == Column::State) {
            return static_cast<int>(recentAlarms(node) > 0 ? Tone::Bad : Words::tone(node.state));
        }
        return static_cast<int>(Tone::Neutral);
    case static_cast<int>(CellRole::Kind):
        switch (column) {
        case Column::Name: return CellKind::Strong;
        case Column::State: return CellKind::Chip;
        case Column::Cpu:
        case Column::Memory: return CellKind::Number;
        case Column::Labels:
        case Column::LastSeen: return CellKind::Faint;
        case Column::Environment:
        case Column::Release: return CellKind::Text;
        }
        return CellKind::Text;
    default: return {};
    }
}

QString FleetModel::display(const Node& node, Column column) const {
    switch (column) {
    case Column::Name: return toQt(node.id);
    case Column::State:
        //: %1 state of a node that refused something
        return recentAlarms(node) > 0 ? tr("%1, alarm").arg(Words::of(node.state)) : Words::of(node.state);
    case Column::Environment: return Words::of(node.environment);
    case Column::Release: return releasesText(node);
    case Column::Cpu: return m_formatter.metric(Metric::Cpu, node.cpuPercent);
    case Column::Memory: return m_formatter.metric(Metric::Memory, node.memoryPercent);
    case Column::Labels: return labelsText(node);
    case Column::LastSeen: return m_formatter.relative(node.lastSeen, m_clock.now());
    }
    return {};
}

QVariant FleetModel::sortKey(int row, Column column) const {
    const Node& node = nodeAt(row);
    switch (column) {
    case Column::State: return static_cast<int>(node.state);
    case Column::Environment: return environmentRank(node.environment);
    case Column::Cpu: return node.cpuPercent;
    case Column::Memory: return node.memoryPercent;
    case Column::LastSeen: return static_cast<qint64>(toMs(node.lastSeen));
    case Column::Name:
    case Column::Release:
    case Column::Labels: return display(node, column);
    }
    return {};
}

QVariant FleetModel::headerData(int section, Qt::Orientation orientation, int role) const {
    if (orientation != Qt::Horizontal || role != Qt::DisplayRole) {
        return {};
    }
    switch (static_cast<Column>(section)) {
    case Column::Name: return tr("Node");
    case Column::State: return tr("State");
    case Column::Environment: return tr("Environment");
    case Column::Release: return tr("Releases");
    case Column::Cpu: return tr("CPU");
    case Column::Memory: return tr("Memory");
    case Column::Labels: return tr("Labels");
    case Column::LastSeen: return tr("Last seen");
    }
    return {};
}

QString FleetModel::releasesText(const Node& node) const {
    QStringList list;
    for (const auto& [name, release] : node.modules) {
        if (!release.current.digest.empty()) {
            list << m_formatter.release(release.current);
        }
    }
    return list.isEmpty() ? tr("nothing", "release") : list.join(QStringLiteral(", "));
}

QString FleetModel::commonestModule() const {
    std::map<std::string, int> counts;
    for (const NodePtr& node : m_nodes) {
        for (const auto& [module, release] : node->modules) {
            counts[module.value] += release.current.digest.empty() ? 0 : 1;
        }
    }
    const auto most = std::max_element(counts.begin(), counts.end(), [](const auto& one, const auto& other) {
        return one.second < other.second;
    });
    return most == counts.end() || most->second == 0 ? QString() : toQt(most->first);
}

QString FleetModel::labelsText(const Node& node) const {
    QStringList list;
    for (const auto& [name, value] : node.labels) {
        list << QStringLiteral("%1=%2").arg(toQt(name), toQt(value));
    }
    return list.join(QStringLiteral(" "));
}

} // namespace hotswap::ui

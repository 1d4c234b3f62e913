// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/fleet_filter.h"

#include "ui/common/natural_order.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <algorithm>
#include <array>

namespace hotswap::ui {

namespace {

constexpr std::array kStates{NodeState::Running,   NodeState::Degraded, NodeState::Suspect,
                             NodeState::Offline,   NodeState::Draining, NodeState::Drained,
                             NodeState::Enrolling, NodeState::Retired};

/// Names, versions and labels are ASCII by their rules, so this needs no locale.
bool containsLower(const std::string& text, const std::string& needle) {
    const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
    return std::search(text.begin(), text.end(), needle.begin(), needle.end(),
                       [&](char a, char b) { return lower(a) == b; }) != text.end();
}

bool hasText(const Node& node, const std::string& needle) {
    if (containsLower(node.id.value, needle)) {
        return true;
    }
    for (const auto& [name, value] : node.labels) {
        if (containsLower(name + "=" + value, needle)) {
            return true;
        }
    }
    for (const auto& [name, release] : node.modules) {
        if (containsLower(name.value + " " + release.current.version.text(), needle)) {
            return true;
        }
    }
    return false;
}

} // namespace

FleetFilter::FleetFilter(Formatter& formatter, QObject* parent) : QObject(parent), m_formatter(formatter) {
    connect(&formatter, &Formatter::changed, this, &FleetFilter::choicesChanged);
}

void FleetFilter::setText(const QString& text) {
    if (text != m_text) {
        m_text = text;
        m_needle = fromQt(text.trimmed().toLower());
        Q_EMIT changed();
    }
}

void FleetFilter::setEnvironment(int index) {
    if (index != m_environment) {
        m_environment = index;
        Q_EMIT changed();
    }
}

void FleetFilter::setState(int index) {
    if (index != m_state) {
        m_state = index;
        Q_EMIT changed();
    }
}

void FleetFilter::setRelease(int index) {
    if (index != m_release) {
        m_release = index;
        Q_EMIT changed();
    }
}

QStringList FleetFilter::environments() const {
    QStringList list{tr("All environments")};
    for (const EnvironmentId& environment : m_environments) {
        list << Words::of(environment);
    }
    return list;
}

QStringList FleetFilter::states() const {
    QStringList list{tr("Any state")};
    for (const NodeState state : kStates) {
        list << Words::of(state);
    }
    return list;
}

QStringList FleetFilter::releases() const {
    QStringList list{tr("Any release")};
    for (const Release& release : m_releases) {
        list << m_formatter.release(release);
    }
    return list;
}

bool FleetFilter::active() const {
    return !m_needle.empty() || m_environment > 0 || m_state > 0 || m_release > 0;
}

void FleetFilter::setChoices(std::vector<EnvironmentId> environments, std::vector<Release> releases) {
    if (environments == m_environments && releases == m_releases) {
        return;
    }
    // The choice stays with the thing chosen, not with its place in the list.
    const auto keep = [](int& index, const auto& old, const auto& now) {
        if (index > 0) {
            const auto found = std::find(now.begin(), now.end(), old[static_cast<std::size_t>(index - 1)]);
            index = found == now.end() ? 0 : static_cast<int>(found - now.begin()) + 1;
        }
    };
    keep(m_environment, m_environments, environments);
    keep(m_release, m_releases, releases);
    m_environments = std::move(environments);
    m_releases = std::move(releases);
    Q_EMIT choicesChanged();
    Q_EMIT changed();
}

bool FleetFilter::showsEnvironment(const EnvironmentId& environment) const {
    return m_environment <= 0 || m_environments[static_cast<std::size_t>(m_environment - 1)] == environment;
}

bool FleetFilter::matches(const Node& node) const {
    if (!showsEnvironment(node.environment)) {
        return false;
    }
    if (m_state > 0 && node.state != kStates[static_cast<std::size_t>(m_state - 1)]) {
        return false;
    }
    if (m_release > 0) {
        const Release& wanted = m_releases[static_cast<std::size_t>(m_release - 1)];
        const NodeRelease* running = node.find(wanted.module);
        if (running == nullptr || running->current.digest != wanted.digest) {
            return false;
        }
    }
    return m_needle.empty() || hasText(node, m_needle);
}

void FleetFilter::clear() {
    m_text.clear();
    m_needle.clear();
    m_environment = m_state = m_release = 0;
    Q_EMIT changed();
}

FleetTable::FleetTable(FleetModel& model, FleetFilter& filter, QObject* parent)
    : QSortFilterProxyModel(parent), m_model(model), m_filter(filter) {
    setSourceModel(&model);
    connect(&filter, &FleetFilter::changed, this, [this] { invalidateFilter(); });
}

void FleetTable::sortBy(int column) {
    const bool again = column == sortColumn();
    sort(column, again && !descending() ? Qt::DescendingOrder : Qt::AscendingOrder);
    Q_EMIT sortingChanged();
}

QString FleetTable::keyAt(int row) const {
    const QModelIndex source = mapToSource(index(row, 0));
    return source.isValid() ? toQt(m_model.nodeAt(source.row()).id) : QString();
}

int FleetTable::rowOf(const QString& key) const {
    const int row = m_model.rowOf(key);
    return row < 0 ? -1 : mapFromSource(m_model.index(row, 0)).row();
}

bool FleetTable::filterAcceptsRow(int row, const QModelIndex&) const {
    return m_filter.matches(m_model.nodeAt(row));
}

bool FleetTable::lessThan(const QModelIndex& left, const QModelIndex& right) const {
    const auto column = static_cast<FleetModel::Column>(left.column());
    if (column == FleetModel::Column::Name) {
        return naturalLess(m_model.nodeAt(left.row()).id.value, m_model.nodeAt(right.row()).id.value);
    }
    return QVariant::compare(m_model.sortKey(left.row(), column), m_model.sortKey(right.row(), column)) < 0;
}

} // namespace hotswap::ui

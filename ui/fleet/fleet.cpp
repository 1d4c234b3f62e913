// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/fleet.h"

#include "ui/common/qt_text.h"
#include "ui/nodes/node_alarms.h"

#include <algorithm>

namespace hotswap::ui {

FleetGroupList::FleetGroupList(QObject* parent)
    : RowListModel({{"group", [](const FleetGroupRow& row) { return QVariant::fromValue(row.group); }},
                    {"shown", [](const FleetGroupRow& row) { return QVariant(row.visible); }}},
                   parent) {}

Fleet::Fleet(ServiceClient& client, const ports::Clock& clock, Formatter& formatter, QObject* parent)
    : QObject(parent),
      m_model(clock, formatter),
      m_filter(formatter),
      m_table(m_model, m_filter),
      m_panel(client, m_model, clock, formatter),
      m_formatter(formatter) {
    connect(&client, &ServiceClient::delivered, this,
            [this](const std::shared_ptr<const ports::ConsoleDelta>& delta) {
                m_model.apply(delta);
                if (delta->snapshot || !delta->nodes.empty()) {
                    countAlarms();
                }
                if (delta->snapshot && !m_loaded) {
                    m_loaded = true;
                    Q_EMIT changed();
                }
            });
    connect(&m_model, &FleetModel::layoutReset, this, &Fleet::regroup);
    connect(&m_model, &FleetModel::nodesChanged, this, [this](const QList<int>& rows) {
        for (const auto& group : m_groups) {
            group->noteChanged(rows);
        }
        collectChoices();
    });
    connect(&m_filter, &FleetFilter::changed, this, [this] {
        listGroups();
        for (const auto& group : m_groups) {
            group->refresh();
        }
    });
    connect(&formatter, &Formatter::changed, this, [this] {
        m_legend.fill();
        for (const auto& group : m_groups) {
            group->refresh();
        }
        Q_EMIT changed();
        Q_EMIT alarmsChanged();
    });
}

void Fleet::regroup() {
    const std::vector<FleetModel::Run> runs = m_model.runs();
    std::vector<std::unique_ptr<FleetGroup>> next;
    for (const FleetModel::Run& run : runs) {
        const auto known = std::find_if(m_groups.begin(), m_groups.end(), [&](const auto& group) {
            return group && group->environment() == run.environment;
        });
        next.push_back(known != m_groups.end()
                           ? std::move(*known)
                           : std::make_unique<FleetGroup>(m_model, m_filter, m_formatter));
        next.back()->setRun(run);
    }
    // Groups that are gone are deleted only after the list has let go of them.
    std::swap(m_groups, next);
    listGroups();
    collectChoices();
    Q_EMIT changed();
}

void Fleet::countAlarms() {
    int alarmed = 0;
    QString first;
    for (int row = 0; row < m_model.rowCount(); ++row) {
        const Node& node = m_model.nodeAt(row);
        if (!node.alarms.empty() && recentAlarms(node) > 0) {
            first = alarmed++ == 0 ? toQt(node.id) : first;
        }
    }
    if (alarmed != m_alarmed || first != m_firstAlarmed) {
        m_alarmed = alarmed;
        m_firstAlarmed = first;
        Q_EMIT alarmsChanged();
    }
}

QString Fleet::alarmText() const {
    return m_alarmed == 0 ? QString() : tr("%Ln node(s) with alarms", "", m_alarmed);
}

void Fleet::listGroups() {
    std::vector<FleetGroupRow> rows;
    for (const auto& group : m_groups) {
        rows.push_back(
            {toQt(group->environment()), group.get(), m_filter.showsEnvironment(group->environment())});
    }
    m_groupList.setRows(std::move(rows));
}

void Fleet::collectChoices() {
    std::vector<EnvironmentId> environments;
    std::map<std::pair<std::string, std::string>, Release> releases;
    for (const auto& group : m_groups) {
        environments.push_back(group->environment());
        for (const auto& [digest, entry] : group->releaseCounts()) {
            releases.try_emplace({entry.first.module.value + entry.first.version.text(), digest},
                                 entry.first);
        }
    }
    std::vector<Release> list;
    for (const auto& [key, release] : releases) {
        list.push_back(release);
    }
    m_filter.setChoices(std::move(environments), std::move(list));
}

QString Fleet::summary() const {
    const int environments = static_cast<int>(m_groups.size());
    //: both halves of the fleet's summary; %1 is "420 nodes", %2 is "4 environments"
    return tr("%1 in %2").arg(tr("%Ln node(s)", "", count()), tr("%Ln environment(s)", "", environments));
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/node_panel.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"
#include "ui/nodes/node_alarms.h"

namespace hotswap::ui {

namespace {

QString versionOf(const std::optional<Release>& release) {
    return release ? toQt(release->version.text()) : QStringLiteral("–");
}

} // namespace

NodePanel::NodePanel(ServiceClient& client, FleetModel& model, const ports::Clock& clock,
                     Formatter& formatter, QObject* parent)
    : QObject(parent), m_client(client), m_model(model), m_clock(clock), m_formatter(formatter) {
    connect(&model, &FleetModel::nodesChanged, this, [this](const QList<int>& rows) {
        if (!m_node.isEmpty() && rows.contains(m_model.rowOf(m_node))) {
            rebuild();
        }
    });
    connect(&formatter, &Formatter::changed, this, &NodePanel::rebuild);
    rebuild(); // a table that is shown knows its columns from the start
}

const Node* NodePanel::current() const {
    const int row = m_node.isEmpty() ? -1 : m_model.rowOf(m_node);
    return row < 0 ? nullptr : &m_model.nodeAt(row);
}

QString NodePanel::stateText() const {
    const Node* node = current();
    return node == nullptr ? QString() : Words::of(node->state);
}

int NodePanel::tone() const {
    const Node* node = current();
    return static_cast<int>(node == nullptr ? Tone::Neutral : Words::tone(node->state));
}

QString NodePanel::environment() const {
    const Node* node = current();
    return node == nullptr ? QString() : Words::of(node->environment);
}

QString NodePanel::alarmText() const {
    const Node* node = current();
    const int count = node == nullptr ? 0 : recentAlarms(*node);
    return count == 0 ? QString() : tr("%Ln alarm(s) in the last day", "", count);
}

void NodePanel::open(const QString& node) {
    m_node = node;
    m_recent.clear();
    rebuild();
    m_client.ask<ports::NodeDetail>(this, ports::queries::OneNode{NodeId{fromQt(node)}},
                                    [this, node](Result<ports::NodeDetail> answer) {
                                        if (answer.ok() && node == m_node) {
                                            showDeployments(answer->recentDeployments);
                                        }
                                    });
}

void NodePanel::close() {
    m_node.clear();
    Q_EMIT changed();
}

void NodePanel::rebuild() {
    m_releases.setHeadings(
        {tr("Module"), tr("Serves"), tr("Health"), tr("Address"), tr("Warm"), tr("Prepared")});
    m_deployments.setHeadings({tr("Release"), tr("State"), tr("When")});
    const Node* node = current();
    if (node == nullptr) {
        Q_EMIT changed();
        return;
    }
    const NodeFacts& facts = node->facts;
    m_facts.setRows(
        {{tr("CPU"), m_formatter.metric(Metric::Cpu, node->cpuPercent), Tone::Neutral, false},
         {tr("Memory"), m_formatter.metric(Metric::Memory, node->memoryPercent), Tone::Neutral, false},
         //: %1 is a number of processor cores, for example 3.5
         {tr("Cores"), m_formatter.number(facts.cpuMilli / 1'000.0, facts.cpuMilli % 1'000 == 0 ? 0 : 1),
          Tone::Neutral, false},
         {tr("Memory size"), m_formatter.bytes(quint64{facts.memoryMiB} << 20U), Tone::Neutral, false},
         {tr("Disk free"), m_formatter.bytes(facts.diskFreeMiB << 20U), Tone::Neutral, false},
         {tr("System"), toQt(facts.os), Tone::Neutral, false},
         {tr("Agent"), toQt(facts.agentVersion), Tone::Neutral, false},
         {tr("Gateway"), toQt(node->gateway), Tone::Neutral, true},
         {tr("Last seen"), m_formatter.relative(node->lastSeen, m_clock.now()), Tone::Neutral, false}});
    std::vector<FactRow> labels;
    for (const auto& [name, value] : node->labels) {
        labels.push_back({toQt(name), toQt(value), Tone::Neutral, false});
    }
    m_labels.setRows(std::move(labels));
    std::vector<TableRow> releases;
    for (const auto& [name, release] : node->modules) {
        const QString serves =
            release.current.digest.empty() ? tr("nothing", "release") : toQt(release.current.version.text());
        releases.push_back({toQt(name),
                            {{toQt(name), CellKind::Strong, Tone::Neutral},
                             {serves, CellKind::Text, Tone::Neutral},
                             {release.healthy ? tr("Healthy", "release") : tr("Not healthy"), CellKind::Chip,
                              release.healthy ? Tone::Good : Tone::Bad},
                             {toQt(release.address), CellKind::Mono, Tone::Neutral},
                             {versionOf(release.warm), CellKind::Text, Tone::Neutral},
                             {versionOf(release.prepared), CellKind::Text, Tone::Neutral}}});
    }
    m_releases.setRows(std::move(releases));
    showDeployments(m_recent);
    Q_EMIT changed();
}

void NodePanel::showDeployments(const std::vector<DeploymentSummary>& list) {
    m_recent = list;
    std::vector<TableRow> rows;
    for (const DeploymentSummary& summary : m_recent) {
        rows.push_back({toQt(summary.id),
                        {{m_formatter.release(summary.release), CellKind::Strong, Tone::Neutral},
                         {Words::of(summary.state), CellKind::Chip, Words::tone(summary.state)},
                         {m_formatter.dateTime(summary.requestedAt), CellKind::Faint, Tone::Neutral}}});
    }
    m_deployments.setRows(std::move(rows));
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/plan_view.h"

#include "ui/common/qt_text.h"

#include <cmath>

namespace hotswap::ui {

namespace {

const std::vector<RowRole<PlanWaveRow>>& roles() {
    static const std::vector<RowRole<PlanWaveRow>> table = {
        {"key", [](const PlanWaveRow& row) { return QVariant(row.key); }},
        {"title", [](const PlanWaveRow& row) { return QVariant(row.title); }},
        {"nodeNames", [](const PlanWaveRow& row) { return QVariant(row.nodes); }},
        {"rounding", [](const PlanWaveRow& row) { return QVariant(row.rounding); }},
        {"bake", [](const PlanWaveRow& row) { return QVariant(row.bake); }},
        {"nodeCount", [](const PlanWaveRow& row) { return QVariant(row.nodeCount); }},
    };
    return table;
}

QString joinNames(const std::vector<NodeId>& nodes) {
    QStringList names;
    names.reserve(static_cast<qsizetype>(nodes.size()));
    for (const NodeId& node : nodes) {
        names << toQt(node);
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

PlanWaves::PlanWaves(QObject* parent) : RowListModel<PlanWaveRow>(roles(), parent) {}

PlanView::PlanView(const Formatter& formatter, QObject* parent) : QObject(parent), m_formatter(formatter) {}

void PlanView::show(const Plan& plan, const std::vector<std::string>& notes) {
    m_plan = plan;
    m_notes = notes;
    m_present = true;
    retranslate();
}

void PlanView::clear() {
    m_plan = {};
    m_notes.clear();
    m_present = false;
    retranslate();
}

void PlanView::retranslate() {
    std::vector<PlanWaveRow> rows;
    for (std::size_t i = 0; i < m_plan.waves.size(); ++i) {
        const PlannedWave& wave = m_plan.waves[i];
        PlanWaveRow row;
        row.key = QString::number(i);
        row.nodeCount = static_cast<int>(wave.nodes.size());
        //: %1 number of the wave, %n its nodes
        row.title = tr("Wave %1: %n node(s)", "", row.nodeCount).arg(count(i + 1));
        row.nodes = joinNames(wave.nodes);
        if (std::abs(wave.exactNodes - static_cast<double>(wave.nodes.size())) > 0.001 &&
            wave.exactNodes > 0) {
            //: %1 exact share before rounding
            row.rounding = tr("rounded from %1").arg(m_formatter.number(wave.exactNodes, 2));
        }
        if (wave.bake > Duration::zero()) {
            //: %1 duration
            row.bake = tr("bakes %1").arg(m_formatter.duration(wave.bake));
        }
        rows.push_back(std::move(row));
    }
    m_waves.setRows(std::move(rows));
    Q_EMIT changed();
}

QString PlanView::headline() const {
    const QString nodes = tr("%1 of %n node(s) may change", "", static_cast<int>(m_plan.environmentNodes))
                              .arg(count(m_plan.mayChange.size()));
    const QString waves = tr("in %n wave(s)", "", static_cast<int>(m_plan.waves.size()));
    //: %1 "20 of 20 nodes may change", %2 "in 6 waves"
    return tr("%1 %2").arg(nodes, waves);
}

QString PlanView::capacity() const {
    //: %1 lowest number of serving nodes, %2 floor, %n nodes of the environment
    return tr("At least %1 of %n node(s) serve at any moment; the floor is %2", "",
              static_cast<int>(m_plan.environmentNodes))
        .arg(count(m_plan.lowestServing), count(m_plan.floorNodes));
}

QString PlanView::expected() const {
    return m_formatter.duration(m_plan.expected);
}

QString PlanView::worst() const {
    return m_formatter.duration(m_plan.worst);
}

QString PlanView::earliestStop() const {
    return m_formatter.duration(m_plan.earliestStop);
}

QStringList PlanView::notes() const {
    QStringList sentences;
    if (!m_plan.skipped.empty()) {
        //: %1 node names
        sentences << tr("%n node(s) are skipped: %1", "", static_cast<int>(m_plan.skipped.size()))
                         .arg(joinNames(m_plan.skipped));
    }
    for (const std::string& code : m_notes) {
        sentences << note(code);
    }
    return sentences;
}

QString PlanView::digest() const {
    return Formatter::brief(m_plan.digest.value);
}

QString PlanView::note(const std::string& code) const {
    const auto colon = code.find(':');
    const std::string kind = code.substr(0, colon);
    const QString argument = colon == std::string::npos ? QString() : toQt(code.substr(colon + 1));
    if (kind == "downtime") {
        return tr("This module cannot be swapped without downtime: each node is out of service for a moment");
    }
    if (kind == "noBaselineLastWave") {
        return tr("The last wave leaves too few untouched nodes: it is compared with the waves before it");
    }
    if (kind == "queuedBehind") {
        //: %1 id of the deployment in front
        return tr("Another deployment of this module runs here: this one waits behind %1")
            .arg(Formatter::brief(fromQt(argument)));
    }
    if (kind == "approval") {
        return tr("Somebody else has to sign off before the first node changes");
    }
    if (kind == "firstRelease") {
        return tr("There is no release before this one: rolling back removes the module");
    }
    return toQt(code);
}

} // namespace hotswap::ui

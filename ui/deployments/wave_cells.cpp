// SPDX-License-Identifier: Apache-2.0
#include "ui/deployments/wave_cells.h"

#include "ui/common/qt_text.h"
#include "ui/common/words.h"

namespace hotswap::ui {

namespace {

CellGlyph glyphOf(ports::NodeStep step) {
    switch (step) {
    case ports::NodeStep::Pending: return CellGlyph::Ring;
    case ports::NodeStep::InFlight: return CellGlyph::Half;
    case ports::NodeStep::Settling: return CellGlyph::Notched;
    case ports::NodeStep::Healthy: return CellGlyph::Full;
    case ports::NodeStep::Failed:
    case ports::NodeStep::Stuck: return CellGlyph::Cross;
    case ports::NodeStep::Unknown: return CellGlyph::Query;
    case ports::NodeStep::Skipped: return CellGlyph::Dot;
    case ports::NodeStep::GoingBack:
    case ports::NodeStep::TakenBack: return CellGlyph::Back;
    }
    return CellGlyph::Ring;
}

} // namespace

Cell cellOf(ports::NodeStep step) {
    Cell cell;
    cell.glyph = glyphOf(step);
    cell.tone = Words::tone(step);
    return cell;
}

void WaveCells::show(const std::vector<ports::NodeRow>& nodes) {
    bool sameNodes = nodes.size() == m_nodes.size();
    QList<int> changed;
    for (std::size_t i = 0; sameNodes && i < nodes.size(); ++i) {
        sameNodes = nodes[i].node == m_nodes[i].node;
        if (nodes[i].step != m_nodes[i].step || nodes[i].detail != m_nodes[i].detail) {
            changed << static_cast<int>(i);
        }
    }
    m_nodes = nodes;
    if (!sameNodes) {
        Q_EMIT cellsReset();
    } else if (!changed.isEmpty()) {
        Q_EMIT cellsChanged(changed);
    }
}

Cell WaveCells::cellAt(int index) const {
    return inside(index) ? cellOf(m_nodes[static_cast<std::size_t>(index)].step) : Cell{};
}

QString WaveCells::describe(int index) const {
    if (!inside(index)) {
        return {};
    }
    const ports::NodeRow& row = m_nodes[static_cast<std::size_t>(index)];
    //: %1 node name, %2 where it stands
    const QString text = tr("%1, %2").arg(toQt(row.node), Words::of(row.step));
    //: %1 "prod-03, failed", %2 technical detail
    return row.detail.empty() ? text : tr("%1: %2").arg(text, toQt(row.detail));
}

QString WaveCells::keyAt(int index) const {
    return inside(index) ? toQt(m_nodes[static_cast<std::size_t>(index)].node) : QString();
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/fleet/cell_legend.h"

#include "ui/common/words.h"

namespace hotswap::ui {

CellGlyph glyphOf(NodeState state) {
    switch (state) {
    case NodeState::Running: return CellGlyph::Full;
    case NodeState::Degraded: return CellGlyph::Notched;
    case NodeState::Suspect: return CellGlyph::Query;
    case NodeState::Offline: return CellGlyph::Cross;
    case NodeState::Draining: return CellGlyph::Half;
    case NodeState::Enrolling: return CellGlyph::Ring;
    case NodeState::Drained:
    case NodeState::Retired: return CellGlyph::Dot;
    }
    return CellGlyph::Dot;
}

CellLegend::CellLegend(QObject* parent)
    : RowListModel({{"word", [](const LegendRow& row) { return QVariant(row.key); }},
                    {"figure",
                     [](const LegendRow& row) {
                         return QVariant::fromValue(static_cast<CellSource*>(row.figure.get()));
                     }}},
                   parent) {
    fill();
}

void CellLegend::fill() {
    std::vector<LegendRow> rows;
    for (const NodeState state : {NodeState::Running, NodeState::Degraded, NodeState::Suspect,
                                  NodeState::Offline, NodeState::Draining, NodeState::Drained}) {
        const Cell cell{glyphOf(state), Words::tone(state), 0, false};
        rows.push_back({Words::of(state), std::make_shared<FigureSource>(cell, nullptr)});
    }
    setRows(std::move(rows));
}

} // namespace hotswap::ui

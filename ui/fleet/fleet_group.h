// SPDX-License-Identifier: Apache-2.0
#pragma once
// One environment of the fleet as a grid of cells: figure and colour say the node's state, a corner mark says
// that it runs another release than most.

#include "ui/common/cell_source.h"
#include "ui/common/fact_list.h"
#include "ui/fleet/fleet_filter.h"
#include "ui/fleet/fleet_model.h"

#include <map>

namespace hotswap::ui {

/// GUI thread.
// The base is spelled out for the QML tools, which look it up by that name.
class FleetGroup : public hotswap::ui::CellSource {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

    /// Name of the environment, translated.
    Q_PROPERTY(QString title READ title NOTIFY summaryChanged FINAL)
    /// "420 nodes", "12 of 420 nodes match".
    Q_PROPERTY(QString summary READ summary NOTIFY summaryChanged FINAL)
    /// What is not healthy, by state; empty when all is well.
    Q_PROPERTY(hotswap::ui::FactList* troubles READ troubles CONSTANT FINAL)
    /// Releases that run here, most first. `tone` is the corner mark: 0 none, 1 to 3.
    Q_PROPERTY(hotswap::ui::FactList* releases READ releases CONSTANT FINAL)
    /// Side of a cell that fits this many nodes.
    Q_PROPERTY(int cellSize READ cellSize NOTIFY cellsReset FINAL)

public:
    FleetGroup(FleetModel& model, FleetFilter& filter, Formatter& formatter, QObject* parent = nullptr);

    const EnvironmentId& environment() const { return m_run.environment; }
    void setRun(const FleetModel::Run& run);
    /// Rows of the model that changed, ascending; others are ignored.
    void noteChanged(const QList<int>& rows);
    /// Everything is looked at again (filter, language).
    void refresh();

    QString title() const;
    QString summary() const;
    FactList* troubles() { return &m_troubles; }
    FactList* releases() { return &m_releases; }
    int cellSize() const;
    const std::map<std::string, std::pair<Release, int>>& releaseCounts() const { return m_counts; }

    int count() const override { return m_run.count; }
    Cell cellAt(int index) const override { return m_cells[static_cast<std::size_t>(index)]; }
    QString describe(int index) const override;
    QString keyAt(int index) const override;

Q_SIGNALS:
    void summaryChanged();

private:
    Cell makeCell(const Node& node) const;
    void countReleases();
    void summarise();

    FleetModel& m_model;
    FleetFilter& m_filter;
    Formatter& m_formatter;
    FleetModel::Run m_run;
    std::vector<Cell> m_cells;
    std::map<std::string, std::pair<Release, int>> m_counts; ///< by digest
    std::map<std::string, std::uint8_t> m_marks;             ///< by digest, without those of mark 0
    int m_matching = 0;
    FactList m_troubles;
    FactList m_releases;
};

} // namespace hotswap::ui

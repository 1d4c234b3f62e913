// SPDX-License-Identifier: Apache-2.0
#pragma once
// The nodes of one wave as cells.

#include "core/ports/console_service.h"
#include "ui/common/cell_source.h"

#include <vector>

namespace hotswap::ui {

/// Figure and tone of a node's step within a deployment.
Cell cellOf(ports::NodeStep step);

/// GUI thread.
class WaveCells : public CellSource {
    Q_OBJECT

public:
    using CellSource::CellSource;

    /// Takes the nodes over; tells exactly which cells look different.
    void show(const std::vector<ports::NodeRow>& nodes);

    int count() const override { return static_cast<int>(m_nodes.size()); }
    Cell cellAt(int index) const override;
    QString describe(int index) const override;
    QString keyAt(int index) const override;

private:
    bool inside(int index) const { return index >= 0 && index < count(); }

    std::vector<ports::NodeRow> m_nodes;
};

} // namespace hotswap::ui

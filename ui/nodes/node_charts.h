// SPDX-License-Identifier: Apache-2.0
#pragma once
// How one node was doing over the last hour: a chart for its load, its requests, their errors and times.

#include "core/ports/console_service.h"
#include "ui/charts/chart_data.h"
#include "ui/common/row_model.h"
#include "ui/session/page_context.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <array>

namespace hotswap::ui {

struct NodeChartRow {
    QString key;
    ChartData* chart = nullptr;
    bool operator==(const NodeChartRow&) const = default;
};

/// GUI thread.
class NodeCharts : public HS_ROW_LIST(NodeChartRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("NodeView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit NodeCharts(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    /// Shows another node; empty: none.
    void follow(const NodeId& node);
    /// Reads the series anew.
    void refresh();

Q_SIGNALS:
    void countChanged();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }

private:
    static constexpr std::size_t kCharts = 5;

    void take(const ports::NodeSeriesAnswer& answer);
    void name();

    PageContext m_context;
    NodeId m_node;
    std::array<ChartData, kCharts> m_charts;
    bool m_asking = false;
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

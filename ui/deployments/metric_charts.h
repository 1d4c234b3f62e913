// SPDX-License-Identifier: Apache-2.0
#pragma once
// The charts on a deployment's page: one per metric, canary against baseline, with limit and wave marks.

#include "core/ports/console_service.h"
#include "ui/charts/chart_data.h"
#include "ui/common/row_model.h"
#include "ui/session/page_context.h"

#include <QTimer>
#include <QtQmlIntegration/qqmlintegration.h>

#include <map>
#include <memory>

namespace hotswap::ui {

struct MetricChartRow {
    QString key; ///< metric name
    ChartData* chart = nullptr;
    bool operator==(const MetricChartRow&) const = default;
};

/// Reads the series anew when telemetry has arrived, at most once a second. GUI thread.
class MetricCharts : public HS_ROW_LIST(MetricChartRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit MetricCharts(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    /// Shows another deployment; empty: none.
    void follow(const DeploymentId& deployment);
    /// There may be new samples.
    void refresh();
    /// Names in the present language.
    void retranslate();

Q_SIGNALS:
    void countChanged();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }

private:
    void ask();
    void take(const ports::MetricsAnswer& answer);
    ChartData& chartOf(Metric metric);

    PageContext m_context;
    QTimer m_pace;
    DeploymentId m_deployment;
    std::map<Metric, std::unique_ptr<ChartData>> m_charts;
    bool m_asking = false;
    bool m_again = false; ///< new samples came while an answer was on its way
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

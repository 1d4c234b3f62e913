// SPDX-License-Identifier: Apache-2.0
#pragma once
// The charts on a deployment's page: per metric canary against baseline and their difference, with limits and
// wave marks; and the distribution of latencies.

#include "core/ports/console_service.h"
#include "ui/charts/chart_data.h"
#include "ui/common/row_model.h"
#include "ui/session/page_context.h"

#include <QTimer>
#include <QUrl>
#include <QtQmlIntegration/qqmlintegration.h>

#include <map>
#include <memory>

namespace hotswap::ui {

struct MetricChartRow {
    QString key;                     ///< metric name
    ChartData* overTime = nullptr;   ///< canary and baseline
    ChartData* difference = nullptr; ///< canary minus baseline
    bool operator==(const MetricChartRow&) const = default;
};

/// Reads the series anew when telemetry has arrived, at most once a second. GUI thread.
class MetricCharts : public HS_ROW_LIST(MetricChartRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    Q_PROPERTY(hotswap::ui::ChartData* distribution READ distribution CONSTANT FINAL)

public:
    explicit MetricCharts(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    ChartData* distribution() { return &m_distribution; }
    /// Shows another deployment; empty: none.
    void follow(const DeploymentId& deployment);
    /// Tells the person how writing a chart to a file went.
    Q_INVOKABLE void tellExport(const QUrl& file, bool written);
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
    struct Pair {
        ChartData overTime, difference;
    };
    Pair& pairOf(Metric metric);
    void name(Metric metric, Pair& pair) const;
    void showDistribution();
    void fill(Pair& pair, const ports::MetricSeries& series, const std::vector<ChartData::Marker>& markers);

    PageContext m_context;
    QTimer m_pace;
    DeploymentId m_deployment;
    std::map<Metric, std::unique_ptr<Pair>> m_charts;
    ChartData m_distribution;
    ports::MetricsAnswer m_latest; ///< only its distributions; their words follow the language
    bool m_asking = false;
    bool m_again = false; ///< new samples came while an answer was on its way
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a chart shows: series in ring buffers, a limit, and moments worth a mark.

#include "ui/charts/ring_series.h"

#include <QObject>
#include <QString>
#include <QtQmlIntegration/qqmlintegration.h>

#include <functional>
#include <limits>
#include <vector>

namespace hotswap::ui {

/// GUI thread. Call `touch` after a batch of changes.
class ChartData : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models own it")

    /// What is measured, translated.
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    /// The latest value of each series and the limit, in words.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    /// Latest value of the first series, and of the second one.
    Q_PROPERTY(QString firstValue READ firstValue NOTIFY changed FINAL)
    Q_PROPERTY(QString secondValue READ secondValue NOTIFY changed FINAL)
    /// The limit in words; empty: none.
    Q_PROPERTY(QString limitText READ limitText NOTIFY changed FINAL)
    /// The latest value of the first series is above the limit.
    Q_PROPERTY(bool breached READ breached NOTIFY changed FINAL)
    Q_PROPERTY(bool empty READ empty NOTIFY changed FINAL)

public:
    struct Series {
        QString name;
        RingSeries points;
    };
    struct Marker {
        double x = 0;
        QString text;
    };
    static constexpr std::size_t kPointsMax = 3'600;

    explicit ChartData(QObject* parent = nullptr);

    void setTitle(const QString& title) { m_title = title; }
    /// Drops all series and makes new, empty ones.
    void setSeries(const std::vector<QString>& names);
    /// New names for the series that are there.
    void rename(const std::vector<QString>& names);
    void push(std::size_t series, ChartPoint point) { m_series[series].points.push(point); }
    void setLimit(double limit) { m_limit = limit; }
    void setMarkers(std::vector<Marker> markers) { m_markers = std::move(markers); }
    void setWords(std::function<QString(double)> value, std::function<QString(double)> time);
    void touch() { Q_EMIT changed(); }

    QString title() const { return m_title; }
    QString summary() const;
    QString firstValue() const;
    QString secondValue() const;
    QString limitText() const;
    bool breached() const;
    bool empty() const;
    double limit() const { return m_limit; }
    const std::vector<Series>& series() const { return m_series; }
    const std::vector<Marker>& markers() const { return m_markers; }
    QString valueText(double y) const;
    QString timeText(double x) const;
    /// First and last moment over all series; equal when there is nothing.
    double firstX() const;
    double lastX() const;
    /// All points as comma separated values with a heading.
    QString csv() const;

Q_SIGNALS:
    void changed();

private:
    QString latest(std::size_t series) const;

    QString m_title;
    std::vector<Series> m_series;
    std::vector<Marker> m_markers;
    double m_limit = std::numeric_limits<double>::quiet_NaN();
    std::function<QString(double)> m_valueText;
    std::function<QString(double)> m_timeText;
};

} // namespace hotswap::ui

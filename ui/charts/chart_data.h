// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a chart shows: series in ring buffers with their intervals, limits, and moments worth a mark.

#include "ui/charts/chart_window.h"
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
    /// The latest value of each series and the limit, in words; or the note, where there is one.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    /// One line about the whole picture; empty: its latest values say enough.
    Q_PROPERTY(QString note READ note NOTIFY changed FINAL)
    /// Latest value of the first series, and of the second one.
    Q_PROPERTY(QString firstValue READ firstValue NOTIFY changed FINAL)
    Q_PROPERTY(QString secondValue READ secondValue NOTIFY changed FINAL)
    /// The latest limit in words; empty: none.
    Q_PROPERTY(QString limitText READ limitText NOTIFY changed FINAL)
    /// The latest value of the first series is above the limit.
    Q_PROPERTY(bool breached READ breached NOTIFY changed FINAL)
    Q_PROPERTY(bool empty READ empty NOTIFY changed FINAL)

public:
    struct Series {
        QString name;
        RingSeries points;
    };
    /// A place on the x axis. `series`: whose it is, drawn in its colour; -1: of the whole chart.
    struct Marker {
        double x = 0;
        QString text;
        int series = -1;
    };
    /// A limit and from which x on it holds.
    struct Limit {
        double from = 0;
        double value = 0;
    };
    enum class Axis {
        Time,  ///< x is milliseconds since 1970
        LogMs, ///< x is log10 of a length in milliseconds
    };
    enum class Shape {
        Line,
        Steps, ///< a value holds until the next point
    };
    struct Words {
        std::function<QString(double)> value;
        std::function<QString(double)> place;  ///< an x, for reading out
        std::function<QString(double)> tick{}; ///< an x, beside the axis; without: as `place`
    };
    static constexpr std::size_t kPointsMax = 3'600;

    explicit ChartData(QObject* parent = nullptr);

    void setTitle(const QString& title) { m_title = title; }
    void setNote(const QString& note) { m_note = note; }
    /// Drops all series and makes new, empty ones.
    void setSeries(const std::vector<QString>& names);
    /// New names for the series that are there.
    void rename(const std::vector<QString>& names);
    void push(std::size_t series, const ChartPoint& point) { m_series[series].points.push(point); }
    /// In the order of x.
    void setLimits(std::vector<Limit> limits) { m_limits = std::move(limits); }
    void setMarkers(std::vector<Marker> markers) { m_markers = std::move(markers); }
    void setWords(std::function<QString(double)> value, std::function<QString(double)> place);
    void setWords(Words words) { m_words = std::move(words); }
    void setKind(Axis axis, Shape shape);
    /// Points further apart than this have a gap between them, although no NaN says so. Infinite: never.
    void setGap(double longest) { m_gap = longest; }
    void touch() { Q_EMIT changed(); }

    QString title() const { return m_title; }
    QString note() const { return m_note; }
    QString summary() const;
    QString firstValue() const;
    QString secondValue() const;
    QString limitText() const;
    bool breached() const;
    bool empty() const;
    Axis axis() const { return m_axis; }
    Shape shape() const { return m_shape; }
    double gap() const { return m_gap; }
    /// The latest one; NaN: none.
    double limit() const;
    /// The limit that held at an x; before the first one, that one. NaN: none.
    double limitAt(double x) const;
    const std::vector<Limit>& limits() const { return m_limits; }
    const std::vector<Series>& series() const { return m_series; }
    const std::vector<Marker>& markers() const { return m_markers; }
    QString valueText(double y) const;
    QString placeText(double x) const;
    QString tickText(double x) const;
    /// First and last x over all series; equal when there is nothing.
    ChartRange extent() const;
    /// The x that can be read out nearest to an x.
    double sampleNear(double x) const;
    /// The x of the sample `by` further on (negative: back), at most the last (first) one.
    double sampleBeside(double x, int by) const;
    /// Everything known at a sample's x: the place, every series with its interval, the limit. `separator`
    /// stands between them.
    QString reading(double x, const QString& separator) const;
    /// All points as comma separated values with a heading.
    QString csv() const;

Q_SIGNALS:
    void changed();

private:
    QString latest(std::size_t series) const;
    /// The point that is shown at an x; nullptr in a gap.
    const ChartPoint* pointAt(const RingSeries& points, double x) const;

    QString m_title;
    QString m_note;
    std::vector<Series> m_series;
    std::vector<Marker> m_markers;
    std::vector<Limit> m_limits;
    Axis m_axis = Axis::Time;
    Shape m_shape = Shape::Line;
    double m_gap = std::numeric_limits<double>::infinity();
    Words m_words;
};

} // namespace hotswap::ui

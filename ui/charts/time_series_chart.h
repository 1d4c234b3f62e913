// SPDX-License-Identifier: Apache-2.0
#pragma once
// A chart as an item: follows the newest data, zooms and pans, pauses, reads out under the pointer and by
// keyboard. It is painted into an image node, which draws with the software renderer and with a GPU alike.

#include "ui/charts/chart_painter.h"

#include <QPointer>
#include <QQuickItem>
#include <QUrl>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// Ctrl + wheel and + or − zoom; drag and Shift + arrow keys pan; arrow keys move the read-out from sample to
/// sample (with Ctrl by ten), Escape ends it; space pauses, Home follows again.
class TimeSeriesChart : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(hotswap::ui::ChartData* chartData READ chartData WRITE setChartData NOTIFY dataChanged FINAL)
    Q_PROPERTY(hotswap::ui::ChartColors* colors READ colors WRITE setColors NOTIFY colorsChanged FINAL)
    /// Size of labels in pixels.
    Q_PROPERTY(int labelSize READ labelSize WRITE setLabelSize NOTIFY labelSizeChanged FINAL)
    /// The view stands still while data goes on arriving: paused, or moved away from the newest data.
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY viewChanged FINAL)
    /// Only a part of the data is shown.
    Q_PROPERTY(bool zoomed READ zoomed NOTIFY viewChanged FINAL)
    /// Place and values at the pointer or the keyboard's place, one a line; empty while there is none.
    Q_PROPERTY(QString readout READ readout NOTIFY readoutChanged FINAL)
    /// The same in one sentence, for reading aloud.
    Q_PROPERTY(QString spoken READ spoken NOTIFY readoutChanged FINAL)
    /// Where the read-out's line stands; -1: none, or out of view.
    Q_PROPERTY(qreal readoutX READ readoutX NOTIFY readoutChanged FINAL)
    /// Lower edge of the lines; labels stand below.
    Q_PROPERTY(qreal plotBottom READ plotBottom NOTIFY readoutChanged FINAL)

public:
    explicit TimeSeriesChart(QQuickItem* parent = nullptr);

    ChartData* chartData() const { return m_data; }
    void setChartData(ChartData* data);
    ChartColors* colors() const { return m_colors; }
    void setColors(ChartColors* colors);
    int labelSize() const { return m_labelSize; }
    void setLabelSize(int pixels);
    bool paused() const { return m_window.held(); }
    void setPaused(bool paused);
    bool zoomed() const { return m_window.zoomed(extent()); }
    QString readout() const { return reading(QStringLiteral("\n")); }
    QString spoken() const { return reading(QStringLiteral(", ")); }
    qreal readoutX() const;
    qreal plotBottom() const;

    /// Shows 1/factor of what is in view around a place of the item.
    Q_INVOKABLE void zoom(qreal factor, qreal x);
    /// Moves the view by a share of its width; positive is later.
    Q_INVOKABLE void pan(qreal share);
    /// Shows everything again and follows the newest data.
    Q_INVOKABLE void follow();
    /// Moves the read-out by some samples; the first time it starts at the newest one in view.
    Q_INVOKABLE void readNext(int by);
    Q_INVOKABLE void endReadout();
    /// Writes what is in view as a picture (.png, .svg), or all values as a table (.csv), with title and
    /// names. False: the file could not be written, or has none of these endings.
    Q_INVOKABLE bool exportTo(const QUrl& file) const;

    ChartRange view() const { return m_window.view(extent()); }

Q_SIGNALS:
    void dataChanged();
    void colorsChanged();
    void labelSizeChanged();
    void viewChanged();
    void readoutChanged();

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void wheelEvent(QWheelEvent* event) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void mouseMoveEvent(QMouseEvent* event) override;
    void mouseDoubleClickEvent(QMouseEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;

private:
    /// What the read-out stands at.
    enum class Cursor {
        None,
        Pointer, ///< a place of the item
        Sample,  ///< an x of the data, by keyboard
    };

    void redraw();
    void zoomByKey(qreal factor);
    bool hasData() const { return m_data && !m_data->empty(); }
    ChartRange extent() const { return m_data ? m_data->extent() : ChartRange{}; }
    ChartFrame frame() const;
    QImage picture() const;
    QFont labelFont() const;
    /// The x that is read out; only with data and a cursor.
    double readingAt(const ChartFrame& frame) const;
    QString reading(const QString& separator) const;

    QPointer<ChartData> m_data;
    QPointer<ChartColors> m_colors;
    int m_labelSize = 11;
    bool m_stale = true;
    ChartWindow m_window;
    Cursor m_cursor = Cursor::None;
    qreal m_pointerX = 0;
    double m_sampleX = 0;
    qreal m_dragX = 0;
};

} // namespace hotswap::ui

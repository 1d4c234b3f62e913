// SPDX-License-Identifier: Apache-2.0
#pragma once
// A time series chart as an item: follows the newest data, zooms and pans, pauses, reads out under the
// pointer. It is painted into an image node, which draws with the software renderer and with a GPU alike.

#include "ui/charts/chart_painter.h"

#include <QPointer>
#include <QQuickItem>
#include <QUrl>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// Wheel and + or − zoom, drag and arrow keys pan, space pauses, Home follows again.
class TimeSeriesChart : public QQuickItem {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(hotswap::ui::ChartData* chartData READ chartData WRITE setChartData NOTIFY dataChanged FINAL)
    Q_PROPERTY(hotswap::ui::ChartColors* colors READ colors WRITE setColors NOTIFY colorsChanged FINAL)
    /// Size of labels in pixels.
    Q_PROPERTY(int labelSize READ labelSize WRITE setLabelSize NOTIFY labelSizeChanged FINAL)
    /// The view stands still while data goes on arriving.
    Q_PROPERTY(bool paused READ paused WRITE setPaused NOTIFY viewChanged FINAL)
    /// Only a part of the time is shown.
    Q_PROPERTY(bool zoomed READ zoomed NOTIFY viewChanged FINAL)
    /// Time and values at the pointer; empty while there is none.
    Q_PROPERTY(QString readout READ readout NOTIFY hoverChanged FINAL)
    /// Where the pointer's line stands; -1: none.
    Q_PROPERTY(qreal hoverX READ hoverX NOTIFY hoverChanged FINAL)

public:
    explicit TimeSeriesChart(QQuickItem* parent = nullptr);

    ChartData* chartData() const { return m_data; }
    void setChartData(ChartData* data);
    ChartColors* colors() const { return m_colors; }
    void setColors(ChartColors* colors);
    int labelSize() const { return m_labelSize; }
    void setLabelSize(int pixels);
    bool paused() const { return m_paused; }
    void setPaused(bool paused);
    bool zoomed() const { return m_span > 0; }
    QString readout() const;
    qreal hoverX() const { return m_hoverX; }

    /// Shows 1/factor of the time around a place of the item.
    Q_INVOKABLE void zoom(qreal factor, qreal x);
    /// Moves the view by a share of its width; positive is later.
    Q_INVOKABLE void pan(qreal share);
    /// Shows everything again and follows the newest data.
    Q_INVOKABLE void follow();
    /// Both say whether the file was written.
    Q_INVOKABLE bool savePng(const QUrl& file) const;
    Q_INVOKABLE bool saveCsv(const QUrl& file) const;

    /// Edges of what is shown, in milliseconds.
    double viewFrom() const;
    double viewTo() const;

Q_SIGNALS:
    void dataChanged();
    void colorsChanged();
    void labelSizeChanged();
    void viewChanged();
    void hoverChanged();

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
    void redraw();
    ChartFrame frame() const;
    QImage picture(qreal scale) const;
    QFont labelFont() const;

    QPointer<ChartData> m_data;
    QPointer<ChartColors> m_colors;
    int m_labelSize = 11;
    bool m_paused = false;
    bool m_stale = true;
    double m_span = 0; ///< length of the view; 0: everything
    double m_end = 0;  ///< right edge while paused or zoomed
    qreal m_hoverX = -1;
    qreal m_dragX = 0;
};

} // namespace hotswap::ui

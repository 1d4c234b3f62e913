// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/time_series_chart.h"

#include "ui/charts/chart_export.h"

#include <QGuiApplication>
#include <QKeyEvent>
#include <QQuickWindow>
#include <QSGImageNode>

#include <algorithm>
#include <cmath>

namespace hotswap::ui {

namespace {

constexpr double kLengthMinMs = 10'000;
constexpr double kLengthMinLog = 0.3; ///< a doubling
constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 0.1;
constexpr int kManySamples = 10;

} // namespace

TimeSeriesChart::TimeSeriesChart(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptHoverEvents(true);
}

void TimeSeriesChart::setChartData(ChartData* data) {
    if (m_data == data) {
        return;
    }
    if (m_data) {
        m_data->disconnect(this);
    }
    m_data = data;
    if (data != nullptr) {
        connect(data, &ChartData::changed, this, &TimeSeriesChart::redraw);
    }
    endReadout();
    follow();
    Q_EMIT dataChanged();
}

void TimeSeriesChart::setColors(ChartColors* colors) {
    if (m_colors == colors) {
        return;
    }
    if (m_colors) {
        m_colors->disconnect(this);
    }
    m_colors = colors;
    if (colors != nullptr) {
        connect(colors, &ChartColors::changed, this, &TimeSeriesChart::redraw);
    }
    redraw();
    Q_EMIT colorsChanged();
}

void TimeSeriesChart::setLabelSize(int pixels) {
    if (m_labelSize != pixels) {
        m_labelSize = pixels;
        redraw();
        Q_EMIT labelSizeChanged();
    }
}

void TimeSeriesChart::setPaused(bool paused) {
    if (m_window.held() == paused) {
        return;
    }
    if (!paused) {
        follow();
        return;
    }
    m_window.hold(extent());
    redraw();
    Q_EMIT viewChanged();
}

void TimeSeriesChart::zoom(qreal factor, qreal x) {
    if (!hasData()) {
        return;
    }
    const ChartFrame now = frame();
    m_window.zoom(factor, (x - now.plot.left()) / now.plot.width(), extent(),
                  m_data->axis() == ChartData::Axis::Time ? kLengthMinMs : kLengthMinLog);
    redraw();
    Q_EMIT viewChanged();
}

void TimeSeriesChart::zoomByKey(qreal factor) {
    // Around what is read out; else the newest stays in view while it is followed.
    const qreal at = readoutX();
    zoom(factor, at >= 0 ? at : m_window.held() ? width() / 2 : width());
}

void TimeSeriesChart::pan(qreal share) {
    if (hasData()) {
        m_window.pan(share, extent());
        redraw();
        Q_EMIT viewChanged();
    }
}

void TimeSeriesChart::follow() {
    m_window.follow();
    redraw();
    Q_EMIT viewChanged();
}

QFont TimeSeriesChart::labelFont() const {
    QFont font = QGuiApplication::font();
    font.setPixelSize(m_labelSize);
    return font;
}

ChartFrame TimeSeriesChart::frame() const {
    return frameOf(*m_data, view(), size(), labelFont());
}

void TimeSeriesChart::redraw() {
    m_stale = true;
    update();
    if (m_cursor != Cursor::None) {
        Q_EMIT readoutChanged();
    }
}

QImage TimeSeriesChart::picture() const {
    const qreal scale = window()->effectiveDevicePixelRatio();
    QImage image((size() * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(m_colors ? m_colors->background.rgb() : 0U);
    if (hasData() && m_colors) {
        paintChart(image, *m_data, frame(), *m_colors, labelFont());
    }
    return image;
}

QSGNode* TimeSeriesChart::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    auto* node = static_cast<QSGImageNode*>(old);
    if (width() < 1 || height() < 1) {
        delete node;
        return nullptr;
    }
    if (node == nullptr) {
        node = window()->createImageNode();
        node->setOwnsTexture(true);
        m_stale = true;
    }
    if (m_stale) {
        node->setTexture(window()->createTextureFromImage(picture(), QQuickWindow::TextureIsOpaque));
        node->setRect(boundingRect());
        m_stale = false;
    }
    return node;
}

void TimeSeriesChart::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    if (now.size() != before.size()) {
        redraw();
    }
}

double TimeSeriesChart::readingAt(const ChartFrame& frame) const {
    return m_data->sampleNear(m_cursor == Cursor::Sample ? m_sampleX : frame.fromX(m_pointerX));
}

QString TimeSeriesChart::reading(const QString& separator) const {
    if (m_cursor == Cursor::None || !hasData()) {
        return {};
    }
    return m_data->reading(readingAt(frame()), separator);
}

qreal TimeSeriesChart::readoutX() const {
    if (m_cursor == Cursor::None || !hasData()) {
        return -1;
    }
    const ChartFrame now = frame();
    const double x = now.toX(readingAt(now));
    return x < now.plot.left() - 1 || x > now.plot.right() + 1 ? -1 : x;
}

qreal TimeSeriesChart::plotBottom() const {
    return hasData() ? frame().plot.bottom() : height();
}

void TimeSeriesChart::readNext(int by) {
    if (!hasData()) {
        return;
    }
    const ChartRange range = view();
    if (m_cursor == Cursor::None) {
        m_sampleX = m_data->sampleNear(range.to);
    } else {
        m_sampleX = m_data->sampleBeside(readingAt(frame()), by);
    }
    m_cursor = Cursor::Sample;
    if (m_sampleX < range.from || m_sampleX > range.to) { // the view goes with it
        m_window.pan((m_sampleX - (range.from + range.to) / 2) / range.length(), extent());
        Q_EMIT viewChanged();
    }
    redraw();
}

void TimeSeriesChart::endReadout() {
    m_cursor = Cursor::None;
    Q_EMIT readoutChanged();
}

bool TimeSeriesChart::exportTo(const QUrl& file) const {
    if (!m_data || !m_colors) {
        return false;
    }
    return exportChart({*m_data, view(), *m_colors, size(), labelFont()}, file.toLocalFile());
}

void TimeSeriesChart::wheelEvent(QWheelEvent* event) {
    // Without Ctrl the wheel belongs to the page.
    if (!event->modifiers().testFlag(Qt::ControlModifier)) {
        event->ignore();
        return;
    }
    zoom(event->angleDelta().y() > 0 ? kZoomStep : 1 / kZoomStep, event->position().x());
    event->accept();
}

void TimeSeriesChart::keyPressEvent(QKeyEvent* event) {
    const bool shift = event->modifiers().testFlag(Qt::ShiftModifier);
    const int samples = event->modifiers().testFlag(Qt::ControlModifier) ? kManySamples : 1;
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoomByKey(kZoomStep); break;
    case Qt::Key_Minus: zoomByKey(1 / kZoomStep); break;
    case Qt::Key_Left: shift ? pan(-kPanStep) : readNext(-samples); break;
    case Qt::Key_Right: shift ? pan(kPanStep) : readNext(samples); break;
    case Qt::Key_Space: setPaused(!paused()); break;
    case Qt::Key_Home: follow(); break;
    case Qt::Key_Escape:
        event->setAccepted(m_cursor != Cursor::None); // with nothing to end it is the page's
        endReadout();
        return;
    default: event->ignore(); return;
    }
    event->accept();
}

void TimeSeriesChart::mousePressEvent(QMouseEvent* event) {
    forceActiveFocus(Qt::MouseFocusReason);
    m_dragX = event->position().x();
    event->accept();
}

void TimeSeriesChart::mouseMoveEvent(QMouseEvent* event) {
    if (hasData()) {
        pan((m_dragX - event->position().x()) / std::max(1.0, frame().plot.width()));
    }
    m_dragX = event->position().x();
}

void TimeSeriesChart::mouseDoubleClickEvent(QMouseEvent*) {
    follow();
}

void TimeSeriesChart::hoverMoveEvent(QHoverEvent* event) {
    m_cursor = Cursor::Pointer;
    m_pointerX = event->position().x();
    Q_EMIT readoutChanged();
}

void TimeSeriesChart::hoverLeaveEvent(QHoverEvent*) {
    endReadout();
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/time_series_chart.h"

#include <QFile>
#include <QGuiApplication>
#include <QKeyEvent>
#include <QPainter>
#include <QQuickWindow>
#include <QSGImageNode>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr double kSpanMinMs = 10'000;
constexpr double kZoomStep = 1.25;
constexpr double kPanStep = 0.1;

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
    if (m_paused != paused) {
        m_end = viewTo();
        m_paused = paused;
        redraw();
        Q_EMIT viewChanged();
    }
}

double TimeSeriesChart::viewTo() const {
    const double last = m_data ? m_data->lastX() : 0;
    return m_paused || m_span > 0 ? m_end : last;
}

double TimeSeriesChart::viewFrom() const {
    return m_span > 0 ? viewTo() - m_span : m_data ? m_data->firstX() : 0;
}

void TimeSeriesChart::zoom(qreal factor, qreal x) {
    if (!m_data || m_data->empty()) {
        return;
    }
    const ChartFrame now = frame();
    const double whole = m_data->lastX() - m_data->firstX();
    const double span = std::clamp((now.to - now.from) / factor, kSpanMinMs, std::max(kSpanMinMs, whole));
    if (span >= whole) {
        follow();
        return;
    }
    const double share = std::clamp((x - now.plot.left()) / now.plot.width(), 0.0, 1.0);
    m_end = now.fromX(now.plot.left() + share * now.plot.width()) + (1 - share) * span;
    m_end = std::clamp(m_end, m_data->firstX() + span, m_data->lastX());
    m_span = span;
    redraw();
    Q_EMIT viewChanged();
}

void TimeSeriesChart::pan(qreal share) {
    if (!m_data || m_span <= 0) {
        return;
    }
    m_end = std::clamp(m_end + share * m_span, m_data->firstX() + m_span, m_data->lastX());
    redraw();
    Q_EMIT viewChanged();
}

void TimeSeriesChart::follow() {
    m_span = 0;
    m_paused = false;
    redraw();
    Q_EMIT viewChanged();
}

QFont TimeSeriesChart::labelFont() const {
    QFont font = QGuiApplication::font();
    font.setPixelSize(m_labelSize);
    return font;
}

ChartFrame TimeSeriesChart::frame() const {
    return frameOf(*m_data, viewFrom(), viewTo(), size(), labelFont());
}

void TimeSeriesChart::redraw() {
    m_stale = true;
    update();
    Q_EMIT hoverChanged();
}

QImage TimeSeriesChart::picture(qreal scale) const {
    QImage image((size() * scale).toSize().expandedTo(QSize(1, 1)), QImage::Format_RGB32);
    image.setDevicePixelRatio(scale);
    image.fill(m_colors ? m_colors->background.rgb() : 0U);
    if (m_data && m_colors && !m_data->empty()) {
        QPainter painter(&image);
        paintChart(painter, *m_data, frame(), *m_colors, labelFont());
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
        const QImage image = picture(window()->effectiveDevicePixelRatio());
        node->setTexture(window()->createTextureFromImage(image, QQuickWindow::TextureIsOpaque));
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

QString TimeSeriesChart::readout() const {
    if (m_hoverX < 0 || !m_data || m_data->empty()) {
        return {};
    }
    const double x = frame().fromX(m_hoverX);
    QStringList parts{m_data->timeText(x)};
    for (const ChartData::Series& series : m_data->series()) {
        const std::size_t after = series.points.lowerBound(x);
        if (series.points.size() > 0) {
            const std::size_t index = std::min(after, series.points.size() - 1);
            parts << tr("%1: %2").arg(series.name, m_data->valueText(series.points.at(index).y));
        }
    }
    return parts.join(QStringLiteral("  "));
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
    switch (event->key()) {
    case Qt::Key_Plus:
    case Qt::Key_Equal: zoom(kZoomStep, width() / 2); break;
    case Qt::Key_Minus: zoom(1 / kZoomStep, width() / 2); break;
    case Qt::Key_Left: pan(-kPanStep); break;
    case Qt::Key_Right: pan(kPanStep); break;
    case Qt::Key_Space: setPaused(!m_paused); break;
    case Qt::Key_Home: follow(); break;
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
    if (m_data && !m_data->empty()) {
        pan((m_dragX - event->position().x()) / std::max(1.0, frame().plot.width()));
    }
    m_dragX = event->position().x();
}

void TimeSeriesChart::mouseDoubleClickEvent(QMouseEvent*) {
    follow();
}

void TimeSeriesChart::hoverMoveEvent(QHoverEvent* event) {
    m_hoverX = event->position().x();
    Q_EMIT hoverChanged();
}

void TimeSeriesChart::hoverLeaveEvent(QHoverEvent*) {
    m_hoverX = -1;
    Q_EMIT hoverChanged();
}

bool TimeSeriesChart::savePng(const QUrl& file) const {
    constexpr qreal kExportScale = 2;
    return picture(kExportScale).save(file.toLocalFile(), "PNG");
}

bool TimeSeriesChart::saveCsv(const QUrl& file) const {
    QFile out(file.toLocalFile());
    if (!m_data || !out.open(QIODevice::WriteOnly | QIODevice::Truncate)) {
        return false;
    }
    const QByteArray bytes = m_data->csv().toUtf8();
    return out.write(bytes) == bytes.size();
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/common/cell_glyphs.h"

#include <QPainter>
#include <QPainterPath>

#include <cstring>

namespace hotswap::ui {

namespace {

constexpr qreal kDimOpacity = 0.22;

QColor mixed(const QColor& front, const QColor& back, qreal share) {
    const auto mix = [share](int a, int b) {
        return static_cast<int>(std::lround(a * share + b * (1 - share)));
    };
    return QColor::fromRgb(mix(front.red(), back.red()), mix(front.green(), back.green()),
                           mix(front.blue(), back.blue()));
}

void drawFigure(QPainter& painter, CellGlyph glyph, const QRectF& box, const QColor& color) {
    const qreal line = std::max(1.0, box.width() / 8.0);
    const qreal radius = box.width() / 6.0;
    const QRectF inner = box.adjusted(line / 2, line / 2, -line / 2, -line / 2);
    const QPointF centre = box.center();
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    const auto outline = [&] {
        painter.setBrush(Qt::NoBrush);
        painter.setPen(QPen(color, line));
        painter.drawRoundedRect(inner, radius, radius);
    };
    switch (glyph) {
    case CellGlyph::Full: painter.drawRoundedRect(box, radius, radius); break;
    case CellGlyph::Notched:
        painter.drawRoundedRect(QRectF(box.left(), box.top(), box.width(), box.height() * 0.4), radius,
                                radius);
        painter.drawRoundedRect(
            QRectF(box.left(), box.bottom() - box.height() * 0.4, box.width(), box.height() * 0.4), radius,
            radius);
        break;
    case CellGlyph::Ring: outline(); break;
    case CellGlyph::Cross:
        painter.setPen(QPen(color, line * 1.4, Qt::SolidLine, Qt::RoundCap));
        painter.drawLine(inner.topLeft(), inner.bottomRight());
        painter.drawLine(inner.topRight(), inner.bottomLeft());
        break;
    case CellGlyph::Half: {
        painter.drawRect(QRectF(box.left(), centre.y(), box.width(), box.height() / 2));
        outline();
        break;
    }
    case CellGlyph::Dot: painter.drawEllipse(centre, box.width() / 5, box.width() / 5); break;
    case CellGlyph::Query:
        outline();
        painter.setPen(Qt::NoPen);
        painter.setBrush(color);
        painter.drawEllipse(centre, box.width() / 6, box.width() / 6);
        break;
    case CellGlyph::Back: {
        QPainterPath path(QPointF(box.left(), centre.y()));
        path.lineTo(box.topRight());
        path.lineTo(box.bottomRight());
        path.closeSubpath();
        painter.drawPath(path);
        break;
    }
    }
}

/// Upper left corner, set apart from the figure by a line of the background.
void drawAlarm(QPainter& painter, const QRectF& box, const QColor& color, const QColor& background) {
    const qreal size = std::max(4.0, box.width() * 0.62);
    QPainterPath path(box.topLeft());
    path.lineTo(box.left() + size, box.top());
    path.lineTo(box.left(), box.top() + size);
    path.closeSubpath();
    painter.setPen(QPen(background, std::max(1.0, box.width() / 12)));
    painter.setBrush(color);
    painter.drawPath(path);
}

void drawMark(QPainter& painter, int mark, const QRectF& box, const QColor& color) {
    const qreal size = std::max(2.0, box.width() * 0.42);
    painter.setPen(Qt::NoPen);
    painter.setBrush(color);
    QPainterPath path;
    switch (mark) {
    case 1: // upper right corner
        path.moveTo(box.topRight());
        path.lineTo(box.right() - size, box.top());
        path.lineTo(box.right(), box.top() + size);
        break;
    case 2: // lower left corner
        path.moveTo(box.bottomLeft());
        path.lineTo(box.left() + size, box.bottom());
        path.lineTo(box.left(), box.bottom() - size);
        break;
    default: // foot
        path.addRect(QRectF(box.left(), box.bottom() - size / 2, box.width(), size / 2));
        break;
    }
    painter.drawPath(path);
}

} // namespace

void CellGlyphs::prepare(int side, const CellColors& colors) {
    m_side = side;
    m_colors = &colors;
    m_background = colors.background.rgb();
    m_pictures.clear();
}

void CellGlyphs::blit(const Cell& cell, QImage& target, int x, int y) {
    const QImage& source = picture(cell);
    const auto bytes = static_cast<std::size_t>(m_side) * sizeof(QRgb);
    for (int line = 0; line < m_side; ++line) {
        auto* to = reinterpret_cast<QRgb*>(target.scanLine(y + line)) + x;
        std::memcpy(to, source.constScanLine(line), bytes);
    }
}

const QImage& CellGlyphs::picture(const Cell& cell) {
    const auto known = m_pictures.find(cell);
    return known != m_pictures.end() ? known->second : m_pictures.emplace(cell, draw(cell)).first->second;
}

QImage CellGlyphs::draw(const Cell& cell) const {
    QImage image(m_side, m_side, QImage::Format_RGB32);
    image.fill(m_background);
    QPainter painter(&image);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF box(0, 0, m_side, m_side);
    drawFigure(painter, cell.glyph, box, colorOf(cell));
    if (cell.mark > 0) {
        const QColor color =
            cell.dim ? mixed(m_colors->mark, m_colors->background, kDimOpacity) : m_colors->mark;
        drawMark(painter, cell.mark, box, color);
    }
    if (cell.alarm) {
        const QColor& color = cell.tone == Tone::Bad ? m_colors->mark : m_colors->bad;
        drawAlarm(painter, box, cell.dim ? mixed(color, m_colors->background, kDimOpacity) : color,
                  m_colors->background);
    }
    return image;
}

QColor CellGlyphs::colorOf(const Cell& cell) const {
    const QColor color = [&] {
        switch (cell.tone) {
        case Tone::Neutral: return m_colors->neutral;
        case Tone::Busy: return m_colors->busy;
        case Tone::Good: return m_colors->good;
        case Tone::Warning: return m_colors->warning;
        case Tone::Person: return m_colors->person;
        case Tone::Bad: return m_colors->bad;
        }
        return m_colors->neutral;
    }();
    return cell.dim ? mixed(color, m_colors->background, kDimOpacity) : color;
}

} // namespace hotswap::ui

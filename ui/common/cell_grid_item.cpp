// SPDX-License-Identifier: Apache-2.0
#include "ui/common/cell_grid_item.h"

#include <QKeyEvent>
#include <QQuickWindow>
#include <QSGImageNode>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr int kBandPixels = 64; // small enough to redraw little, large enough to have few nodes

/// Holds one image node per band in view.
class BandsNode : public QSGNode {
public:
    std::vector<QSGImageNode*> bands;
};

} // namespace

CellGridItem::CellGridItem(QQuickItem* parent) : QQuickItem(parent) {
    setFlag(ItemHasContents);
    setAcceptedMouseButtons(Qt::LeftButton);
    setAcceptHoverEvents(true);
    connect(this, &CellGridItem::viewChanged, this, &QQuickItem::update);
    connect(this, &CellGridItem::currentIndexChanged, this, &CellGridItem::currentTextChanged);
}

void CellGridItem::setSource(CellSource* source) {
    if (m_source == source) {
        return;
    }
    if (m_source) {
        m_source->disconnect(this);
    }
    m_source = source;
    if (source != nullptr) {
        connect(source, &CellSource::cellsReset, this, &CellGridItem::relayout);
        connect(source, &CellSource::cellsChanged, this, &CellGridItem::markChanged);
    }
    relayout();
    Q_EMIT sourceChanged();
}

void CellGridItem::setColors(CellColors* colors) {
    if (m_colors == colors) {
        return;
    }
    if (m_colors) {
        m_colors->disconnect(this);
    }
    m_colors = colors;
    if (colors != nullptr) {
        connect(colors, &CellColors::changed, this, [this] {
            m_glyphs = {};
            redrawAll();
        });
    }
    m_glyphs = {};
    redrawAll();
    Q_EMIT colorsChanged();
}

void CellGridItem::setCellSize(int size) {
    if (m_cellSize != size && size > 0) {
        m_cellSize = size;
        relayout();
    }
}

void CellGridItem::setGap(int gap) {
    if (m_gap != gap && gap >= 0) {
        m_gap = gap;
        relayout();
    }
}

void CellGridItem::geometryChange(const QRectF& now, const QRectF& before) {
    QQuickItem::geometryChange(now, before);
    if (now.width() != before.width()) {
        relayout();
    }
}

void CellGridItem::relayout() {
    const int count = m_source ? m_source->count() : 0;
    m_columns = std::max(1, (static_cast<int>(width()) + m_gap) / pitch());
    const int rows = (count + m_columns - 1) / m_columns;
    m_rowsPerBand = std::max(1, kBandPixels / pitch());
    m_bands.assign(static_cast<std::size_t>((rows + m_rowsPerBand - 1) / m_rowsPerBand), Band{});
    setImplicitHeight(std::max(0, rows * pitch() - m_gap));
    if (m_current >= count) {
        m_current = count - 1;
    }
    update();
    Q_EMIT layoutChanged();
    Q_EMIT currentIndexChanged();
}

void CellGridItem::redrawAll() {
    for (Band& band : m_bands) {
        band.dirty = true;
    }
    update();
}

void CellGridItem::markChanged(const QList<int>& indexes) {
    const int perBand = m_columns * m_rowsPerBand;
    for (const int index : indexes) {
        const auto band = static_cast<std::size_t>(index / perBand);
        if (band < m_bands.size()) {
            m_bands[band].dirty = true;
        }
        if (index == m_current) {
            Q_EMIT currentTextChanged();
        }
    }
    update();
}

QSGNode* CellGridItem::updatePaintNode(QSGNode* old, UpdatePaintNodeData*) {
    auto* node = static_cast<BandsNode*>(old);
    if (node == nullptr) {
        node = new BandsNode;
        redrawAll();
    }
    const qreal scale = window()->effectiveDevicePixelRatio();
    const int side = std::max(1, static_cast<int>(std::lround(m_cellSize * scale)));
    if (m_colors && m_glyphs.side() != side) {
        m_glyphs.prepare(side, *m_colors);
        redrawAll();
    }
    node->bands.resize(std::max(node->bands.size(), m_bands.size()), nullptr);
    const int pixelWidth = std::max(1, static_cast<int>(std::lround(m_columns * pitch() * scale)));
    const int pixelHeight = std::max(1, static_cast<int>(std::lround(bandHeight() * scale)));
    for (std::size_t i = 0; i < node->bands.size(); ++i) {
        const qreal top = static_cast<qreal>(i) * bandHeight();
        const bool inView =
            m_viewHeight <= 0 || (top < m_viewTop + m_viewHeight && top + bandHeight() > m_viewTop);
        QSGImageNode*& band = node->bands[i];
        if (i >= m_bands.size() || !inView || !m_colors) {
            delete band; // takes itself out of its parent
            band = nullptr;
            if (i < m_bands.size()) {
                m_bands[i].dirty = true;
            }
            continue;
        }
        if (!m_bands[i].dirty && band != nullptr) {
            continue;
        }
        QImage image(pixelWidth, pixelHeight, QImage::Format_RGB32);
        image.fill(m_glyphs.background());
        paintBand(image, static_cast<int>(i));
        if (band == nullptr) {
            band = window()->createImageNode();
            band->setOwnsTexture(true);
            band->setFiltering(QSGTexture::Nearest);
            node->appendChildNode(band);
        }
        band->setTexture(window()->createTextureFromImage(image, QQuickWindow::TextureIsOpaque));
        band->setRect(0, top, m_columns * pitch(), bandHeight());
        m_bands[i].dirty = false;
    }
    node->bands.resize(m_bands.size());
    return node;
}

void CellGridItem::paintBand(QImage& image, int band) const {
    const int first = band * m_rowsPerBand * m_columns;
    const int last = std::min(first + m_rowsPerBand * m_columns, m_source ? m_source->count() : 0);
    const qreal step = pitch() * window()->effectiveDevicePixelRatio();
    for (int index = first; index < last; ++index) {
        const int x = static_cast<int>(std::lround((index - first) % m_columns * step));
        const int y = static_cast<int>(std::lround((index - first) / m_columns * step));
        if (x + m_glyphs.side() <= image.width() && y + m_glyphs.side() <= image.height()) {
            m_glyphs.blit(m_source->cellAt(index), image, x, y);
        }
    }
}

QRectF CellGridItem::cellRect(int index) const {
    const int count = m_source ? m_source->count() : 0;
    if (index < 0 || index >= count) {
        return {};
    }
    return QRectF(index % m_columns * pitch(), index / m_columns * pitch(), m_cellSize, m_cellSize);
}

int CellGridItem::indexAt(qreal x, qreal y) const {
    const int column = static_cast<int>(x) / pitch();
    const int row = static_cast<int>(y) / pitch();
    const int index = row * m_columns + column;
    const bool inside = x >= 0 && y >= 0 && column < m_columns && m_source && index < m_source->count();
    return inside ? index : -1;
}

QString CellGridItem::currentText() const {
    return m_source && m_current >= 0 ? m_source->describe(m_current) : QString();
}

void CellGridItem::setCurrentIndex(int index) {
    const int count = m_source ? m_source->count() : 0;
    const int next = std::clamp(index, -1, count - 1);
    if (next != m_current) {
        m_current = next;
        Q_EMIT currentIndexChanged();
    }
}

void CellGridItem::moveCurrent(int step) {
    const int count = m_source ? m_source->count() : 0;
    const int next = m_current + step;
    if (m_current < 0 && count > 0) {
        setCurrentIndex(0);
    } else if (next < 0 || next >= count) {
        Q_EMIT edgeReached(step < 0 ? -1 : 1, m_current % m_columns);
    } else {
        setCurrentIndex(next);
    }
}

void CellGridItem::keyPressEvent(QKeyEvent* event) {
    const int count = m_source ? m_source->count() : 0;
    switch (event->key()) {
    case Qt::Key_Left: moveCurrent(-1); break;
    case Qt::Key_Right: moveCurrent(1); break;
    case Qt::Key_Up: moveCurrent(-m_columns); break;
    case Qt::Key_Down: moveCurrent(m_columns); break;
    case Qt::Key_Home: setCurrentIndex(0); break;
    case Qt::Key_End: setCurrentIndex(count - 1); break;
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
        if (m_current >= 0) {
            Q_EMIT activated(m_current);
        }
        break;
    default: event->ignore(); return;
    }
    event->accept();
}

void CellGridItem::mousePressEvent(QMouseEvent* event) {
    const int index = indexAt(event->position().x(), event->position().y());
    if (index < 0) {
        event->ignore();
        return;
    }
    forceActiveFocus(Qt::MouseFocusReason);
    setCurrentIndex(index);
    Q_EMIT activated(index);
}

void CellGridItem::hoverMoveEvent(QHoverEvent* event) {
    setHovered(indexAt(event->position().x(), event->position().y()));
}

void CellGridItem::hoverLeaveEvent(QHoverEvent*) {
    setHovered(-1);
}

void CellGridItem::setHovered(int index) {
    if (m_hovered != index) {
        m_hovered = index;
        Q_EMIT hoveredIndexChanged();
    }
}

} // namespace hotswap::ui

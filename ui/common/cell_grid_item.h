// SPDX-License-Identifier: Apache-2.0
#pragma once
// Thousands of cells in one item. It keeps pictures of bands of rows and only redraws the bands that changed
// and are in view; image nodes draw with the software renderer as well as with a GPU.

#include "ui/common/cell_glyphs.h"

#include <QPointer>
#include <QQuickItem>
#include <QtQmlIntegration/qqmlintegration.h>

#include <vector>

namespace hotswap::ui {

/// Cells fill rows from left to right. One of them can be current; the arrow keys move it, and going over an
/// edge is told, so that a page can move on to the grid above or below.
class CellGridItem : public QQuickItem {
    Q_OBJECT
    QML_NAMED_ELEMENT(CellGrid)

    Q_PROPERTY(hotswap::ui::CellSource* source READ source WRITE setSource NOTIFY sourceChanged FINAL)
    Q_PROPERTY(hotswap::ui::CellColors* colors READ colors WRITE setColors NOTIFY colorsChanged FINAL)
    /// Side of a cell and the gap between cells, in pixels.
    Q_PROPERTY(int cellSize READ cellSize WRITE setCellSize NOTIFY layoutChanged FINAL)
    Q_PROPERTY(int gap READ gap WRITE setGap NOTIFY layoutChanged FINAL)
    Q_PROPERTY(int columns READ columns NOTIFY layoutChanged FINAL)
    /// Part of the item that can be seen, for an item inside a Flickable.
    Q_PROPERTY(qreal viewTop MEMBER m_viewTop NOTIFY viewChanged FINAL)
    Q_PROPERTY(qreal viewHeight MEMBER m_viewHeight NOTIFY viewChanged FINAL)
    /// Cell that the keyboard is on; -1: none.
    Q_PROPERTY(int currentIndex READ currentIndex WRITE setCurrentIndex NOTIFY currentIndexChanged FINAL)
    /// Its rectangle, for a focus frame; empty when there is none.
    Q_PROPERTY(QRectF currentRect READ currentRect NOTIFY currentIndexChanged FINAL)
    /// What the current cell is, in words; this is what a screen reader says.
    Q_PROPERTY(QString currentText READ currentText NOTIFY currentTextChanged FINAL)
    /// Cell under the pointer; -1: none.
    Q_PROPERTY(int hoveredIndex READ hoveredIndex NOTIFY hoveredIndexChanged FINAL)

public:
    explicit CellGridItem(QQuickItem* parent = nullptr);

    CellSource* source() const { return m_source; }
    void setSource(CellSource* source);
    CellColors* colors() const { return m_colors; }
    void setColors(CellColors* colors);
    int cellSize() const { return m_cellSize; }
    void setCellSize(int size);
    int gap() const { return m_gap; }
    void setGap(int gap);
    int columns() const { return m_columns; }
    int currentIndex() const { return m_current; }
    void setCurrentIndex(int index);
    QRectF currentRect() const { return cellRect(m_current); }
    QString currentText() const;
    int hoveredIndex() const { return m_hovered; }

    /// Rectangle of a cell; empty outside.
    Q_INVOKABLE QRectF cellRect(int index) const;
    /// Cell at a place of the item, -1 between cells.
    Q_INVOKABLE int indexAt(qreal x, qreal y) const;

Q_SIGNALS:
    void sourceChanged();
    void colorsChanged();
    void layoutChanged();
    void viewChanged();
    void currentIndexChanged();
    void currentTextChanged();
    void hoveredIndexChanged();
    /// Enter, space or a click on a cell.
    void activated(int index);
    /// The keyboard left the grid over its upper (-1) or lower (1) edge, at this column.
    void edgeReached(int direction, int column);

protected:
    QSGNode* updatePaintNode(QSGNode* old, UpdatePaintNodeData*) override;
    void geometryChange(const QRectF& now, const QRectF& before) override;
    void keyPressEvent(QKeyEvent* event) override;
    void mousePressEvent(QMouseEvent* event) override;
    void hoverMoveEvent(QHoverEvent* event) override;
    void hoverLeaveEvent(QHoverEvent* event) override;

private:
    struct Band {
        bool dirty = true;
    };
    void relayout();
    void redrawAll();
    void markChanged(const QList<int>& indexes);
    void paintBand(QImage& image, int band) const;
    void moveCurrent(int step);
    void setHovered(int index);
    int pitch() const { return m_cellSize + m_gap; }
    int bandHeight() const { return m_rowsPerBand * pitch(); }

    QPointer<CellSource> m_source;
    QPointer<CellColors> m_colors;
    mutable CellGlyphs m_glyphs;
    int m_cellSize = 10;
    int m_gap = 2;
    int m_columns = 1;
    int m_rowsPerBand = 1;
    int m_current = -1;
    int m_hovered = -1;
    qreal m_viewTop = 0;
    qreal m_viewHeight = 0; ///< 0: all of it
    std::vector<Band> m_bands;
};

} // namespace hotswap::ui

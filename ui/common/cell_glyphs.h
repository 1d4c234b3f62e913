// SPDX-License-Identifier: Apache-2.0
#pragma once
// Ready-made pictures of cells, so that a grid only copies pixels.

#include "ui/common/cell_colors.h"
#include "ui/common/cell_source.h"

#include <QImage>

#include <map>

namespace hotswap::ui {

/// Pictures of one cell size. All are RGB32 on the background colour.
class CellGlyphs {
public:
    /// Forgets all pictures; `side` is the cell's side in device pixels.
    void prepare(int side, const CellColors& colors);
    /// Copies a cell's picture to (x, y) of `target` (RGB32, large enough).
    void blit(const Cell& cell, QImage& target, int x, int y);

    int side() const { return m_side; }
    QRgb background() const { return m_background; }

private:
    const QImage& picture(const Cell& cell);
    QImage draw(const Cell& cell) const;
    QColor colorOf(const Cell& cell) const;

    int m_side = 0;
    QRgb m_background = 0;
    const CellColors* m_colors = nullptr;
    std::map<Cell, QImage> m_pictures;
};

} // namespace hotswap::ui

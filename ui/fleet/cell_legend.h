// SPDX-License-Identifier: Apache-2.0
#pragma once
// The figures of the fleet with their words, and single figures for legends.

#include "core/domain/node.h"
#include "ui/common/cell_source.h"
#include "ui/common/row_model.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <memory>

namespace hotswap::ui {

/// One figure on its own.
class FigureSource : public hotswap::ui::CellSource {
    Q_OBJECT
    QML_ELEMENT

    /// CellGlyph, Tone and corner mark as numbers.
    Q_PROPERTY(int glyph READ glyph WRITE setGlyph NOTIFY figureChanged FINAL)
    Q_PROPERTY(int tone READ tone WRITE setTone NOTIFY figureChanged FINAL)
    Q_PROPERTY(int mark READ mark WRITE setMark NOTIFY figureChanged FINAL)

public:
    explicit FigureSource(QObject* parent = nullptr) : CellSource(parent) {}
    FigureSource(Cell cell, QObject* parent) : CellSource(parent), m_cell(cell) {}

    int glyph() const { return static_cast<int>(m_cell.glyph); }
    void setGlyph(int glyph) {
        change([glyph](Cell& cell) { cell.glyph = static_cast<CellGlyph>(glyph); });
    }
    int tone() const { return static_cast<int>(m_cell.tone); }
    void setTone(int tone) {
        change([tone](Cell& cell) { cell.tone = static_cast<Tone>(tone); });
    }
    int mark() const { return m_cell.mark; }
    void setMark(int mark) {
        change([mark](Cell& cell) { cell.mark = static_cast<std::uint8_t>(mark); });
    }

    int count() const override { return 1; }
    Cell cellAt(int) const override { return m_cell; }
    QString describe(int) const override { return {}; }
    QString keyAt(int) const override { return {}; }

Q_SIGNALS:
    void figureChanged();

private:
    template <class Change>
    void change(Change apply) {
        const Cell before = m_cell;
        apply(m_cell);
        if (m_cell != before) {
            Q_EMIT cellsChanged({0});
            Q_EMIT figureChanged();
        }
    }

    Cell m_cell{CellGlyph::Full, Tone::Neutral, 0, false};
};

struct LegendRow {
    QString key; ///< the word
    std::shared_ptr<FigureSource> figure;
    bool operator==(const LegendRow&) const = default;
};

/// Legend of the fleet's grid.
class CellLegend : public HS_ROW_LIST(LegendRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

public:
    explicit CellLegend(QObject* parent = nullptr);

    /// Makes the words in the present language.
    void fill();
};

/// Figure of a node's state.
CellGlyph glyphOf(NodeState state);

} // namespace hotswap::ui

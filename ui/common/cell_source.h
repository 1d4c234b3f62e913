// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a grid of cells shows: one small figure per node. Shape says the state as well as colour does.

#include "ui/common/tone.h"

#include <QList>
#include <QObject>
#include <QString>
#include <QtQmlIntegration/qqmlintegration.h>

#include <compare>
#include <cstdint>

namespace hotswap::ui {

/// Figure inside a cell. Each state has one of its own within a page.
enum class CellGlyph : std::uint8_t {
    Full,    ///< filled square
    Notched, ///< filled with a bar across: degraded, settling
    Ring,    ///< outline: pending, not touched
    Cross,   ///< outline with a cross: offline, failed
    Half,    ///< lower half filled: draining, in flight
    Dot,     ///< small dot: enrolling, drained, retired, skipped
    Query,   ///< outline with a filled centre: suspect, unknown
    Back,    ///< filled triangle: going back, taken back
};

struct Cell {
    CellGlyph glyph = CellGlyph::Full;
    Tone tone = Tone::Neutral;
    std::uint8_t mark = 0; ///< 0: no corner mark; 1, 2, 3: releases other than the usual one
    bool dim = false;      ///< does not match the filter
    bool alarm = false;    ///< upper left corner: a person should look
    auto operator<=>(const Cell&) const = default;
};

/// Source of the cells of one grid. GUI thread.
class CellSource : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models make these")

    /// Number of cells.
    Q_PROPERTY(int count READ count NOTIFY cellsReset FINAL)

public:
    using QObject::QObject;

    virtual int count() const = 0;
    virtual Cell cellAt(int index) const = 0;
    /// What the cell is, in words: "prod-0017, degraded, storefront 1.1.0".
    Q_INVOKABLE virtual QString describe(int index) const = 0;
    /// Node id of a cell; empty outside.
    Q_INVOKABLE virtual QString keyAt(int index) const = 0;

Q_SIGNALS:
    void cellsReset();
    /// These cells look different now, in ascending order.
    void cellsChanged(const QList<int>& indexes);
};

} // namespace hotswap::ui

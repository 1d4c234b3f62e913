// SPDX-License-Identifier: Apache-2.0
#pragma once
// Colours that items drawn in C++ take from the theme.

#include <QColor>
#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// Set by HotSwap.Theme; items redraw on `changed`.
class CellColors : public QObject {
    Q_OBJECT
    QML_ELEMENT

    Q_PROPERTY(QColor background MEMBER background NOTIFY changed FINAL)
    Q_PROPERTY(QColor neutral MEMBER neutral NOTIFY changed FINAL)
    Q_PROPERTY(QColor busy MEMBER busy NOTIFY changed FINAL)
    Q_PROPERTY(QColor good MEMBER good NOTIFY changed FINAL)
    Q_PROPERTY(QColor warning MEMBER warning NOTIFY changed FINAL)
    Q_PROPERTY(QColor person MEMBER person NOTIFY changed FINAL)
    Q_PROPERTY(QColor bad MEMBER bad NOTIFY changed FINAL)
    /// Corner marks.
    Q_PROPERTY(QColor mark MEMBER mark NOTIFY changed FINAL)

public:
    using QObject::QObject;

    QColor background, neutral, busy, good, warning, person, bad, mark;

Q_SIGNALS:
    void changed();
};

} // namespace hotswap::ui

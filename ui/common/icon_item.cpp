// SPDX-License-Identifier: Apache-2.0
#include "ui/common/icon_item.h"

#include <QFile>
#include <QPainter>
#include <QSvgRenderer>

namespace hotswap::ui {

IconItem::IconItem(QQuickItem* parent) : QQuickPaintedItem(parent) {
    setAntialiasing(true);
}

void IconItem::setName(const QString& name) {
    if (m_name == name) {
        return;
    }
    m_name = name;
    m_drawing.clear();
    if (!name.isEmpty()) {
        QFile file(QStringLiteral(":/hotswap/icons/%1.svg").arg(name));
        if (file.open(QIODevice::ReadOnly)) {
            m_drawing = file.readAll();
        } else {
            qWarning("no such icon: %s", qPrintable(name));
        }
    }
    update();
    Q_EMIT nameChanged();
}

void IconItem::setColor(const QColor& color) {
    if (m_color == color) {
        return;
    }
    m_color = color;
    update();
    Q_EMIT colorChanged();
}

void IconItem::paint(QPainter* painter) {
    if (m_drawing.isEmpty()) {
        return;
    }
    QByteArray drawing = m_drawing;
    drawing.replace("currentColor", m_color.name(QColor::HexRgb).toLatin1());
    QSvgRenderer renderer(drawing);
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setOpacity(m_color.alphaF());
    const qreal side = std::min(width(), height());
    renderer.render(painter, QRectF((width() - side) / 2, (height() - side) / 2, side, side));
}

} // namespace hotswap::ui

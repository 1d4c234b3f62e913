// SPDX-License-Identifier: Apache-2.0
#pragma once
// One of our line icons, drawn in any colour and size, with every renderer.

#include <QColor>
#include <QQuickPaintedItem>
#include <QString>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// Draws resources/icons/<name>.svg with its lines in `color`. An icon never carries meaning alone: give the
/// control a name.
class IconItem : public QQuickPaintedItem {
    Q_OBJECT
    QML_NAMED_ELEMENT(Icon)

    /// File name without ending; empty draws nothing.
    Q_PROPERTY(QString name READ name WRITE setName NOTIFY nameChanged FINAL)
    /// Colour of the lines.
    Q_PROPERTY(QColor color READ color WRITE setColor NOTIFY colorChanged FINAL)

public:
    explicit IconItem(QQuickItem* parent = nullptr);

    QString name() const { return m_name; }
    void setName(const QString& name);
    QColor color() const { return m_color; }
    void setColor(const QColor& color);

    void paint(QPainter* painter) override;

Q_SIGNALS:
    void nameChanged();
    void colorChanged();

private:
    QString m_name;
    QColor m_color;
    QByteArray m_drawing; ///< the file as it is, with currentColor in it
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Headings of a table model, which QML cannot ask for itself.

#include <QAbstractItemModel>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// Stateless.
class HeaderText : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_SINGLETON

public:
    using QObject::QObject;

    /// Heading of a column; empty when the object is no model or has no such column.
    Q_INVOKABLE QString of(QObject* model, int column) const {
        const auto* table = qobject_cast<QAbstractItemModel*>(model);
        return table == nullptr ? QString()
                                : table->headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    }
};

} // namespace hotswap::ui

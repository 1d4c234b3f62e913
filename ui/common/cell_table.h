// SPDX-License-Identifier: Apache-2.0
#pragma once
// The table behind qml/components/DataTable: cells that know how they want to be shown.

#include "ui/common/row_model.h"
#include "ui/common/tone.h"

#include <QAbstractTableModel>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// How a cell is shown. The roles of every table that DataTable takes are CellRole.
class CellKind : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("an enumeration")

public:
    enum Kind {
        Text,   ///< plain
        Strong, ///< the name of the row
        Faint,  ///< less important
        Number, ///< aligned right
        Mono,   ///< ids and digests
        Chip,   ///< a state: tone, icon and word
    };
    Q_ENUM(Kind)
};

enum class CellRole { Tone = Qt::UserRole + 1, Kind };

struct TableCell {
    QString text;
    CellKind::Kind kind = CellKind::Text;
    Tone tone = Tone::Neutral;
    bool operator==(const TableCell&) const = default;
};

struct TableRow {
    QString key;
    std::vector<TableCell> cells;
    bool operator==(const TableRow&) const = default;
};

/// Rows of ready cells. GUI thread.
class CellTable : public HS_ROW_TABLE(TableRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models own their tables")

    /// Number of rows.
    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit CellTable(QObject* parent = nullptr);

    /// Column headings in the present language; their number is the number of columns.
    void setHeadings(QStringList headings);

    int count() const { return rowCount(); }
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    /// Key of a row; empty outside.
    Q_INVOKABLE QString keyAt(int row) const;
    /// Row of a key, -1 when it is not there.
    Q_INVOKABLE int rowOf(const QString& key) const;

Q_SIGNALS:
    void countChanged();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }

private:
    QStringList m_headings;
};

/// Role names of every table that DataTable shows.
QHash<int, QByteArray> cellRoleNames();

} // namespace hotswap::ui

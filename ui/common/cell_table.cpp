// SPDX-License-Identifier: Apache-2.0
#include "ui/common/cell_table.h"

namespace hotswap::ui {

QHash<int, QByteArray> cellRoleNames() {
    return {{Qt::DisplayRole, "display"},
            {static_cast<int>(CellRole::Tone), "tone"},
            {static_cast<int>(CellRole::Kind), "kind"}};
}

CellTable::CellTable(QObject* parent) : RowModel(parent) {}

void CellTable::setHeadings(QStringList headings) {
    if (headings.size() != m_headings.size()) {
        beginResetModel();
        m_headings = std::move(headings);
        endResetModel();
        return;
    }
    m_headings = std::move(headings);
    Q_EMIT headerDataChanged(Qt::Horizontal, 0, static_cast<int>(m_headings.size()) - 1);
}

int CellTable::columnCount(const QModelIndex& parent) const {
    return parent.isValid() ? 0 : static_cast<int>(m_headings.size());
}

QVariant CellTable::data(const QModelIndex& index, int role) const {
    if (!checkIndex(index, CheckIndexOption::IndexIsValid)) {
        return {};
    }
    const TableRow& row = rows()[static_cast<std::size_t>(index.row())];
    const auto column = static_cast<std::size_t>(index.column());
    const TableCell cell = column < row.cells.size() ? row.cells[column] : TableCell{};
    switch (role) {
    case Qt::DisplayRole: return cell.text;
    case static_cast<int>(CellRole::Tone): return static_cast<int>(cell.tone);
    case static_cast<int>(CellRole::Kind): return static_cast<int>(cell.kind);
    default: return {};
    }
}

QVariant CellTable::headerData(int section, Qt::Orientation orientation, int role) const {
    const bool known = orientation == Qt::Horizontal && section >= 0 && section < m_headings.size();
    return known && role == Qt::DisplayRole ? m_headings.at(section) : QVariant{};
}

QHash<int, QByteArray> CellTable::roleNames() const {
    return cellRoleNames();
}

QString CellTable::keyAt(int row) const {
    const bool inside = row >= 0 && row < rowCount();
    return inside ? rows()[static_cast<std::size_t>(row)].key : QString();
}

int CellTable::rowOf(const QString& key) const {
    for (int row = 0; row < rowCount(); ++row) {
        if (rows()[static_cast<std::size_t>(row)].key == key) {
            return row;
        }
    }
    return -1;
}

} // namespace hotswap::ui

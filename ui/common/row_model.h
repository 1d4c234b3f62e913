// SPDX-License-Identifier: Apache-2.0
#pragma once
// List models over plain rows that were formatted when they were made. New rows are applied as an exact
// difference (removals, moves, insertions, changes), never as a reset, so that scrolling, focus and selection
// stay where they are.

#include <QAbstractListModel>
#include <QAbstractTableModel>
#include <QHash>
#include <QSet>
#include <QString>
#include <QVariant>

#include <algorithm>
#include <functional>
#include <vector>

namespace hotswap::ui {

/// Row needs `QString key` (unique within the model) and operator==.
template <class Row, class Base>
class RowModel : public Base {
public:
    using Base::Base;

    int rowCount(const QModelIndex& parent = {}) const override {
        return parent.isValid() ? 0 : static_cast<int>(m_rows.size());
    }

    const std::vector<Row>& rows() const { return m_rows; }

    void setRows(std::vector<Row> next) {
        const std::size_t before = m_rows.size();
        removeMissing(next);
        for (std::size_t i = 0; i < next.size(); ++i) {
            place(i, next[i]);
        }
        if (before != m_rows.size()) {
            rowsCounted();
        }
    }

    /// Adds rows behind the last one; the caller knows that their keys are new.
    void appendRows(std::vector<Row> more) {
        if (more.empty()) {
            return;
        }
        const int first = static_cast<int>(m_rows.size());
        this->beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
        m_rows.insert(m_rows.end(), std::make_move_iterator(more.begin()),
                      std::make_move_iterator(more.end()));
        this->endInsertRows();
        rowsCounted();
    }

protected:
    /// Subclasses with a `count` property tell it here.
    virtual void rowsCounted() {}

private:
    void removeMissing(const std::vector<Row>& next) {
        QSet<QString> kept;
        kept.reserve(static_cast<qsizetype>(next.size()));
        for (const Row& row : next) {
            kept.insert(row.key);
        }
        int last = static_cast<int>(m_rows.size()) - 1;
        while (last >= 0) {
            if (kept.contains(m_rows[static_cast<std::size_t>(last)].key)) {
                --last;
                continue;
            }
            int first = last;
            while (first > 0 && !kept.contains(m_rows[static_cast<std::size_t>(first - 1)].key)) {
                --first;
            }
            this->beginRemoveRows({}, first, last);
            m_rows.erase(m_rows.begin() + first, m_rows.begin() + last + 1);
            this->endRemoveRows();
            last = first - 1;
        }
    }

    void place(std::size_t i, Row& row) {
        const int at = static_cast<int>(i);
        if (i < m_rows.size() && m_rows[i].key != row.key) {
            const auto found = std::find_if(m_rows.begin() + at + 1, m_rows.end(),
                                            [&](const Row& other) { return other.key == row.key; });
            if (found != m_rows.end()) {
                const int from = static_cast<int>(found - m_rows.begin());
                this->beginMoveRows({}, from, from, {}, at);
                std::rotate(m_rows.begin() + at, found, found + 1);
                this->endMoveRows();
            }
        }
        if (i < m_rows.size() && m_rows[i].key == row.key) {
            if (!(m_rows[i] == row)) {
                m_rows[i] = std::move(row);
                const QAbstractItemModel& model = *this; // QAbstractListModel hides its columnCount
                Q_EMIT this->dataChanged(this->index(at, 0),
                                         this->index(at, model.columnCount(QModelIndex()) - 1));
            }
            return;
        }
        this->beginInsertRows({}, at, at);
        m_rows.insert(m_rows.begin() + at, std::move(row));
        this->endInsertRows();
    }

    std::vector<Row> m_rows;
};

/// One named role of a list and how to read it from a row.
template <class Row>
struct RowRole {
    const char* name;
    QVariant (*read)(const Row&);
};

/// A list whose roles are a table. Role numbers are Qt::UserRole + 1 + position in the table.
template <class Row>
class RowListModel : public RowModel<Row, QAbstractListModel> {
public:
    explicit RowListModel(std::vector<RowRole<Row>> roles, QObject* parent = nullptr)
        : RowModel<Row, QAbstractListModel>(parent), m_roles(std::move(roles)) {}

    QVariant data(const QModelIndex& index, int role) const override {
        const int column = role - Qt::UserRole - 1;
        if (!this->checkIndex(index, QAbstractItemModel::CheckIndexOption::IndexIsValid) || column < 0 ||
            column >= static_cast<int>(m_roles.size())) {
            return {};
        }
        return m_roles[static_cast<std::size_t>(column)].read(
            this->rows()[static_cast<std::size_t>(index.row())]);
    }

    QHash<int, QByteArray> roleNames() const override {
        QHash<int, QByteArray> names;
        for (std::size_t i = 0; i < m_roles.size(); ++i) {
            names.insert(Qt::UserRole + 1 + static_cast<int>(i), m_roles[i].name);
        }
        return names;
    }

private:
    std::vector<RowRole<Row>> m_roles;
};

} // namespace hotswap::ui

// Base class of a list for moc and for the compiler. Type descriptions are made from what moc reads; a
// template there is unknown to the QML tools, while to the meta-object system it is its own Qt base anyway.
#ifdef Q_MOC_RUN
#define HS_ROW_LIST(Row) QAbstractListModel
#define HS_ROW_TABLE(Row) QAbstractTableModel
#else
#define HS_ROW_LIST(Row) RowListModel<Row>
#define HS_ROW_TABLE(Row) RowModel<Row, QAbstractTableModel>
#endif

// SPDX-License-Identifier: Apache-2.0
#pragma once
// All nodes the console knows, kept by deltas, as a table. Rows are ordered by environment (Development, QA,
// Staging, Production, others) and name, so that an environment is one run of rows.

#include "core/ports/clock.h"
#include "core/ports/console_service.h"
#include "ui/common/formatter.h"

#include <QAbstractTableModel>
#include <QHash>
#include <QtQmlIntegration/qqmlintegration.h>

#include <memory>
#include <vector>

namespace hotswap::ui {

/// Texts are made when they are asked for: 10,000 rows cost nothing until they are seen. GUI thread.
class FleetModel : public QAbstractTableModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

public:
    enum class Column { Name, State, Environment, Release, Cpu, Memory, Labels, LastSeen };
    static constexpr int kColumns = 8;
    using NodePtr = std::shared_ptr<const Node>;
    using Delta = std::shared_ptr<const ports::ConsoleDelta>;

    /// One environment's rows.
    struct Run {
        EnvironmentId environment;
        int first = 0;
        int count = 0;
    };

    FleetModel(const ports::Clock& clock, Formatter& formatter, QObject* parent = nullptr);

    void apply(const Delta& delta);

    int rowCount(const QModelIndex& parent = {}) const override;
    int columnCount(const QModelIndex& parent = {}) const override;
    QVariant data(const QModelIndex& index, int role) const override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    QHash<int, QByteArray> roleNames() const override;

    const Node& nodeAt(int row) const { return *m_nodes[static_cast<std::size_t>(row)]; }
    int rowOf(const QString& id) const { return m_rows.value(id, -1); }
    std::vector<Run> runs() const;
    /// "storefront 1.1.0, gateway 2.0.1"
    QString releasesText(const Node& node) const;
    QString labelsText(const Node& node) const;
    /// The module that most nodes run; empty: none runs any.
    QString commonestModule() const;
    /// What a row sorts by in a column.
    QVariant sortKey(int row, Column column) const;

Q_SIGNALS:
    /// Rows came or went; numbers of rows and runs are new.
    void layoutReset();
    /// These rows were replaced, ascending.
    void nodesChanged(const QList<int>& rows);

private:
    QString display(const Node& node, Column column) const;
    void retainOnly(const ports::ConsoleDelta& delta);
    void insert(std::vector<NodePtr> added);
    void reindex();

    const ports::Clock& m_clock;
    Formatter& m_formatter;
    std::vector<NodePtr> m_nodes;
    QHash<QString, int> m_rows;
};

/// Order of an environment among the others.
int environmentRank(const EnvironmentId& environment);

} // namespace hotswap::ui

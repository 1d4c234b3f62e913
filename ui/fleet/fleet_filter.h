// SPDX-License-Identifier: Apache-2.0
#pragma once
// Which nodes a person wants to see. The grid dims the others, so that places stay where they are; the table
// hides them.

#include "ui/fleet/fleet_model.h"

#include <QSortFilterProxyModel>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// All given conditions must hold. GUI thread.
class FleetFilter : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

    /// Occurs in name, release or a label ("rack=a"); case does not matter.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    /// Index into `environments`, `states`, `releases`; 0: any.
    Q_PROPERTY(int environment READ environment WRITE setEnvironment NOTIFY changed FINAL)
    Q_PROPERTY(int state READ state WRITE setState NOTIFY changed FINAL)
    Q_PROPERTY(int release READ release WRITE setRelease NOTIFY changed FINAL)
    Q_PROPERTY(QStringList environments READ environments NOTIFY choicesChanged FINAL)
    Q_PROPERTY(QStringList states READ states NOTIFY choicesChanged FINAL)
    Q_PROPERTY(QStringList releases READ releases NOTIFY choicesChanged FINAL)
    Q_PROPERTY(bool active READ active NOTIFY changed FINAL)

public:
    explicit FleetFilter(Formatter& formatter, QObject* parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString& text);
    int environment() const { return m_environment; }
    void setEnvironment(int index);
    int state() const { return m_state; }
    void setState(int index);
    int release() const { return m_release; }
    void setRelease(int index);
    QStringList environments() const;
    QStringList states() const;
    QStringList releases() const;
    bool active() const;

    /// What there is to choose from.
    void setChoices(std::vector<EnvironmentId> environments, std::vector<Release> releases);
    bool matches(const Node& node) const;
    bool showsEnvironment(const EnvironmentId& environment) const;
    Q_INVOKABLE void clear();

Q_SIGNALS:
    void changed();
    void choicesChanged();

private:
    Formatter& m_formatter;
    QString m_text;
    std::string m_needle;
    int m_environment = 0;
    int m_state = 0;
    int m_release = 0;
    std::vector<EnvironmentId> m_environments;
    std::vector<Release> m_releases;
};

/// The fleet's table through the filter, sorted by a column.
class FleetTable : public QSortFilterProxyModel {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("Fleet owns it")

    Q_PROPERTY(int sortedBy READ sortColumn NOTIFY sortingChanged FINAL)
    Q_PROPERTY(bool descending READ descending NOTIFY sortingChanged FINAL)

public:
    FleetTable(FleetModel& model, FleetFilter& filter, QObject* parent = nullptr);

    bool descending() const { return sortOrder() == Qt::DescendingOrder; }
    /// Sorts by a column; the same column again turns the order round.
    Q_INVOKABLE void sortBy(int column);
    Q_INVOKABLE QString keyAt(int row) const;
    Q_INVOKABLE int rowOf(const QString& key) const;

Q_SIGNALS:
    void sortingChanged();

protected:
    bool filterAcceptsRow(int row, const QModelIndex& parent) const override;
    bool lessThan(const QModelIndex& left, const QModelIndex& right) const override;

private:
    FleetModel& m_model;
    FleetFilter& m_filter;
};

} // namespace hotswap::ui

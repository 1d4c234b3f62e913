// SPDX-License-Identifier: Apache-2.0
#pragma once
// The Deployments page: what runs, and pages of what ended, filtered by the service.

#include "ui/common/cell_table.h"
#include "ui/deployments/running_list.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// GUI thread.
class DeploymentBoard : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::RunningList* running READ running CONSTANT FINAL)
    /// Ended deployments, newest first; filled page by page.
    Q_PROPERTY(hotswap::ui::CellTable* history READ history CONSTANT FINAL)
    /// Shares of the table's width, one per column.
    Q_PROPERTY(QList<qreal> historyWidths READ historyWidths CONSTANT FINAL)
    /// Text that must occur in id, module, version, requester or description.
    Q_PROPERTY(QString text READ text WRITE setText NOTIFY filterChanged FINAL)
    /// Environment to show; empty: all.
    Q_PROPERTY(QString environment READ environment WRITE setEnvironment NOTIFY filterChanged FINAL)
    /// Outcomes to choose from, translated; the first is "any".
    Q_PROPERTY(QStringList outcomes READ outcomes NOTIFY outcomesChanged FINAL)
    Q_PROPERTY(int outcome READ outcome WRITE setOutcome NOTIFY filterChanged FINAL)
    Q_PROPERTY(bool loading READ loading NOTIFY pageChanged FINAL)
    /// There is another page of history.
    Q_PROPERTY(bool more READ more NOTIFY pageChanged FINAL)
    /// Why the history could not be read; empty: it could.
    Q_PROPERTY(QString error READ error NOTIFY pageChanged FINAL)

public:
    explicit DeploymentBoard(const PageContext& context, QObject* parent = nullptr);

    RunningList* running() { return &m_running; }
    const RunningList& running() const { return m_running; }
    CellTable* history() { return &m_history; }
    QList<qreal> historyWidths() const;
    QString text() const { return m_text; }
    void setText(const QString& text);
    QString environment() const { return m_environment; }
    void setEnvironment(const QString& environment);
    QStringList outcomes() const;
    int outcome() const { return m_outcome; }
    void setOutcome(int index);
    bool loading() const { return m_loading; }
    bool more() const { return !m_next.empty(); }
    QString error() const { return m_error; }

    Q_INVOKABLE void loadMore();

Q_SIGNALS:
    void filterChanged();
    void outcomesChanged();
    void pageChanged();

private:
    void reload();
    void retranslate();
    void fetch(const std::string& page);
    void take(ports::DeploymentPage page, bool first);
    void showRows();

    PageContext m_context;
    RunningList m_running;
    CellTable m_history;
    QString m_text;
    QString m_environment;
    int m_outcome = 0;
    std::vector<DeploymentSummary> m_rows;
    std::string m_next;
    std::uint64_t m_request = 0; ///< counts queries, so that a late answer to an old filter is dropped
    bool m_loading = false;
    QString m_error;
};

} // namespace hotswap::ui

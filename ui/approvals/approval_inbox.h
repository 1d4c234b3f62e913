// SPDX-License-Identifier: Apache-2.0
#pragma once
// The approval inbox: what waits for sign-off, and what was decided.

#include "core/domain/approval.h"
#include "ui/common/cell_table.h"
#include "ui/common/row_model.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <map>

namespace hotswap::ui {

struct InboxRow {
    QString key; ///< approval id
    QString title;
    QString environment;
    QString requestedBy;
    QString left;        ///< time until it expires, counted down
    bool urgent = false; ///< less than an hour left
    bool own = false;    ///< requested by the present identity, who may not vote
    bool operator==(const InboxRow&) const = default;
};

/// Pending requests, the one that expires first on top. GUI thread.
class InboxList : public HS_ROW_LIST(InboxRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ApprovalInbox owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit InboxList(QObject* parent = nullptr);
    int count() const { return rowCount(); }

Q_SIGNALS:
    void countChanged();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }
};

/// GUI thread.
class ApprovalInbox : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::InboxList* pending READ pending CONSTANT FINAL)
    /// Decided ones, newest first.
    Q_PROPERTY(hotswap::ui::CellTable* history READ history CONSTANT FINAL)
    Q_PROPERTY(QList<qreal> historyWidths READ historyWidths CONSTANT FINAL)
    /// Pending requests that the present identity may decide.
    Q_PROPERTY(int waitingForMe READ waitingForMe NOTIFY changed FINAL)

public:
    explicit ApprovalInbox(const PageContext& context, QObject* parent = nullptr);

    InboxList* pending() { return &m_pending; }
    CellTable* history() { return &m_history; }
    QList<qreal> historyWidths() const { return {0.3, 0.15, 0.15, 0.15, 0.25}; }
    int waitingForMe() const { return m_waitingForMe; }
    /// Counts the time left down; the session calls it once a second while the page shows.
    Q_INVOKABLE void tick() { show(); }

Q_SIGNALS:
    void changed();

private:
    /// Of a deployment heard of.
    struct Title {
        QString text;
        bool ended = false;
    };

    void hear(const ports::ConsoleDelta& delta);
    void forgetTitles();
    void readHistory();
    void show();
    void showHistory();
    QString titleOf(const Approval& approval) const;

    PageContext m_context;
    InboxList m_pending;
    CellTable m_history;
    std::map<ApprovalId, Approval> m_waiting;
    std::vector<Approval> m_decided;
    std::map<DeploymentId, Title> m_titles; ///< of what is shown or may be shown soon
    int m_waitingForMe = 0;
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Who may come in as a node: tokens for new ones, those that enrolled, and letting one in no more.

#include "core/ports/console_service.h"
#include "ui/common/cell_table.h"
#include "ui/fleet/fleet_model.h"
#include "ui/session/page_context.h"

#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// GUI thread.
class EnrolmentView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(hotswap::ui::CellTable* nodes READ nodes CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CellTable* tokens READ tokens CONSTANT FINAL)
    /// "38 nodes enrolled, 1 of them revoked"
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    /// Why the list could not be read; empty: it could.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    /// Only an administrator may make tokens and revoke nodes.
    Q_PROPERTY(bool allowed READ allowed NOTIFY changed FINAL)
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed FINAL)
    /// Environments to choose from, by name.
    Q_PROPERTY(QStringList environments READ environments NOTIFY changed FINAL)
    /// The token that was just made; shown once and forgotten with forgetToken().
    Q_PROPERTY(QString token READ token NOTIFY changed FINAL)
    /// What it is good for: "12 nodes of Production, until 18:40".
    Q_PROPERTY(QString tokenTerms READ tokenTerms NOTIFY changed FINAL)
    Q_PROPERTY(int usesMax READ usesMax CONSTANT FINAL)
    Q_PROPERTY(int hoursMax READ hoursMax CONSTANT FINAL)

public:
    EnrolmentView(const PageContext& context, FleetModel& fleet, QObject* parent = nullptr);

    CellTable* nodes() { return &m_nodes; }
    CellTable* tokens() { return &m_tokens; }
    QString summary() const;
    bool loaded() const { return m_report.has_value(); }
    QString error() const { return m_error; }
    bool allowed() const { return whyNot().isEmpty(); }
    QString whyNot() const;
    QStringList environments() const;
    QString token() const { return m_token; }
    QString tokenTerms() const { return m_tokenTerms; }
    static int usesMax();
    static int hoursMax();

    /// Reads the list anew; the page does so when it opens.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void makeToken(int environment, int uses, int hours);
    Q_INVOKABLE void copyToken();
    Q_INVOKABLE void forgetToken();
    /// Whether the node of a row can be revoked.
    Q_INVOKABLE bool revocable(int row) const;
    Q_INVOKABLE QString nodeAt(int row) const { return m_nodes.keyAt(row); }
    /// What revoking a node stops and what goes on, in numbers.
    Q_INVOKABLE QString revokeConsequence(const QString& node) const;
    Q_INVOKABLE void revoke(const QString& node, const QString& reason);

Q_SIGNALS:
    void changed();

private:
    void showNodes();
    void showTokens();
    void rebuild();

    PageContext m_context;
    FleetModel& m_fleet;
    CellTable m_nodes;
    CellTable m_tokens;
    std::optional<ports::EnrolmentReport> m_report;
    QString m_error;
    QString m_token;
    QString m_tokenTerms;
};

} // namespace hotswap::ui

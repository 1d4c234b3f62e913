// SPDX-License-Identifier: Apache-2.0
#pragma once
// The one object that QML is given. It owns the view models of all pages and what they share.

#include "ui/approvals/approval_inbox.h"
#include "ui/approvals/approval_view.h"
#include "ui/audit/audit_view.h"
#include "ui/coordination/coordination_view.h"
#include "ui/deployments/deployment_board.h"
#include "ui/deployments/deployment_draft.h"
#include "ui/deployments/deployment_view.h"
#include "ui/fleet/fleet.h"
#include "ui/nodes/enrolment_view.h"
#include "ui/nodes/node_view.h"
#include "ui/nodes/order_board.h"
#include "ui/policies/policy_desk.h"
#include "ui/session/appearance.h"
#include "ui/session/command_palette.h"
#include "ui/session/connection.h"
#include "ui/session/identity_list.h"
#include "ui/session/navigator.h"
#include "ui/session/notices.h"
#include "ui/session/offline_data.h"
#include "ui/session/service_client.h"
#include "ui/session/undo_grace.h"

#include <QTimer>

namespace hotswap::ui {

/// What the composition gives a console. All must outlive it.
struct SessionParts {
    ports::ConsoleService& service;
    const ports::Clock& clock;
    ports::RandomSource& random;
    Preferences& preferences;
    const ports::PolicyText& policyText;
    std::vector<Identity> identities; ///< at least one; the first is used first
    QString mode;                     ///< "lab", for the top bar
    /// Whoever keeps the connection to the shared store; nullptr: the store is in this program.
    ports::ConnectionState* link = nullptr;
    /// What is kept for reading offline; nullptr: nothing.
    ports::KeptCopy* copy = nullptr;
};

/// GUI thread.
class ConsoleSession : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("the composition makes it")

    Q_PROPERTY(hotswap::ui::Appearance* appearance READ appearance CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::Navigator* navigator READ navigator CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::Connection* connection READ connection CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::IdentityList* identities READ identities CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::Notices* notices READ notices CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::UndoGrace* undo READ undo CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CommandPalette* palette READ palette CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::Fleet* fleet READ fleet CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::DeploymentBoard* board READ board CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::DeploymentView* deployment READ deployment CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::DeploymentDraft* draft READ draft CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::ApprovalInbox* inbox READ inbox CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::ApprovalView* approval READ approval CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::AuditView* audit READ audit CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::CoordinationView* coordination READ coordination CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::OrderBoard* orders READ orders CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::NodeView* node READ node CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::EnrolmentView* enrolment READ enrolment CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::PolicyDesk* policies READ policies CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::OfflineData* offline READ offline CONSTANT FINAL)
    /// Owner of everything shown: the tenant.
    Q_PROPERTY(QString tenant READ tenant CONSTANT FINAL)
    /// "lab" while everything here is practice; empty otherwise.
    Q_PROPERTY(QString mode READ mode CONSTANT FINAL)
    /// How many things wait for a person.
    Q_PROPERTY(int attention READ attention NOTIFY attentionChanged FINAL)
    Q_PROPERTY(QString attentionText READ attentionText NOTIFY attentionChanged FINAL)

public:
    explicit ConsoleSession(const SessionParts& parts, QObject* parent = nullptr);
    ~ConsoleSession() override;

    Appearance* appearance() { return &m_appearance; }
    Navigator* navigator() { return &m_navigator; }
    Connection* connection() { return &m_connection; }
    IdentityList* identities() { return &m_identities; }
    Notices* notices() { return &m_notices; }
    UndoGrace* undo() { return &m_undo; }
    CommandPalette* palette() { return &m_palette; }
    Fleet* fleet() { return &m_fleet; }
    DeploymentBoard* board() { return &m_board; }
    DeploymentView* deployment() { return &m_deployment; }
    DeploymentDraft* draft() { return &m_draft; }
    ApprovalInbox* inbox() { return &m_inbox; }
    ApprovalView* approval() { return &m_approval; }
    AuditView* audit() { return &m_audit; }
    CoordinationView* coordination() { return &m_coordination; }
    OrderBoard* orders() { return &m_orders; }
    NodeView* node() { return &m_node; }
    EnrolmentView* enrolment() { return &m_enrolment; }
    PolicyDesk* policies() { return &m_policies; }
    OfflineData* offline() { return &m_offline; }
    QString tenant() const { return m_tenant; }
    QString mode() const { return m_mode; }
    /// No call to the service is on its way.
    bool idle() const { return m_client.idle(); }
    int attention() const;
    QString attentionText() const;

    /// Goes to what waits longest for a person.
    Q_INVOKABLE void showAttention();

Q_SIGNALS:
    void attentionChanged();

private:
    void connectParts();
    void addPages(const QString& query, std::vector<PaletteRow>& rows) const;
    void addActions(const QString& query, std::vector<PaletteRow>& rows) const;
    void addDeployments(const QString& query, std::vector<PaletteRow>& rows) const;
    void addNodes(const QString& query, std::vector<PaletteRow>& rows);
    void choose(const QString& key);
    void act(const QString& action);
    void arrive();

    Formatter m_formatter;
    ServiceClient m_client;
    Notices m_notices;
    UndoGrace m_undo;
    Navigator m_navigator;
    Appearance m_appearance;
    Connection m_connection;
    IdentityList m_identities;
    CommandPalette m_palette;
    Fleet m_fleet;
    DeploymentBoard m_board;
    DeploymentView m_deployment;
    DeploymentDraft m_draft;
    ApprovalInbox m_inbox;
    ApprovalView m_approval;
    AuditView m_audit;
    CoordinationView m_coordination;
    OrderBoard m_orders;
    NodeView m_node;
    EnrolmentView m_enrolment;
    PolicyDesk m_policies;
    OfflineData m_offline;
    QTimer m_second; ///< counts down what shows
    QString m_tenant;
    QString m_mode;
};

} // namespace hotswap::ui

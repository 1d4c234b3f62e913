// SPDX-License-Identifier: Apache-2.0
#pragma once
// One request for sign-off: what changes, the plan, the risk, the evidence, and the vote.

#include "core/ports/console_service.h"
#include "ui/common/fact_list.h"
#include "ui/deployments/detail_lists.h"
#include "ui/deployments/plan_view.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// GUI thread.
class ApprovalView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// Id of the request that is open; empty: none.
    Q_PROPERTY(QString id READ id NOTIFY changed FINAL)
    /// Id of the deployment that it is about.
    Q_PROPERTY(QString deployment READ deployment NOTIFY changed FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed FINAL)
    Q_PROPERTY(QString stateWord READ stateWord NOTIFY changed FINAL)
    Q_PROPERTY(int stateTone READ stateTone NOTIFY changed FINAL)
    /// Time until it expires, mm:ss.
    Q_PROPERTY(QString left READ left NOTIFY ticked FINAL)
    /// What changes: release, settings, change log.
    Q_PROPERTY(hotswap::ui::FactList* changes READ changes CONSTANT FINAL)
    /// What can go wrong, in numbers.
    Q_PROPERTY(hotswap::ui::FactList* risks READ risks CONSTANT FINAL)
    /// How the release did in the environment before.
    Q_PROPERTY(hotswap::ui::FactList* evidence READ evidence CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::VoteList* votes READ votes CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::PlanView* plan READ plan CONSTANT FINAL)
    Q_PROPERTY(bool mayVote READ mayVote NOTIFY changed FINAL)
    /// Why the present identity may not vote; empty: it may.
    Q_PROPERTY(QString whyNot READ whyNot NOTIFY changed FINAL)
    Q_PROPERTY(bool sending READ sending NOTIFY changed FINAL)

public:
    explicit ApprovalView(const PageContext& context, QObject* parent = nullptr);

    QString id() const;
    QString deployment() const;
    bool loaded() const { return m_detail.has_value(); }
    QString error() const { return m_error; }
    QString title() const;
    QString subtitle() const;
    QString stateWord() const;
    int stateTone() const;
    QString left() const;
    FactList* changes() { return &m_changes; }
    FactList* risks() { return &m_risks; }
    FactList* evidence() { return &m_evidence; }
    VoteList* votes() { return &m_votes; }
    PlanView* plan() { return &m_plan; }
    bool mayVote() const;
    QString whyNot() const;
    bool sending() const { return m_sending; }

    Q_INVOKABLE void open(const QString& approval);
    Q_INVOKABLE void approve(const QString& reason) { vote(VoteDecision::Approve, reason); }
    /// A reason is required.
    Q_INVOKABLE void reject(const QString& reason) { vote(VoteDecision::Reject, reason); }
    /// Counts the time left down.
    Q_INVOKABLE void tick() { Q_EMIT ticked(); }

Q_SIGNALS:
    void opened();
    void changed();
    void ticked();

private:
    void refresh();
    void show();
    void showChanges();
    void showRisks();
    void showEvidence();
    void vote(VoteDecision decision, const QString& reason);

    PageContext m_context;
    FactList m_changes;
    FactList m_risks;
    FactList m_evidence;
    VoteList m_votes;
    PlanView m_plan;
    ApprovalId m_id;
    std::optional<ports::ApprovalDetail> m_detail;
    QString m_error;
    bool m_sending = false;
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

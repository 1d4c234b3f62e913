// SPDX-License-Identifier: Apache-2.0
#pragma once
// One deployment's page: what it does, how its waves and metrics stand, and what can be done.

#include "ui/deployments/detail_lists.h"
#include "ui/deployments/event_log.h"
#include "ui/deployments/metric_charts.h"
#include "ui/deployments/plan_view.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

namespace hotswap::ui {

/// GUI thread. Reads the deployment anew whenever a delivery says that it changed.
class DeploymentView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// Id of the deployment that is open; empty: none.
    Q_PROPERTY(QString id READ id NOTIFY opened FINAL)
    Q_PROPERTY(bool loaded READ loaded NOTIFY changed FINAL)
    /// Why it could not be read; empty: it could.
    Q_PROPERTY(QString error READ error NOTIFY changed FINAL)
    Q_PROPERTY(QString title READ title NOTIFY changed FINAL)
    Q_PROPERTY(QString subtitle READ subtitle NOTIFY changed FINAL)
    Q_PROPERTY(QString stateWord READ stateWord NOTIFY changed FINAL)
    Q_PROPERTY(int stateTone READ stateTone NOTIFY changed FINAL)
    Q_PROPERTY(QString progress READ progress NOTIFY changed FINAL)
    Q_PROPERTY(double fraction READ fraction NOTIFY changed FINAL)
    /// One sentence: why it waits, went back or ended, with numbers.
    Q_PROPERTY(QString why READ why NOTIFY changed FINAL)
    Q_PROPERTY(QString leader READ leader NOTIFY changed FINAL)
    /// What the latest look compares with, and how strong that is.
    Q_PROPERTY(QString comparison READ comparison NOTIFY changed FINAL)
    Q_PROPERTY(hotswap::ui::StageList* stages READ stages CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::WaveList* waves READ waves CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::VerbList* verbs READ verbs CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::FindingList* findings READ findings CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::VoteList* votes READ votes CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::EventLog* events READ events CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::PlanView* plan READ plan CONSTANT FINAL)
    Q_PROPERTY(hotswap::ui::MetricCharts* charts READ charts CONSTANT FINAL)
    /// Plan against actual: "expected 1 h 30 min, so far 12 min".
    Q_PROPERTY(QString pace READ pace NOTIFY changed FINAL)

public:
    explicit DeploymentView(const PageContext& context, QObject* parent = nullptr);

    QString id() const;
    bool loaded() const { return m_detail.has_value(); }
    QString error() const { return m_error; }
    QString title() const;
    QString subtitle() const;
    QString stateWord() const;
    int stateTone() const;
    QString progress() const;
    double fraction() const;
    QString why() const;
    QString leader() const;
    QString comparison() const;
    QString pace() const;
    StageList* stages() { return &m_stages; }
    WaveList* waves() { return &m_waves; }
    VerbList* verbs() { return &m_verbs; }
    FindingList* findings() { return &m_findings; }
    VoteList* votes() { return &m_votes; }
    EventLog* events() { return &m_events; }
    PlanView* plan() { return &m_plan; }
    MetricCharts* charts() { return &m_charts; }
    /// The latest reading; none before the first answer.
    const std::optional<ports::DeploymentDetail>& detail() const { return m_detail; }

    Q_INVOKABLE void open(const QString& deployment);
    /// Does a verb by its key. Promotions and skips wait for the undo grace unless `atOnce`.
    Q_INVOKABLE void act(const QString& verb, const QString& node, const QString& reason, bool atOnce);
    /// What a destructive verb would do, in numbers: "Takes back 4 nodes of Production".
    Q_INVOKABLE QString consequence(const QString& verb) const;

Q_SIGNALS:
    void opened();
    void changed();

private:
    void hear(const ports::ConsoleDelta& delta);
    void refresh();
    void show();
    void send(Verb verb, const QString& node, const QString& reason);
    const ports::WaveRow* latestJudgedWave() const;
    const Verdict* latestVerdict() const;
    double canaryRate() const;
    std::size_t nodesThatMayHaveChanged() const;

    PageContext m_context;
    StageList m_stages;
    WaveList m_waves;
    VerbList m_verbs;
    FindingList m_findings;
    VoteList m_votes;
    EventLog m_events;
    PlanView m_plan;
    MetricCharts m_charts;
    DeploymentId m_id;
    std::optional<ports::DeploymentDetail> m_detail;
    QString m_error;
    bool m_asking = false;
    bool m_again = false; ///< changed while an answer was on its way
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

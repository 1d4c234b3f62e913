// SPDX-License-Identifier: Apache-2.0
#pragma once
// A deployment being composed: module, version, environment, strategy and its numbers, with the plan and
// every wrong field shown as it is typed.

#include "ui/deployments/plan_view.h"
#include "ui/session/page_context.h"

#include <QObject>
#include <QStringList>
#include <QVariantMap>
#include <QtQmlIntegration/qqmlintegration.h>

#include <functional>
#include <map>
#include <optional>

class QTimer;

namespace hotswap::ui {

/// GUI thread. The policy is the service's, see queries::Policies; only what a person changes of it is sent
/// along. Every change asks for a new plan, at most one question at a time.
class DeploymentDraft : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(QStringList modules READ modules NOTIFY choicesChanged FINAL)
    Q_PROPERTY(QStringList versions READ versions NOTIFY choicesChanged FINAL)
    /// Names that the service knows the environments by.
    Q_PROPERTY(QStringList environments READ environments CONSTANT FINAL)
    /// The same, translated.
    Q_PROPERTY(QStringList environmentNames READ environmentNames NOTIFY choicesChanged FINAL)
    Q_PROPERTY(QStringList strategyNames READ strategyNames NOTIFY choicesChanged FINAL)
    Q_PROPERTY(int module READ module WRITE setModule NOTIFY changed FINAL)
    Q_PROPERTY(int version READ version WRITE setVersion NOTIFY changed FINAL)
    Q_PROPERTY(int environment READ environment WRITE setEnvironment NOTIFY changed FINAL)
    Q_PROPERTY(int strategy READ strategy WRITE setStrategy NOTIFY changed FINAL)
    /// Canary: first wave and step, bake in minutes. Rolling: nodes a batch.
    Q_PROPERTY(int firstWave READ firstWave WRITE setFirstWave NOTIFY changed FINAL)
    Q_PROPERTY(int step READ step WRITE setStep NOTIFY changed FINAL)
    Q_PROPERTY(int bakeMinutes READ bakeMinutes WRITE setBakeMinutes NOTIFY changed FINAL)
    Q_PROPERTY(int batch READ batch WRITE setBatch NOTIFY changed FINAL)
    /// Nodes at work at the same time.
    Q_PROPERTY(int inFlight READ inFlight WRITE setInFlight NOTIFY changed FINAL)
    /// Share of nodes that must serve, in percent.
    Q_PROPERTY(int floorPercent READ floorPercent WRITE setFloorPercent NOTIFY changed FINAL)
    /// Whether amounts are numbers of nodes; otherwise percent of them.
    Q_PROPERTY(bool firstInNodes READ firstInNodes NOTIFY changed FINAL)
    Q_PROPERTY(bool stepInNodes READ stepInNodes NOTIFY changed FINAL)
    Q_PROPERTY(bool batchInNodes READ batchInNodes NOTIFY changed FINAL)
    /// "5 %, 25 %, 100 %" where the policy names every wave; empty: first wave and step make them.
    Q_PROPERTY(QString waveSteps READ waveSteps NOTIFY changed FINAL)
    /// Which policy the deployment goes by: "The policy of Production, version 4, with your changes".
    Q_PROPERTY(QString policyText READ policyText NOTIFY changed FINAL)
    Q_PROPERTY(bool isCanary READ isCanary NOTIFY changed FINAL)
    Q_PROPERTY(bool isRolling READ isRolling NOTIFY changed FINAL)
    Q_PROPERTY(QString description READ description WRITE setDescription NOTIFY changed FINAL)
    Q_PROPERTY(bool supersede READ supersede WRITE setSupersede NOTIFY changed FINAL)
    Q_PROPERTY(hotswap::ui::PlanView* plan READ plan CONSTANT FINAL)
    /// What the release says about itself: description, author, change log.
    Q_PROPERTY(QString releaseNotes READ releaseNotes NOTIFY changed FINAL)
    /// One sentence: why it cannot be submitted as it is; empty: it can.
    Q_PROPERTY(QString error READ error NOTIFY checked FINAL)
    /// Wrong fields: name to what would be right there.
    Q_PROPERTY(QVariantMap fieldErrors READ fieldErrors NOTIFY checked FINAL)
    Q_PROPERTY(bool submittable READ submittable NOTIFY checked FINAL)

public:
    explicit DeploymentDraft(const PageContext& context, QObject* parent = nullptr);

    QStringList modules() const { return m_modules; }
    QStringList versions() const { return m_versions; }
    QStringList environments() const;
    QStringList environmentNames() const;
    QStringList strategyNames() const;
    int module() const { return m_module; }
    void setModule(int index);
    int version() const { return m_version; }
    void setVersion(int index);
    int environment() const { return m_environment; }
    void setEnvironment(int index);
    int strategy() const { return static_cast<int>(m_policy.strategy.kind); }
    void setStrategy(int index);
    int firstWave() const { return static_cast<int>(m_policy.strategy.firstWave.value); }
    void setFirstWave(int value);
    bool firstInNodes() const { return m_policy.strategy.firstWave.unit == Amount::Unit::Nodes; }
    int step() const { return static_cast<int>(m_policy.strategy.increment.value); }
    void setStep(int value);
    bool stepInNodes() const { return m_policy.strategy.increment.unit == Amount::Unit::Nodes; }
    QString waveSteps() const;
    QString policyText() const;
    int bakeMinutes() const;
    void setBakeMinutes(int minutes);
    int batch() const { return static_cast<int>(m_policy.strategy.batch.value); }
    void setBatch(int value);
    bool batchInNodes() const { return m_policy.strategy.batch.unit == Amount::Unit::Nodes; }
    int inFlight() const { return static_cast<int>(m_policy.strategy.inFlightMax); }
    void setInFlight(int nodes);
    int floorPercent() const { return static_cast<int>(m_policy.gate.availabilityFloorPercent); }
    void setFloorPercent(int percent);
    bool isCanary() const { return m_policy.strategy.kind == StrategyKind::Canary; }
    bool isRolling() const { return m_policy.strategy.kind == StrategyKind::Rolling; }
    QString description() const { return m_description; }
    void setDescription(const QString& text);
    bool supersede() const { return m_supersede; }
    void setSupersede(bool supersede);
    PlanView* plan() { return &m_plan; }
    QString releaseNotes() const;
    QString error() const;
    QVariantMap fieldErrors() const { return m_fieldErrors; }
    bool submittable() const { return m_plan.present() && error().isEmpty() && !m_checking; }

    /// Reads the releases there are and starts over, with the module `usual` where there is one of that name.
    Q_INVOKABLE void begin(const QString& usual = {});
    /// Nobody looks at it any more: no further plans are asked for.
    Q_INVOKABLE void end() { m_open = false; }
    /// Sends it after the undo grace, or at once.
    Q_INVOKABLE void submit(bool atOnce);

Q_SIGNALS:
    void choicesChanged();
    void changed();
    void checked();
    /// Accepted by the service.
    void submitted(const QString& deployment);

private:
    enum class Field { FirstWave, Step, Bake, Batch, InFlight, Floor };

    void readReleases();
    void takeReleases(const std::vector<ReleaseInfo>& releases);
    void listVersions();
    void usePolicy(std::optional<StrategyKind> strategy);
    void readPolicy();
    void change(Field field, const std::function<void(Policy&)>& edit);
    EnvironmentId place() const;
    void touched();
    void lookAgain(const ports::ConsoleDelta& delta);
    void check();
    void takePlan(const ports::PlanAnswer& answer);
    void refuse(const Error& error);
    DeploymentRequest request() const;
    const ReleaseInfo* chosen() const;

    PageContext m_context;
    PlanView m_plan;
    QTimer* m_settle;    ///< waits for a pause in typing before asking for a plan
    QTimer* m_lookAgain; ///< bounds how often a changing fleet asks for a new plan
    bool m_open = false;
    std::vector<ReleaseInfo> m_releases;
    QStringList m_modules;
    QStringList m_versions;
    int m_module = -1;
    int m_version = -1;
    int m_environment = 0;
    std::optional<StrategyKind> m_strategy; ///< chosen by the person; nothing: the policy's
    std::optional<Policy> m_stored;         ///< what the service goes by here; nothing: not asked yet
    std::map<Field, std::function<void(Policy&)>> m_edits; ///< what the person changed of it
    Policy m_policy;                                       ///< as shown: the stored one with the changes
    QString m_description;
    QString m_usual; ///< module that the draft starts with
    bool m_supersede = false;
    bool m_checking = false;
    std::uint64_t m_asked = 0;
    QString m_error;
    QVariantMap m_fieldErrors;
};

} // namespace hotswap::ui

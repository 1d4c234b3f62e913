// SPDX-License-Identifier: Apache-2.0
// The policy of a draft: what the service goes by, with what the person changed of it.
#include "ui/deployments/deployment_draft.h"

#include <algorithm>

namespace hotswap::ui {

namespace {

std::uint32_t positive(int value) {
    return static_cast<std::uint32_t>(std::max(0, value));
}

} // namespace

void DeploymentDraft::change(Field field, const std::function<void(Policy&)>& edit) {
    edit(m_policy);
    m_edits[field] = edit;
    touched();
}

void DeploymentDraft::setFirstWave(int value) {
    if (value != firstWave()) {
        change(Field::FirstWave,
               [value](Policy& policy) { policy.strategy.firstWave.value = positive(value); });
    }
}

void DeploymentDraft::setStep(int value) {
    if (value != step()) {
        change(Field::Step, [value](Policy& policy) { policy.strategy.increment.value = positive(value); });
    }
}

int DeploymentDraft::bakeMinutes() const {
    return static_cast<int>(std::chrono::duration_cast<std::chrono::minutes>(m_policy.strategy.bake).count());
}

void DeploymentDraft::setBakeMinutes(int minutes) {
    if (minutes != bakeMinutes()) {
        change(Field::Bake,
               [minutes](Policy& policy) { policy.strategy.bake = std::chrono::minutes(minutes); });
    }
}

void DeploymentDraft::setBatch(int value) {
    if (value != batch()) {
        change(Field::Batch, [value](Policy& policy) { policy.strategy.batch.value = positive(value); });
    }
}

void DeploymentDraft::setInFlight(int nodes) {
    if (nodes != inFlight()) {
        change(Field::InFlight, [nodes](Policy& policy) { policy.strategy.inFlightMax = positive(nodes); });
    }
}

void DeploymentDraft::setFloorPercent(int percent) {
    if (percent != floorPercent()) {
        change(Field::Floor,
               [percent](Policy& policy) { policy.gate.availabilityFloorPercent = positive(percent); });
    }
}

QString DeploymentDraft::waveSteps() const {
    QStringList steps;
    for (const Amount& amount : m_policy.strategy.steps) {
        const QString value = m_context.formatter.number(qint64{amount.value});
        steps << (amount.unit == Amount::Unit::Percent ? tr("%1 %").arg(value) : value);
    }
    return steps.join(QStringLiteral(", "));
}

QString DeploymentDraft::policyText() const {
    if (!m_stored) {
        return {};
    }
    const bool standard = m_stored->version <= ports::kDefaultPolicyVersion;
    //: %1 the version of a policy
    const QString version = tr("The policy that was set, version %1").arg(m_stored->version);
    const QString which = standard ? tr("The default policy") : version;
    //: %1 "The default policy" or "The policy that was set, version 4"
    return m_edits.empty() ? which : tr("%1, with your changes").arg(which);
}

/// Until the service has said what it goes by, the default is shown; nothing of it is sent.
void DeploymentDraft::usePolicy(std::optional<StrategyKind> strategy) {
    const EnvironmentId environment = place();
    m_strategy = strategy;
    m_stored.reset();
    m_edits.clear();
    m_policy = strategy ? defaultPolicy(environment, *strategy) : defaultPolicy(environment);
}

void DeploymentDraft::readPolicy() {
    const std::uint64_t asked = ++m_asked;
    ports::queries::Policies query{place(), {}, m_strategy, 1};
    query.module = chosen()->release.module;
    m_context.client.ask<ports::PoliciesAnswer>(this, query,
                                                [this, asked](Result<ports::PoliciesAnswer> answer) {
                                                    if (asked != m_asked) {
                                                        return;
                                                    }
                                                    if (!answer.ok()) {
                                                        refuse(answer.error());
                                                        return;
                                                    }
                                                    m_stored = std::move(answer->effective);
                                                    m_policy = *m_stored;
                                                    for (const auto& [field, edit] : m_edits) {
                                                        edit(m_policy);
                                                    }
                                                    Q_EMIT changed();
                                                    check();
                                                });
}

} // namespace hotswap::ui

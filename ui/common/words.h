// SPDX-License-Identifier: Apache-2.0
#pragma once
// One translated word and one tone for every state that the console shows, so that all pages say the same.

#include "core/domain/approval.h"
#include "core/domain/audit.h"
#include "core/domain/coordination.h"
#include "core/domain/deployment_state.h"
#include "core/domain/node.h"
#include "core/domain/policy.h"
#include "core/domain/verdict.h"
#include "core/ports/console_service.h"
#include "ui/common/tone.h"

#include <QCoreApplication>
#include <QString>

namespace hotswap::ui {

/// Pure functions of the present language; call them again when it changes. GUI thread.
class Words {
    Q_DECLARE_TR_FUNCTIONS(Words)

public:
    static QString of(DeploymentState state);
    static QString of(NodeState state);
    static QString of(VerdictKind kind);
    static QString of(Stage stage);
    static QString of(StageState state);
    static QString of(ApprovalState state);
    static QString of(ports::NodeStep step);
    static QString of(ports::WaveRow::State state);
    static QString of(StrategyKind kind);
    static QString of(Metric metric);
    static QString of(Verb verb);
    static QString of(Role role);
    static QString of(BaselineSource source);
    /// Empty when nothing is known.
    static QString of(Calm calm);
    static QString of(ParticipantKind kind);
    /// The word for an audit action ("deployment.submit"); unknown ones are shown as they are.
    static QString ofAction(const std::string& action);
    /// Environment names are data; the four that every installation has are translated.
    static QString of(const EnvironmentId& environment);

    static Tone tone(DeploymentState state);
    static Tone tone(NodeState state);
    static Tone tone(VerdictKind kind);
    static Tone tone(StageState state);
    static Tone tone(ApprovalState state);
    static Tone tone(ports::NodeStep step);
    static Tone tone(ports::WaveRow::State state);
};

} // namespace hotswap::ui

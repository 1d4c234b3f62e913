// SPDX-License-Identifier: Apache-2.0
#pragma once
// Deployments that have not ended: those that wait for a person first, then the newest.

#include "core/domain/deployment_summary.h"
#include "ui/common/row_model.h"
#include "ui/common/tone.h"
#include "ui/session/page_context.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <map>

namespace hotswap::ui {

struct RunningRow {
    QString key; ///< deployment id
    QString title;
    QString environment;
    QString strategy;
    QString state;
    Tone tone = Tone::Neutral;
    QString progress;
    double fraction = 0;
    QString why;
    QString requestedBy;
    bool waitsForPerson = false;
    bool operator==(const RunningRow&) const = default;
};

/// GUI thread.
class RunningList : public HS_ROW_LIST(RunningRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentBoard owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)
    /// How many wait for a person.
    Q_PROPERTY(int waiting READ waiting NOTIFY countChanged FINAL)

public:
    explicit RunningList(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    int waiting() const { return m_waiting; }
    /// All known summaries by id, also of those that ended since the snapshot.
    const std::map<DeploymentId, DeploymentSummary>& known() const { return m_known; }

Q_SIGNALS:
    void countChanged();
    /// A deployment ended since the last delivery: the history is to be read anew.
    void someEnded();

private:
    void hear(const ports::ConsoleDelta& delta);
    void rebuild();

    PageContext m_context;
    std::map<DeploymentId, DeploymentSummary> m_known;
    int m_waiting = 0;
};

} // namespace hotswap::ui

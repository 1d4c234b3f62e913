// SPDX-License-Identifier: Apache-2.0
#pragma once
// The event log of one deployment, read in pages and then followed.

#include "core/domain/deployment_event.h"
#include "ui/common/row_model.h"
#include "ui/common/tone.h"
#include "ui/session/page_context.h"

#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct EventRow {
    QString key; ///< stream version
    QString time;
    QString text;
    Tone tone = Tone::Neutral;
    bool operator==(const EventRow&) const = default;
};

/// Oldest first; keeps the latest kRowsMax. GUI thread.
class EventLog : public HS_ROW_LIST(EventRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("DeploymentView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    static constexpr std::size_t kRowsMax = 2'000;

    explicit EventLog(const PageContext& context, QObject* parent = nullptr);

    int count() const { return rowCount(); }
    /// Shows another deployment from its first event on; empty: none.
    void follow(const DeploymentId& deployment);
    /// There may be new events.
    void refresh();

Q_SIGNALS:
    void countChanged();

private:
    void take(std::vector<DeploymentEvent> events);
    void show();

    PageContext m_context;
    DeploymentId m_deployment;
    std::vector<DeploymentEvent> m_events;
    std::uint64_t m_version = 0;
    bool m_asking = false;
    bool m_again = false; ///< asked to refresh while an answer was on its way
    std::uint64_t m_term = 0;
};

} // namespace hotswap::ui

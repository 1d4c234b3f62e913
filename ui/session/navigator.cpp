// SPDX-License-Identifier: Apache-2.0
#include "ui/session/navigator.h"

namespace hotswap::ui {

namespace {

const QString kFleet = QStringLiteral("fleet");
const QString kDeployments = QStringLiteral("deployments");
const QString kDeployment = QStringLiteral("deployment");
const QString kNewDeployment = QStringLiteral("newDeployment");
const QString kApprovals = QStringLiteral("approvals");

} // namespace

QStringList Navigator::pages() {
    return {kFleet,
            kDeployments,
            kNewDeployment,
            kApprovals,
            QStringLiteral("audit"),
            QStringLiteral("coordination"),
            QStringLiteral("settings")};
}

QString Navigator::section() const {
    return m_page == kDeployment || m_page == kNewDeployment ? kDeployments : m_page;
}

void Navigator::open(const QString& page) {
    if (pages().contains(page)) {
        go(page, {});
    }
}

void Navigator::openDeployment(const QString& id) {
    go(kDeployment, id);
}

void Navigator::openApproval(const QString& id) {
    go(kApprovals, id);
}

void Navigator::back() {
    if (m_page == kDeployment || m_page == kNewDeployment) {
        go(kDeployments, {});
    }
}

void Navigator::go(const QString& page, const QString& subject) {
    if (page != m_page || subject != m_subject) {
        m_page = page;
        m_subject = subject;
        Q_EMIT moved();
    }
}

} // namespace hotswap::ui

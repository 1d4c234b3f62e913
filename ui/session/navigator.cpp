// SPDX-License-Identifier: Apache-2.0
#include "ui/session/navigator.h"

namespace hotswap::ui {

namespace {

const QString kFleet = QStringLiteral("fleet");
const QString kNode = QStringLiteral("node");
const QString kEnrolment = QStringLiteral("enrolment");
const QString kDeployments = QStringLiteral("deployments");
const QString kDeployment = QStringLiteral("deployment");
const QString kNewDeployment = QStringLiteral("newDeployment");
const QString kApprovals = QStringLiteral("approvals");

} // namespace

QStringList Navigator::pages() {
    return {kFleet,
            kEnrolment,
            kDeployments,
            kNewDeployment,
            kApprovals,
            QStringLiteral("audit"),
            QStringLiteral("coordination"),
            QStringLiteral("policies"),
            QStringLiteral("settings")};
}

QString Navigator::section() const {
    if (m_page == kNode || m_page == kEnrolment) {
        return kFleet;
    }
    return m_page == kDeployment || m_page == kNewDeployment ? kDeployments : m_page;
}

void Navigator::open(const QString& page) {
    const QString nodePrefix = kNode + QLatin1Char(':');
    if (page.startsWith(nodePrefix)) {
        openNode(page.mid(nodePrefix.size()));
    } else if (pages().contains(page)) {
        go(page, {});
    }
}

void Navigator::openDeployment(const QString& id) {
    go(kDeployment, id);
}

void Navigator::openApproval(const QString& id) {
    go(kApprovals, id);
}

void Navigator::openNode(const QString& id) {
    go(kNode, id);
}

void Navigator::back() {
    if (section() == kFleet) {
        go(kFleet, {});
    }
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

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Where in the console a person is.

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// GUI thread.
class Navigator : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// "fleet", "node", "enrolment", "deployments", "deployment", "newDeployment", "approvals", "audit",
    /// "coordination", "settings".
    Q_PROPERTY(QString page READ page NOTIFY moved FINAL)
    /// Entry of the rail that the page belongs to.
    Q_PROPERTY(QString section READ section NOTIFY moved FINAL)
    /// Deployment, approval or node the page is about; empty on other pages.
    Q_PROPERTY(QString subject READ subject NOTIFY moved FINAL)

public:
    using QObject::QObject;

    /// Names that open() takes without a subject.
    static QStringList pages();

    QString page() const { return m_page; }
    QString section() const;
    QString subject() const { return m_subject; }

    /// Goes to a page, "node:NAME" to a node's; unknown names are ignored.
    Q_INVOKABLE void open(const QString& page);
    Q_INVOKABLE void openDeployment(const QString& id);
    Q_INVOKABLE void openApproval(const QString& id);
    Q_INVOKABLE void openNode(const QString& id);
    /// From a page about one thing to the list it came from.
    Q_INVOKABLE void back();

Q_SIGNALS:
    void moved();

private:
    void go(const QString& page, const QString& subject);

    QString m_page = QStringLiteral("fleet");
    QString m_subject;
};

} // namespace hotswap::ui

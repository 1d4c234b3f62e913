// SPDX-License-Identifier: Apache-2.0
#pragma once
// The people that this console can act as. In the lab there are three, so that one person can see four-eyes
// work.

#include "core/domain/identity.h"
#include "ui/common/row_model.h"
#include "ui/session/service_client.h"

#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct IdentityRow {
    QString key; ///< user name
    QString roles;
    bool current = false;
    bool operator==(const IdentityRow&) const = default;
};

/// GUI thread.
class IdentityList : public HS_ROW_LIST(IdentityRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// User name of the identity in use.
    Q_PROPERTY(QString current READ current NOTIFY currentChanged FINAL)
    /// Its roles, translated.
    Q_PROPERTY(QString roles READ roles NOTIFY currentChanged FINAL)
    Q_PROPERTY(int currentIndex READ currentIndex NOTIFY currentChanged FINAL)
    /// Fingerprint of the key that votes are signed with; empty: cannot vote.
    Q_PROPERTY(QString keyId READ keyId NOTIFY currentChanged FINAL)

public:
    IdentityList(ServiceClient& client, std::vector<Identity> identities, QObject* parent = nullptr);

    QString current() const;
    QString roles() const;
    int currentIndex() const { return m_current; }
    QString keyId() const;
    const std::vector<Identity>& all() const { return m_identities; }
    void rebuild();
    /// Who this console can act as from now on, the first at once: what is shown is asked for anew.
    void replace(std::vector<Identity> identities);

    Q_INVOKABLE void use(int index);
    Q_INVOKABLE void useNext();

Q_SIGNALS:
    void currentChanged();

private:
    ServiceClient& m_client;
    std::vector<Identity> m_identities;
    int m_current = 0;
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/session/identity_list.h"

#include "core/domain/invariant.h"
#include "ui/common/qt_text.h"
#include "ui/common/words.h"

#include <QStringList>

namespace hotswap::ui {

namespace {

QString rolesText(const Identity& identity) {
    QStringList names;
    for (const Role role : identity.roles) {
        // Viewer is implied by every other role.
        if (role != Role::Viewer || identity.roles.size() == 1) {
            names << Words::of(role);
        }
    }
    return names.join(QStringLiteral(", "));
}

} // namespace

IdentityList::IdentityList(ServiceClient& client, std::vector<Identity> identities, QObject* parent)
    : RowListModel({{"user", [](const IdentityRow& row) { return QVariant(row.key); }},
                    {"roles", [](const IdentityRow& row) { return QVariant(row.roles); }},
                    {"current", [](const IdentityRow& row) { return QVariant(row.current); }}},
                   parent),
      m_client(client),
      m_identities(std::move(identities)) {
    HS_INVARIANT(!m_identities.empty(), "a console acts as somebody");
    rebuild();
}

QString IdentityList::current() const {
    return toQt(m_identities[static_cast<std::size_t>(m_current)].user);
}

QString IdentityList::roles() const {
    return rolesText(m_identities[static_cast<std::size_t>(m_current)]);
}

QString IdentityList::keyId() const {
    return toQt(m_identities[static_cast<std::size_t>(m_current)].key);
}

void IdentityList::rebuild() {
    std::vector<IdentityRow> next;
    for (std::size_t i = 0; i < m_identities.size(); ++i) {
        next.push_back(
            {toQt(m_identities[i].user), rolesText(m_identities[i]), static_cast<int>(i) == m_current});
    }
    setRows(std::move(next));
    Q_EMIT currentChanged();
}

void IdentityList::replace(std::vector<Identity> identities) {
    HS_INVARIANT(!identities.empty(), "a console acts as somebody");
    m_identities = std::move(identities);
    m_current = 0;
    rebuild();
    m_client.setIdentity(m_identities.front());
}

void IdentityList::use(int index) {
    if (index < 0 || index >= rowCount() || index == m_current) {
        return;
    }
    m_current = index;
    rebuild();
    m_client.setIdentity(m_identities[static_cast<std::size_t>(index)]);
}

void IdentityList::useNext() {
    use((m_current + 1) % rowCount());
}

} // namespace hotswap::ui

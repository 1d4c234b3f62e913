// SPDX-License-Identifier: Apache-2.0
// What is between the parts of a shared world: proxies, networks, gateways' addresses, certificates.
#include "tests/fault/shared_world.h"

#include "app/shared/installation.h"

#include <fstream>

namespace hotswap::fault {

namespace {

QString text(const std::filesystem::path& path) {
    return QString::fromStdString(path.string());
}

} // namespace

std::unique_ptr<FaultProxy> SharedWorld::makeProxy(const QString& listen) {
    const QString target =
        QStringLiteral("127.0.0.1:") + QString::fromStdString(m_database.value("SHOW port"));
    return std::make_unique<FaultProxy>(listen, target,
                                        text(dir("proxy-" + std::to_string(m_proxiesMade++))));
}

std::string SharedWorld::through(const FaultProxy& proxy, const std::string& person) const {
    return m_people.at(person) + " host=127.0.0.1 port=" + std::to_string(proxy.port());
}

/// What stands between agents and the database. False: not on this machine.
bool SharedWorld::makeLinks() {
    for (int i = 0; i < m_setup.agents && m_setup.reach != Reach::Direct; ++i) {
        QString listen = QStringLiteral("127.0.0.1");
        if (m_setup.reach == Reach::OwnNetwork) {
            m_networks.push_back(OwnNetwork::make(m_impossible));
            if (!m_networks.back()) {
                return false;
            }
            listen = m_networks.back()->outside(OwnNetwork::Way::Database);
        }
        m_proxies.push_back(makeProxy(listen));
        if (m_proxies.back()->port() == 0) {
            return false;
        }
    }
    return true;
}

QString SharedWorld::gatewayAddress(std::size_t i) const {
    const QString host = m_setup.reach == Reach::OwnNetwork ? m_networks[i]->inside(OwnNetwork::Way::Nodes)
                                                            : QStringLiteral("127.0.0.1");
    return QStringLiteral("%1:%2").arg(host).arg(m_ports[i]);
}

std::string SharedWorld::gatewayUrl(std::size_t i) const {
    return (secure() ? "wss://" : "ws://") + gatewayAddress(i).toStdString() + "/node";
}

/// As an administrator does, once.
bool SharedWorld::makeAuthority() {
    const auto admin = secure() ? session("admin") : nullptr;
    if (!admin) {
        return !secure();
    }
    const auto made = shared::makeInstallation(admin->store().nodeKeys().certificates(), tenant(),
                                               admin->clock().now(), authority());
    if (!made.ok()) {
        qWarning("%s", describe(made.error()).c_str());
        return false;
    }
    m_fingerprint = made->fingerprint;
    std::ofstream(dir("token")) << m_token << '.' << m_fingerprint;
    return true;
}

std::vector<std::string> SharedWorld::gateways() const {
    std::vector<std::string> urls;
    for (std::size_t i = 0; i < m_ports.size(); ++i) {
        urls.push_back(gatewayUrl(i));
    }
    return urls;
}

} // namespace hotswap::fault

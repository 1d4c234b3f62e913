// SPDX-License-Identifier: Apache-2.0
#pragma once
// Links that can be cut, for tests: a network namespace with two links of its own, and the fault proxy. On a
// cut link packets vanish without a word, as when a cable is pulled or a firewall drops them.

#include <QProcess>
#include <QString>
#include <QStringList>

#include <memory>

namespace hotswap::fault {

/// tests/fault/proxy as a process; what it can do is told by its --help.
class FaultProxy {
public:
    /// Listens on a free port of `listen` and forwards to `target` ("host:port"). `control`: a path for its
    /// socket.
    FaultProxy(const QString& listen, const QString& target, const QString& control);
    ~FaultProxy();
    FaultProxy(const FaultProxy&) = delete;
    FaultProxy& operator=(const FaultProxy&) = delete;

    /// 0: it did not come up.
    int port() const { return m_port; }
    /// Gives one command; its answer: "ok", JSON, or "error: …".
    QString order(const QString& command);

private:
    QProcess m_process;
    QString m_control;
    int m_port = 0;
};

/// A network namespace, removed with this object by the name it was made with.
class OwnNetwork {
public:
    /// Two ways out, cut one by one.
    enum class Way { Database, Nodes };

    /// Nothing where namespaces cannot be made; `why` then says what is missing.
    static std::unique_ptr<OwnNetwork> make(QString& why);
    ~OwnNetwork();
    OwnNetwork(const OwnNetwork&) = delete;
    OwnNetwork& operator=(const OwnNetwork&) = delete;

    /// Addresses of the two ends of a way.
    QString outside(Way way) const;
    QString inside(Way way) const;
    /// Arguments of `ip` that run a program inside; the process stays the same.
    QStringList wrapped(const QString& program, const QStringList& arguments) const;

    /// From now on nothing passes; nobody is told. False: it could not be done.
    bool cut(Way way);
    bool mend(Way way);

private:
    explicit OwnNetwork(int number);
    bool setUp(QString& why);
    QString device(Way way, const char* end) const;

    int m_number;
    QString m_name;
};

} // namespace hotswap::fault

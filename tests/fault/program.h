// SPDX-License-Identifier: Apache-2.0
#pragma once
// A program under test as a process that tests hurt and end.

#include <QProcess>

namespace hotswap::fault {

/// A process with its output kept for a failed test's sake.
class Program {
public:
    Program(const QString& program, const QStringList& arguments, const QString& log,
            const QProcessEnvironment& environment = QProcessEnvironment::systemEnvironment());
    ~Program();
    qint64 pid() const { return m_process.processId(); }
    bool running() const { return m_process.state() == QProcess::Running; }
    void signal(int number);
    /// SIGKILL, and waits until it is gone.
    void kill();
    /// SIGTERM; exit code, -1 when it did not end by itself in time.
    int terminate(int limitMs = 20'000);
    /// First line that begins with `word`, without it; waits for it. Empty: none came.
    QString lineAfter(const QString& word, int limitMs = 30'000);

private:
    QProcess m_process;
    QString m_output;
};

} // namespace hotswap::fault

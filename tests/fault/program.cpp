// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/program.h"

#include <QTest>

#include <csignal>

namespace hotswap::fault {

Program::Program(const QString& program, const QStringList& arguments, const QString& log,
                 const QProcessEnvironment& environment) {
    m_process.setProcessEnvironment(environment);
    m_process.setStandardErrorFile(log, QIODevice::Append);
    m_process.start(program, arguments);
    m_process.waitForStarted();
}

Program::~Program() {
    kill();
}

void Program::signal(int number) {
    if (m_process.processId() > 0) {
        ::kill(static_cast<pid_t>(m_process.processId()), number);
    }
}

void Program::kill() {
    signal(SIGCONT);
    m_process.kill();
    m_process.waitForFinished();
}

int Program::terminate(int limitMs) {
    m_process.terminate();
    const bool ended = m_process.waitForFinished(limitMs);
    return ended && m_process.exitStatus() == QProcess::NormalExit ? m_process.exitCode() : -1;
}

QString Program::lineAfter(const QString& word, int limitMs) {
    QString found;
    (void)QTest::qWaitFor(
        [&] {
            m_output += QString::fromUtf8(m_process.readAllStandardOutput());
            for (const QString& line : m_output.split(QLatin1Char('\n'))) {
                if (line.startsWith(word)) {
                    found = line.mid(word.size()).trimmed();
                }
            }
            return !found.isEmpty() || !running();
        },
        limitMs);
    return found;
}

} // namespace hotswap::fault

// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/node/node_world.h"

#include "core/codec/file_io.h"
#include "core/node/file_journal.h"
#include "core/node/port_group.h"
#include "tests/app/node_process/node_under_test.h"

#include <QDir>
#include <QFile>

#include <csignal>
#include <fstream>
#include <netinet/in.h>

namespace hotswap::test {

using namespace std::chrono_literals;

namespace {

constexpr int kLimitMs = 60'000;
constexpr auto kBetweenLooks = 10ms;
constexpr int kRoundsPerLook = 4; // a look at every process costs something

std::filesystem::path folder(const char* variable) {
    return qEnvironmentVariable(variable).toStdString();
}

} // namespace

void Watcher::stop() {
    {
        const std::lock_guard lock(m_mutex);
        m_ending = true;
    }
    m_changed.notify_all();
    if (m_thread.joinable()) {
        m_thread.join();
    }
}

void Watcher::run() {
    std::unique_lock lock(m_mutex);
    while (!m_changed.wait_for(lock, kBetweenLooks, [this] { return m_ending; })) {
        lock.unlock();
        const auto version = fetchPage(m_port, "/version");
        ++(version ? m_answered : m_failed);
        if (version && (m_versions.empty() || m_versions.back() != *version)) {
            m_versions.push_back(*version);
        }
        lock.lock();
    }
}

NodeWorld::NodeWorld(std::filesystem::path state) : m_state(std::move(state)) {
    if (m_state.empty()) {
        m_state = m_dir.path().toStdString() + "/state";
    }
    (void)crypto::init();
    m_gateway =
        std::make_unique<TestGateway>(folder("HOTSWAP_DEMO_DIR"), m_dir.path().toStdString() + "/trust");
}

NodeWorld::~NodeWorld() {
    kill();
    QProcess stop;
    stop.start(QString::fromStdString(folder("HOTSWAP_BIN_DIR") / "hotswap-agent"),
               {QStringLiteral("node"), QStringLiteral("--stop-modules"), QStringLiteral("--state"),
                QString::fromStdString(state())});
    stop.waitForFinished();
}

const std::vector<std::string>& NodeWorld::versions() {
    static const std::vector<std::string> kVersions{"1.0.0", "1.1.0", "1.2.0"};
    return kVersions;
}

std::vector<std::string> NodeWorld::agentArguments() const {
    return {(folder("HOTSWAP_BIN_DIR") / "hotswap-agent").string(),
            "node",
            "--lab",
            "--id",
            "n1",
            "--gateway",
            m_gateway->url(),
            "--state",
            state().string(),
            "--trust",
            m_dir.path().toStdString() + "/trust",
            "--listen",
            "storefront.http=127.0.0.1:0"};
}

bool NodeWorld::start(const CallFault& fault) {
    const int before = m_gateway->hellos();
    QStringList words;
    if (!fault.option.empty()) {
        std::filesystem::remove(callLog());
        m_lastCall.clear();
        for (const std::string& word : {(folder("HOTSWAP_FAULT_BIN_DIR") / "call_faults").string(),
                                        fault.option, std::to_string(fault.at), callLog()}) {
            words << QString::fromStdString(word);
        }
    }
    for (const std::string& word : agentArguments()) {
        words << QString::fromStdString(word);
    }
    m_agent = std::make_unique<QProcess>();
    m_agent->setStandardErrorFile(m_dir.filePath(QStringLiteral("agent.log")), QIODevice::Append);
    m_agent->start(words.takeFirst(), words);
    (void)until([&] { return m_gateway->hellos() > before || !running(); });
    return m_gateway->hellos() > before;
}

bool NodeWorld::until(const std::function<bool()>& reached) const {
    int rounds = 0;
    return QTest::qWaitFor([&] { return rounds++ % kRoundsPerLook == 0 && reached(); }, kLimitMs);
}

bool NodeWorld::hit() {
    std::ifstream log(callLog());
    for (std::string line; std::getline(log, line);) {
        if (line.starts_with("hit ")) {
            m_lastCall = line.substr(4);
        }
    }
    return !m_lastCall.empty();
}

void NodeWorld::clearFault() {
    ::kill(static_cast<pid_t>(m_agent->processId()), SIGUSR1);
}

void NodeWorld::kill() {
    if (running()) {
        m_agent->kill();
        m_agent->waitForFinished();
    }
    (void)until([&] { return !m_gateway->connected(); });
}

bool NodeWorld::logged(const std::string& part) const {
    const auto text = codec::readFile(m_dir.path().toStdString() + "/agent.log", std::size_t{1} << 26);
    return text.ok() && text->find(part) != std::string::npos;
}

std::string NodeWorld::answers() const {
    // One release answers some requests with an error on purpose.
    for (int tries = 0; tries < 8; ++tries) {
        if (const auto version = fetchPage(m_port, "/version")) {
            return *version;
        }
    }
    return {};
}

bool NodeWorld::learnPort() {
    return until([&] {
        const auto module = m_gateway->module();
        const auto address = node::parseAddress(module ? module->address : "", "address");
        m_port = address.ok() ? ntohs(address->sin_port) : 0;
        return m_port != 0;
    });
}

int NodeWorld::processes(const std::string& part) const {
    int found = 0;
    for (const QString& entry : QDir(QStringLiteral("/proc")).entryList(QDir::Dirs)) {
        QFile file(QStringLiteral("/proc/") + entry + QStringLiteral("/cmdline"));
        if (entry.toInt() > 0 && file.open(QIODevice::ReadOnly)) {
            const std::string line = file.readAll().toStdString();
            found += line.find(state().string()) != std::string::npos && line.starts_with(part) ? 1 : 0;
        }
    }
    return found;
}

bool NodeWorld::settled() const {
    std::error_code failed;
    int links = 0;
    for (const char* slot : {"blue", "green"}) {
        const auto link = state() / "slots" / "storefront" / slot / "release";
        links += std::filesystem::is_symlink(link, failed) ? 1 : 0;
    }
    return links == 1 && processes((state() / "releases").string()) == 1 &&
           processes((folder("HOTSWAP_BIN_DIR") / "hotswap-shim").string()) == 1;
}

void NodeWorld::forget(const std::string& version) {
    const Release& release = m_gateway->release(version);
    const std::string name = version + "-" + release.digest.value.substr(0, 8);
    const auto releases = state() / "releases" / "storefront";
    (void)codec::removeTree(state() / "packages" / (release.digest.value + ".hsm"));
    (void)codec::removeTree(releases / name);
    (void)codec::removeTree(releases / (name + ".manifest"));
}

std::string NodeWorld::checkCurrent(std::string& version) const {
    std::error_code failed;
    const auto leads = std::filesystem::canonical(state() / "slots" / "storefront" / "current", failed);
    if (failed) {
        return "current leads nowhere: " + failed.message();
    }
    for (const std::string& each : versions()) {
        const Release& release = m_gateway->release(each);
        if (leads.filename() == each + "-" + release.digest.value.substr(0, 8)) {
            version = each;
            return compareRelease(leads, folder("HOTSWAP_DEMO_DIR") / ("storefront-" + each + ".hsm"));
        }
    }
    return "current leads to " + leads.string();
}

std::string NodeWorld::checkJournal(const std::string& id) const {
    const auto bytes = codec::readFile(state() / "journal" / "commands", std::size_t{1} << 28);
    if (!bytes.ok()) {
        return "the journal cannot be read";
    }
    const auto replay = node::decodeRecords(*bytes);
    std::map<node::JournalRecord::Kind, int> count;
    for (const auto& record : replay.records) {
        count[record.command.value == id ? record.kind : node::JournalRecord::Kind::Idle] += 1;
    }
    using Kind = node::JournalRecord::Kind;
    if (replay.damagedBytes != 0) {
        return "the journal is damaged";
    }
    if (count[Kind::Done] != 1 || count[Kind::Received] > 1 || count[Kind::Switched] > 1) {
        return "the journal holds " + std::to_string(count[Kind::Received]) + " acceptances, " +
               std::to_string(count[Kind::Switched]) + " switches, " + std::to_string(count[Kind::Done]) +
               " results";
    }
    return {};
}

std::string compareRelease(const std::filesystem::path& folder, const std::filesystem::path& package) {
    const auto header = codec::Package::open(package, crypto::digestFactory());
    if (!header.ok()) {
        return "the package of the test cannot be read";
    }
    std::size_t found = 0;
    for (const auto& file : header->header().manifest.files) {
        const auto bytes = codec::readFile(folder / file.path, std::size_t{1} << 28);
        if (!bytes.ok() || crypto::digestOf(*bytes) != file.sha256) {
            return (folder / file.path).string() + " is missing or has other bytes";
        }
        ++found;
    }
    std::error_code failed;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder, failed)) {
        found -= entry.is_regular_file(failed) ? 1 : 0;
    }
    return failed || found != 0 ? folder.string() + " holds other files than the manifest" : std::string();
}

} // namespace hotswap::test

// SPDX-License-Identifier: Apache-2.0
#include "tests/app/node_process/test_gateway.h"

#include "core/codec/file_io.h"

#include <QElapsedTimer>

#include <algorithm>

namespace hotswap::test {

using namespace std::chrono_literals;

namespace {

constexpr std::int64_t kStoreEpochMs = 1'790'000'000'000;

QElapsedTimer& stopwatch() {
    static QElapsedTimer timer = [] {
        QElapsedTimer started;
        started.start();
        return started;
    }();
    return timer;
}

} // namespace

Instant RealClock::now() const {
    return instantFromMs(kStoreEpochMs + stopwatch().elapsed());
}

TestGateway::TestGateway(const std::filesystem::path& demo, const std::filesystem::path& trust)
    : m_key(crypto::generateSigningKey(crypto::KeyPurpose::Orchestrator, crypto::KeyOrigin::Lab)) {
    std::filesystem::create_directories(trust);
    std::filesystem::copy_file(demo / "lab.pub", trust / "modules.pub",
                               std::filesystem::copy_options::overwrite_existing);
    (void)crypto::writePublicKey(trust / "orchestrator.pub", crypto::trustedHalf(m_key));
    for (const auto& entry : std::filesystem::directory_iterator(demo)) {
        if (entry.path().extension() == ".hsm") {
            offer(entry.path());
        }
    }
    auto server = edge::EdgeServer::start({}, *this, m_clock);
    m_server = std::move(*server);
}

TestGateway::~TestGateway() {
    m_server->stop();
}

void TestGateway::offer(const std::filesystem::path& file) {
    const std::lock_guard lock(m_mutex);
    if (const auto package = codec::Package::open(file, crypto::digestFactory()); package.ok()) {
        const Release release = package->header().release();
        m_releases[release.module.value + "-" + release.version.text()] = release;
        m_packages[release.digest.value] = file;
    }
}

void TestGateway::swapPackage(const std::string& version, const std::filesystem::path& file) {
    const std::lock_guard lock(m_mutex);
    m_packages[release(version).digest.value] = file;
}

Command TestGateway::command(const std::string& id, CommandAction action, const std::string& version,
                             const std::string& module) const {
    Command command;
    command.id = CommandId{id};
    command.node = NodeId{"n1"};
    command.scope = {TenantId{"lab"}, EnvironmentId{"Development"}, ModuleName{module}};
    command.deployment = DeploymentId{"d1"};
    if (!version.empty()) {
        command.release = release(version, module);
        command.scope.module = command.release.module;
    }
    command.action = action;
    command.planDigest = Digest{std::string(64, '0')};
    command.fence = {1, 1};
    command.notAfter = m_clock.now() + 30s;
    command.minHealthyTime = 300ms;
    // Long where it should never matter: machines that run tests stall at times.
    const bool bad = version == (module == "storefront" ? "1.5.0" : "1.2.0");
    command.healthyDeadline = bad ? 3s : 60s;
    return command;
}

void TestGateway::give(const Command& command) {
    const auto sealed =
        codec::signCommand(command, [this](auto bytes) { return m_key.signatureOver(bytes); });
    const std::lock_guard lock(m_mutex);
    m_unanswered[command.id.value] = *sealed;
    send(frames::CommandFrame{*sealed});
}

void TestGateway::sendRaw(const std::string& text) {
    const std::lock_guard lock(m_mutex);
    if (m_session) {
        m_session->send(text);
    }
}

void TestGateway::send(const Frame& frame) {
    if (m_session) {
        m_session->send(*codec::encodeFrame(frame));
    }
}

edge::HttpReply TestGateway::onRequest(const edge::HttpRequest& request) {
    const std::lock_guard lock(m_mutex);
    ++m_packageRequests;
    for (const auto& [digest, file] : m_packages) {
        if (request.path == "/packages/" + digest + ".hsm") {
            edge::HttpReply reply;
            reply.contentType = "application/octet-stream";
            reply.size = std::filesystem::file_size(file);
            reply.source = [file](std::uint64_t offset, std::size_t length) -> Result<std::string> {
                const auto fd = codec::openRead(file);
                return fd.ok() ? codec::readAt(fd->get(), offset, length) : Result<std::string>(fd.error());
            };
            return reply;
        }
    }
    edge::HttpReply missing;
    missing.status = 404;
    missing.body = "no such package\n";
    return missing;
}

void TestGateway::onOpen(edge::SessionId id, std::shared_ptr<edge::EdgeSession> session) {
    const std::lock_guard lock(m_mutex);
    m_session = std::move(session);
    m_sessionId = id;
}

void TestGateway::onClose(edge::SessionId id, const std::string&) {
    const std::lock_guard lock(m_mutex);
    if (id == m_sessionId) {
        m_session.reset();
    }
}

bool TestGateway::onText(edge::SessionId, std::string text) {
    const auto frame = codec::decodeFrame(text);
    if (!frame.ok()) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    answer(*frame);
    return true;
}

void TestGateway::answer(const Frame& frame) {
    if (const auto* hello = std::get_if<frames::Hello>(&frame)) {
        ++m_hellos;
        m_agentVersion = hello->facts.agentVersion;
        frames::Welcome welcome;
        welcome.now = m_clock.now();
        welcome.session = static_cast<std::uint64_t>(m_hellos);
        welcome.nonce = hello->nonce;
        const auto signature = m_key.signatureOver(codec::welcomeBytes(welcome.nonce, welcome.now));
        welcome.key = signature.key;
        welcome.signature = signature.signature;
        send(welcome);
        for (const auto& [id, command] : m_unanswered) {
            send(frames::CommandFrame{command});
        }
    } else if (const auto* beat = std::get_if<frames::Heartbeat>(&frame)) {
        m_modules = beat->modules;
    } else if (const auto* receipt = std::get_if<frames::ReceiptFrame>(&frame)) {
        const std::string& id = receipt->receipt.command.value;
        auto& seen = m_receipts[id];
        if (std::find(seen.begin(), seen.end(), receipt->receipt) == seen.end()) {
            seen.push_back(receipt->receipt);
        }
        m_unanswered.erase(id);
        send(frames::Ack{receipt->receipt.command});
    } else if (const auto* progress = std::get_if<frames::Progress>(&frame)) {
        m_progress[progress->command.value].insert(progress->step);
    } else if (const auto* line = std::get_if<frames::LogLine>(&frame)) {
        m_lines.push_back(line->text);
    } else if (const auto* telemetry = std::get_if<frames::Telemetry>(&frame)) {
        m_samples.insert(m_samples.end(), telemetry->samples.begin(), telemetry->samples.end());
    }
}

bool TestGateway::connected() const {
    const std::lock_guard lock(m_mutex);
    return m_session != nullptr;
}

std::optional<Receipt> TestGateway::receipt(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto it = m_receipts.find(id);
    return it == m_receipts.end() ? std::nullopt : std::optional(it->second.front());
}

std::size_t TestGateway::distinctReceipts(const std::string& id) const {
    const std::lock_guard lock(m_mutex);
    const auto it = m_receipts.find(id);
    return it == m_receipts.end() ? 0 : it->second.size();
}

bool TestGateway::reached(const std::string& id, const std::string& step) const {
    const std::lock_guard lock(m_mutex);
    const auto it = m_progress.find(id);
    return it != m_progress.end() && it->second.contains(step);
}

bool TestGateway::said(const std::string& part) const {
    const std::lock_guard lock(m_mutex);
    return std::any_of(m_lines.begin(), m_lines.end(),
                       [&](const std::string& line) { return line.find(part) != std::string::npos; });
}

std::string TestGateway::agentVersion() const {
    const std::lock_guard lock(m_mutex);
    return m_agentVersion;
}

std::optional<NodeRelease> TestGateway::module(const std::string& name) const {
    const std::lock_guard lock(m_mutex);
    const auto it = m_modules.find(ModuleName{name});
    return it == m_modules.end() ? std::nullopt : std::optional(it->second);
}

std::vector<Sample> TestGateway::samples() const {
    const std::lock_guard lock(m_mutex);
    return m_samples;
}

int TestGateway::hellos() const {
    const std::lock_guard lock(m_mutex);
    return m_hellos;
}

int TestGateway::packageRequests() const {
    const std::lock_guard lock(m_mutex);
    return m_packageRequests;
}

} // namespace hotswap::test

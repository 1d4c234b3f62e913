// SPDX-License-Identifier: Apache-2.0
#include "tests/fault/commands/command_gateway.h"

#include "core/codec/file_io.h"
#include "core/codec/frame_codec.h"
#include "core/codec/package.h"
#include "core/crypto/hash.h"
#include "core/crypto/key_file.h"

namespace hotswap::fault {

using namespace std::chrono_literals;

CommandGateway::CommandGateway(const std::filesystem::path& demo, const std::filesystem::path& trust,
                               const ports::Clock& clock)
    : m_clock(clock),
      m_key(crypto::generateSigningKey(crypto::KeyPurpose::Orchestrator, crypto::KeyOrigin::Lab)) {
    std::filesystem::create_directories(trust);
    std::filesystem::copy_file(demo / "lab.pub", trust / "modules.pub",
                               std::filesystem::copy_options::overwrite_existing);
    (void)crypto::writePublicKey(trust / "orchestrator.pub", crypto::trustedHalf(m_key));
    for (const char* version : {"1.0.0", "1.1.0"}) {
        const auto file = demo / (std::string("storefront-") + version + ".hsm");
        if (const auto package = codec::Package::open(file, crypto::digestFactory()); package.ok()) {
            m_releases[version] = package->header().release();
            m_packages["/packages/" + package->header().digest.value + ".hsm"] = file;
        }
    }
    m_server = std::move(*edge::EdgeServer::start({}, *this, m_clock));
}

CommandGateway::~CommandGateway() {
    m_server->stop();
}

SignedCommand CommandGateway::sign(const std::string& id, const NodeId& node, CommandAction action,
                                   const std::string& version) const {
    Command command;
    command.id = CommandId{id};
    command.node = node;
    command.scope = {TenantId{"lab"}, EnvironmentId{"Development"}, ModuleName{"storefront"}};
    command.deployment = DeploymentId{"d1"};
    command.release = release(version);
    command.action = action;
    command.planDigest = Digest{std::string(64, '0')};
    command.fence = {1, 1};
    command.notAfter = m_clock.now() + 30s;
    command.minHealthyTime = 0ms;
    command.healthyDeadline = 20s;
    return *codec::signCommand(command, [this](auto bytes) { return m_key.signatureOver(bytes); });
}

void CommandGateway::sendTo(edge::SessionId id, const Frame& frame) {
    if (const auto it = m_sessions.find(id); it != m_sessions.end()) {
        it->second->send(*codec::encodeFrame(frame));
    }
}

void CommandGateway::send(const SignedCommand& command) {
    const std::lock_guard lock(m_mutex);
    if (const auto it = m_nodes.find(command.node); it != m_nodes.end()) {
        sendTo(it->second, frames::CommandFrame{command});
    }
}

std::vector<Receipt> CommandGateway::takeReceipts(std::chrono::milliseconds wait) {
    std::unique_lock lock(m_mutex);
    m_changed.wait_for(lock, wait, [this] { return !m_receipts.empty(); });
    return std::exchange(m_receipts, {});
}

int CommandGateway::hellos() const {
    const std::lock_guard lock(m_mutex);
    return m_hellos;
}

edge::HttpReply CommandGateway::onRequest(const edge::HttpRequest& request) {
    edge::HttpReply reply;
    const auto package = m_packages.find(request.path);
    if (package == m_packages.end()) {
        reply.status = 404;
        return reply;
    }
    reply.size = std::filesystem::file_size(package->second);
    reply.source = [file = package->second](std::uint64_t offset, std::size_t length) -> Result<std::string> {
        const auto fd = codec::openRead(file);
        return fd.ok() ? codec::readAt(fd->get(), offset, length) : Result<std::string>(fd.error());
    };
    return reply;
}

void CommandGateway::onOpen(edge::SessionId id, std::shared_ptr<edge::EdgeSession> session) {
    const std::lock_guard lock(m_mutex);
    m_sessions[id] = std::move(session);
}

void CommandGateway::onClose(edge::SessionId id, const std::string&) {
    const std::lock_guard lock(m_mutex);
    m_sessions.erase(id);
    std::erase_if(m_nodes, [id](const auto& entry) { return entry.second == id; });
}

bool CommandGateway::onText(edge::SessionId id, std::string text) {
    const auto frame = codec::decodeFrame(text);
    if (!frame.ok()) {
        return false;
    }
    const std::lock_guard lock(m_mutex);
    if (const auto* hello = std::get_if<frames::Hello>(&*frame)) {
        welcome(id, *hello);
    } else if (const auto* receipt = std::get_if<frames::ReceiptFrame>(&*frame)) {
        m_receipts.push_back(receipt->receipt);
        sendTo(id, frames::Ack{receipt->receipt.command});
        m_changed.notify_all();
    }
    return true;
}

void CommandGateway::welcome(edge::SessionId id, const frames::Hello& hello) {
    m_nodes[hello.node] = id;
    frames::Welcome welcome;
    welcome.now = m_clock.now();
    welcome.session = static_cast<std::uint64_t>(++m_hellos);
    welcome.nonce = hello.nonce;
    const auto signature = m_key.signatureOver(codec::welcomeBytes(welcome.nonce, welcome.now));
    welcome.key = signature.key;
    welcome.signature = signature.signature;
    sendTo(id, welcome);
}

} // namespace hotswap::fault

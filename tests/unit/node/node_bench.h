// SPDX-License-Identifier: Apache-2.0
#pragma once
// One agent's logic on a machine made of values: a host with two slots a module, a journal and fences in
// memory, a link that collects. Everything can be cut off at any point (Fuse) and started again on what is
// left.

#include "core/codec/command_codec.h"
#include "core/crypto/crypto.h"
#include "core/node/agent.h"
#include "tests/support/manual_clock.h"

#include <deque>
#include <set>

namespace hotswap::test {

/// Thrown where the agent "ends" in a test.
struct Cut {};

/// Burns down by one at every point where something durable or visible happens.
struct Fuse {
    int left = -1; ///< never
    int burnt = 0;
    void point() {
        ++burnt;
        if (left >= 0 && left-- == 0) {
            throw Cut{};
        }
    }
};

inline Release releaseOf(const std::string& version) {
    const std::string fill = version == "1.0.0" ? "a" : version == "1.1.0" ? "b" : "c";
    std::string digest;
    for (int i = 0; i < 64; ++i) {
        digest += fill;
    }
    return {ModuleName{"storefront"}, *Version::parse(version), Digest{digest}};
}

class MemoryJournal final : public node::Journal {
public:
    explicit MemoryJournal(Fuse& fuse) : m_fuse(fuse) {}
    Result<node::JournalReplay> replay() override { return node::JournalReplay{records, damaged}; }
    Status append(const node::JournalRecord& record) override {
        m_fuse.point();
        if (failing) {
            return makeError(ErrorCode::NoSpace, "journal");
        }
        records.push_back(record);
        m_fuse.point();
        return success();
    }
    Status rewrite(const std::vector<node::JournalRecord>& all) override {
        records = all;
        damaged = 0;
        return success();
    }
    std::uint64_t size() const override { return records.size(); }

    std::vector<node::JournalRecord> records;
    std::uint64_t damaged = 0;
    bool failing = false;

private:
    Fuse& m_fuse;
};

class MemoryFences final : public node::FenceStore {
public:
    Result<std::map<Scope, Fence>> load() override { return fences; }
    Status store(const Scope& scope, Fence fence) override {
        if (failing) {
            return makeError(ErrorCode::IoError, "fence");
        }
        fences[scope] = fence;
        return success();
    }
    std::map<Scope, Fence> fences;
    bool failing = false;
};

/// Believes what it is told to; counts what it is asked.
class FakeTrust final : public node::NodeTrust {
public:
    Result<Command> openCommand(const SignedCommand& command, Instant) const override {
        return command.signature == "good"
                   ? codec::decodeCommand(command.bytes)
                   : Result<Command>(makeError(ErrorCode::SignatureInvalid, "command"));
    }
    Status verifyVotes(const Command&, Instant) const override {
        return votesGood ? success() : Status(makeError(ErrorCode::SignatureMissing, "votes"));
    }
    Status verifyWelcome(const frames::Welcome& welcome) const override {
        return welcome.signature == "good" ? success()
                                           : Status(makeError(ErrorCode::SignatureInvalid, "welcome"));
    }
    std::string signReceipt(const Receipt&) const override { return "signed"; }
    bool votesGood = true;
};

class CollectingLink final : public node::FrameSink {
public:
    void send(Frame frame) override { frames.push_back(std::move(frame)); }
    void close(const std::string& reason) override { closed = reason; }
    template <class F>
    std::vector<F> all() const {
        std::vector<F> result;
        for (const auto& frame : frames) {
            if (const auto* one = std::get_if<F>(&frame)) {
                result.push_back(*one);
            }
        }
        return result;
    }
    std::vector<Frame> frames;
    std::string closed;
};

/// A machine with one module. Steps are done when the bench says so.
class FakeHost final : public node::Host {
public:
    struct Place {
        Release release;
        bool running = false;
    };
    explicit FakeHost(Fuse& fuse) : m_fuse(fuse) {}

    Result<std::vector<node::ModuleInventory>> adopt() override {
        node::ModuleInventory module{ModuleName{"storefront"}, live, {}, "127.0.0.1:8080"};
        for (const node::Slot slot : {node::Slot::Blue, node::Slot::Green}) {
            const Place& place = places[static_cast<int>(slot)];
            if (!place.release.digest.empty()) {
                module.slots.push_back({slot, place.release, facts_, place.running});
                if (place.running) {
                    healthOf(slot);
                }
            }
        }
        return module.slots.empty() ? std::vector<node::ModuleInventory>{}
                                    : std::vector<node::ModuleInventory>{module};
    }
    void begin(const node::HostStep& step) override {
        m_fuse.point();
        steps.push_back(step);
        pending.push_back(step);
    }
    void cancel(std::uint64_t id) override { cancelled.insert(id); }
    NodeFacts facts() const override { return {1024, 2000, 10'000, "test", "1"}; }
    node::HostLoad load() const override { return hostLoad; }
    std::vector<Sample> takeSamples() override { return samples; }
    void setTelemetryInterval(Duration interval) override { telemetryInterval = interval; }

    /// Does the oldest step; its event and what follows from it are queued.
    void doStep() {
        const node::HostStep step = pending.front();
        pending.pop_front();
        node::StepDone done;
        done.id = step.id;
        if (cancelled.contains(step.id)) {
            done.error = makeError(ErrorCode::Cancelled);
        } else if (failing.contains(step.kind)) {
            done.error = makeError(failCode, "made to fail");
        } else {
            effect(step, done);
        }
        m_fuse.point();
        events.push_back(done);
        if (step.kind == node::HostStep::Kind::Switch && !done.error && !sickWithTraffic.empty()) {
            healthOf(step.slot);
        }
        const bool probed = facts_.swapsWithoutDowntime || live == step.slot;
        if ((step.kind == node::HostStep::Kind::Start || restarts(step)) && !done.error && probed) {
            healthOf(step.slot);
        }
    }
    void healthOf(node::Slot slot) {
        const std::string version = places[static_cast<int>(slot)].release.version.text();
        const bool healthy = !sick.contains(version) && !(live == slot && sickWithTraffic.contains(version));
        events.push_back(node::SlotHealth{ModuleName{"storefront"}, slot, healthy,
                                          healthy ? "" : "probe http: status 503"});
    }
    std::string serving() const { return live ? places[static_cast<int>(*live)].release.version.text() : ""; }
    /// After a reboot: nothing runs any more.
    void reboot() {
        for (auto& place : places) {
            place.running = false;
        }
    }

    Place places[2];
    bool outOfBalancer = false;
    std::optional<node::Slot> live;
    node::ReleaseFacts facts_;
    node::HostLoad hostLoad;
    std::vector<Sample> samples;
    std::set<std::string> sick;            ///< versions whose probes fail
    std::set<std::string> sickWithTraffic; ///< versions whose probes fail once they have the traffic
    std::map<std::string, int> switches;   ///< how often a version was given the traffic
    std::set<node::HostStep::Kind> failing;
    ErrorCode failCode = ErrorCode::IoError;
    std::set<std::uint64_t> cancelled;
    std::vector<node::HostStep> steps;
    std::deque<node::HostStep> pending;
    std::deque<node::HostEvent> events;
    Duration telemetryInterval{};

private:
    /// The switch itself stops the one release and starts the other.
    bool restarts(const node::HostStep& step) const {
        return step.kind == node::HostStep::Kind::Switch && !facts_.swapsWithoutDowntime;
    }
    void effect(const node::HostStep& step, node::StepDone& done) {
        using Kind = node::HostStep::Kind;
        Place& place = places[static_cast<int>(step.slot)];
        switch (step.kind) {
        case Kind::Fetch:
        case Kind::Prune: return;
        case Kind::Drain: outOfBalancer = true; return;
        case Kind::Undrain: outOfBalancer = false; return;
        case Kind::Unpack: done.facts = facts_; return;
        case Kind::Start:
            place = {step.release, true};
            done.address = "127.0.0.1:8080";
            return;
        case Kind::Switch:
            if (restarts(step) && live && *live != step.slot) {
                events.push_back(node::SlotHealth{ModuleName{"storefront"}, *live, false, "stopped"});
            }
            ++switches[place.release.version.text()];
            live = step.slot;
            done.took = Duration{1};
            return;
        case Kind::Stop: place = {}; return;
        case Kind::Remove:
            places[0] = places[1] = {};
            live.reset();
            return;
        }
    }
    Fuse& m_fuse;
};

/// The whole, with the leader's side in short words.
class NodeBench {
public:
    NodeBench() : host(fuse), journal(fuse) {
        (void)crypto::init();
        boot();
    }

    void boot() {
        node::AgentConfig config;
        config.node = NodeId{"n1"};
        config.tenant = TenantId{"lab"};
        config.environment = EnvironmentId{"Development"};
        config.hasBalancer = hasBalancer;
        config.drainAroundSwaps = hasBalancer;
        link.frames.clear();
        host.pending.clear();
        host.events.clear();
        agent = std::make_unique<node::NodeAgent>(
            config, node::AgentPorts{host, journal, fences, trust, link, random});
        started = agent->start(now).ok();
    }
    void connect() {
        agent->onLinkUp(now);
        const auto hellos = link.all<frames::Hello>();
        frames::Welcome welcome;
        welcome.now = storeNow();
        welcome.nonce = hellos.empty() ? "" : hellos.back().nonce;
        welcome.signature = "good";
        agent->onFrame(welcome, now);
    }
    void disconnect() { agent->onLinkDown(now); }
    Instant storeNow() const { return instantFromMs(1'790'000'000'000) + now.time_since_epoch(); }

    /// Gives events and does steps until nothing is left, without time passing.
    void settle() {
        for (int i = 0; i < 1'000; ++i) {
            if (!host.events.empty()) {
                const auto event = host.events.front();
                host.events.pop_front();
                fuse.point();
                agent->onHostEvent(event, now);
            } else if (!host.pending.empty()) {
                host.doStep();
            } else {
                return;
            }
        }
    }
    /// Lets time pass from wake-up to wake-up.
    void pass(Duration time) {
        const Instant until = now + time;
        settle();
        while (now < until) {
            now = std::min(until, std::max(agent->nextWake(), now + Duration{1}));
            agent->tick(now);
            settle();
        }
    }

    Command command(const std::string& id, CommandAction action, const std::string& version) const {
        Command c;
        c.id = CommandId{id};
        c.node = NodeId{"n1"};
        c.scope = scope();
        c.deployment = DeploymentId{"d1"};
        if (!version.empty()) {
            c.release = releaseOf(version);
        }
        c.action = action;
        c.planDigest = Digest{std::string(64, '9')};
        c.fence = {1, 1};
        c.notAfter = storeNow() + Duration{30'000};
        c.minHealthyTime = Duration{10'000};
        c.healthyDeadline = Duration{60'000};
        return c;
    }
    static Scope scope() { return {TenantId{"lab"}, EnvironmentId{"Development"}, ModuleName{"storefront"}}; }
    static SignedCommand sealed(const Command& command) {
        return {command.id, command.node, *codec::encodeCommand(command), KeyId{"k"}, "good"};
    }
    void give(const SignedCommand& command) { agent->onFrame(frames::CommandFrame{command}, now); }
    void give(const Command& command) { give(sealed(command)); }
    void give(const std::string& id, CommandAction action, const std::string& version) {
        give(command(id, action, version));
    }
    /// Applies a release and expects it to work.
    bool install(const std::string& version) {
        give("install-" + version, CommandAction::Apply, version);
        pass(Duration{60'000});
        return host.serving() == version;
    }

    std::vector<Receipt> receipts(const std::string& id) const {
        std::vector<Receipt> result;
        for (const auto& frame : link.all<frames::ReceiptFrame>()) {
            if (frame.receipt.command.value == id) {
                result.push_back(frame.receipt);
            }
        }
        return result;
    }
    /// Terminal results in the journal.
    std::size_t ends(const std::string& id) const {
        return static_cast<std::size_t>(
            std::count_if(journal.records.begin(), journal.records.end(), [&](const auto& r) {
                return r.kind == node::JournalRecord::Kind::Done && r.command.value == id;
            }));
    }
    bool said(const std::string& part) const {
        const auto lines = link.all<frames::LogLine>();
        return std::any_of(lines.begin(), lines.end(),
                           [&](const auto& line) { return line.text.find(part) != std::string::npos; });
    }

    Fuse fuse;
    FakeHost host;
    MemoryJournal journal;
    MemoryFences fences;
    FakeTrust trust;
    CollectingLink link;
    support::SeededRandom random;
    Instant now = instantFromMs(1'000);
    std::unique_ptr<node::NodeAgent> agent;
    bool started = false;
    bool hasBalancer = false; ///< from the next boot on; swaps that cost downtime drain then
};

} // namespace hotswap::test

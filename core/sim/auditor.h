// SPDX-License-Identifier: Apache-2.0
#pragma once
// Independent checkers over a simulated world. Each watches facts (what the store took in, what nodes'
// machines did, what people were answered) and knows one rule; a broken rule is a violation with its
// checker's name.

#include "core/domain/identity.h"
#include "core/ports/console_service.h"
#include "core/sim/audit_model.h"
#include "core/sim/node_observer.h"
#include "core/sim/sim_catalog.h"
#include "core/sim/sim_fleet.h"
#include "core/sim/sim_store.h"

#include <memory>
#include <string>
#include <vector>

namespace hotswap::sim {

struct Violation {
    std::string checker;
    std::string sentence;
    Instant at{};
};

/// What a person did and what came of it.
struct PersonAct {
    Identity who;
    ports::ConsoleRequest request;
    Result<ports::Answer> answer;
    bool forbidden = false; ///< the rules say that this has to be refused
};

/// What checkers may look at beside what they are told.
struct AuditWorld {
    TenantId tenant;
    const AuditModel& model;
    const SimCatalog& catalog;
    StoreBelow store; ///< the truth, without faults
    ports::ConsoleReader& reader;
    SimFleet* fleet = nullptr; ///< set once it exists
};

class Checker : public NodeObserver {
public:
    Checker(std::string name, const AuditWorld& world, std::vector<Violation>& found)
        : m_world(world), m_name(std::move(name)), m_found(found) {}

    const std::string& name() const { return m_name; }

    /// The model has taken the transaction in already.
    virtual void committed(const ports::Transaction&, Instant) {}
    virtual void receiptsStored(const std::vector<Receipt>&, Instant) {}
    virtual void acted(const PersonAct&, Instant) {}
    /// Faults have stopped, and everything had the time it needs to come to rest.
    virtual void atRest(Instant) {}

protected:
    void report(std::string sentence, Instant at);
    const AuditWorld& world() const { return m_world; }
    const AuditModel& model() const { return m_world.model; }

private:
    const AuditWorld& m_world;
    std::string m_name;
    std::vector<Violation>& m_found;
};

/// All checkers together; also keeps the trace of effects.
class Auditor final : public NodeObserver {
public:
    explicit Auditor(TenantId tenant, const SimCatalog& catalog, StoreBelow store,
                     ports::ConsoleReader& reader);
    ~Auditor() override;

    /// The fleet, before its nodes start.
    void watch(SimFleet& fleet) { m_world.fleet = &fleet; }

    void commandMade(const Command& command) { m_model.commandMade(command); }
    void committed(const ports::Transaction& transaction, const ports::Committed& answer, Instant now);
    void receiptsStored(const std::vector<Receipt>& receipts, Instant now);
    void acted(const PersonAct& act, Instant now);
    void atRest(Instant now);
    /// A part stopped itself: always a violation ("stopped").
    void partStopped(const std::string& part, const std::string& why, Instant now);

    const std::vector<Violation>& violations() const { return m_found; }
    const AuditModel& model() const { return m_model; }
    TraceHash& trace() { return m_trace; }
    /// Names of all checkers, in order.
    static std::vector<std::string> checkerNames();

    void journalled(const NodeId& node, const node::JournalRecord& record, Instant now) override;
    void started(const NodeId& node, const Release& release, bool unpacked, Instant now) override;
    void currentChanged(const NodeId& node, const ModuleName& module, const Release& before,
                        const Release& after, Instant now) override;
    void servingChanged(const NodeId& node, const ModuleName& module, bool serving, ServingCause cause,
                        Instant now) override;
    void crashed(const NodeId& node, CrashKind kind, Instant now) override;
    void recovered(const NodeId& node, Instant now) override;
    void delivered(const NodeId& node, const Frame& frame, Instant now) override;
    void sent(const NodeId& node, const Frame& frame, Instant now) override;

private:
    AuditModel m_model;
    AuditWorld m_world;
    std::vector<Violation> m_found;
    std::vector<std::unique_ptr<Checker>> m_checkers;
    TraceHash m_trace;
};

/// The checkers, made by the files that hold them.
using Checkers = std::vector<std::unique_ptr<Checker>>;
void addNodeCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found);
void addStoreCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found);
void addRolloutCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found);
void addPeopleCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found);
void addRestCheckers(Checkers& all, const AuditWorld& world, std::vector<Violation>& found);

} // namespace hotswap::sim

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The suites about rights. Each counts what it tried.

#include "tests/contract/rights_world.h"

#include <QtCore/QObject>

namespace hotswap::rights {

class Suite : public QObject {
    Q_OBJECT
public:
    explicit Suite(World& world) : m_world(world) {}
    std::size_t attempts() const { return m_attempts; }

protected:
    World& m_world;
    std::size_t m_attempts = 0;
};

/// Every table, by every statement, under every setting.
class TableRights final : public Suite {
    Q_OBJECT
public:
    using Suite::Suite;
private Q_SLOTS:
    void bothTenantsHaveRowsEverywhere();
    void noStatementReachesTheOtherTenant_data();
    void noStatementReachesTheOtherTenant();
};

/// Every function with the other tenant's names, and those inside that nobody may call.
class FunctionRights final : public Suite {
    Q_OBJECT
public:
    using Suite::Suite;
private Q_SLOTS:
    void noFunctionReachesTheOtherTenant_data();
    void noFunctionReachesTheOtherTenant();
    void innerFunctionsAreClosed();
    void definersLookAtNothingOfTheCallers();
    void personsDoNotWorkAsPrograms();
    void nobodyLeadsSeveralTenantsOnAnUnsafeServer();
};

/// What people write in their own tenant: their own word, and only what it can cause.
class PeopleRights final : public Suite {
    Q_OBJECT
public:
    using Suite::Suite;
private Q_SLOTS:
    void peopleDoTheirOwnPart_data();
    void peopleDoTheirOwnPart();
    void nobodyForges_data();
    void nobodyForges();
    void votesAreTheVotersOwn_data();
    void votesAreTheVotersOwn();
    void ordersAreTheirGiversOwn_data();
    void ordersAreTheirGiversOwn();
};

/// What all sessions of a server share.
class SharedRights final : public Suite {
    Q_OBJECT
public:
    using Suite::Suite;
private Q_SLOTS:
    void queriesOfOthersAreHidden();
    void largeObjectsOfOthersAreClosed();
    void forgedWordsCostOnlyALook();
    void squattersOfALockAreRemoved();
    void programsProveOnlyWhatTheyLead();
    void noProgramShortensWhatAllShare();
    void aLossIsEachTenantsOwn();
};

/// The rules in the database are those of the program.
class RuleContract final : public Suite {
    Q_OBJECT
public:
    using Suite::Suite;
private Q_SLOTS:
    void everyEventHasARule();
    void everyVerbTakesTheSameRole();
    void everyMoveIsTheFoldsOwn();
    void policyFloorsAreTheDefaults();
};

} // namespace hotswap::rights

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The suites of the store contract.

#include "tests/contract/store_contract.h"

#include <QtCore/QObject>

namespace hotswap::contract {

/// Streams, keys, limits, isolation.
class CommitContract : public QObject {
    Q_OBJECT
public:
    explicit CommitContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void refusesWhatCannotBeATransaction();
    void appendsOnlyToTheExpectedVersion();
    void changesNothingWhenAnyPartIsRefused();
    void letsOneOfManyWritersWin();
    void answersARepeatedKeyWithItsFirstResult();
    void tellsAReusedKey();
    void forgetsAKeyAfterADay();
    void tellsWhatBecameOfAKey();
    void countsManyEqualSubmitsOnce();
    void holdsTheQueueLimitAgainstEverybodyAtOnce();
    void holdsTheRunningLimit();
    void letsOneDeploymentOfAScopeBeActive();
    void knowsAScopesDeploymentsAndStableRelease();
    void listsScopesWithWorkOldestFirst();
    void pagesOverManyRows();
    void filtersRows();
    void hidesOtherTenants();

private:
    FixtureFactory m_factory;
};

/// Approvals, capacity and audit.
class GuardContract : public QObject {
    Q_OBJECT
public:
    explicit GuardContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void decidesAnApprovalOnce();
    void letsADecisionOrAnExpiryWin();
    void losesNoVote();
    void takesNoVoteAfterTheExpiry();
    void listsExpiredApprovals();
    void givesANodeToOneDeployment();
    void keepsTwoModulesAboveTheFloorTogether();
    void repairsForNothing();
    void keepsTheFloorUnderConcurrentClaims();
    void freesTheNodesOfADeploymentThatEnds();
    void recordsAuditInTheTransaction();
    void verifiesASealedChain();
    void detectsTampering_data();
    void detectsTampering();
    void pagesAndFiltersAudit();

private:
    FixtureFactory m_factory;
};

/// Leases, commands and receipts.
class LeadContract : public QObject {
    Q_OBJECT
public:
    explicit LeadContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void givesALeaseToOne();
    void raisesTheEpochOnlyAtATakeover();
    void renewsWhatIsHeld();
    void refusesAnOldTermsProof();
    void refusesAProofAfterTheRelease();
    void givesALeaseToOneOfMany();
    void showsCommandsAfterTheCommitOnly();
    void deliversOnceAndAgainToANewSession();
    void holdsBackCommandsOfAnOldTerm();
    void asksForTheAnswerToADeadCommandOfAnOldTerm();
    void sendsAResignedCommandAgain();
    void voidsOnlyWhatWasNeverDelivered();
    void storesAReceiptOnce();
    void ignoresReceiptsThatDoNotFit();
    void pagesReceipts();

private:
    FixtureFactory m_factory;
};

/// Hints.
class FeedContract : public QObject {
    Q_OBJECT
public:
    explicit FeedContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void hintsAfterEveryCommit();
    void hintsNothingForARefusedCommit();
    void keepsVersionsOfAStreamInOrder();
    void missesNothingUnderManyWriters();
    void letsAListenerCommit();
    void callsNobodyAfterTheEnd();
    void letsAListenerEndItself();
    void hintsReceiptsFleetSamplesAndLeases();

private:
    FixtureFactory m_factory;
};

/// Nodes and samples.
class FleetContract : public QObject {
    Q_OBJECT
public:
    explicit FleetContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void answersWhatChanged();
    void ignoresOldSessionsAndEqualRows();
    void keepsAnEnvironmentsNodesApart();
    void refusesAMoveBetweenEnvironments();
    void boundsAFleet();
    void readsOneNode();
    void readsSamplesByWindow();
    void keepsWholeSamples();
    void acceptsSamplesOutOfOrder();
    void hidesOtherTenantsFleet();

private:
    FixtureFactory m_factory;
};

/// Orders to fleets.
class OrdersContract : public QObject {
    Q_OBJECT
public:
    explicit OrdersContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void keepsAnOrderAsItWasGiven();
    void countsReceipts();
    void stopsAScopeOnce();
    void closesForGood();
    void givesLeadersTheLatestCommandOfEachNode();
    void isWorkForALeader();
    void hidesOtherTenantsOrders();

private:
    FixtureFactory m_factory;
};

/// Who takes part, and the asked hand-over of a lease.
class PresenceContract : public QObject {
    Q_OBJECT
public:
    explicit PresenceContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void showsWhoAnnouncedItself();
    void keepsSinceOverARefresh();
    void forgetsWhoIsNotSeen();
    void leavesAtOnce();
    void refusesWhatCannotBeAParticipant();
    void keepsTenantsApart();
    void hintsWhoCameChangedAndWent();
    void hintsNothingForARefresh();
    void reportsLeasesAndLocks();
    void reportsCommandsThatWait();
    void asksForAHandOver();
    void forgetsTheQuestionWithTheTerm();
    void asksOnlyAHolder();

private:
    FixtureFactory m_factory;
};

/// What is kept of single nodes, and who may come in.
class NodeRecordsContract : public QObject {
    Q_OBJECT
public:
    explicit NodeRecordsContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void keepsTheLatestLinesOfEachNode();
    void forgetsLinesOlderThanADay();
    void filtersLines();
    void tellsACommandWithItsReceipt();
    void pagesTheJournal();
    void readsOneNodesSamples();
    void keepsTenantsApart();
    void makesAndListsTokens();
    void revokesANodeOnce();

private:
    FixtureFactory m_factory;
};

/// Looks that verdicts rest on.
class EvidenceContract : public QObject {
    Q_OBJECT
public:
    explicit EvidenceContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void keepsALookWithTheDecision();
    void keepsNothingOfARefusedDecision();
    void keepsALookOnce();
    void asksForOneAppendAndTheLease();
    void pagesLooks();
    void mergesALookThatIsTooLong();
    void stopsKeepingAtTheLimit();
    void hidesOtherTenantsLooks();

private:
    FixtureFactory m_factory;
};

/// Policies that administrators have set.
class PolicyContract : public QObject {
    Q_OBJECT
public:
    explicit PolicyContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void takesTheNewestOfModuleThenEnvironment();
    void keepsEveryVersionWithWhoAndWhy();
    void setsTheSameOnceAndTellsOfConflicts();
    void refusesWhatIsWrong();
    void auditsAndHidesOtherTenants();

private:
    FixtureFactory m_factory;
};

/// Trust documents, and what nodes tell of them.
class TrustContract : public QObject {
    Q_OBJECT
public:
    explicit TrustContract(FixtureFactory factory) : m_factory(std::move(factory)) {}

private Q_SLOTS:
    void keepsEveryRootAndTheLatestOfTheRest();
    void takesNoOlderDocument();
    void hidesOtherTenantsAndEnvironments();
    void keepsTheAlarmsOfANode();

private:
    FixtureFactory m_factory;
};

} // namespace hotswap::contract

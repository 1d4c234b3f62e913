// SPDX-License-Identifier: Apache-2.0
#include "tests/contract/store_contract.h"

#include "tests/contract/suites.h"

#include <QtTest/qtestcase.h>

namespace hotswap::contract {

namespace {

template <class Suite>
int run(int argc, char** argv, const FixtureFactory& factory) {
    Suite suite(factory);
    return QTest::qExec(&suite, argc, argv);
}

} // namespace

int runStoreContract(int argc, char** argv, const FixtureFactory& factory) {
    return run<CommitContract>(argc, argv, factory) + run<GuardContract>(argc, argv, factory) +
           run<LeadContract>(argc, argv, factory) + run<FeedContract>(argc, argv, factory) +
           run<FleetContract>(argc, argv, factory) + run<PresenceContract>(argc, argv, factory) +
           run<OrdersContract>(argc, argv, factory) + run<TrustContract>(argc, argv, factory) +
           run<NodeRecordsContract>(argc, argv, factory) + run<EvidenceContract>(argc, argv, factory) +
           run<PolicyContract>(argc, argv, factory);
}

} // namespace hotswap::contract

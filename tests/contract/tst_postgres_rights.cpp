// SPDX-License-Identifier: Apache-2.0
// What somebody can do who has a login of one tenant and writes SQL by hand: nothing to another tenant, and
// nothing in anybody else's name.

#include "core/crypto/crypto.h"
#include "tests/contract/rights_suites.h"

#include <QtTest/qtestcase.h>

#include <cstdio>

int main(int argc, char** argv) {
    using namespace hotswap;
    (void)crypto::init();
    rights::World world;
    rights::TableRights tables(world);
    rights::FunctionRights functions(world);
    rights::PeopleRights people(world);
    rights::SharedRights shared(world);
    rights::RuleContract rules(world);
    int failed = 0;
    std::size_t attempts = 0;
    for (rights::Suite* suite :
         std::initializer_list<rights::Suite*>{&rules, &people, &functions, &tables, &shared}) {
        failed += QTest::qExec(suite, argc, argv);
        attempts += suite->attempts();
    }
    std::printf("%zu attempts\n", attempts);
    return failed;
}

// SPDX-License-Identifier: Apache-2.0
#pragma once
// A database as an administrator sets it up with hotswapctl, and people in it.

#include "tests/support/ctl_process.h"
#include "tests/support/postgres/test_database.h"

namespace hotswap::tests {

/// With the tenant "acme". Errors: those of TestDatabase::make; Internal: hotswapctl db init failed.
inline Result<std::unique_ptr<TestDatabase>> makeCtlDatabase() {
    auto database = TestDatabase::make();
    HS_TRY(database);
    const auto ran =
        support::runCtl(support::words(QStringLiteral("db init --tenant acme")), (*database)->admin());
    return ran.status == 0 ? std::move(database) : makeError(ErrorCode::Internal, ran.text().toStdString());
}

/// A login of that name as a member of "acme"; its conninfo. Empty: it could not be made.
inline std::string addMember(TestDatabase& database, const char* name, const char* role) {
    const auto login = database.addLogin(name);
    const auto ran =
        support::runCtl(support::words(QStringLiteral("db member add --tenant acme --user %1 --role %2")
                                           .arg(QLatin1String(name), QLatin1String(role))) +
                            QStringList{QString::fromStdString(database.role(name))},
                        database.admin());
    return login.ok() && ran.status == 0 ? *login : std::string();
}

} // namespace hotswap::tests

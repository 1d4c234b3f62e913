// SPDX-License-Identifier: Apache-2.0
#include "core/domain/coordination.h"

#include "core/domain/invariant.h"
#include "core/domain/limits.h"

namespace hotswap {

Status checkParticipant(const Participant& participant) {
    if (participant.tenant.empty()) {
        return invalidField("tenant", "the tenant it takes part in");
    }
    if (participant.id.empty()) {
        return invalidField("id", "the id of a program");
    }
    if (participant.pid < 0) {
        return invalidField("pid", "0 or more");
    }
    const std::pair<const char*, const std::string*> texts[] = {{"id", &participant.id.value},
                                                                {"host", &participant.host},
                                                                {"version", &participant.version},
                                                                {"user", &participant.user.value},
                                                                {"gateway", &participant.gateway}};
    for (const auto& [field, text] : texts) {
        if (text->size() > limits::kParticipantCharsMax) {
            return invalidField(field, "up to " + std::to_string(limits::kParticipantCharsMax) + " bytes");
        }
    }
    return success();
}

std::string_view databaseWarningName(DatabaseWarning warning) {
    switch (warning) {
    case DatabaseWarning::ServerTooOld: return "serverTooOld";
    case DatabaseWarning::MinorVersionUnsafe: return "minorVersionUnsafe";
    case DatabaseWarning::PoolerTransactionMode: return "poolerTransactionMode";
    case DatabaseWarning::SynchronousCommitOff: return "synchronousCommitOff";
    case DatabaseWarning::NoSynchronousStandby: return "noSynchronousStandby";
    case DatabaseWarning::FsyncOff: return "fsyncOff";
    case DatabaseWarning::FullPageWritesOff: return "fullPageWritesOff";
    case DatabaseWarning::ChecksumsOff: return "checksumsOff";
    case DatabaseWarning::KeepalivesOff: return "keepalivesOff";
    case DatabaseWarning::ConnectionsNearlyUsed: return "connectionsNearlyUsed";
    case DatabaseWarning::ConnectionsTooFew: return "connectionsTooFew";
    case DatabaseWarning::LongTransaction: return "longTransaction";
    case DatabaseWarning::InRecovery: return "inRecovery";
    case DatabaseWarning::LoginTooPowerful: return "loginTooPowerful";
    case DatabaseWarning::GenerationChanged: return "generationChanged";
    case DatabaseWarning::SchemaOlder: return "schemaOlder";
    case DatabaseWarning::SchemaNewer: return "schemaNewer";
    case DatabaseWarning::WalLevelMinimal: return "walLevelMinimal";
    case DatabaseWarning::IdleTransactionsKept: return "idleTransactionsKept";
    case DatabaseWarning::ClocksDiffer: return "clocksDiffer";
    }
    invariantFailed("warning", "a warning of the enum", __FILE__, __LINE__);
}

const std::vector<DatabaseWarning>& allDatabaseWarnings() {
    static const std::vector<DatabaseWarning> kAll = [] {
        std::vector<DatabaseWarning> all;
        for (int i = 0; i <= static_cast<int>(DatabaseWarning::ClocksDiffer); ++i) {
            all.push_back(static_cast<DatabaseWarning>(i));
        }
        return all;
    }();
    return kAll;
}

} // namespace hotswap

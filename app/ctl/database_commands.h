// SPDX-License-Identifier: Apache-2.0
#pragma once
// Commands that work with the shared database, and what they have in common.

#include "app/ctl/command.h"
#include "app/ctl/database_session.h"

namespace hotswap::ctl {

/// hotswapctl db|deploy|verdict|approval|fleet|node|lease|audit …
ExitCode runDbCommand(const QStringList& arguments, Output& output);
ExitCode runDeployCommand(const QStringList& arguments, Output& output);
ExitCode runVerdictCommand(const QStringList& arguments, Output& output);
ExitCode runApprovalCommand(const QStringList& arguments, Output& output);
ExitCode runFleetCommand(const QStringList& arguments, Output& output);
ExitCode runNodeCommand(const QStringList& arguments, Output& output);
ExitCode runLeaseCommand(const QStringList& arguments, Output& output);
ExitCode runAuditCommand(const QStringList& arguments, Output& output);
/// hotswapctl policy check|show|set|history|import-kayenta.
ExitCode runPolicyCommand(const QStringList& arguments, Output& output);
/// hotswapctl module pack|sign|verify|keygen|push|list.
ExitCode runModuleCommand(const QStringList& arguments, Output& output);
/// hotswapctl db member|tenant …
ExitCode runMemberCommand(const QStringList& arguments, Output& output);
ExitCode runTenantCommand(const QStringList& arguments, Output& output);

/// Parses, connects as the login that --connect names and works with that one connection.
ExitCode asAdministrator(OptionParser& parser, const QStringList& arguments, Output& output,
                         const std::function<ExitCode(store::postgres::Connection&)>& work);
/// The same error with its fields named as the options that set them.
Error asOption(Error error, const std::map<std::string, std::string>& options);

/// One verb each.
ExitCode deployPause(const QStringList& arguments, Output& output);
ExitCode deployResume(const QStringList& arguments, Output& output);
ExitCode deployPromote(const QStringList& arguments, Output& output);
ExitCode deploySkip(const QStringList& arguments, Output& output);
ExitCode deployAbort(const QStringList& arguments, Output& output);
ExitCode deployRetry(const QStringList& arguments, Output& output);
ExitCode deployRollback(const QStringList& arguments, Output& output);
ExitCode deployAccept(const QStringList& arguments, Output& output);

/// --key, --watch and --timeout.
void addChangeOptions(OptionParser& parser);
/// Asks for the change under the parser's --key and says so: `sentence` has %1 for the id. Goes on with
/// `then`, which gets that id. `patience`: for an outcome to become known.
ExitCode giveChange(const OptionParser& parser, DatabaseSession& session,
                    const ports::ConsoleRequest& request, const QString& sentence, Duration patience,
                    Output& output, const std::function<ExitCode(const std::string&)>& then);
/// The same for a deployment, in a session of its own. With --watch follows the deployment then.
ExitCode runChange(const OptionParser& parser, const ports::ConsoleRequest& request, const QString& sentence,
                   Output& output);

/// --limit and --page of a list.
void addPageOptions(OptionParser& parser);
/// Errors: InvalidArgument naming "--limit".
Status readPage(const OptionParser& parser, std::string& page, std::size_t& limit);
QJsonValue nextValue(const std::string& next);
/// How to get the rest, where there is more.
void printNext(const std::string& next, Output& output);

} // namespace hotswap::ctl

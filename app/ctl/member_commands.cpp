// SPDX-License-Identifier: Apache-2.0
// hotswapctl db member add|list|remove and db tenant add: who may do what in which tenant.
#include "app/ctl/database_commands.h"
#include "app/ctl/table.h"
#include "app/ctl/text.h"

#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"
#include "core/crypto/scram.h"
#include "core/store/postgres/members.h"
#include "ui/common/qt_text.h"

#include <QJsonArray>
#include <QTextStream>

#include <array>

namespace hotswap::ctl {

using ui::toQt;

namespace {

namespace pg = store::postgres;

constexpr std::size_t kPasswordChars = 24; // of 32 letters and digits: 120 bits
constexpr std::size_t kSaltBytes = 16;

/// Fields of a member as the options that set them.
const std::map<std::string, std::string>& memberOptions() {
    static const std::map<std::string, std::string> kOptions{{"login", "LOGIN"},
                                                             {"user", "--user"},
                                                             {"group", "--group"},
                                                             {"tenant", "--tenant"},
                                                             {"password", "--password-stdin"}};
    return kOptions;
}

std::string newPassword() {
    constexpr std::string_view kLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    static_assert(kLetters.size() == 32);
    std::string password;
    for (const char byte : crypto::secretRandom(kPasswordChars)) {
        password += kLetters[static_cast<unsigned char>(byte) % kLetters.size()];
    }
    return password;
}

Result<std::set<Role>> readRoles(const OptionParser& parser) {
    std::set<Role> roles;
    for (const QString& word : parser.values(QStringLiteral("role"))) {
        std::optional<Role> found;
        for (const Role role : {Role::Viewer, Role::Deployer, Role::Approver, Role::Admin}) {
            found = toQt(roleName(role)) == word ? role : found;
        }
        if (!found) {
            return invalidField("--role", "viewer, deployer, approver or admin");
        }
        roles.insert(*found);
    }
    return roles;
}

/// The public half of who votes. A key of the lab counts in no shared database.
Status takeKey(const OptionParser& parser, pg::Member& member) {
    if (!parser.isSet(QStringLiteral("key"))) {
        return success();
    }
    const auto key = crypto::readPublicKey(parser.value(QStringLiteral("key")).toStdString());
    HS_TRY(key);
    if (key->purpose != crypto::KeyPurpose::Voter || key->origin != crypto::KeyOrigin::Production) {
        return invalidField("--key", "a public key of purpose voter that is not of a lab");
    }
    member.key = key->key.id();
    member.publicKey = key->key.bytes();
    return success();
}

Result<pg::Member> readMember(const OptionParser& parser) {
    pg::Member member;
    member.login = parser.argumentAt(0).toStdString();
    member.tenant = TenantId{parser.value(QStringLiteral("tenant")).toStdString()};
    member.user = UserId{parser.value(QStringLiteral("user")).toStdString()};
    if (member.tenant.empty()) {
        return invalidField("--tenant", "the name of a tenant");
    }
    if (member.user.empty()) {
        return invalidField("--user", "the name that others see");
    }
    auto roles = readRoles(parser);
    HS_TRY(roles);
    member.roles = *std::move(roles);
    for (const QString& group : parser.values(QStringLiteral("group"))) {
        member.groups.insert(group.toStdString());
    }
    member.program = parser.isSet(QStringLiteral("program"));
    if (member.program && !(member.roles.empty() && member.groups.empty())) {
        return invalidField("--program", "neither --role nor --group beside it");
    }
    if (!member.program && member.roles.empty()) {
        member.roles.insert(Role::Viewer);
    }
    HS_TRY(takeKey(parser, member));
    return member;
}

QJsonObject memberObject(const pg::Member& member) {
    QJsonArray roles;
    for (const Role role : member.roles) {
        roles.append(toQt(roleName(role)));
    }
    QJsonArray groups;
    for (const std::string& group : member.groups) {
        groups.append(toQt(group));
    }
    return QJsonObject{
        {QStringLiteral("login"), toQt(member.login)},
        {QStringLiteral("tenant"), toQt(member.tenant)},
        {QStringLiteral("user"), toQt(member.user)},
        {QStringLiteral("roles"), roles},
        {QStringLiteral("groups"), groups},
        {QStringLiteral("key"), member.key.empty() ? QJsonValue() : QJsonValue(toQt(member.key))},
        {QStringLiteral("program"), member.program}};
}

/// The password of a login that is to be made: given, or a new one that is shown once.
struct Password {
    std::string text;
    bool shown = false;
};

Result<std::optional<Password>> choosePassword(pg::Connection& connection, const OptionParser& parser,
                                               const std::string& login) {
    const auto exists = pg::loginExists(connection, login);
    HS_TRY(exists);
    const bool given = parser.isSet(QStringLiteral("password-stdin"));
    if (*exists) {
        return given ? Result<std::optional<Password>>(
                           invalidField("--password-stdin", "a login that is not there yet"))
                     : std::optional<Password>();
    }
    return given ? std::optional(Password{QTextStream(stdin).readLine().toStdString(), false})
                 : std::optional(Password{newPassword(), true});
}

ExitCode memberAdd(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl db member add"),
        Ctl::tr("Makes a login a member of a tenant, or changes what it may do there. A login "
                "that is not there yet is made."));
    parser.argument(QStringLiteral("LOGIN"), Ctl::tr("Name that PostgreSQL knows."));
    parser.option(QStringLiteral("tenant"), Ctl::tr("Tenant."), QStringLiteral("TENANT"));
    parser.option(QStringLiteral("user"), Ctl::tr("Name that others see in approvals and audit."),
                  QStringLiteral("USER"));
    parser.option(QStringLiteral("role"),
                  Ctl::tr("viewer (the default), deployer, approver or admin; may be repeated."),
                  QStringLiteral("ROLE"));
    parser.option(QStringLiteral("group"), Ctl::tr("Approval group; may be repeated."),
                  QStringLiteral("GROUP"));
    parser.option(QStringLiteral("key"), Ctl::tr("Public key that its votes are checked with."),
                  QStringLiteral("FILE"));
    parser.flag(QStringLiteral("program"), Ctl::tr("It is an orchestrator agent, not a person."));
    parser.flag(QStringLiteral("password-stdin"),
                Ctl::tr("Read a new login's password from standard input (default: print a new one once)."));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        const auto member = readMember(parser);
        if (!member.ok()) {
            return refuse(member.error(), parser, output);
        }
        auto password = choosePassword(connection, parser, member->login);
        if (!password.ok()) {
            return refuse(password.error(), parser, output);
        }
        std::optional<pg::NewLogin> make;
        if (*password) {
            auto verifier = crypto::scramVerifier((*password)->text, crypto::secretRandom(kSaltBytes));
            if (!verifier.ok()) {
                return refuse(asOption(verifier.error(), memberOptions()), parser, output);
            }
            make = pg::NewLogin{*std::move(verifier)};
        }
        if (const Status put = pg::putMember(connection, *member, make); !put.ok()) {
            return refuse(asOption(put.error(), memberOptions()), parser, output);
        }
        QJsonObject object = memberObject(*member);
        //: %1 a login, %2 a tenant, %3 a name
        output.line(
            Ctl::tr("%1 is %3 in %2.").arg(toQt(member->login), toQt(member->tenant), toQt(member->user)));
        if (*password && (*password)->shown) {
            object.insert(QStringLiteral("password"), toQt((*password)->text));
            //: %1 a password
            output.line(Ctl::tr("Password, shown this once: %1").arg(toQt((*password)->text)));
        }
        output.object(QJsonObject{{QStringLiteral("member"), object}});
        return ExitCode::Success;
    });
}

ExitCode memberList(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl db member list"), Ctl::tr("Lists who may do what."));
    parser.option(QStringLiteral("tenant"), Ctl::tr("Only of this tenant."), QStringLiteral("TENANT"));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        const auto members =
            pg::listMembers(connection, TenantId{parser.value(QStringLiteral("tenant")).toStdString()});
        if (!members.ok()) {
            return output.fail(members.error());
        }
        QJsonArray rows;
        TextTable table({Ctl::tr("TENANT"), Ctl::tr("USER"), Ctl::tr("LOGIN"), Ctl::tr("ROLES"),
                         Ctl::tr("GROUPS"), Ctl::tr("KEY")});
        for (const pg::Member& member : *members) {
            rows.append(memberObject(member));
            QStringList roles;
            for (const Role role : member.roles) {
                roles << toQt(roleName(role));
            }
            QStringList groups;
            for (const std::string& group : member.groups) {
                groups << toQt(group);
            }
            table.add({toQt(member.tenant), toQt(member.user), toQt(member.login),
                       member.program ? Ctl::tr("orchestrator") : roles.join(QLatin1Char(',')),
                       groups.join(QLatin1Char(',')), toQt(member.key)});
        }
        output.object(QJsonObject{{QStringLiteral("members"), rows}});
        table.print(output);
        return ExitCode::Success;
    });
}

ExitCode memberRemove(const QStringList& arguments, Output& output) {
    OptionParser parser(
        QStringLiteral("hotswapctl db member remove"),
        Ctl::tr("Takes a membership away; the login sees nothing of the tenant from then on."));
    parser.argument(QStringLiteral("LOGIN"), Ctl::tr("Name that PostgreSQL knows."));
    parser.option(QStringLiteral("tenant"), Ctl::tr("Tenant."), QStringLiteral("TENANT"));
    parser.flag(QStringLiteral("drop-login"), Ctl::tr("End its sessions and drop the login too."));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        const std::string login = parser.argumentAt(0).toStdString();
        const TenantId tenant{parser.value(QStringLiteral("tenant")).toStdString()};
        if (tenant.empty()) {
            return refuse(invalidField("--tenant", "the name of a tenant"), parser, output);
        }
        const bool drop = parser.isSet(QStringLiteral("drop-login"));
        const Status removed =
            pg::removeMember(connection, login, tenant, drop ? pg::Login::Drop : pg::Login::Keep);
        if (!removed.ok()) {
            return output.fail(removed.error());
        }
        output.object(
            QJsonObject{{QStringLiteral("removed"), QJsonObject{{QStringLiteral("login"), toQt(login)},
                                                                {QStringLiteral("tenant"), toQt(tenant)},
                                                                {QStringLiteral("loginDropped"), drop}}}});
        //: %1 a login, %2 a tenant
        output.line(Ctl::tr("%1 is no member of %2 any more.").arg(toQt(login), toQt(tenant)));
        return ExitCode::Success;
    });
}

ExitCode tenantAdd(const QStringList& arguments, Output& output) {
    OptionParser parser(QStringLiteral("hotswapctl db tenant add"), Ctl::tr("Makes a tenant."));
    parser.argument(QStringLiteral("TENANT"), Ctl::tr("Its name."));
    return asAdministrator(parser, arguments, output, [&](pg::Connection& connection) {
        const TenantId tenant{parser.argumentAt(0).toStdString()};
        if (const Status added = pg::addTenant(connection, tenant); !added.ok()) {
            return output.fail(asOption(added.error(), {{"tenant", "TENANT"}}));
        }
        output.object(QJsonObject{{QStringLiteral("tenant"), toQt(tenant)}});
        //: %1 a tenant
        output.line(Ctl::tr("Tenant %1 is there.").arg(toQt(tenant)));
        return ExitCode::Success;
    });
}

constexpr std::array kMemberCommands{
    Command{"add", QT_TRANSLATE_NOOP("Ctl", "make a login a member, or change what it may do"), memberAdd},
    Command{"list", QT_TRANSLATE_NOOP("Ctl", "list who may do what"), memberList},
    Command{"remove", QT_TRANSLATE_NOOP("Ctl", "take a membership away"), memberRemove},
};

constexpr std::array kTenantCommands{
    Command{"add", QT_TRANSLATE_NOOP("Ctl", "make a tenant"), tenantAdd},
};

} // namespace

ExitCode runMemberCommand(const QStringList& arguments, Output& output) {
    return dispatch(kMemberCommands, QStringLiteral("hotswapctl db member"), arguments, output);
}

ExitCode runTenantCommand(const QStringList& arguments, Output& output) {
    return dispatch(kTenantCommands, QStringLiteral("hotswapctl db tenant"), arguments, output);
}

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Tenants and their members, as an administrator of the database changes them: a superuser, or who may create
// roles and is a member of hotswap_owner. Statements are composed by the server itself, which quotes every
// name and value; each call happens whole or not at all.

#include "core/domain/identity.h"
#include "core/store/postgres/connection.h"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace hotswap::store::postgres {

/// One login as a member of one tenant.
struct Member {
    std::string login;
    TenantId tenant;
    UserId user;
    std::set<Role> roles;
    std::set<std::string> groups; ///< approval groups
    KeyId key;                    ///< of votes; empty: cannot vote
    std::string publicKey;        ///< raw Ed25519 of that key
    bool program = false;         ///< an orchestrator: no roles, it leads and runs a gateway
    bool operator==(const Member&) const = default;
};

/// A login that is to be made. The password itself never gets here.
struct NewLogin {
    std::string verifier; ///< SCRAM-SHA-256, see core/crypto/scram.h
};

enum class Login { Keep, Drop };

/// Makes a tenant. Errors: InvalidArgument naming "tenant"; AlreadyExists; PermissionDenied.
Status addTenant(Connection& connection, const TenantId& tenant);

/// Whether a login of that name exists in the cluster.
Result<bool> loginExists(Connection& connection, const std::string& login);

/// Makes or replaces the membership and grants the group roles that go with it; with `make` the login is made
/// first. Errors: InvalidArgument naming "login", "user" or "group"; NotFound for the tenant; AlreadyExists
/// when another login is that user, or the login exists and shall be made; PermissionDenied, also for a login
/// that row-level security would not bind.
Status putMember(Connection& connection, const Member& member, const std::optional<NewLogin>& make);

/// Ordered by tenant and user. With `tenant` empty: of all tenants.
Result<std::vector<Member>> listMembers(Connection& connection, const TenantId& tenant);

/// Takes the membership away: its sessions see nothing from then on. With Login::Drop its sessions end and
/// the login goes too. NotFound when there is no such membership, TransitionRefused when a login that is to
/// go is a member elsewhere.
Status removeMember(Connection& connection, const std::string& login, const TenantId& tenant,
                    Login afterwards);

} // namespace hotswap::store::postgres

// SPDX-License-Identifier: Apache-2.0
#pragma once
// The JSON form of small values that occur in several texts: releases, scopes, fences, commands, receipts.

#include "core/codec/field_reader.h"
#include "core/domain/command.h"
#include "core/domain/node.h"

namespace hotswap::codec {

Json toJson(const Release& release);
Json toJson(const Scope& scope);
Json toJson(const Fence& fence);
Json toJson(const NodeRelease& release);
Json toJson(const SignedVote& vote);
/// Without the signature.
Json toJson(const Receipt& receipt);
Json toJson(const std::map<ModuleName, NodeRelease>& modules);
Json idsToJson(const std::vector<CommandId>& ids);

/// An empty version and digest stand for "nothing".
Release readRelease(ObjectReader reader);
Scope readScope(ObjectReader reader);
Fence readFence(ObjectReader reader);
NodeRelease readNodeRelease(ObjectReader& reader);
SignedVote readSignedVote(ObjectReader& reader);
Receipt readReceipt(ObjectReader& reader);
std::map<ModuleName, NodeRelease> readModules(ObjectReader& reader, const std::string& name);
std::vector<CommandId> readIds(ObjectReader& reader, const std::string& name);

} // namespace hotswap::codec

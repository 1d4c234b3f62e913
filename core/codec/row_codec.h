// SPDX-License-Identifier: Apache-2.0
#pragma once
// Rows as JSON objects, as a database keeps them. How absent, unknown and unstorable things are treated:
// stored_archive.h. SQL reads some of the fields, see resources/sql.

#include "core/domain/approval.h"
#include "core/domain/deployment_summary.h"
#include "core/domain/fleet_order.h"
#include "core/domain/module.h"
#include "core/domain/node.h"
#include "core/domain/result.h"

#include <map>
#include <string>
#include <string_view>

namespace hotswap::codec {

/// Encoding errors: none but Malformed. Decoding errors: Oversize, Malformed with every wrong field.
Result<std::string> encodeSummary(const DeploymentSummary& summary);
/// Without its version, which stands beside it.
Result<DeploymentSummary> decodeSummary(std::string_view json);
Result<std::string> encodeApproval(const Approval& approval);
Result<Approval> decodeApproval(std::string_view json);
Result<std::string> encodeOrder(const FleetOrder& order);
Result<FleetOrder> decodeOrder(std::string_view json);
/// Without its version, which stands beside it.
Result<std::string> encodeNode(const Node& node);
Result<Node> decodeNode(std::string_view json);
Result<std::string> encodeReleaseInfo(const ReleaseInfo& info);
Result<ReleaseInfo> decodeReleaseInfo(std::string_view json);
Result<std::string> encodeRelease(const Release& release);
Result<Release> decodeRelease(std::string_view json);
Result<std::string> encodeStrings(const std::map<std::string, std::string>& strings);
Result<std::map<std::string, std::string>> decodeStrings(std::string_view json);
/// One text as a JSON string, storable.
std::string jsonString(const std::string& text);

} // namespace hotswap::codec

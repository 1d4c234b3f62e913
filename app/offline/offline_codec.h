// SPDX-License-Identifier: Apache-2.0
#pragma once
// What a console saw as text, as it is kept on this desktop. Rows have the form that the database keeps.

#include "core/ports/console_service.h"

#include <string>
#include <string_view>
#include <vector>

namespace hotswap::offline {

/// Encoding errors: none but Malformed. Decoding errors: Oversize, Malformed, Unsupported.
Result<std::string> encodeIdentity(const Identity& identity);
Result<Identity> decodeIdentity(std::string_view text);
/// Without its verbs: none is possible while this is read.
Result<std::string> encodeDetail(const ports::DeploymentDetail& detail);
Result<ports::DeploymentDetail> decodeDetail(std::string_view text);
Result<std::string> encodeEvents(const std::vector<DeploymentEvent>& events);
Result<std::vector<DeploymentEvent>> decodeEvents(std::string_view text);
/// Without whether the person may vote: nobody may while this is read.
Result<std::string> encodeApprovalDetail(const ports::ApprovalDetail& detail);
Result<ports::ApprovalDetail> decodeApprovalDetail(std::string_view text);
Result<std::string> encodeRecord(const AuditRecord& record);
Result<AuditRecord> decodeRecord(std::string_view text);
Result<std::string> encodeNodeDetail(const ports::NodeDetail& detail);
Result<ports::NodeDetail> decodeNodeDetail(std::string_view text);

} // namespace hotswap::offline

// SPDX-License-Identifier: Apache-2.0
#include "core/codec/row_codec.h"

#include "core/codec/stored_fields.h"

namespace hotswap::codec {

namespace {

constexpr std::size_t kRowBytesMax = 8 * 1024 * 1024;

template <class T>
Result<T> decode(std::string_view text, const char* what) {
    const auto json = parseJson(text, {kRowBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    StoredReader reader(*json, errors, {});
    T value{};
    reader.read(*json, value, {});
    HS_TRY(errors.status(ErrorCode::Malformed, what));
    return value;
}

} // namespace

Result<std::string> encodeSummary(const DeploymentSummary& summary) {
    return plainText(StoredWriter::write(summary));
}
Result<DeploymentSummary> decodeSummary(std::string_view json) {
    return decode<DeploymentSummary>(json, "summary");
}
Result<std::string> encodeApproval(const Approval& approval) {
    return plainText(StoredWriter::write(approval));
}
Result<Approval> decodeApproval(std::string_view json) {
    return decode<Approval>(json, "approval");
}
Result<std::string> encodeOrder(const FleetOrder& order) {
    return plainText(StoredWriter::write(order));
}
Result<FleetOrder> decodeOrder(std::string_view json) {
    return decode<FleetOrder>(json, "order");
}
Result<std::string> encodeNode(const Node& node) {
    return plainText(StoredWriter::write(node));
}
Result<Node> decodeNode(std::string_view json) {
    return decode<Node>(json, "node");
}
Result<std::string> encodeReleaseInfo(const ReleaseInfo& info) {
    return plainText(StoredWriter::write(info));
}
Result<ReleaseInfo> decodeReleaseInfo(std::string_view json) {
    return decode<ReleaseInfo>(json, "release");
}
Result<std::string> encodeRelease(const Release& release) {
    return plainText(StoredWriter::write(release));
}
Result<Release> decodeRelease(std::string_view json) {
    return decode<Release>(json, "release");
}
Result<std::string> encodeStrings(const std::map<std::string, std::string>& strings) {
    return plainText(StoredWriter::write(strings));
}
Result<std::map<std::string, std::string>> decodeStrings(std::string_view json) {
    return decode<std::map<std::string, std::string>>(json, "details");
}
std::string jsonString(const std::string& text) {
    return Json(storableText(text)).dump();
}

} // namespace hotswap::codec

// SPDX-License-Identifier: Apache-2.0
#include "core/codec/receipt_codec.h"

#include "core/codec/text_bounds.h"
#include "core/codec/value_codec.h"
#include "core/domain/encoding.h"

namespace hotswap::codec {

namespace {

constexpr std::size_t kReceiptBytesMax = 64 * 1'024;
constexpr std::size_t kSignatureBytesMax = 64;

} // namespace

Result<std::string> receiptBytes(const Receipt& receipt) {
    return canonicalText(toJson(receipt));
}

Result<std::string> encodeReceipt(const Receipt& receipt) {
    Json json = toJson(receipt);
    json["signature"] = toBase64(receipt.signature);
    return canonicalText(json);
}

Result<Receipt> decodeReceipt(std::string_view bytes) {
    const auto json = parseJson(bytes, {kReceiptBytesMax});
    if (!json.ok()) {
        return json.error();
    }
    FieldErrors errors;
    ObjectReader reader(*json, errors);
    Receipt receipt = readReceipt(reader);
    receipt.signature = reader.bytes("signature", kSignatureBytesMax);
    HS_TRY(errors.status(ErrorCode::Malformed, "receipt"));
    return receipt;
}

Result<Receipt> signReceipt(Receipt receipt, const Signer& signer) {
    receipt.detail = boundedText(receipt.detail, kReceiptDetailBytesMax);
    const auto bytes = receiptBytes(receipt);
    if (!bytes.ok()) {
        return bytes.error();
    }
    receipt.signature = signer(*bytes).signature;
    return receipt;
}

Status verifyReceipt(const Receipt& receipt, const KeyId& key, const SignatureCheck& check) {
    if (receipt.signature.empty()) {
        return makeError(ErrorCode::SignatureMissing, "receipt " + receipt.command.value);
    }
    const auto bytes = receiptBytes(receipt);
    if (!bytes.ok()) {
        return bytes.error();
    }
    return check({key, receipt.signature}, *bytes);
}

} // namespace hotswap::codec

// SPDX-License-Identifier: Apache-2.0
#include "core/store/postgres/package_table.h"

#include "core/codec/row_codec.h"

namespace hotswap::store::postgres {

Result<std::vector<ReleaseInfo>> PackageTable::list(const TenantId& tenant, const ModuleName& module) {
    const auto rows = m_pool.run("SELECT info FROM hotswap.package WHERE tenant_id = $1 AND whole "
                                 "AND ($2 = '' OR module = $2) ORDER BY module, pushed_at",
                                 {tenant.value, module.value}, Effect::Read);
    HS_TRY(rows);
    std::vector<ReleaseInfo> all;
    for (std::size_t i = 0; i < rows->size(); ++i) {
        auto info = codec::decodeReleaseInfo(rows->text(i, 0));
        HS_TRY(info);
        all.push_back(*std::move(info));
    }
    return all;
}

Result<ReleaseInfo> PackageTable::findByDigest(const TenantId& tenant, const Digest& digest) {
    const auto rows =
        m_pool.run("SELECT info FROM hotswap.package WHERE tenant_id = $1 AND digest = $2 AND whole",
                   {tenant.value, digest.value}, Effect::Read);
    HS_TRY(rows);
    if (rows->size() == 0) {
        return makeError(ErrorCode::NotFound, digest.value);
    }
    return codec::decodeReleaseInfo(rows->text(0, 0));
}

Status PackageTable::push(const TenantId& tenant, const ReleaseInfo& info,
                          const std::function<Result<std::string>(std::uint64_t, std::size_t)>& read) {
    const auto text = codec::encodeReleaseInfo(info);
    HS_TRY(text);
    const std::string& digest = info.release.digest.value;
    if (const auto known = findByDigest(tenant, info.release.digest); known.ok()) {
        return success();
    }
    HS_TRY(m_pool.run("SELECT hotswap.push_package($1, $2::jsonb, $3, $4, $5, $6)",
                      {tenant.value, *text, digest, info.release.module.value, info.release.version.text(),
                       std::to_string(info.packageBytes)},
                      Effect::Write));
    std::size_t number = 0;
    for (std::uint64_t offset = 0; offset < info.packageBytes; offset += kPieceBytes) {
        const auto bytes = read(offset, kPieceBytes);
        HS_TRY(bytes);
        HS_TRY(m_pool.run("SELECT hotswap.push_piece($1, $2, $3, $4::bytea)",
                          {tenant.value, digest, std::to_string(number++), byteaText(*bytes)},
                          Effect::Write));
    }
    const auto done =
        m_pool.run("SELECT hotswap.finish_package($1, $2)", {tenant.value, digest}, Effect::Write);
    HS_TRY(done);
    return done->flag(0, 0) ? success() : Status(makeError(ErrorCode::Truncated, digest));
}

Result<std::string> PackageTable::piece(const TenantId& tenant, const Digest& digest, std::size_t number) {
    const auto rows = m_pool.run("SELECT i.bytes FROM hotswap.package p JOIN hotswap.package_piece i "
                                 "USING (tenant_id, digest) WHERE p.tenant_id = $1 AND p.digest = $2 "
                                 "AND p.whole AND i.number = $3",
                                 {tenant.value, digest.value, std::to_string(number)}, Effect::Read);
    HS_TRY(rows);
    return rows->size() == 0 ? std::string() : rows->bytes(0, 0);
}

} // namespace hotswap::store::postgres

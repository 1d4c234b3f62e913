// SPDX-License-Identifier: Apache-2.0
#include "core/node/trust_file.h"

#include "core/codec/file_io.h"
#include "core/crypto/hash.h"
#include "core/domain/limits.h"

#include <cerrno>
#include <unistd.h>

namespace hotswap::node {

namespace {

constexpr std::string_view kForm = "hotswap trust v1 ";
constexpr std::size_t kFileBytesMax = 4 * limits::kTrustDocumentBytesMax;

Error damaged(const char* what) {
    return makeError(ErrorCode::MetadataStale, std::string("the kept trust documents are damaged: ") + what);
}

/// One line with a digest of the rest, then one line for each document.
std::string fileText(const std::vector<std::string>& documents) {
    std::string rest;
    for (const std::string& document : documents) {
        rest += document + "\n"; // canonical JSON has no line breaks
    }
    return std::string(kForm) + crypto::sha256Hex(rest) + "\n" + rest;
}

Result<std::vector<std::string>> parseFile(std::string_view text) {
    const std::string_view head = text.substr(0, text.find('\n'));
    if (!head.starts_with(kForm) || head.size() == text.size()) {
        return damaged("first line");
    }
    std::string_view rest = text.substr(head.size() + 1);
    if (crypto::sha256Hex(rest) != head.substr(kForm.size())) {
        return damaged("digest");
    }
    std::vector<std::string> documents;
    while (!rest.empty()) {
        const std::string_view line = rest.substr(0, rest.find('\n'));
        rest.remove_prefix(std::min(rest.size(), line.size() + 1));
        documents.emplace_back(line);
    }
    return documents;
}

Status writeDurably(const std::filesystem::path& file, std::string_view bytes) {
    const std::filesystem::path fresh = file.string() + ".new";
    auto fd = codec::openNew(fresh);
    HS_TRY(fd);
    HS_TRY(codec::writeAll(fd->get(), bytes, fresh));
    if (::fsync(fd->get()) != 0) {
        return codec::systemError(fresh, errno);
    }
    return codec::renameDurably(fresh, file);
}

Result<TrustStore> readKept(const TrustPlace& place) {
    const auto text = codec::readFile(place.file, kFileBytesMax);
    HS_TRY(text);
    const auto documents = parseFile(*text);
    HS_TRY(documents);
    return TrustStore::restore(*documents, place.tenant, place.environment, place.lab);
}

} // namespace

Result<KeptTrust> KeptTrust::load(TrustPlace place) {
    const auto text = codec::readFile(place.firstRoot, limits::kTrustDocumentBytesMax);
    HS_TRY(text);
    const std::string_view trimmed = std::string_view(*text).substr(0, text->find_last_not_of('\n') + 1);
    auto first = TrustStore::begin(trimmed, place.tenant, place.environment, place.lab);
    HS_TRY(first);
    auto kept = readKept(place);
    if (kept && kept->versions().root >= first->versions().root) {
        return KeptTrust(std::move(place), *std::move(kept));
    }
    KeptTrust trust(std::move(place), *std::move(first));
    if (!kept && kept.error().code != ErrorCode::NotFound) {
        trust.m_damage = kept.error();
        trust.m_damage->code = ErrorCode::MetadataStale;
    }
    return trust;
}

Status KeptTrust::update(const std::vector<std::string>& documents, Instant now) {
    TrustStore next = *m_store;
    const Status taken = next.update(documents, now);
    // Good roots before a refused document count, and must be kept as well.
    if (next.documents() != m_store->documents() || (taken && m_damage)) {
        HS_TRY(writeDurably(m_place.file, fileText(next.documents())));
        m_store = std::make_shared<const TrustStore>(std::move(next));
    }
    if (taken && m_damage && m_store->versions().timestamp > 0) {
        m_damage.reset(); // a timestamp that has not run out bounds how old this set can be
    }
    return taken;
}

} // namespace hotswap::node

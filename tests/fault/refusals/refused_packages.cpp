// SPDX-License-Identifier: Apache-2.0
// Altered packages, and packages by keys that may not sign them: through the same calls by which a node
// fetches and unpacks.
#include "core/codec/file_io.h"
#include "core/codec/package_writer.h"
#include "core/node/keyring_trust.h"
#include "core/node/package_fetch.h"
#include "core/node/release_store.h"
#include "tests/fault/refusals/refusals.h"
#include "tests/support/trust_keys.h"

#include <fstream>

namespace hotswap::fault {

namespace {

using support::KeyRefs;
using support::signerOf;
using support::TrustKeys;

const std::string kGroup = "package";
constexpr std::size_t kPackageBytesMax = 1024 * 1024;

/// A node's place for packages, believing in a root that lists one release.
class Shelf {
public:
    Shelf(const TrustKeys& keys, const std::filesystem::path& dir)
        : m_keys(keys),
          m_dir(dir),
          m_state(node::StateDirectory::open(dir / "state").value()),
          m_store(m_state) {}

    /// Packs a module's files and signs them; the bytes.
    std::string pack(const std::string& module, const KeyRefs& signers) {
        const auto toml = m_dir / (module + ".toml");
        std::ofstream(toml) << "name = \"" << module << "\"\nversion = \"1.0.0\"\nkind = \"files\"\n"
                            << "description = \"A page.\"\nauthor = \"HotSwap\"\n";
        std::filesystem::create_directories(m_dir / "files");
        std::ofstream(m_dir / "files" / "page.html") << "<p>hello</p>\n";
        const auto file = m_dir / (module + ".hsm");
        const auto packed = codec::pack({toml, m_dir / "files", {}}, file, crypto::digestFactory());
        m_release = packed.ok() ? packed->release() : Release{};
        for (const crypto::SigningKey& signer : signers) {
            static_cast<void>(codec::sign(file, signerOf(signer), crypto::digestFactory()).ok());
        }
        auto bytes = codec::readFile(file, kPackageBytesMax);
        return bytes.ok() ? *bytes : std::string();
    }
    const Release& release() const { return m_release; }

    PackageChecks checks(std::uint64_t listedBytes, const Release& listed) const {
        auto store = *node::TrustStore::begin(m_keys.rootText(), m_keys.tenant, m_keys.environment,
                                              crypto::LabKeys::Refused);
        static_cast<void>(store.update(m_keys.set(1, {{listed, listedBytes}}), m_keys.now));
        PackageChecks checks = crypto::packageChecks(store.keys(), store.lab(), m_keys.now);
        checks.checkClaim = [store = std::make_shared<node::TrustStore>(std::move(store))](
                                const PackageClaim& claim) { return store->mayVouch(claim); };
        return checks;
    }

    /// What the node says of the bytes, first while they arrive, then when they lie there as a file.
    std::optional<Error> tryAll(const std::string& bytes, const Release& wanted,
                                const PackageChecks& checks) {
        node::PackageStream stream(wanted, checks);
        Status arrived = stream.add(bytes);
        arrived = arrived ? stream.finish() : arrived;
        std::ofstream(m_state.packageFile(wanted.digest), std::ios::binary | std::ios::trunc) << bytes;
        const auto unpacked = m_store.unpack(wanted, checks);
        if (arrived || unpacked) {
            return std::nullopt; // both ways have to refuse
        }
        return unpacked.error();
    }
    bool nothingUnpacked() const {
        std::error_code failed;
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(m_state.root() / "releases", failed)) {
            if (entry.path().filename() == "page.html") {
                return false;
            }
        }
        return true;
    }
    Status unpack(const PackageChecks& checks, const Release& wanted) {
        const auto done = m_store.unpack(wanted, checks);
        return done ? success() : Status(done.error());
    }

private:
    const TrustKeys& m_keys;
    std::filesystem::path m_dir;
    node::StateDirectory m_state;
    node::ReleaseStore m_store;
    Release m_release;
};

void altered(RefusalTable& table, Shelf& shelf, const std::string& good, const PackageChecks& checks) {
    const Release wanted = shelf.release();
    for (std::size_t i = 0; i < good.size(); ++i) {
        std::string bad = good;
        bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 8)));
        const auto got = shelf.tryAll(bad, wanted, checks);
        table.addMany(kGroup, "each byte changed", got, shelf.nothingUnpacked());
    }
    for (std::size_t cut = 0; cut < good.size(); cut += 5) {
        const auto got = shelf.tryAll(good.substr(0, cut), wanted, checks);
        table.addMany(kGroup, "cut off", got, shelf.nothingUnpacked());
    }
    const auto one = [&](const std::string& name, ErrorCode expected, const std::string& bytes,
                         const Release& release) {
        const auto got = shelf.tryAll(bytes, release, checks);
        table.add({kGroup, name, expected, got, shelf.nothingUnpacked()});
    };
    one("bytes appended", ErrorCode::Malformed, good + "x", wanted);
    one("another package appended", ErrorCode::Malformed, good + good, wanted);
    Release other = wanted;
    other.digest = Digest{std::string(64, 'e')};
    one("another digest than commanded", ErrorCode::DigestMismatch, good, other);
    other = wanted;
    other.version = *Version::parse("2.0.0");
    one("another version than commanded", ErrorCode::DigestMismatch, good, other);
}

void byKeys(RefusalTable& table, const TrustKeys& keys, Shelf& shelf) {
    const auto one = [&](const std::string& name, ErrorCode expected, const std::string& module,
                         const KeyRefs& signers) {
        const std::string bytes = shelf.pack(module, signers);
        const auto got = shelf.tryAll(bytes, shelf.release(), shelf.checks(bytes.size(), shelf.release()));
        table.add({kGroup, name, expected, got, shelf.nothingUnpacked()});
    };
    const auto lab = crypto::generateSigningKey(crypto::KeyPurpose::Module, crypto::KeyOrigin::Lab);
    one("no signature", ErrorCode::SignatureMissing, "page", {});
    one("unknown key", ErrorCode::KeyUntrusted, "page", {keys.stranger});
    one("key of the lab", ErrorCode::KeyUntrusted, "page", {lab});
    one("expired key", ErrorCode::KeyUntrusted, "page", {keys.lateModule});
    one("revoked key", ErrorCode::KeyUntrusted, "page", {keys.oldModule});
    one("an orchestrator's key", ErrorCode::KeyUntrusted, "page", {keys.leader});
    one("delegated key, another module", ErrorCode::KeyUntrusted, "page", {keys.shop});
    const std::string bytes = shelf.pack("page", {keys.module});
    auto got = shelf.tryAll(bytes, shelf.release(), shelf.checks(bytes.size() + 1, shelf.release()));
    table.add({kGroup, "listed with another size", ErrorCode::DigestMismatch, got, shelf.nothingUnpacked()});
    Release other = shelf.release();
    other.digest = Digest{std::string(64, 'f')};
    got = shelf.tryAll(bytes, shelf.release(), shelf.checks(bytes.size(), other));
    table.add({kGroup, "not listed", ErrorCode::NotListed, got, shelf.nothingUnpacked()});
}

} // namespace

void refusePackages(RefusalTable& table, const std::filesystem::path& dir) {
    const TrustKeys keys;
    Shelf shelf(keys, dir);
    const std::string good = shelf.pack("page", {keys.module});
    altered(table, shelf, good, shelf.checks(good.size(), shelf.release()));
    byKeys(table, keys, shelf);
    // Last, because from then on something is unpacked.
    const std::string delegated = shelf.pack("shop-page", {keys.shop});
    const PackageChecks checks = shelf.checks(delegated.size(), shelf.release());
    static_cast<void>(shelf.tryAll(delegated, shelf.release(), checks));
    table.control(kGroup, "delegated key, its own module", shelf.unpack(checks, shelf.release()));
}

} // namespace hotswap::fault

// SPDX-License-Identifier: Apache-2.0
// Altered, old, expired and mixed trust documents.
#include "core/codec/file_io.h"
#include "core/node/trust_file.h"
#include "tests/fault/refusals/refusals.h"
#include "tests/support/trust_keys.h"

#include <fstream>

namespace hotswap::fault {

namespace {

using node::TrustStore;
using support::KeyRefs;
using support::seal;
using support::TrustKeys;

const std::string kGroup = "metadata";

Release release(const char* version, char fill) {
    return {ModuleName{"storefront"}, *Version::parse(version), Digest{std::string(64, fill)}};
}

std::vector<codec::ListedRelease> listed() {
    return {{release("1.0.0", 'a'), 1'000}, {release("1.1.0", 'b'), 1'100}};
}

TrustStore begin(const TrustKeys& keys) {
    return *TrustStore::begin(keys.rootText(), keys.tenant, keys.environment, crypto::LabKeys::Refused);
}

/// A store at root 1 with the second list and timestamp.
TrustStore settled(const TrustKeys& keys) {
    TrustStore store = begin(keys);
    static_cast<void>(store.update(keys.set(2, listed()), keys.now));
    return store;
}

class Cases {
public:
    Cases(RefusalTable& table, const TrustKeys& keys) : m_table(table), m_keys(keys) {}

    /// These documents must be refused, and nothing of them may stay.
    void refuse(const std::string& name, ErrorCode expected, const std::vector<std::string>& documents) {
        TrustStore store = settled(m_keys);
        const auto before = store.documents();
        const Status taken = store.update(documents, m_keys.now);
        m_table.add({kGroup, name, expected, taken ? std::nullopt : std::optional(taken.error()),
                     store.documents() == before});
    }
    void take(const std::string& name, const std::vector<std::string>& documents) {
        TrustStore store = settled(m_keys);
        m_table.control(kGroup, name, store.update(documents, m_keys.now));
    }

private:
    RefusalTable& m_table;
    const TrustKeys& m_keys;
};

void roots(Cases& cases, const TrustKeys& keys) {
    const auto signedBy = [&](std::uint64_t version, const KeyRefs& by) {
        return seal(codec::encodeRoot(keys.root(version)), by);
    };
    cases.refuse("root by one of two keys", ErrorCode::QuorumMissing, {signedBy(2, {keys.rootA})});
    cases.refuse("root by foreign keys", ErrorCode::KeyUntrusted, {signedBy(2, {keys.leader, keys.module})});
    cases.refuse("root without signatures", ErrorCode::SignatureMissing, {signedBy(2, {})});
    cases.refuse("root that skips a version", ErrorCode::MetadataStale,
                 {signedBy(3, {keys.rootA, keys.rootB})});
    codec::RootDocument same = keys.root(1);
    same.gates.clear();
    cases.refuse("another root under the same version", ErrorCode::MetadataStale,
                 {seal(codec::encodeRoot(same), {keys.rootA, keys.rootB})});
    codec::RootDocument taken = keys.root(2);
    const auto thief = TrustKeys::make(crypto::KeyPurpose::Root);
    taken.keys[thief.id()] = {thief.publicKey().bytes(), kNever, false};
    taken.root = {{thief.id()}, 1};
    cases.refuse("root signed by its own new keys alone", ErrorCode::KeyUntrusted,
                 {seal(codec::encodeRoot(taken), {thief})});
    taken.root = {{thief.id(), keys.rootA.id()}, 2};
    cases.refuse("root not signed by its new keys", ErrorCode::QuorumMissing,
                 {seal(codec::encodeRoot(taken), {keys.rootA, keys.rootB})});
    codec::RootDocument foreign = keys.root(2);
    foreign.tenant = TenantId{"globex"};
    cases.refuse("root of another tenant", ErrorCode::WrongRecipient,
                 {seal(codec::encodeRoot(foreign), {keys.rootA, keys.rootB})});
    codec::RootDocument loose = keys.root(2);
    loose.root.threshold = 9;
    cases.refuse("root that nobody could ever follow", ErrorCode::Malformed,
                 {seal(codec::encodeRoot(loose), {keys.rootA, keys.rootB})});
    cases.take("the next root", {signedBy(2, {keys.rootA, keys.rootB})});
    cases.take("two roots in steps",
               {signedBy(2, {keys.rootA, keys.rootB}), signedBy(3, {keys.rootB, keys.rootC})});
}

void lists(Cases& cases, const TrustKeys& keys) {
    cases.take("the next list with its timestamp", keys.set(3, listed()));
    cases.refuse("older list and timestamp (rollback)", ErrorCode::MetadataStale, keys.set(1, {}));
    cases.refuse("other list under the same version", ErrorCode::MetadataStale, keys.set(2, {}));
    const auto three = keys.list(3, listed());
    const auto four = keys.list(4, {});
    const std::string listThree = seal(codec::encodeReleases(three), {keys.releases});
    const std::string wordThree = seal(codec::encodeTimestamp(keys.word(3, three)), {keys.timestamp});
    const std::string wordFour = seal(codec::encodeTimestamp(keys.word(4, four)), {keys.timestamp});
    cases.refuse("list without its timestamp (mix-and-match)", ErrorCode::MetadataStale, {listThree});
    cases.refuse("timestamp without its list (mix-and-match)", ErrorCode::MetadataStale, {wordThree});
    cases.refuse("timestamp of another list (mix-and-match)", ErrorCode::MetadataStale,
                 {listThree, wordFour});
    auto ended = keys.word(3, three);
    ended.expires = keys.now;
    cases.refuse("timestamp that has run out (freeze)", ErrorCode::MetadataStale,
                 {listThree, seal(codec::encodeTimestamp(ended), {keys.timestamp})});
    auto old = three;
    old.expires = keys.now;
    cases.refuse("list that has run out (freeze)", ErrorCode::MetadataStale,
                 {seal(codec::encodeReleases(old), {keys.releases}),
                  seal(codec::encodeTimestamp(keys.word(3, old)), {keys.timestamp})});
    auto ahead = keys.word(3, three);
    ahead.root = 2;
    cases.refuse("timestamp of a root not yet known", ErrorCode::MetadataStale,
                 {listThree, seal(codec::encodeTimestamp(ahead), {keys.timestamp})});
    cases.refuse("list by the timestamp's key", ErrorCode::KeyUntrusted,
                 {seal(codec::encodeReleases(three), {keys.timestamp}), wordThree});
    cases.refuse("timestamp by the list's key", ErrorCode::KeyUntrusted,
                 {listThree, seal(codec::encodeTimestamp(keys.word(3, three)), {keys.releases})});
    auto elsewhere = three;
    elsewhere.environment = EnvironmentId{"Staging"};
    cases.refuse("list of another environment", ErrorCode::WrongRecipient,
                 {seal(codec::encodeReleases(elsewhere), {keys.releases}), wordThree});
}

/// Every byte of a good set, changed by itself.
void flips(RefusalTable& table, const TrustKeys& keys) {
    const std::vector<std::string> good = keys.set(3, listed());
    const std::string root = keys.rootText(2);
    for (const std::string& document : {root, good[0], good[1]}) {
        for (std::size_t i = 0; i < document.size(); i += 1) {
            std::string bad = document;
            bad[i] = static_cast<char>(bad[i] ^ (1 << (i % 7)));
            std::vector<std::string> set = document == root ? std::vector{bad} : good;
            for (std::string& one : set) {
                one = one == document ? bad : one;
            }
            TrustStore store = settled(keys);
            const auto before = store.documents();
            const Status taken = store.update(set, keys.now);
            table.addMany(kGroup, "each byte of a document changed",
                          taken ? std::nullopt : std::optional(taken.error()), store.documents() == before);
        }
    }
}

void inUse(RefusalTable& table, const TrustKeys& keys) {
    TrustStore store = settled(keys);
    const auto ask = [&](const std::string& name, ErrorCode expected, const Status& answer) {
        table.add({kGroup, name, expected, answer ? std::nullopt : std::optional(answer.error()), true});
    };
    using Direction = TrustStore::Direction;
    const Instant later = keys.now + std::chrono::hours(25);
    table.control(kGroup, "a listed release",
                  store.mayRun(release("1.1.0", 'b'), Direction::Forward, keys.now));
    table.control(kGroup, "going back when the timestamp has run out",
                  store.mayRun(release("1.0.0", 'a'), Direction::GoingBack, later));
    ask("release that is not listed", ErrorCode::NotListed,
        store.mayRun(release("1.2.0", 'c'), Direction::Forward, keys.now));
    ask("listed version with another digest", ErrorCode::NotListed,
        store.mayRun(release("1.1.0", 'c'), Direction::Forward, keys.now));
    ask("withdrawn release, going back", ErrorCode::NotListed,
        store.mayRun(release("0.9.0", 'd'), Direction::GoingBack, keys.now));
    ask("timestamp ran out since (freeze)", ErrorCode::MetadataStale,
        store.mayRun(release("1.1.0", 'b'), Direction::Forward, later));
    ask("root ran out (freeze)", ErrorCode::MetadataStale,
        store.usable(keys.now + std::chrono::hours(24 * 366)));
    ask("no list here yet", ErrorCode::MetadataStale,
        begin(keys).mayRun(release("1.1.0", 'b'), Direction::Forward, keys.now));
}

/// What a restart must not forget, and a damaged file must not hide.
void kept(RefusalTable& table, const TrustKeys& keys, const std::filesystem::path& dir) {
    const node::TrustPlace place{dir / "root.json", dir / "kept", keys.tenant, keys.environment,
                                 crypto::LabKeys::Refused};
    std::ofstream(place.firstRoot) << keys.rootText();
    auto first = node::KeptTrust::load(place);
    table.control(kGroup, "begins with the first root", first ? success() : Status(first.error()));
    table.control(kGroup, "keeps what it took", first->update(keys.set(2, listed()), keys.now));
    auto again = node::KeptTrust::load(place);
    const Status old = again->update(keys.set(1, listed()), keys.now);
    table.add({kGroup, "older list after a restart (rollback)", ErrorCode::MetadataStale,
               old ? std::nullopt : std::optional(old.error()), again->store()->versions().releases == 2});
    const std::string whole = *codec::readFile(place.file, 4 * 1024 * 1024);
    for (std::size_t i = 0; i < whole.size(); i += 7) {
        std::string bad = whole;
        bad[i] = static_cast<char>(bad[i] ^ 1);
        std::ofstream(place.file, std::ios::trunc) << bad;
        const auto damaged = node::KeptTrust::load(place);
        table.addMany(kGroup, "kept documents damaged on disk",
                      damaged && damaged->damage() ? damaged->damage() : std::nullopt, damaged.ok());
    }
    std::ofstream(place.file, std::ios::trunc) << whole.substr(0, whole.size() / 2);
    auto healed = node::KeptTrust::load(place);
    const bool noticed = healed->damage().has_value();
    const Status fresh = healed->update(keys.set(2, listed()), keys.now);
    table.control(kGroup, "a fresh set heals a damaged file",
                  noticed && fresh && !healed->damage() && !node::KeptTrust::load(place)->damage()
                      ? success()
                      : Status(makeError(ErrorCode::Internal, "not healed")));
}

} // namespace

void refuseMetadata(RefusalTable& table, const std::filesystem::path& dir) {
    const TrustKeys keys;
    Cases cases(table, keys);
    roots(cases, keys);
    lists(cases, keys);
    flips(table, keys);
    inUse(table, keys);
    kept(table, keys, dir);
}

} // namespace hotswap::fault

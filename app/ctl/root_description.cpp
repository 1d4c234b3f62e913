// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/root_description.h"

#include "core/codec/file_io.h"
#include "core/crypto/key_file.h"
#include "core/domain/limits.h"

#include <toml++/toml.h>

namespace hotswap::ctl {

namespace {

constexpr std::int64_t kDaysMax = 3'650;

/// Takes a description apart; the first thing that is wrong ends it.
class Description {
public:
    Description(const toml::table& table, std::filesystem::path folder)
        : m_table(table), m_folder(std::move(folder)) {}

    Result<codec::RootDocument> read(Instant now) {
        m_root.tenant = TenantId{m_table["tenant"].value_or(std::string())};
        const std::int64_t days = m_table["days"].value_or(std::int64_t{365});
        if (m_root.tenant.empty() || days < 1 || days > kDaysMax) {
            return invalidField(m_root.tenant.empty() ? "tenant" : "days",
                                m_root.tenant.empty() ? "a name" : "1..3650");
        }
        m_root.expires = now + std::chrono::hours(24 * days);
        HS_TRY(role("root", m_table["root"], crypto::KeyPurpose::Root, m_root.root));
        HS_TRY(role("orchestrator", m_table["orchestrator"], crypto::KeyPurpose::Orchestrator,
                    m_root.orchestrator));
        HS_TRY(role("module", m_table["module"], crypto::KeyPurpose::Module, m_root.module));
        HS_TRY(role("releases", m_table["releases"], crypto::KeyPurpose::Releases, m_root.releases));
        HS_TRY(role("timestamp", m_table["timestamp"], crypto::KeyPurpose::Timestamp, m_root.timestamp));
        HS_TRY(voters());
        HS_TRY(delegations());
        gates();
        for (std::string& key : texts(m_table["revoked"])) {
            m_root.revoked.insert(KeyId{std::move(key)});
        }
        return m_root;
    }

private:
    template <class View>
    static std::vector<std::string> texts(const View& view) {
        std::vector<std::string> list;
        if (const toml::array* array = view.as_array()) {
            for (const toml::node& item : *array) {
                list.push_back(item.value_or(std::string()));
            }
        }
        return list;
    }

    Result<KeyId> key(const std::string& name, crypto::KeyPurpose purpose) {
        auto key = crypto::readPublicKey(m_folder / name);
        HS_TRY(key);
        if (key->purpose != purpose) {
            return invalidField(name, "a key of purpose " + std::string(crypto::keyPurposeName(purpose)));
        }
        const KeyId id = key->key.id();
        m_root.keys[id] = {key->key.bytes(), key->expires, key->origin == crypto::KeyOrigin::Lab};
        return id;
    }

    template <class View>
    Status role(const std::string& name, const View& view, crypto::KeyPurpose purpose,
                codec::TrustRole& role) {
        for (const std::string& file : texts(view["keys"])) {
            const auto id = key(file, purpose);
            HS_TRY(id);
            role.keys.push_back(*id);
        }
        const std::int64_t threshold = view["threshold"].value_or(std::int64_t{1});
        if (threshold < 1 || threshold > static_cast<std::int64_t>(limits::kVotesMax)) {
            return invalidField(name + ".threshold", "1..16");
        }
        role.threshold = static_cast<std::uint32_t>(threshold);
        return success();
    }

    Status voters() {
        const toml::array* list = m_table["voter"].as_array();
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const toml::table* entry = list->get(i)->as_table();
            if (!entry) {
                return invalidField("voter", "a table with user, key and groups");
            }
            const auto id = key((*entry)["key"].value_or(std::string()), crypto::KeyPurpose::Voter);
            HS_TRY(id);
            const auto groups = texts((*entry)["groups"]);
            m_root.voters[*id] = {UserId{(*entry)["user"].value_or(std::string())},
                                  {groups.begin(), groups.end()}};
        }
        return success();
    }

    Status delegations() {
        const toml::array* list = m_table["delegation"].as_array();
        for (std::size_t i = 0; list && i < list->size(); ++i) {
            const toml::table* entry = list->get(i)->as_table();
            if (!entry) {
                return invalidField("delegation", "a table with modules, keys and threshold");
            }
            codec::Delegation delegation;
            delegation.modules = texts((*entry)["modules"]);
            HS_TRY(role("delegation", toml::node_view(*entry), crypto::KeyPurpose::Module, delegation.role));
            m_root.delegations.push_back(std::move(delegation));
        }
        return success();
    }

    void gates() {
        const toml::table* all = m_table["gates"].as_table();
        for (auto it = all ? all->begin() : toml::const_table_iterator{}; all && it != all->end(); ++it) {
            const auto view = toml::node_view((*it).second);
            const auto groups = texts(view["groups"]);
            m_root.gates[EnvironmentId{std::string((*it).first.str())}] = {
                static_cast<std::uint32_t>(view["quorum"].value_or(std::int64_t{1})),
                {groups.begin(), groups.end()},
                view["four-eyes"].value_or(true)};
        }
    }

    const toml::table& m_table;
    std::filesystem::path m_folder;
    codec::RootDocument m_root;
};

} // namespace

Result<codec::RootDocument> readRootDescription(const std::filesystem::path& file, Instant now) {
    const auto text = codec::readFile(file, limits::kTrustDocumentBytesMax);
    HS_TRY(text);
    toml::table table;
    try {
        table = toml::parse(*text, file.string());
    } catch (const toml::parse_error& error) {
        return makeError(ErrorCode::InvalidArgument, file.string() + ", line " +
                                                         std::to_string(error.source().begin.line) + ": " +
                                                         std::string(error.description()));
    }
    return Description(table, file.parent_path()).read(now);
}

} // namespace hotswap::ctl

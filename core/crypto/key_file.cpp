// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/key_file.h"

#include "core/crypto/crypto.h"
#include "core/domain/encoding.h"

#include <cerrno>
#include <charconv>
#include <cstring>
#include <fcntl.h>
#include <map>
#include <optional>
#include <sys/stat.h>
#include <unistd.h>

namespace hotswap::crypto {

namespace {

constexpr std::size_t kKeyFileBytesMax = 4'096;
constexpr mode_t kSecretMode = 0600;
constexpr mode_t kPublicMode = 0644;
constexpr std::string_view kSecretForm = "hotswap secret key v1";
constexpr std::string_view kPublicForm = "hotswap public key v1";

/// A file descriptor that closes itself.
class Descriptor {
public:
    explicit Descriptor(int fd) : m_fd(fd) {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    ~Descriptor() {
        if (m_fd >= 0) {
            ::close(m_fd);
        }
    }
    int get() const { return m_fd; }

private:
    int m_fd;
};

Error systemError(const std::filesystem::path& file, int number) {
    const ErrorCode code = number == ENOENT                       ? ErrorCode::NotFound
                           : number == EEXIST                     ? ErrorCode::AlreadyExists
                           : number == ENOSPC || number == EDQUOT ? ErrorCode::NoSpace
                           : number == EACCES || number == EPERM  ? ErrorCode::PermissionDenied
                                                                  : ErrorCode::IoError;
    return makeError(code, file.string() + ": " + std::strerror(number));
}

/// The "name: value" lines below the line that names the form.
Result<std::map<std::string, std::string>> parseLines(std::string_view text, std::string_view form) {
    if (text.substr(0, text.find('\n')) != form) {
        return invalidField("first line", std::string(form));
    }
    std::map<std::string, std::string> lines;
    text.remove_prefix(std::min(text.size(), form.size() + 1));
    while (!text.empty()) {
        const std::string_view line = text.substr(0, text.find('\n'));
        text.remove_prefix(std::min(text.size(), line.size() + 1));
        const std::size_t colon = line.find(": ");
        if (colon == std::string_view::npos) {
            return invalidField("line", "name: value");
        }
        if (!lines.emplace(line.substr(0, colon), line.substr(colon + 2)).second) {
            return invalidField(std::string(line.substr(0, colon)), "each line once");
        }
    }
    return lines;
}

std::optional<KeyPurpose> purposeOf(std::string_view name) {
    for (const KeyPurpose p : kKeyPurposes) {
        if (keyPurposeName(p) == name) {
            return p;
        }
    }
    return std::nullopt;
}

/// Takes the lines apart; what is left or missing is an error.
class LineReader {
public:
    explicit LineReader(std::map<std::string, std::string>& lines) : m_lines(lines) {}

    std::string take(const std::string& name) {
        const auto it = m_lines.find(name);
        if (it == m_lines.end()) {
            return {};
        }
        std::string value = std::move(it->second);
        m_lines.erase(it);
        return value;
    }
    KeyPurpose purpose() {
        const auto value = purposeOf(take("purpose"));
        require(value.has_value(), "purpose",
                "module, orchestrator, voter, node, root, releases or timestamp");
        return value.value_or(KeyPurpose::Module);
    }
    KeyOrigin origin() {
        const std::string value = take("lab");
        require(value.empty() || value == "yes", "lab", "yes, or no such line");
        return value == "yes" ? KeyOrigin::Lab : KeyOrigin::Production;
    }
    std::string bytes(const std::string& name) {
        std::string text = take(name);
        auto decoded = fromBase64(text);
        wipe(text);
        require(decoded.ok() && decoded->size() == kSeedBytes, name, "32 bytes as base64");
        return decoded.ok() && decoded->size() == kSeedBytes ? *decoded : std::string();
    }
    void require(bool right, const std::string& field, const char* expected) {
        if (!right) {
            m_error.fields.emplace(field, expected);
        }
    }
    Status finish() {
        for (const auto& [name, value] : m_lines) {
            m_error.fields.emplace(name, "no such line");
        }
        m_error.detail = "key";
        return m_error.fields.empty() ? success() : Status(m_error);
    }

private:
    std::map<std::string, std::string>& m_lines;
    Error m_error{ErrorCode::InvalidArgument, {}, {}};
};

std::string head(std::string_view form, KeyPurpose purpose, KeyOrigin origin) {
    std::string text(form);
    text += "\npurpose: " + std::string(keyPurposeName(purpose)) + "\n";
    text += origin == KeyOrigin::Lab ? "lab: yes\n" : "";
    return text;
}

enum class Secrecy { Secret, Public };

Status checkSecretFile(const std::filesystem::path& file, const struct stat& info) {
    if (!S_ISREG(info.st_mode) || (info.st_mode & 077) != 0 || info.st_uid != ::geteuid()) {
        Error error = makeError(ErrorCode::PermissionDenied, file.string());
        error.fields.emplace("file", "a regular file of this user with mode 0600");
        return error;
    }
    return success();
}

Result<std::string> readSmallFile(const std::filesystem::path& file, Secrecy secrecy) {
    const Descriptor fd(::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK));
    struct stat info {};
    if (fd.get() < 0 || ::fstat(fd.get(), &info) != 0) {
        return systemError(file, errno);
    }
    if (secrecy == Secrecy::Secret) {
        HS_TRY(checkSecretFile(file, info)); // on the open file, so it cannot be exchanged in between
    }
    std::string text(kKeyFileBytesMax + 1, '\0');
    std::size_t filled = 0;
    while (filled < text.size()) {
        const ssize_t got = ::read(fd.get(), text.data() + filled, text.size() - filled);
        if (got < 0 && errno != EINTR) {
            return systemError(file, errno);
        }
        if (got == 0) {
            break;
        }
        filled += got > 0 ? static_cast<std::size_t>(got) : 0;
    }
    if (filled > kKeyFileBytesMax) {
        return makeError(ErrorCode::Oversize, file.string() + ": a key file has at most 4096 bytes");
    }
    text.resize(filled);
    return text;
}

Status writeAll(const std::filesystem::path& file, std::string_view text, int flags, mode_t mode) {
    const Descriptor fd(::open(file.c_str(), O_WRONLY | O_CLOEXEC | O_NOFOLLOW | flags, mode));
    if (fd.get() < 0) {
        return systemError(file, errno);
    }
    while (!text.empty()) {
        const ssize_t put = ::write(fd.get(), text.data(), text.size());
        if (put < 0 && errno != EINTR) {
            return systemError(file, errno);
        }
        text.remove_prefix(put > 0 ? static_cast<std::size_t>(put) : 0);
    }
    return ::fsync(fd.get()) == 0 ? success() : Status(systemError(file, errno));
}

} // namespace

std::string secretKeyText(const SigningKey& key) {
    const std::string_view seed(reinterpret_cast<const char*>(key.m_secret.data()), kSeedBytes);
    return head(kSecretForm, key.purpose(), key.origin()) + "seed: " + toBase64(seed) + "\n";
}

Result<SigningKey> parseSecretKey(std::string_view text) {
    auto lines = parseLines(text, kSecretForm);
    if (!lines.ok()) {
        return lines.error();
    }
    LineReader reader(*lines);
    const KeyPurpose purpose = reader.purpose();
    const KeyOrigin origin = reader.origin();
    std::string seed = reader.bytes("seed");
    HS_TRY(reader.finish());
    auto key = SigningKey::fromSeed(seed, purpose, origin);
    wipe(seed);
    return key;
}

std::string publicKeyText(const TrustedKey& key) {
    std::string text =
        head(kPublicForm, key.purpose, key.origin) + "key: " + toBase64(key.key.bytes()) + "\n";
    text += key.expires == kNever ? "" : "expiresMs: " + std::to_string(toMs(key.expires)) + "\n";
    text += key.revoked ? "revoked: yes\n" : "";
    return text;
}

Result<TrustedKey> parsePublicKey(std::string_view text) {
    auto lines = parseLines(text, kPublicForm);
    if (!lines.ok()) {
        return lines.error();
    }
    LineReader reader(*lines);
    TrustedKey trusted;
    trusted.purpose = reader.purpose();
    trusted.origin = reader.origin();
    const std::string bytes = reader.bytes("key");
    if (const std::string expires = reader.take("expiresMs"); !expires.empty()) {
        std::int64_t ms = 0;
        const auto [end, error] = std::from_chars(expires.data(), expires.data() + expires.size(), ms);
        reader.require(error == std::errc{} && end == expires.data() + expires.size(), "expiresMs",
                       "milliseconds since 1970");
        trusted.expires = instantFromMs(ms);
    }
    const std::string revoked = reader.take("revoked");
    reader.require(revoked.empty() || revoked == "yes", "revoked", "yes, or no such line");
    trusted.revoked = revoked == "yes";
    HS_TRY(reader.finish());
    trusted.key = PublicKey::fromBytes(bytes).value();
    return trusted;
}

Result<SigningKey> readSecretKey(const std::filesystem::path& file) {
    auto text = readSmallFile(file, Secrecy::Secret);
    if (!text.ok()) {
        return text.error();
    }
    auto key = parseSecretKey(*text);
    wipe(*text);
    return key;
}

Status writeSecretKey(const std::filesystem::path& file, const SigningKey& key) {
    std::string text = secretKeyText(key);
    Status status = writeAll(file, text, O_CREAT | O_EXCL, kSecretMode);
    wipe(text);
    return status;
}

Result<TrustedKey> readPublicKey(const std::filesystem::path& file) {
    const auto text = readSmallFile(file, Secrecy::Public);
    if (!text.ok()) {
        return text.error();
    }
    return parsePublicKey(*text);
}

Status writePublicKey(const std::filesystem::path& file, const TrustedKey& key) {
    return writeAll(file, publicKeyText(key), O_CREAT | O_TRUNC, kPublicMode);
}

} // namespace hotswap::crypto

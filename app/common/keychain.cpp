// SPDX-License-Identifier: Apache-2.0
#include "app/common/keychain.h"

#include "core/crypto/crypto.h"
#include "core/crypto/key_file.h"

#include <QEventLoop>
#include <QTimer>

#include <qt6keychain/keychain.h>

namespace hotswap::app {

namespace {

// A person may have to unlock the keychain first.
constexpr int kAnswerMs = 60'000;

QString service() {
    return QStringLiteral("hotswap");
}

QString nameOf(const KeyId& key) {
    return QString::fromStdString(key.value);
}

ErrorCode codeOf(QKeychain::Error error) {
    switch (error) {
    case QKeychain::EntryNotFound: return ErrorCode::NotFound;
    case QKeychain::AccessDenied:
    case QKeychain::AccessDeniedByUser: return ErrorCode::PermissionDenied;
    default: return ErrorCode::Unavailable;
    }
}

/// Lets a job run to its end.
Status run(QKeychain::Job& job) {
    QEventLoop loop;
    bool ended = false;
    QObject::connect(&job, &QKeychain::Job::finished, &loop, [&] {
        ended = true;
        loop.quit();
    });
    QTimer::singleShot(kAnswerMs, &loop, &QEventLoop::quit);
    job.setAutoDelete(false);
    job.setInsecureFallback(false);
    job.start();
    if (!ended) {
        loop.exec();
    }
    if (!ended) {
        return makeError(ErrorCode::Timeout, "the keychain did not answer");
    }
    return job.error() == QKeychain::NoError
               ? success()
               : Status(makeError(codeOf(job.error()), job.errorString().toStdString()));
}

} // namespace

Status keepSecret(const crypto::SigningKey& key) {
    QKeychain::WritePasswordJob job(service());
    std::string text = crypto::secretKeyText(key);
    job.setKey(nameOf(key.id()));
    job.setBinaryData(QByteArray::fromStdString(text));
    crypto::wipe(text);
    return run(job);
}

Result<std::string> keptSecret(const KeyId& key) {
    QKeychain::ReadPasswordJob job(service());
    job.setKey(nameOf(key));
    HS_TRY(run(job));
    return job.binaryData().toStdString();
}

std::vector<std::string> keptSecrets(const std::filesystem::path& keys) {
    std::vector<std::string> secrets;
    std::error_code failed;
    for (const auto& entry : std::filesystem::directory_iterator(keys, failed)) {
        const auto& file = entry.path();
        const auto secret = std::filesystem::path(file).replace_extension();
        const bool pair = file.extension() == ".pub" && secret.extension() == ".key";
        if (!pair || std::filesystem::exists(secret, failed)) {
            continue;
        }
        const auto key = crypto::readPublicKey(file);
        if (!key.ok() || key->purpose != crypto::KeyPurpose::Voter) {
            continue;
        }
        if (auto kept = keptSecret(key->key.id()); kept.ok()) {
            secrets.push_back(*std::move(kept));
        } else if (kept.error().code != ErrorCode::NotFound) {
            break; // no keychain, or a locked one: asking for the next one would only wait again
        }
    }
    return secrets;
}

} // namespace hotswap::app

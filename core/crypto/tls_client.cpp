// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/tls_client.h"

#include "core/crypto/openssl_types.h"

#include <openssl/ssl.h>

namespace hotswap::crypto {

namespace {

using ContextPtr = std::unique_ptr<SSL_CTX, Freed<SSL_CTX, SSL_CTX_free>>;
using SslPtr = std::unique_ptr<SSL, Freed<SSL, SSL_free>>;

Result<ContextPtr> contextFor(const TransportCredentials& credentials) {
    ContextPtr context(SSL_CTX_new(TLS_client_method()));
    const BioPtr authorityText = bioOf(credentials.authority);
    const BioPtr ownText = bioOf(credentials.own.certificate);
    const X509Ptr authority = nextCertificate(authorityText.get());
    const X509Ptr own = nextCertificate(ownText.get());
    const PkeyPtr key = privateKeyOf(credentials.own.key);
    const bool right = context && authority && own && key &&
                       SSL_CTX_set_min_proto_version(context.get(), TLS1_3_VERSION) == 1 &&
                       X509_STORE_add_cert(SSL_CTX_get_cert_store(context.get()), authority.get()) == 1 &&
                       SSL_CTX_use_certificate(context.get(), own.get()) == 1 &&
                       SSL_CTX_use_PrivateKey(context.get(), key.get()) == 1;
    if (!right) {
        return opensslError(ErrorCode::Malformed, "certificate, key or authority");
    }
    SSL_CTX_set_verify(context.get(), SSL_VERIFY_PEER, nullptr);
    // Time is checked with tolerance, after the handshake.
    X509_VERIFY_PARAM_set_flags(SSL_CTX_get0_param(context.get()), X509_V_FLAG_NO_CHECK_TIME);
    return context;
}

} // namespace

struct TlsClient::State {
    ContextPtr context;
    SslPtr ssl;
    std::function<Instant()> now;

    /// The meaning of a call's result.
    Result<Step> stepOf(int result) {
        switch (SSL_get_error(ssl.get(), result)) {
        case SSL_ERROR_NONE: return Step{Wants::Nothing, static_cast<std::size_t>(result)};
        case SSL_ERROR_WANT_READ: return Step{Wants::Reading, 0};
        case SSL_ERROR_WANT_WRITE: return Step{Wants::Writing, 0};
        case SSL_ERROR_ZERO_RETURN: return Step{};
        default: break;
        }
        if (SSL_get_verify_result(ssl.get()) != X509_V_OK) {
            ERR_clear_error();
            return makeError(ErrorCode::KeyUntrusted,
                             X509_verify_cert_error_string(SSL_get_verify_result(ssl.get())));
        }
        return ERR_peek_error() == 0 ? Result<Step>(Step{})
                                     : opensslError(ErrorCode::Unavailable, "the gateway ended TLS");
    }
};

TlsClient::TlsClient(std::unique_ptr<State> state) : m_state(std::move(state)) {}

TlsClient::~TlsClient() = default;

Result<std::unique_ptr<TlsClient>> TlsClient::make(int fd, const TransportCredentials& credentials) {
    auto context = contextFor(credentials);
    HS_TRY(context);
    auto state = std::make_unique<State>();
    state->context = std::move(*context);
    state->ssl = SslPtr(SSL_new(state->context.get()));
    state->now = credentials.now;
    if (!state->ssl || SSL_set_fd(state->ssl.get(), fd) != 1) {
        return opensslError(ErrorCode::Internal, "TLS");
    }
    SSL_set_connect_state(state->ssl.get());
    return std::unique_ptr<TlsClient>(new TlsClient(std::move(state)));
}

Result<TlsClient::Step> TlsClient::handshake() {
    ERR_clear_error();
    const int result = SSL_do_handshake(m_state->ssl.get());
    if (result != 1) {
        auto step = m_state->stepOf(result);
        return step.ok() && step->wants == Wants::Nothing
                   ? makeError(ErrorCode::Unavailable, "the gateway ended the handshake")
                   : step;
    }
    const X509Ptr peer(SSL_get1_peer_certificate(m_state->ssl.get()));
    const auto text = BioPtr(BIO_new(BIO_s_mem()));
    PEM_write_bio_X509(text.get(), peer.get());
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(text.get(), &bytes);
    const auto facts = readCertificate({bytes, static_cast<std::size_t>(size)});
    HS_TRY(facts);
    if (!facts->validity.covers(m_state->now())) {
        return makeError(ErrorCode::Expired, "the gateway's certificate is not valid by this clock");
    }
    return Step{};
}

Result<TlsClient::Step> TlsClient::read(std::span<char> into) {
    ERR_clear_error();
    return m_state->stepOf(SSL_read(m_state->ssl.get(), into.data(), static_cast<int>(into.size())));
}

Result<TlsClient::Step> TlsClient::write(std::string_view bytes) {
    ERR_clear_error();
    return m_state->stepOf(SSL_write(m_state->ssl.get(), bytes.data(), static_cast<int>(bytes.size())));
}

} // namespace hotswap::crypto

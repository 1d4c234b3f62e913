// SPDX-License-Identifier: Apache-2.0
#include "core/edge/tls.h"

#include <ctime>
#include <openssl/ssl.h>
#include <openssl/x509.h>

namespace hotswap::edge {

namespace {

namespace ssl = asio::ssl;

std::string namePart(const X509_NAME* name, int part) {
    const int at = X509_NAME_get_index_by_NID(name, part, -1);
    if (at < 0 || X509_NAME_get_index_by_NID(name, part, at) >= 0) {
        return {}; // none, or more than one
    }
    unsigned char* bytes = nullptr;
    const int size = ASN1_STRING_to_UTF8(&bytes, X509_NAME_ENTRY_get_data(X509_NAME_get_entry(name, at)));
    if (size < 0) {
        return {};
    }
    const std::string text(reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size));
    OPENSSL_free(bytes);
    return text;
}

Instant timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return instantFromMs(static_cast<std::int64_t>(::timegm(&parts)) * 1000);
}

asio::const_buffer bytesOf(const std::string& text) {
    return asio::buffer(text.data(), text.size());
}

} // namespace

Result<std::shared_ptr<ssl::context>> makeTlsContext(const TlsMaterial& material) {
    try {
        auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
        context->use_certificate_chain(bytesOf(material.certificateChain));
        context->use_private_key(bytesOf(material.key), ssl::context::pem);
        context->add_certificate_authority(bytesOf(material.clientAuthority));
        context->set_verify_mode(ssl::verify_peer);
        SSL_CTX* const native = context->native_handle();
        SSL_CTX_set_min_proto_version(native, TLS1_3_VERSION);
        SSL_CTX_set_options(native, SSL_OP_NO_TICKET | SSL_OP_NO_RENEGOTIATION);
        SSL_CTX_set_num_tickets(native, 0);
        SSL_CTX_set_session_cache_mode(native, SSL_SESS_CACHE_OFF);
        SSL_CTX_set_mode(native, SSL_MODE_RELEASE_BUFFERS);
        X509_VERIFY_PARAM* const rules = SSL_CTX_get0_param(native);
        X509_VERIFY_PARAM_set_flags(rules, X509_V_FLAG_NO_CHECK_TIME); // checkTimes does
        return context;
    } catch (const std::exception& wrong) {
        Error error = invalidField("tls", "a certificate chain, its key and an authority, as PEM");
        error.detail = wrong.what();
        return error;
    }
}

void checkTimes(Stream& stream, const ports::Clock& clock, Duration tolerance) {
    stream.setVerify([&clock, tolerance](bool right, ssl::verify_context& verified) {
        X509* const certificate = X509_STORE_CTX_get_current_cert(verified.native_handle());
        if (!right || !certificate) {
            return false;
        }
        const Instant now = clock.now();
        return now + tolerance >= timeOf(X509_get0_notBefore(certificate)) &&
               now <= timeOf(X509_get0_notAfter(certificate)) + tolerance;
    });
}

PeerCertificate peerCertificate(Stream& stream) {
    X509* const certificate = SSL_get0_peer_certificate(stream.tls());
    if (!certificate) {
        return {};
    }
    const X509_NAME* const name = X509_get_subject_name(certificate);
    return {namePart(name, NID_organizationName), namePart(name, NID_commonName)};
}

} // namespace hotswap::edge

// SPDX-License-Identifier: Apache-2.0
#include "tests/unit/edge/tls_peer.h"

#include <arpa/inet.h>
#include <array>
#include <csignal>
#include <netinet/in.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <sys/socket.h>
#include <sys/time.h>
#include <unistd.h>

namespace hotswap::test {

struct TlsPeer::State {
    ~State() {
        SSL_free(ssl);
        SSL_CTX_free(context);
        if (fd >= 0) {
            ::close(fd);
        }
    }
    int fd = -1;
    SSL_CTX* context = nullptr;
    SSL* ssl = nullptr;
};

namespace {

void show(SSL_CTX* context, const crypto::CertifiedKey& own) {
    BIO* const certificate =
        BIO_new_mem_buf(own.certificate.data(), static_cast<int>(own.certificate.size()));
    BIO* const key = BIO_new_mem_buf(own.key.data(), static_cast<int>(own.key.size()));
    X509* const x509 = PEM_read_bio_X509(certificate, nullptr, nullptr, nullptr);
    EVP_PKEY* const pair = PEM_read_bio_PrivateKey(key, nullptr, nullptr, nullptr);
    SSL_CTX_use_certificate(context, x509);
    SSL_CTX_use_PrivateKey(context, pair);
    X509_free(x509);
    EVP_PKEY_free(pair);
    BIO_free(certificate);
    BIO_free(key);
}

} // namespace

TlsPeer::TlsPeer(std::uint16_t port, const Manner& manner) : m_state(std::make_unique<State>()) {
    ::signal(SIGPIPE, SIG_IGN); // OpenSSL writes without MSG_NOSIGNAL; the edge may have closed before
    m_state->fd = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    const timeval limit{5, 0};
    ::setsockopt(m_state->fd, SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof limit);
    sockaddr_in address{};
    address.sin_family = AF_INET;
    address.sin_port = htons(port);
    address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    if (::connect(m_state->fd, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
        return;
    }
    m_state->context = SSL_CTX_new(TLS_client_method());
    if (manner.only12) {
        SSL_CTX_set_max_proto_version(m_state->context, TLS1_2_VERSION);
    }
    if (manner.own) {
        show(m_state->context, *manner.own);
    }
    m_state->ssl = SSL_new(m_state->context);
    SSL_set_fd(m_state->ssl, m_state->fd);
    m_shaken = SSL_connect(m_state->ssl) == 1;
}

TlsPeer::~TlsPeer() = default;

std::string TlsPeer::ask(const std::string& bytes, const std::string& until) {
    std::string answer;
    if (!m_shaken || SSL_write(m_state->ssl, bytes.data(), static_cast<int>(bytes.size())) <= 0) {
        return answer;
    }
    std::array<char, 16 * 1024> buffer{};
    while (until.empty() || answer.find(until) == std::string::npos) {
        const int got = SSL_read(m_state->ssl, buffer.data(), static_cast<int>(buffer.size()));
        if (got <= 0) {
            break;
        }
        answer.append(buffer.data(), static_cast<std::size_t>(got));
    }
    return answer;
}

std::string TlsPeer::serverFingerprint() const {
    X509* const peer = SSL_get1_peer_certificate(m_state->ssl);
    BIO* const bio = BIO_new(BIO_s_mem());
    PEM_write_bio_X509(bio, peer);
    char* text = nullptr;
    const long size = BIO_get_mem_data(bio, &text);
    const auto facts = crypto::readCertificate({text, static_cast<std::size_t>(size)});
    BIO_free(bio);
    X509_free(peer);
    return facts.ok() ? facts->fingerprint : std::string();
}

} // namespace hotswap::test

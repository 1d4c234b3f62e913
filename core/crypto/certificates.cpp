// SPDX-License-Identifier: Apache-2.0
#include "core/crypto/certificates.h"

#include "core/crypto/crypto.h"
#include "core/crypto/hash.h"
#include "core/crypto/openssl_types.h"
#include "core/domain/encoding.h"

#include <ctime>
#include <openssl/ec.h>
#include <vector>

namespace hotswap::crypto {

namespace {

constexpr std::size_t kSerialBytes = 16;
constexpr std::size_t kNameBytesMax = 64; // of a subject's parts (X.520 upper bounds)
constexpr std::size_t kPemBytesMax = 64 * 1024;
constexpr long kVersion3 = 2;

Error failed(const char* what) {
    return opensslError(ErrorCode::Internal, what);
}

Error malformed(const char* what) {
    return opensslError(ErrorCode::Malformed, what);
}

std::string taken(BIO* bio) {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(bio, &bytes);
    std::string text(bytes, static_cast<std::size_t>(size));
    OPENSSL_cleanse(bytes, static_cast<std::size_t>(size));
    return text;
}

template <class Write>
Result<std::string> pemText(Write write) {
    const BioPtr bio(BIO_new(BIO_s_mem()));
    if (!bio || write(bio.get()) != 1) {
        return failed("PEM could not be written");
    }
    return taken(bio.get());
}

Result<std::string> pemOf(X509* certificate) {
    return pemText([&](BIO* bio) { return PEM_write_bio_X509(bio, certificate); });
}

Result<std::string> pemOf(EVP_PKEY* key) {
    return pemText([&](BIO* bio) {
        return PEM_write_bio_PKCS8PrivateKey(bio, key, nullptr, nullptr, 0, nullptr, nullptr);
    });
}

/// SHA-256 of what an i2d function writes.
template <class T>
std::string derDigest(T* what, int (*encode)(const T*, unsigned char**)) {
    unsigned char* bytes = nullptr;
    const int size = encode(what, &bytes);
    if (size <= 0) {
        return {};
    }
    const std::string digest =
        sha256Hex({reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)});
    OPENSSL_free(bytes);
    return digest;
}

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

NodeSubject subjectOf(const X509_NAME* name) {
    return {TenantId{namePart(name, NID_organizationName)}, NodeId{namePart(name, NID_commonName)}};
}

bool setPart(X509_NAME* name, int part, const std::string& text) {
    return !text.empty() && text.size() <= kNameBytesMax &&
           X509_NAME_add_entry_by_NID(name, part, MBSTRING_UTF8,
                                      reinterpret_cast<const unsigned char*>(text.data()),
                                      static_cast<int>(text.size()), -1, 0) == 1;
}

bool setSubject(X509_NAME* name, const NodeSubject& subject) {
    return setPart(name, NID_organizationName, subject.tenant.value) &&
           setPart(name, NID_commonName, subject.node.value);
}

bool isP256(const EVP_PKEY* key) {
    char group[64] = {};
    std::size_t size = 0;
    return key && EVP_PKEY_get_base_id(key) == EVP_PKEY_EC &&
           EVP_PKEY_get_group_name(key, group, sizeof group, &size) == 1 &&
           std::string_view(group, size) == SN_X9_62_prime256v1;
}

Instant timeOf(const ASN1_TIME* time) {
    std::tm parts{};
    if (ASN1_TIME_to_tm(time, &parts) != 1) {
        return {};
    }
    return instantFromMs(static_cast<std::int64_t>(::timegm(&parts)) * 1000);
}

bool setTime(ASN1_TIME* time, Instant at) {
    return ASN1_TIME_set(time, static_cast<std::time_t>(toMs(at) / 1000)) != nullptr;
}

bool extend(X509* certificate, X509* issuer, int what, const char* value) {
    X509V3_CTX context;
    X509V3_set_ctx_nodb(&context);
    X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
    X509_EXTENSION* const extension = X509V3_EXT_conf_nid(nullptr, &context, what, value);
    const bool right = extension && X509_add_ext(certificate, extension, -1) == 1;
    X509_EXTENSION_free(extension);
    return right;
}

/// A certificate of version 3 with everything but subject, extensions and signature.
X509Ptr blank(const Validity& validity, EVP_PKEY* key) {
    X509Ptr certificate(X509_new());
    std::string bytes = secretRandom(kSerialBytes);
    bytes[0] = static_cast<char>((static_cast<unsigned char>(bytes[0]) & 0x3fU) | 0x40U); // positive
    BIGNUM* const number = BN_bin2bn(reinterpret_cast<const unsigned char*>(bytes.data()),
                                     static_cast<int>(bytes.size()), nullptr);
    const bool right = certificate && number && X509_set_version(certificate.get(), kVersion3) == 1 &&
                       BN_to_ASN1_INTEGER(number, X509_get_serialNumber(certificate.get())) &&
                       setTime(X509_getm_notBefore(certificate.get()), validity.from) &&
                       setTime(X509_getm_notAfter(certificate.get()), validity.until) &&
                       X509_set_pubkey(certificate.get(), key) == 1;
    BN_free(number);
    return right ? std::move(certificate) : nullptr;
}

PkeyPtr newKey() {
    return PkeyPtr(EVP_EC_gen(SN_X9_62_prime256v1));
}

struct Authority {
    X509Ptr certificate;
    PkeyPtr key;
};

Result<Authority> authorityOf(const CertifiedKey& pair) {
    HS_TRY(checkPair(pair));
    const BioPtr bio = bioOf(pair.certificate);
    Authority authority{nextCertificate(bio.get()), privateKeyOf(pair.key)};
    if (X509_check_ca(authority.certificate.get()) != 1) {
        return makeError(ErrorCode::KeyUntrusted, "the certificate is no authority's");
    }
    return authority;
}

/// Signs what stands below the authority: for one purpose, and no authority itself.
Result<std::string> signLeaf(const Authority& authority, X509* leaf, const char* purpose) {
    X509* const issuer = authority.certificate.get();
    const bool right = X509_set_issuer_name(leaf, X509_get_subject_name(issuer)) == 1 &&
                       extend(leaf, issuer, NID_basic_constraints, "critical,CA:FALSE") &&
                       extend(leaf, issuer, NID_key_usage, "critical,digitalSignature") &&
                       extend(leaf, issuer, NID_ext_key_usage, purpose) &&
                       extend(leaf, issuer, NID_authority_key_identifier, "keyid") &&
                       X509_sign(leaf, authority.key.get(), EVP_sha256()) > 0;
    if (!right) {
        return failed("the certificate could not be signed");
    }
    return pemOf(leaf);
}

Result<RequestPtr> requestOf(const std::string& pem) {
    if (pem.size() > kPemBytesMax) {
        return makeError(ErrorCode::Oversize, "request");
    }
    const BioPtr bio = bioOf(pem);
    RequestPtr request(PEM_read_bio_X509_REQ(bio.get(), nullptr, noPassphrase, nullptr));
    if (!request) {
        return malformed("no request for a certificate");
    }
    EVP_PKEY* const key = X509_REQ_get0_pubkey(request.get());
    if (!isP256(key)) {
        ERR_clear_error();
        return makeError(ErrorCode::Unsupported, "only keys of P-256 are certified");
    }
    if (X509_REQ_verify(request.get(), key) != 1) {
        return opensslError(ErrorCode::SignatureInvalid, "the request is not signed by its key");
    }
    return request;
}

CertificateFacts factsOf(X509* certificate) {
    CertificateFacts facts;
    facts.subject = subjectOf(X509_get_subject_name(certificate));
    facts.validity = {timeOf(X509_get0_notBefore(certificate)), timeOf(X509_get0_notAfter(certificate))};
    const ASN1_INTEGER* const serial = X509_get0_serialNumber(certificate);
    facts.serial = toHex({reinterpret_cast<const char*>(ASN1_STRING_get0_data(serial)),
                          static_cast<std::size_t>(ASN1_STRING_length(serial))});
    facts.fingerprint = derDigest<X509>(certificate, i2d_X509);
    facts.keyFingerprint = derDigest<EVP_PKEY>(X509_get0_pubkey(certificate), i2d_PUBKEY);
    return facts;
}

} // namespace

Result<CertifiedKey> makeAuthority(const std::string& name, const Validity& validity) {
    const PkeyPtr key = newKey();
    const X509Ptr certificate = key ? blank(validity, key.get()) : nullptr;
    X509* const own = certificate.get();
    const bool right = own && setPart(X509_get_subject_name(own), NID_commonName, name) &&
                       X509_set_issuer_name(own, X509_get_subject_name(own)) == 1 &&
                       extend(own, own, NID_basic_constraints, "critical,CA:TRUE,pathlen:0") &&
                       extend(own, own, NID_key_usage, "critical,keyCertSign") &&
                       extend(own, own, NID_subject_key_identifier, "hash") &&
                       X509_sign(own, key.get(), EVP_sha256()) > 0;
    if (!right) {
        return failed("the authority could not be made");
    }
    auto text = pemOf(own);
    HS_TRY(text);
    auto secret = pemOf(key.get());
    HS_TRY(secret);
    return CertifiedKey{std::move(*text), std::move(*secret)};
}

Result<CertifiedKey> makeServerCertificate(const CertifiedKey& pair, const std::string& name,
                                           const Validity& validity) {
    const auto authority = authorityOf(pair);
    HS_TRY(authority);
    const PkeyPtr key = newKey();
    const X509Ptr certificate = key ? blank(validity, key.get()) : nullptr;
    const std::string shortName = name.substr(0, kNameBytesMax);
    if (!certificate || !setPart(X509_get_subject_name(certificate.get()), NID_commonName, shortName)) {
        return failed("the server's certificate could not be made");
    }
    auto text = signLeaf(*authority, certificate.get(), "serverAuth");
    HS_TRY(text);
    auto secret = pemOf(key.get());
    HS_TRY(secret);
    return CertifiedKey{std::move(*text), std::move(*secret)};
}

Result<std::string> makeTransportKey() {
    const PkeyPtr key = newKey();
    if (!key) {
        return failed("no key could be made");
    }
    return pemOf(key.get());
}

Result<std::string> makeCertificateRequest(const std::string& key, const NodeSubject& subject) {
    const PkeyPtr pair = privateKeyOf(key);
    if (!pair) {
        return malformed("no private key");
    }
    const RequestPtr request(X509_REQ_new());
    const bool right = request && X509_REQ_set_version(request.get(), 0) == 1 &&
                       setSubject(X509_REQ_get_subject_name(request.get()), subject) &&
                       X509_REQ_set_pubkey(request.get(), pair.get()) == 1 &&
                       X509_REQ_sign(request.get(), pair.get(), EVP_sha256()) > 0;
    if (!right) {
        return failed("the request could not be made");
    }
    return pemText([&](BIO* bio) { return PEM_write_bio_X509_REQ(bio, request.get()); });
}

Result<RequestFacts> readCertificateRequest(const std::string& pem) {
    const auto request = requestOf(pem);
    HS_TRY(request);
    RequestFacts facts{subjectOf(X509_REQ_get_subject_name(request->get())),
                       derDigest<EVP_PKEY>(X509_REQ_get0_pubkey(request->get()), i2d_PUBKEY)};
    if (facts.subject.node.empty() || facts.subject.tenant.empty()) {
        return makeError(ErrorCode::Malformed, "the request names no node or no tenant");
    }
    return facts;
}

Result<std::string> certifyNode(const CertifiedKey& pair, const std::string& pem, const Validity& validity) {
    const auto authority = authorityOf(pair);
    HS_TRY(authority);
    const auto facts = readCertificateRequest(pem);
    HS_TRY(facts);
    const auto request = requestOf(pem);
    HS_TRY(request);
    const X509Ptr certificate = blank(validity, X509_REQ_get0_pubkey(request->get()));
    // Nothing of the request but key and names goes in.
    if (!certificate || !setSubject(X509_get_subject_name(certificate.get()), facts->subject)) {
        return failed("the node's certificate could not be made");
    }
    return signLeaf(*authority, certificate.get(), "clientAuth");
}

Result<CertificateFacts> readCertificate(const std::string& pem) {
    const BioPtr bio = bioOf(pem);
    const X509Ptr certificate = nextCertificate(bio.get());
    if (!certificate) {
        return malformed("no certificate");
    }
    return factsOf(certificate.get());
}

Status checkPair(const CertifiedKey& pair) {
    const BioPtr bio = bioOf(pair.certificate);
    const X509Ptr certificate = nextCertificate(bio.get());
    const PkeyPtr key = privateKeyOf(pair.key);
    if (!certificate || !key) {
        return malformed("a certificate and its private key are needed");
    }
    if (X509_check_private_key(certificate.get(), key.get()) != 1) {
        return opensslError(ErrorCode::KeyUntrusted, "certificate and key do not belong together");
    }
    return success();
}

Result<std::string> checkServerChain(const std::string& chain, const std::string& authorityFingerprint,
                                     Instant now) {
    const BioPtr bio = bioOf(chain);
    const X509Ptr leaf = chain.size() > kPemBytesMax ? nullptr : nextCertificate(bio.get());
    X509Ptr authority;
    while (leaf && !authority) {
        X509Ptr next = nextCertificate(bio.get());
        if (!next) {
            break;
        }
        if (derDigest<X509>(next.get(), i2d_X509) == authorityFingerprint) {
            authority = std::move(next);
        }
    }
    ERR_clear_error();
    if (!authority) {
        return makeError(ErrorCode::KeyUntrusted, "the gateway is not of this installation");
    }
    const StorePtr store(X509_STORE_new());
    const StoreContextPtr context(X509_STORE_CTX_new());
    X509_STORE_add_cert(store.get(), authority.get());
    X509_STORE_CTX_init(context.get(), store.get(), leaf.get(), nullptr);
    X509_STORE_CTX_set_purpose(context.get(), X509_PURPOSE_SSL_SERVER);
    X509_STORE_CTX_set_flags(context.get(), X509_V_FLAG_NO_CHECK_TIME); // with tolerance, below
    if (X509_verify_cert(context.get()) != 1) {
        return makeError(ErrorCode::KeyUntrusted,
                         X509_verify_cert_error_string(X509_STORE_CTX_get_error(context.get())));
    }
    if (!factsOf(leaf.get()).validity.covers(now) || !factsOf(authority.get()).validity.covers(now)) {
        return makeError(ErrorCode::Expired, "the gateway's certificate is not valid by this clock");
    }
    return pemOf(authority.get());
}

} // namespace hotswap::crypto

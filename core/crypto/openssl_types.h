// SPDX-License-Identifier: Apache-2.0
#pragma once
// OpenSSL's objects with owners, for the sources of this folder.

#include "core/domain/result.h"

#include <memory>
#include <openssl/bio.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <string>

namespace hotswap::crypto {

template <class T, void (*Free)(T*)>
struct Freed {
    void operator()(T* what) const { Free(what); }
};
struct BioFreed {
    void operator()(BIO* what) const { BIO_free_all(what); }
};
using BioPtr = std::unique_ptr<BIO, BioFreed>;
using PkeyPtr = std::unique_ptr<EVP_PKEY, Freed<EVP_PKEY, EVP_PKEY_free>>;
using X509Ptr = std::unique_ptr<X509, Freed<X509, X509_free>>;
using RequestPtr = std::unique_ptr<X509_REQ, Freed<X509_REQ, X509_REQ_free>>;
using StorePtr = std::unique_ptr<X509_STORE, Freed<X509_STORE, X509_STORE_free>>;
using StoreContextPtr = std::unique_ptr<X509_STORE_CTX, Freed<X509_STORE_CTX, X509_STORE_CTX_free>>;

/// The latest error of this thread; the queue is empty afterwards.
inline Error opensslError(ErrorCode code, const std::string& what) {
    const unsigned long number = ERR_get_error();
    ERR_clear_error();
    const char* const reason = number == 0 ? nullptr : ERR_reason_error_string(number);
    return makeError(code, what + (reason ? std::string(": ") + reason : std::string()));
}

/// Reads `text`, which must outlive it.
inline BioPtr bioOf(const std::string& text) {
    return BioPtr(BIO_new_mem_buf(text.data(), static_cast<int>(text.size())));
}

BioPtr bioOf(std::string&& text) = delete;

/// Never asks anybody for a pass phrase.
inline int noPassphrase(char*, int, int, void*) {
    return 0;
}

inline X509Ptr nextCertificate(BIO* from) {
    return X509Ptr(PEM_read_bio_X509(from, nullptr, noPassphrase, nullptr));
}

inline PkeyPtr privateKeyOf(const std::string& pem) {
    const BioPtr bio = bioOf(pem);
    return PkeyPtr(PEM_read_bio_PrivateKey(bio.get(), nullptr, noPassphrase, nullptr));
}

} // namespace hotswap::crypto

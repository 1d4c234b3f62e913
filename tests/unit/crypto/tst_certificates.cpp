// SPDX-License-Identifier: Apache-2.0
// Certificates of one installation: what is signed, what is believed, what is refused.
#include "core/crypto/certificates.h"
#include "core/crypto/crypto.h"

#include <QtTest/QtTest>

using namespace hotswap;
using namespace hotswap::crypto;
using namespace std::chrono_literals;

namespace {

const Instant kNow = instantFromMs(1'790'000'000'000);
const Validity kMonth{kNow - 1h, kNow + 720h};
const NodeSubject kNode{TenantId{"acme"}, NodeId{"web-17"}};

} // namespace

class CertificatesTest : public QObject {
    Q_OBJECT

    CertifiedKey m_authority;
    std::string m_fingerprint;

private Q_SLOTS:
    void initTestCase() {
        QVERIFY(init().ok());
        const auto made = makeAuthority("HotSwap test", kMonth);
        QVERIFY(made.ok());
        m_authority = *made;
        m_fingerprint = readCertificate(made->certificate)->fingerprint;
    }

    void certifiesWhatANodeAsks() {
        const auto key = makeTransportKey();
        const auto request = makeCertificateRequest(*key, kNode);
        QVERIFY(request.ok());
        const auto asked = readCertificateRequest(*request);
        QVERIFY(asked.ok());
        QVERIFY(asked->subject == kNode);
        const auto certificate = certifyNode(m_authority, *request, kMonth);
        QVERIFY(certificate.ok());
        const auto facts = readCertificate(*certificate);
        QVERIFY(facts.ok());
        QVERIFY(facts->subject == kNode);
        QVERIFY(facts->validity == kMonth);
        QCOMPARE(facts->keyFingerprint, asked->keyFingerprint);
        QVERIFY(checkPair({*certificate, *key}).ok());
        QVERIFY(!checkPair({*certificate, *makeTransportKey()}).ok());
        QVERIFY(facts->validity.half() == kMonth.from + 721 * 30min);
    }

    void refusesWrongRequests() {
        QCOMPARE(readCertificateRequest("nothing").error().code, ErrorCode::Malformed);
        const std::string request = *makeCertificateRequest(*makeTransportKey(), kNode);
        for (std::size_t i = 60; i + 60 < request.size(); i += 7) {
            std::string altered = request;
            altered[i] = altered[i] == 'A' ? 'B' : 'A';
            QVERIFY(!readCertificateRequest(altered).ok() || altered == request);
        }
        // No name, or one that is too long for a certificate.
        QVERIFY(!makeCertificateRequest(*makeTransportKey(), {TenantId{"acme"}, NodeId{}}).ok());
        QVERIFY(!makeCertificateRequest(*makeTransportKey(), {TenantId{"acme"}, NodeId{std::string(65, 'n')}})
                     .ok());
    }

    void believesGatewaysOfTheInstallationOnly() {
        const auto server = makeServerCertificate(m_authority, "gateway-1", kMonth);
        QVERIFY(server.ok());
        const std::string chain = server->certificate + m_authority.certificate;
        const auto believed = checkServerChain(chain, m_fingerprint, kNow);
        QVERIFY2(believed.ok(), believed.ok() ? "" : describe(believed.error()).c_str());
        QCOMPARE(*believed, m_authority.certificate);

        const auto codeOf = [](const Result<std::string>& result) {
            return result.ok() ? ErrorCode::Internal : result.error().code;
        };
        // Another authority, also of the same name, and one that only comes along.
        const auto other = makeAuthority("HotSwap test", kMonth);
        const auto foreign = makeServerCertificate(*other, "gateway-1", kMonth);
        QCOMPARE(codeOf(checkServerChain(foreign->certificate + other->certificate, m_fingerprint, kNow)),
                 ErrorCode::KeyUntrusted);
        QCOMPARE(
            codeOf(checkServerChain(foreign->certificate + m_authority.certificate, m_fingerprint, kNow)),
            ErrorCode::KeyUntrusted);
        QCOMPARE(codeOf(checkServerChain(server->certificate, m_fingerprint, kNow)), ErrorCode::KeyUntrusted);
        QCOMPARE(codeOf(checkServerChain("", m_fingerprint, kNow)), ErrorCode::KeyUntrusted);
        // A node cannot stand in for a gateway, nor sign for one.
        const auto key = makeTransportKey();
        const auto node = certifyNode(m_authority, *makeCertificateRequest(*key, kNode), kMonth);
        QCOMPARE(codeOf(checkServerChain(*node + m_authority.certificate, m_fingerprint, kNow)),
                 ErrorCode::KeyUntrusted);
        QVERIFY(!makeServerCertificate({*node, *key}, "gateway-1", kMonth).ok());
    }

    void toleratesClocksThatAreALittleOff() {
        const auto server = makeServerCertificate(m_authority, "gateway-1", kMonth);
        const std::string chain = server->certificate + m_authority.certificate;
        QVERIFY(checkServerChain(chain, m_fingerprint, kMonth.from - 9min).ok());
        QVERIFY(checkServerChain(chain, m_fingerprint, kMonth.until + 9min).ok());
        QCOMPARE(checkServerChain(chain, m_fingerprint, kMonth.from - 11min).error().code,
                 ErrorCode::Expired);
        QCOMPARE(checkServerChain(chain, m_fingerprint, kMonth.until + 11min).error().code,
                 ErrorCode::Expired);
    }
};

QTEST_APPLESS_MAIN(CertificatesTest)
#include "tst_certificates.moc"

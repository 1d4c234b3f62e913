// SPDX-License-Identifier: Apache-2.0
// The corpus and everything near it through the fuzz targets, without a fuzzer: each file as it is, cut at
// every length, with every byte changed, and with parts of the others put into it.
#include "tests/fuzz/targets.h"

#include "core/codec/file_io.h"
#include "core/crypto/crypto.h"

#include <QTest>

using namespace hotswap;

namespace {

constexpr std::size_t kEveryByteUpTo = 4'096;

std::vector<std::string> corpus(const std::string& target) {
    std::vector<std::string> files;
    const std::filesystem::path folder = std::filesystem::path(HOTSWAP_FUZZ_CORPUS) / target;
    for (const auto& entry : std::filesystem::directory_iterator(folder)) {
        const auto bytes = codec::readFile(entry.path(), std::size_t{1} << 20);
        if (bytes.ok()) {
            files.push_back(*bytes);
        }
    }
    return files;
}

} // namespace

class FuzzCorpusTest : public QObject {
    Q_OBJECT
private Q_SLOTS:
    void initTestCase() { QVERIFY(crypto::init().ok()); }

    void nothingNearTheCorpusDoesHarm_data() {
        QTest::addColumn<QString>("name");
        for (const auto& [name, target] : fuzz::targets()) {
            QTest::addRow("%s", name.c_str()) << QString::fromStdString(name);
        }
    }
    void nothingNearTheCorpusDoesHarm() {
        QFETCH(QString, name);
        const auto& target = fuzz::targets().at(name.toStdString());
        const auto files = corpus(name.toStdString());
        QVERIFY(files.size() >= 3);
        for (const auto& file : files) {
            target(file);
            const std::size_t step = 1 + file.size() / kEveryByteUpTo;
            for (std::size_t at = 0; at < file.size(); at += step) {
                target(std::string_view(file).substr(0, at));
                for (const char mask : {'\x01', '\x20', '\xff'}) {
                    std::string changed = file;
                    changed[at] = static_cast<char>(changed[at] ^ mask);
                    target(changed);
                }
            }
            for (const auto& other : files) {
                target(file.substr(0, file.size() / 2) + other);
                target(other.substr(0, other.size() / 3) + file + other);
            }
        }
    }
};

QTEST_APPLESS_MAIN(FuzzCorpusTest)
#include "tst_fuzz_corpus.moc"

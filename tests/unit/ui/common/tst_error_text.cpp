// SPDX-License-Identifier: Apache-2.0
#include "ui/common/error_text.h"

#include <QSet>
#include <QTest>

using namespace hotswap;

class TestErrorText : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void everyCodeHasWords();
    void namesWrongFieldsAndWhatWouldBeRight();
    void particularsAreInsertedLiterally();
};

void TestErrorText::everyCodeHasWords() {
    QSet<QString> sentences;
    for (const ErrorCode code : allErrorCodes()) {
        const QString sentence = ui::errorText(makeError(code));
        QVERIFY2(sentence.endsWith(QLatin1Char('.')) && !sentence.contains(QLatin1Char('%')),
                 qPrintable(sentence));
        QVERIFY2(sentence.contains(QLatin1Char(';')), qPrintable(sentence)); // what is wrong; what to do
        QVERIFY(!ui::nextStep(code).isEmpty());
        sentences.insert(sentence);
    }
    QCOMPARE(static_cast<std::size_t>(sentences.size()), allErrorCodes().size());
}

void TestErrorText::namesWrongFieldsAndWhatWouldBeRight() {
    Error error = invalidField("sockets[1].port", "1..65535");
    QCOMPARE(ui::errorText(error),
             QStringLiteral("Something entered is not right (sockets[1].port: expected 1..65535); "
                            "correct it and try again."));
    error.fields.emplace("name", "lower-case letters");
    error.detail = "module.toml";
    const QString text = ui::errorText(error);
    QVERIFY(
        text.contains(QStringLiteral("(module.toml; name: expected lower-case letters; sockets[1].port: ")));
}

void TestErrorText::particularsAreInsertedLiterally() {
    const QString text = ui::errorText(makeError(ErrorCode::IoError, "50 %1 %2 off"));
    QVERIFY(text.contains(QStringLiteral("(50 %1 %2 off)")));
}

QTEST_APPLESS_MAIN(TestErrorText)
#include "tst_error_text.moc"

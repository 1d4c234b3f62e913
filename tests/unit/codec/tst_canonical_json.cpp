// SPDX-License-Identifier: Apache-2.0
#include "core/codec/canonical_json.h"
#include "core/codec/field_reader.h"
#include "core/codec/text_bounds.h"

#include <QTest>

#include <cmath>

using namespace hotswap;
using namespace hotswap::codec;

class TestCanonicalJson : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void writesAsRfc8785();
    void refusesWhatHasNoCanonicalForm_data();
    void refusesWhatHasNoCanonicalForm();
    void refusesOtherSpellings_data();
    void refusesOtherSpellings();
    void parsesStrictly_data();
    void parsesStrictly();
    void boundsDepthAndSize();
    void readsFieldsAndNamesWrongOnes();
    void keepsFewErrors();
    void boundsText();
};

void TestCanonicalJson::writesAsRfc8785() {
    // Section 3.2.2, the parts without fractions: literals, escapes, sorting.
    const Json value =
        parseJson("{\"string\": \"\\u20ac$\\u000F\\u000aA'\\u0042\\u0022\\u005c\\\\\\\"\\/\",\n"
                  " \"literals\": [null, true, false], \"numbers\":[4, -0, 9007199254740991] }",
                  {1'000})
            .value();
    QCOMPARE(canonicalText(value).value(),
             std::string("{\"literals\":[null,true,false],\"numbers\":[4,0,9007199254740991],"
                         "\"string\":\"\xe2\x82\xac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}"));
    QCOMPARE(canonicalText(Json{{"b", 1}, {"a", 2}, {"B", 3}, {"1", 4}, {"", 5}}).value(),
             std::string(R"({"":5,"1":4,"B":3,"a":2,"b":1})"));
    QCOMPARE(canonicalText("\b\t\n\f\r\x01\x1f\x7f").value(),
             std::string("\"\\b\\t\\n\\f\\r\\u0001\\u001f\x7f\""));
}

void TestCanonicalJson::refusesWhatHasNoCanonicalForm_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"1.5", "1.0", "1e2", "9007199254740992", "-9007199254740992",
                             "18446744073709551616", "{\"\\u00e4\":1}", "[[[0.1]]]"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestCanonicalJson::refusesWhatHasNoCanonicalForm() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text.toStdString(), {1'000});
    QVERIFY(value.ok());
    QVERIFY(!canonicalText(*value).ok());
    QVERIFY(!canonicalText(Json("\xff")).ok());
}

void TestCanonicalJson::refusesOtherSpellings_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"{ }", "{\"b\":1,\"a\":2}", "\"\\u0041\"", "\"\\/\"", "[1, 2]", "-0", "{}\n"}) {
        QTest::newRow(text) << QByteArray(text);
    }
}

void TestCanonicalJson::refusesOtherSpellings() {
    QFETCH(QByteArray, text);
    const auto value = parseCanonical(text.toStdString(), {1'000});
    QVERIFY(!value.ok());
    QCOMPARE(value.error().code, ErrorCode::Malformed);
    QVERIFY(parseCanonical(R"({"a":[1,"x"]})", {1'000}).ok());
}

void TestCanonicalJson::parsesStrictly_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"",
                             " ",
                             "{",
                             "[1,]",
                             "{\"a\":1,}",
                             "{\"a\":1,\"a\":2}",
                             "{'a':1}",
                             "nul",
                             "01",
                             "+1",
                             "1 2",
                             "{} x",
                             "\"\n\"",
                             "\"\\x\"",
                             "\"\\ud800\"",
                             "\"\xc3\"",
                             "\xef\xbb\xbf{}",
                             "NaN",
                             "// c\n1",
                             "[{\"k\":{\"x\":1,\"x\":1}}]"}) {
        QTest::newRow(QByteArray(text).toPercentEncoding().constData()) << QByteArray(text);
    }
}

void TestCanonicalJson::parsesStrictly() {
    QFETCH(QByteArray, text);
    const auto value = parseJson(text.toStdString(), {1'000});
    QVERIFY(!value.ok());
    QCOMPARE(value.error().code, ErrorCode::Malformed);
    QVERIFY(!value.error().detail.empty());
}

void TestCanonicalJson::boundsDepthAndSize() {
    const auto nested = [](int depth) { return std::string(depth, '[') + std::string(depth, ']'); };
    QVERIFY(parseJson(nested(32), {1'000}).ok());
    QCOMPARE(parseJson(nested(33), {1'000}).error().code, ErrorCode::Malformed);
    QCOMPARE(parseJson(std::string(500'000, '['), {1'000'000}).error().code, ErrorCode::Malformed);
    QCOMPARE(parseJson("[1,2,3]", {6}).error().code, ErrorCode::Oversize);
}

void TestCanonicalJson::readsFieldsAndNamesWrongOnes() {
    const Json value = parseJson(R"({"text":"abc","n":7,"big":99999999999,"neg":-1,"frac":1.0,"flag":1,
        "list":["a",2],
        "map":{"k":1},"inner":{"x":"y"},"items":[{"port":1},{"port":"x"}],
        "null":null,"b64":"Zg==","extra":0})",
                                 {1'000})
                           .value();
    FieldErrors errors;
    ObjectReader reader(value, errors);
    QCOMPARE(reader.text("text", 3), std::string("abc"));
    QCOMPARE(reader.integer("n", 0, 10), 7);
    QVERIFY(std::isnan(reader.number("null")));
    QCOMPARE(reader.bytes("b64", 1), std::string("f"));
    QVERIFY(errors.empty());
    reader.text("missing", 3);
    reader.integer("big", 0, 100);
    reader.count("neg");
    reader.integer("frac", 0, 10);
    reader.flag("flag");
    reader.texts("list", 5, 5);
    reader.textMap("map", 5, 5);
    reader.object("inner").integer("x", 1, 2);
    reader.each("items", 5, [](ObjectReader& item) { item.integer("port", 1, 2); });
    reader.choice<ModuleKind>("text");
    reader.refuseUnknown();
    const Error error = errors.status(ErrorCode::Malformed, "it").error();
    QStringList names;
    for (const auto& [field, expected] : error.fields) {
        names << QString::fromStdString(field);
        QVERIFY(!expected.empty());
    }
    QCOMPARE(names,
             (QStringList{QStringLiteral("big"), QStringLiteral("extra"), QStringLiteral("flag"),
                          QStringLiteral("frac"), QStringLiteral("inner.x"), QStringLiteral("items[1].port"),
                          QStringLiteral("list[1]"), QStringLiteral("map.k"), QStringLiteral("missing"),
                          QStringLiteral("neg"), QStringLiteral("text")}));
    QCOMPARE(error.fields.at("text"), std::string("one of service, files, site, exec"));
}

void TestCanonicalJson::keepsFewErrors() {
    FieldErrors errors;
    for (int i = 0; i < 100; ++i) {
        errors.add(std::string(1'000, 'x') + std::to_string(i), "y");
        errors.add("field" + std::to_string(i), "y");
    }
    const Error error = errors.status(ErrorCode::Malformed, "it").error();
    QVERIFY(error.fields.size() <= 32);
    QVERIFY(error.fields.rbegin()->first.size() <= 200);
}

void TestCanonicalJson::boundsText() {
    QCOMPARE(boundedText("abc", 2), std::string("ab"));
    QCOMPARE(boundedText("a\xff"
                         "b",
                         10),
             std::string("a?b"));
    QCOMPARE(boundedText("\xe2\x82\xac\xe2\x82\xac", 5),
             std::string("\xe2\x82\xac"));                                        // cut between characters
    QCOMPARE(boundedText("\xed\xa0\x80\xc0\xaf\xf5", 10), std::string("??????")); // surrogate, overlong
    QVERIFY(canonicalText(boundedText("\xf0\x9f\x98\x80\xf0\x28", 10)).ok());
}

QTEST_APPLESS_MAIN(TestCanonicalJson)
#include "tst_canonical_json.moc"

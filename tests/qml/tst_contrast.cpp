// SPDX-License-Identifier: Apache-2.0
// Text of every role can be read on every surface it stands on (WCAG 2.1, 1.4.3: contrast of at least 4.5 :
// 1).

#include <QColor>
#include <QQmlComponent>
#include <QQmlEngine>
#include <QTest>

#include <cmath>
#include <memory>

class TestContrast : public QObject {
    Q_OBJECT

private Q_SLOTS:
    void textIsReadable_data();
    void textIsReadable();
};

namespace {

/// Relative luminance (WCAG 2.1).
double luminance(const QColor& color) {
    const auto linear = [](double c) {
        return c <= 0.03928 ? c / 12.92 : std::pow((c + 0.055) / 1.055, 2.4);
    };
    return 0.2126 * linear(color.redF()) + 0.7152 * linear(color.greenF()) + 0.0722 * linear(color.blueF());
}

double contrast(const QColor& a, const QColor& b) {
    const double light = std::max(luminance(a), luminance(b));
    const double dark = std::min(luminance(a), luminance(b));
    return (light + 0.05) / (dark + 0.05);
}

} // namespace

void TestContrast::textIsReadable_data() {
    QTest::addColumn<bool>("dark");
    QTest::newRow("dark") << true;
    QTest::newRow("light") << false;
}

void TestContrast::textIsReadable() {
    QFETCH(bool, dark);
    QQmlEngine engine;
    engine.addImportPath(QStringLiteral("qrc:/qt/qml"));
    QQmlComponent component(&engine);
    component.setData("import QtQuick\nimport HotSwap.Theme\n"
                      "QtObject { property QtObject theme: Theme }",
                      QUrl(QStringLiteral("qrc:/probe.qml")));
    const std::unique_ptr<QObject> probe(component.create());
    QVERIFY2(probe, qPrintable(component.errorString()));
    auto* theme = probe->property("theme").value<QObject*>();
    QVERIFY(theme != nullptr);
    theme->setProperty("dark", dark);
    const auto color = [theme](const char* role) { return theme->property(role).value<QColor>(); };
    for (const char* text :
         {"text", "muted", "faint", "good", "busy", "warning", "person", "bad", "accent"}) {
        for (const char* surface : {"window", "rail", "panel", "raised", "inset", "hover", "selected"}) {
            const double ratio = contrast(color(text), color(surface));
            QVERIFY2(ratio >= 4.5, qPrintable(QStringLiteral("%1 on %2: %3")
                                                  .arg(QLatin1String(text), QLatin1String(surface))
                                                  .arg(ratio)));
        }
    }
    QVERIFY(contrast(color("accentText"), color("accent")) >= 4.5);
}

QTEST_MAIN(TestContrast)
#include "tst_contrast.moc"

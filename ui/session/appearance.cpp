// SPDX-License-Identifier: Apache-2.0
#include "ui/session/appearance.h"

#include <QCoreApplication>
#include <QLocale>

namespace hotswap::ui {

namespace {

constexpr int kZoomMin = 80;
constexpr int kZoomMax = 200;

const QString kTheme = QStringLiteral("theme");
const QString kLanguage = QStringLiteral("language");
const QString kZoom = QStringLiteral("zoom");

QString languageOfSystem(const QStringList& shipped) {
    for (const QString& wanted : QLocale::system().uiLanguages()) {
        const QLocale locale(wanted);
        for (const QString& code : shipped) {
            if (QLocale(code).language() == locale.language()) {
                return code;
            }
        }
    }
    return shipped.first();
}

} // namespace

Appearance::Appearance(Preferences& preferences, Formatter& formatter, QObject* parent)
    : QObject(parent),
      m_preferences(preferences),
      m_formatter(formatter),
      m_theme(preferences.value(kTheme) == QLatin1String("light") ? QStringLiteral("light")
                                                                  : QStringLiteral("dark")) {
    const int zoom = preferences.value(kZoom).toInt();
    m_zoom = zoom == 0 ? 100 : std::clamp(zoom, kZoomMin, kZoomMax);
    const QString chosen = preferences.value(kLanguage);
    setLanguage(languages().contains(chosen) ? chosen : languageOfSystem(languages()));
}

Appearance::~Appearance() {
    QCoreApplication::removeTranslator(&m_translator);
}

bool Appearance::dark() const {
    return m_theme == QLatin1String("dark");
}

void Appearance::setTheme(const QString& theme) {
    const bool known = theme == QLatin1String("dark") || theme == QLatin1String("light");
    if (!known || theme == m_theme) {
        return;
    }
    m_theme = theme;
    m_preferences.setValue(kTheme, theme);
    Q_EMIT themeChanged();
}

void Appearance::toggleTheme() {
    setTheme(dark() ? QStringLiteral("light") : QStringLiteral("dark"));
}

QStringList Appearance::languages() const {
    return {QStringLiteral("en"), QStringLiteral("de"), QStringLiteral("zh_CN")};
}

QStringList Appearance::languageNames() const {
    return {QStringLiteral("English"), QStringLiteral("Deutsch"), QStringLiteral("简体中文")};
}

void Appearance::setLanguage(const QString& language) {
    if (!languages().contains(language) || language == m_language) {
        return;
    }
    const bool first = m_language.isEmpty();
    m_language = language;
    QCoreApplication::removeTranslator(&m_translator);
    // English has plural forms only; without its file a count of one would read "1 nodes".
    if (m_translator.load(QStringLiteral(":/hotswap/i18n/hotswap_%1.qm").arg(language))) {
        QCoreApplication::installTranslator(&m_translator);
    }
    QLocale::setDefault(QLocale(language)); // counts within texts are written by it
    m_formatter.setLocale(QLocale(language));
    if (!first) {
        m_preferences.setValue(kLanguage, language);
    }
    Q_EMIT languageChanged();
    Q_EMIT retranslated();
}

void Appearance::nextLanguage() {
    const qsizetype at = languages().indexOf(m_language);
    setLanguage(languages().at((at + 1) % languages().size()));
}

qreal Appearance::textScale() const {
    return m_systemScale * m_zoom / 100.0;
}

void Appearance::setZoom(int percent) {
    const int zoom = std::clamp(percent, kZoomMin, kZoomMax);
    if (zoom == m_zoom) {
        return;
    }
    m_zoom = zoom;
    m_preferences.setValue(kZoom, QString::number(zoom));
    Q_EMIT textScaleChanged();
}

void Appearance::setSystemScale(qreal scale) {
    m_systemScale = scale;
    Q_EMIT textScaleChanged();
}

} // namespace hotswap::ui

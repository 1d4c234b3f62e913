// SPDX-License-Identifier: Apache-2.0
#pragma once
// Language, theme and text size, chosen here and kept in the preferences.

#include "ui/common/context_translator.h"
#include "ui/common/formatter.h"
#include "ui/session/preferences.h"

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

/// GUI thread. After `retranslated` every text is to be made again; the composition tells its engine.
class Appearance : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    /// "dark" or "light".
    Q_PROPERTY(QString theme READ theme WRITE setTheme NOTIFY themeChanged FINAL)
    Q_PROPERTY(bool dark READ dark NOTIFY themeChanged FINAL)
    /// Language code, one of `languages`.
    Q_PROPERTY(QString language READ language WRITE setLanguage NOTIFY languageChanged FINAL)
    /// Its place among them.
    Q_PROPERTY(int languageIndex READ languageIndex NOTIFY languageChanged FINAL)
    /// Codes of the languages that ship.
    Q_PROPERTY(QStringList languages READ languages CONSTANT FINAL)
    /// Their names in themselves, in the same order.
    Q_PROPERTY(QStringList languageNames READ languageNames CONSTANT FINAL)
    /// Size of text: 1 for the size the design was drawn at; follows the system and the person's choice.
    Q_PROPERTY(qreal textScale READ textScale NOTIFY textScaleChanged FINAL)
    /// The person's choice in percent of the system's size, 80 to 200.
    Q_PROPERTY(int zoom READ zoom WRITE setZoom NOTIFY textScaleChanged FINAL)

public:
    Appearance(Preferences& preferences, Formatter& formatter, QObject* parent = nullptr);
    ~Appearance() override;

    QString theme() const { return m_theme; }
    bool dark() const;
    void setTheme(const QString& theme);
    QString language() const { return m_language; }
    void setLanguage(const QString& language);
    int languageIndex() const { return static_cast<int>(languages().indexOf(m_language)); }
    QStringList languages() const;
    QStringList languageNames() const;
    qreal textScale() const;
    int zoom() const { return m_zoom; }
    void setZoom(int percent);
    /// Size of the system's text in proportion to the design's.
    void setSystemScale(qreal scale);

    Q_INVOKABLE void toggleTheme();
    Q_INVOKABLE void nextLanguage();

Q_SIGNALS:
    void themeChanged();
    void languageChanged();
    void textScaleChanged();
    void retranslated();

private:
    Preferences& m_preferences;
    Formatter& m_formatter;
    ContextTranslator m_translator;
    QString m_theme;
    QString m_language;
    qreal m_systemScale = 1;
    int m_zoom = 100;
};

} // namespace hotswap::ui

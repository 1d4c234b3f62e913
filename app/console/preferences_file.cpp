// SPDX-License-Identifier: Apache-2.0
#include "app/console/preferences_file.h"

#include <QDir>
#include <QFile>
#include <QFileInfo>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <QStandardPaths>

namespace hotswap::console {

namespace {

constexpr qint64 kBytesMax = 64 * 1024;

} // namespace

PreferencesFile::PreferencesFile(QString path) : m_path(std::move(path)) {
    QFile file(m_path);
    if (m_path.isEmpty() || !file.open(QIODevice::ReadOnly)) {
        return;
    }
    const QJsonObject object = QJsonDocument::fromJson(file.read(kBytesMax)).object();
    for (auto entry = object.begin(); entry != object.end(); ++entry) {
        m_values.insert(entry.key(), entry.value().toString());
    }
}

void PreferencesFile::overrule(const QString& name, const QString& value) {
    m_overruled.insert(name, value);
}

QString PreferencesFile::value(const QString& name) const {
    return m_overruled.value(name, m_values.value(name));
}

void PreferencesFile::setValue(const QString& name, const QString& value) {
    m_overruled.remove(name);
    m_values.insert(name, value);
    if (m_path.isEmpty() || !QDir().mkpath(QFileInfo(m_path).path())) {
        return;
    }
    QJsonObject object;
    for (auto entry = m_values.begin(); entry != m_values.end(); ++entry) {
        object.insert(entry.key(), entry.value());
    }
    QSaveFile file(m_path);
    if (file.open(QIODevice::WriteOnly)) {
        file.write(QJsonDocument(object).toJson());
        file.commit();
    }
}

QString PreferencesFile::standardPath() {
    return QStandardPaths::writableLocation(QStandardPaths::GenericConfigLocation) +
           QStringLiteral("/hotswap/console.json");
}

} // namespace hotswap::console

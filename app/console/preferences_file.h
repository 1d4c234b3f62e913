// SPDX-License-Identifier: Apache-2.0
#pragma once
// The preferences of this desktop in one small file.

#include "ui/session/preferences.h"

#include <QMap>

namespace hotswap::console {

/// JSON object of texts. A file that cannot be read is as good as none; one that cannot be written is left
/// alone, since losing a choice of theme must not stand in anybody's way. GUI thread.
class PreferencesFile final : public ui::Preferences {
public:
    /// An empty path keeps everything in memory.
    explicit PreferencesFile(QString path);
    /// A value for this run only; choosing another one later is kept.
    void overrule(const QString& name, const QString& value);

    QString value(const QString& name) const override;
    void setValue(const QString& name, const QString& value) override;

    /// Where a desktop keeps it.
    static QString standardPath();

private:
    QString m_path;
    QMap<QString, QString> m_values;
    QMap<QString, QString> m_overruled;
};

} // namespace hotswap::console

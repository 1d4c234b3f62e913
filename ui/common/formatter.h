// SPDX-License-Identifier: Apache-2.0
#pragma once
// Numbers, dates, durations and relative times in the present language. QML formats nothing itself.

#include "core/domain/module.h"
#include "core/domain/policy.h"
#include "core/domain/time.h"

#include <QLocale>
#include <QObject>
#include <QString>

namespace hotswap::ui {

/// GUI thread. `changed` asks every model to make its texts anew.
class Formatter : public QObject {
    Q_OBJECT

public:
    explicit Formatter(QObject* parent = nullptr);

    void setLocale(const QLocale& locale);
    const QLocale& locale() const { return m_locale; }

    QString number(qint64 value) const;
    QString number(double value, int decimals) const;
    /// A fraction 0..1 as "8.1 %".
    QString percent(double fraction, int decimals = 1) const;
    /// A value of a metric with its unit; a dash for NaN.
    QString metric(Metric metric, double value) const;
    /// "45 s", "6 min 30 s", "2 h 5 min", "3 d"; under a second "120 ms".
    QString duration(Duration length) const;
    /// mm:ss or h:mm:ss, for countdowns.
    QString countdown(Duration left) const;
    QString time(Instant at) const;     ///< time of day with seconds
    QString dateTime(Instant at) const; ///< date and time of day with seconds; a dash for zero
    /// "just now", "3 min ago", "in 2 h".
    QString relative(Instant at, Instant now) const;
    QString bytes(quint64 count) const;
    QString release(const Release& release) const; ///< "storefront 1.1.0"
    /// First eight digits of an id or digest: enough to tell apart, short enough to read out.
    static QString brief(const std::string& id);

Q_SIGNALS:
    void changed();

private:
    QLocale m_locale;
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "ui/common/formatter.h"

#include "ui/common/qt_text.h"

#include <QDateTime>

#include <cmath>

namespace hotswap::ui {

namespace {

QDateTime toDateTime(Instant at) {
    return QDateTime::fromMSecsSinceEpoch(toMs(at));
}

QString dash() {
    return QStringLiteral("–");
}

constexpr qint64 kBriefDigits = 8;

} // namespace

Formatter::Formatter(QObject* parent) : QObject(parent) {}

void Formatter::setLocale(const QLocale& locale) {
    m_locale = locale;
    Q_EMIT changed();
}

QString Formatter::number(qint64 value) const {
    return m_locale.toString(value);
}

QString Formatter::number(double value, int decimals) const {
    return std::isnan(value) ? dash() : m_locale.toString(value, 'f', decimals);
}

QString Formatter::percent(double fraction, int decimals) const {
    //: %1 is a number, as in "8.1 %"
    return std::isnan(fraction) ? dash() : tr("%1 %").arg(number(fraction * 100.0, decimals));
}

QString Formatter::metric(Metric metric, double value) const {
    if (std::isnan(value)) {
        return dash();
    }
    switch (metric) {
    case Metric::ErrorRate: return percent(value, 2);
    case Metric::LatencyMean:
    case Metric::LatencyP99:
        //: %1 milliseconds
        return tr("%1 ms").arg(number(value, value < 100 ? 1 : 0));
    case Metric::Cpu:
    case Metric::Memory: return percent(value / 100.0, 1);
    }
    return {};
}

QString Formatter::duration(Duration length) const {
    const qint64 ms = length.count();
    if (ms < 1'000) {
        return tr("%1 ms").arg(number(ms));
    }
    const qint64 seconds = (ms + 500) / 1'000;
    if (seconds < 60) {
        return tr("%1 s").arg(number(seconds));
    }
    const qint64 minutes = seconds / 60;
    if (minutes < 60) {
        return seconds % 60 == 0 ? tr("%1 min").arg(number(minutes))
                                 : tr("%1 min %2 s").arg(number(minutes), number(seconds % 60));
    }
    const qint64 hours = minutes / 60;
    if (hours < 48) {
        return minutes % 60 == 0 ? tr("%1 h").arg(number(hours))
                                 : tr("%1 h %2 min").arg(number(hours), number(minutes % 60));
    }
    //: %1 days
    return tr("%1 d").arg(number(hours / 24));
}

QString Formatter::countdown(Duration left) const {
    const qint64 seconds = std::max<qint64>(0, (left.count() + 999) / 1'000);
    const QString tail = QStringLiteral("%1:%2")
                             .arg((seconds / 60) % 60, 2, 10, QLatin1Char('0'))
                             .arg(seconds % 60, 2, 10, QLatin1Char('0'));
    return seconds < 3'600 ? tail : QStringLiteral("%1:%2").arg(number(seconds / 3'600), tail);
}

QString Formatter::time(Instant at) const {
    return m_locale.toString(toDateTime(at).time(), QStringLiteral("HH:mm:ss"));
}

QString Formatter::dateTime(Instant at) const {
    if (toMs(at) == 0) {
        return dash();
    }
    const QDateTime moment = toDateTime(at);
    //: %1 is a short date, %2 a time of day
    return tr("%1, %2").arg(m_locale.toString(moment.date(), QLocale::ShortFormat), time(at));
}

QString Formatter::relative(Instant at, Instant now) const {
    if (toMs(at) == 0) {
        return dash();
    }
    const Duration passed = now - at;
    const Duration size = std::chrono::abs(passed);
    if (size < Duration{5'000}) {
        return tr("just now");
    }
    Duration rounded = size;
    if (size >= Duration{3'600'000}) {
        rounded = std::chrono::floor<std::chrono::hours>(size);
    } else if (size >= Duration{60'000}) {
        rounded = std::chrono::floor<std::chrono::minutes>(size);
    }
    //: %1 is a duration such as "3 min"
    return passed.count() > 0 ? tr("%1 ago").arg(duration(rounded)) : tr("in %1").arg(duration(rounded));
}

QString Formatter::bytes(quint64 count) const {
    return m_locale.formattedDataSize(static_cast<qint64>(count), 1, QLocale::DataSizeIecFormat);
}

QString Formatter::release(const Release& release) const {
    if (release.digest.empty() && release.version.empty()) {
        return tr("nothing", "release");
    }
    return QStringLiteral("%1 %2").arg(toQt(release.module), toQt(release.version.text()));
}

QString Formatter::brief(const std::string& id) {
    return toQt(id).left(kBriefDigits);
}

} // namespace hotswap::ui

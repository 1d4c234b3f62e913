// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_events.h"

#include "core/codec/event_codec.h"
#include "ui/common/qt_text.h"

#include <QJsonDocument>
#include <QJsonObject>
#include <QStringList>

#include <algorithm>
#include <array>

namespace hotswap::ctl {

namespace {

constexpr qsizetype kValueCharsMax = 160;
/// Numbers and names that only programs use.
constexpr std::array kInternal{"sequence", "command", "planDigest", "giveUpAt", "plan", "spec"};

/// "wavePassed" as "wave passed".
QString spaced(const QString& name) {
    QString words;
    for (const QChar c : name) {
        words += c.isUpper() ? QLatin1Char(' ') + QString(c.toLower()) : QString(c);
    }
    return words;
}

QString valueText(const QString& name, const QJsonValue& value) {
    if (value.isString()) {
        QString text = value.toString();
        if (text.size() > kValueCharsMax) {
            text = text.left(kValueCharsMax) + QStringLiteral("…");
        }
        return text;
    }
    if (value.isDouble()) { // waves count from 0 inside and from 1 for people
        return QString::number(value.toDouble() + (name == QLatin1String("wave") ? 1 : 0), 'g', 12);
    }
    return value.isBool() && value.toBool() ? QStringLiteral("✓") : QString();
}

} // namespace

QString eventWords(const DeploymentEventBody& body) {
    return spaced(ui::toQt(eventName(body)));
}

QString eventParticulars(const DeploymentEventBody& body) {
    const auto encoded = codec::encodeEvent(body);
    if (!encoded.ok()) {
        return {};
    }
    const QJsonObject fields = QJsonDocument::fromJson(QByteArray::fromStdString(*encoded)).object();
    QStringList parts;
    for (auto field = fields.begin(); field != fields.end(); ++field) {
        const bool isInternal = std::any_of(kInternal.begin(), kInternal.end(), [&](const char* name) {
            return field.key() == QLatin1String(name);
        });
        const QString value = isInternal ? QString() : valueText(field.key(), field.value());
        if (!value.isEmpty()) {
            parts << spaced(field.key()) + QLatin1Char(' ') + value;
        }
    }
    return parts.join(QStringLiteral(", "));
}

bool isReported(const DeploymentEventBody& body) {
    const auto* judged = std::get_if<events::WaveJudged>(&body);
    return judged == nullptr || judged->final || judged->verdict.kind == VerdictKind::Fail;
}

} // namespace hotswap::ctl

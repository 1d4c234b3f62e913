// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/report_chart.h"

#include "ui/common/reason_text.h"

#include <QDateTime>
#include <QLocale>

#include <algorithm>
#include <cmath>

namespace hotswap::ctl {

namespace {

// In units of the drawing.
constexpr double kWidth = 640;
constexpr double kHeight = 210;
constexpr double kLeft = 62;
constexpr double kRight = 12;
constexpr double kTop = 20;
constexpr double kBottom = 26;
constexpr int kTicksY = 4;
constexpr int kTicksX = 5;
constexpr double kHeadroom = 1.15;
constexpr double kLimitShown = 3; ///< a limit this many times above everything measured is left out
constexpr double kLabelRoom = 60; ///< labels of marks stand no closer

/// From values to places.
class Scale {
public:
    Scale(const ReportCurve& curve, const std::vector<ReportMark>& marks) {
        m_from = curve.points.front().at;
        m_to = curve.points.back().at;
        for (const ReportMark& mark : marks) {
            m_from = std::min(m_from, mark.at);
            m_to = std::max(m_to, mark.at);
        }
        for (const ReportPoint& point : curve.points) {
            for (const double value : {point.canary, point.baseline}) {
                m_most = std::isfinite(value) ? std::max(m_most, value) : m_most;
                m_least = std::isfinite(value) ? std::min(m_least, value) : m_least;
            }
        }
        const double highest = m_most;
        for (const auto& [at, limit] : curve.limits) {
            if (limit <= highest * kLimitShown) {
                m_most = std::max(m_most, limit);
            }
        }
        m_step = niceStep((m_most * kHeadroom - m_least) / kTicksY);
        m_least = std::floor(m_least / m_step) * m_step;
        m_most = m_least + m_step * std::ceil((m_most * kHeadroom - m_least) / m_step);
    }

    double x(Instant at) const {
        const double span = static_cast<double>(std::max<std::int64_t>(1, (m_to - m_from).count()));
        return kLeft + (kWidth - kLeft - kRight) * static_cast<double>((at - m_from).count()) / span;
    }
    double y(double value) const {
        return kTop + (kHeight - kTop - kBottom) * (1 - (value - m_least) / (m_most - m_least));
    }
    bool holds(double value) const { return value >= m_least && value <= m_most; }
    Instant from() const { return m_from; }
    Instant to() const { return m_to; }
    double least() const { return m_least; }
    double most() const { return m_most; }
    double step() const { return m_step; }

private:
    /// 1, 2 or 5 times a power of ten.
    static double niceStep(double rough) {
        if (!(rough > 0)) {
            return 1;
        }
        const double power = std::pow(10.0, std::floor(std::log10(rough)));
        for (const double factor : {1.0, 2.0, 5.0}) {
            if (rough <= factor * power) {
                return factor * power;
            }
        }
        return 10 * power;
    }

    Instant m_from{};
    Instant m_to{};
    double m_least = 0;
    double m_most = 0;
    double m_step = 1;
};

QString place(double value) {
    return QString::number(value, 'f', 1);
}

QString lineSvg(const char* kind, double x1, double y1, double x2, double y2) {
    return QStringLiteral("<line class=\"%1\" x1=\"%2\" y1=\"%3\" x2=\"%4\" y2=\"%5\"/>")
        .arg(QLatin1String(kind), place(x1), place(y1), place(x2), place(y2));
}

QString textSvg(const char* kind, double x, double y, const QString& text) {
    return QStringLiteral("<text class=\"%1\" x=\"%2\" y=\"%3\">%4</text>")
        .arg(QLatin1String(kind), place(x), place(y), text.toHtmlEscaped());
}

QString curveSvg(const char* kind, const ReportCurve& curve, double ReportPoint::*arm, const Scale& scale) {
    QString path;
    bool isGap = true;
    for (const ReportPoint& point : curve.points) {
        const double value = point.*arm;
        if (!std::isfinite(value)) {
            isGap = true;
            continue;
        }
        path += (isGap ? QLatin1Char('M') : QLatin1Char('L')) + place(scale.x(point.at)) + QLatin1Char(' ') +
                place(scale.y(value));
        if (isGap) { // a single point is seen too
            path += QStringLiteral("h0.1");
        }
        isGap = false;
    }
    return QStringLiteral("<path class=\"%1\" d=\"%2\"/>").arg(QLatin1String(kind), path);
}

QString limitSvg(const ReportCurve& curve, const Scale& scale) {
    QString svg;
    for (std::size_t i = 0; i < curve.limits.size(); ++i) {
        const auto& [from, limit] = curve.limits[i];
        const Instant to = i + 1 < curve.limits.size() ? curve.limits[i + 1].first : scale.to();
        if (scale.holds(limit) && from < to) {
            svg += lineSvg("limit", scale.x(std::max(from, scale.from())), scale.y(limit), scale.x(to),
                           scale.y(limit));
        }
    }
    return svg;
}

QString gridSvg(const ReportCurve& curve, const Scale& scale) {
    QString svg;
    const int lines = static_cast<int>(std::lround((scale.most() - scale.least()) / scale.step()));
    for (int i = 0; i <= lines; ++i) {
        const double value = scale.least() + scale.step() * i;
        svg += lineSvg("grid", kLeft, scale.y(value), kWidth - kRight, scale.y(value));
        svg += textSvg("tick y", kLeft - 6, scale.y(value) + 4, ui::findingValue(curve.of, value, QLocale()));
    }
    const Duration span = scale.to() - scale.from();
    for (int i = 0; i <= kTicksX; ++i) {
        const Instant at = scale.from() + span * i / kTicksX;
        const QString time =
            QDateTime::fromMSecsSinceEpoch(toMs(at), Qt::UTC).toString(QStringLiteral("HH:mm:ss"));
        svg += textSvg(i == 0 ? "tick first" : (i == kTicksX ? "tick last" : "tick"), scale.x(at),
                       kHeight - 8, time);
    }
    return svg;
}

QString marksSvg(const std::vector<ReportMark>& marks, const Scale& scale) {
    QString svg;
    double labelled = -kLabelRoom;
    for (const ReportMark& mark : marks) {
        const double x = scale.x(mark.at);
        svg += lineSvg(mark.isStop ? "stop" : "mark", x, kTop, x, kHeight - kBottom);
        if (mark.isStop || x >= labelled + kLabelRoom) {
            const bool isNearEnd = x > kWidth - kRight - kLabelRoom;
            svg += textSvg(mark.isStop ? (isNearEnd ? "label stopped last" : "label stopped")
                                       : (isNearEnd ? "label last" : "label"),
                           x, mark.isStop && x < labelled + kLabelRoom ? kTop + 12 : kTop - 6, mark.label);
            labelled = x;
        }
    }
    return svg;
}

} // namespace

QString chartSvg(const ReportCurve& curve, const std::vector<ReportMark>& marks, const QString& title) {
    if (curve.points.empty()) {
        return {};
    }
    const Scale scale(curve, marks);
    return QStringLiteral("<svg viewBox=\"0 0 %1 %2\" role=\"img\" aria-label=\"%3\">")
               .arg(QString::number(kWidth), QString::number(kHeight), title.toHtmlEscaped()) +
           gridSvg(curve, scale) + marksSvg(marks, scale) + limitSvg(curve, scale) +
           curveSvg("baseline", curve, &ReportPoint::baseline, scale) +
           curveSvg("canary", curve, &ReportPoint::canary, scale) + QStringLiteral("</svg>");
}

} // namespace hotswap::ctl

// SPDX-License-Identifier: Apache-2.0
#include "ui/charts/chart_export.h"

#include <QFontMetricsF>
#include <QImage>
#include <QPainter>
#include <QSaveFile>
#include <QSvgGenerator>

#include <cmath>

namespace hotswap::ui {

namespace {

constexpr qreal kPictureScale = 2;
constexpr qreal kMargin = 8;
constexpr qreal kSample = 18; ///< length of a line in the legend

qreal headHeight(const ChartSheet& sheet) {
    return std::ceil(2.6 * QFontMetricsF(sheet.font).height());
}

QSizeF sheetSize(const ChartSheet& sheet) {
    return {sheet.size.width() + 2 * kMargin, sheet.size.height() + headHeight(sheet) + 2 * kMargin};
}

/// Title, and below it a piece of each line with its name.
void paintHead(QPainter& painter, const ChartSheet& sheet) {
    const QFontMetricsF metrics(sheet.font);
    QFont bold = sheet.font;
    bold.setBold(true);
    painter.setFont(bold);
    painter.setPen(sheet.colors.text);
    painter.drawText(QPointF(0, metrics.ascent()), sheet.data.title());
    painter.setFont(sheet.font);
    const qreal base = metrics.height() * 1.2 + metrics.ascent();
    qreal x = 0;
    const auto entry = [&](const QString& name, const QPen& pen) {
        painter.setPen(pen);
        painter.drawLine(QPointF(x, base - metrics.ascent() / 3),
                         QPointF(x + kSample, base - metrics.ascent() / 3));
        painter.setPen(sheet.colors.text);
        painter.drawText(QPointF(x + kSample + 4, base), name);
        x += kSample + 4 + metrics.horizontalAdvance(name) + 2 * kMargin;
    };
    const auto& series = sheet.data.series();
    for (std::size_t i = 0; i < series.size(); ++i) {
        const QColor color = i == 0 ? sheet.colors.first : i == 1 ? sheet.colors.second : sheet.colors.other;
        entry(series[i].name, QPen(color, 2, i == 1 ? Qt::DashLine : Qt::SolidLine));
    }
    if (!std::isnan(sheet.data.limit())) {
        entry(ChartData::tr("limit: %1").arg(sheet.data.limitText()),
              QPen(sheet.colors.limit, 1, Qt::DashLine));
    }
}

void paintSheet(QPainter& painter, const ChartSheet& sheet) {
    painter.fillRect(QRectF(QPointF(), sheetSize(sheet)), sheet.colors.background);
    painter.setRenderHint(QPainter::Antialiasing);
    painter.translate(kMargin, kMargin);
    paintHead(painter, sheet);
    painter.translate(0, headHeight(sheet));
    paintChart(painter, sheet.data, frameOf(sheet.data, sheet.view, sheet.size, sheet.font), sheet.colors,
               sheet.font);
}

/// All or nothing: a file that was there stays as it was when this one cannot be written.
template <class Write>
bool saved(const QString& file, Write write) {
    QSaveFile out(file);
    return out.open(QIODevice::WriteOnly) && write(out) && out.commit();
}

bool writePng(const ChartSheet& sheet, QIODevice& out) {
    QImage image((sheetSize(sheet) * kPictureScale).toSize(), QImage::Format_RGB32);
    image.setDevicePixelRatio(kPictureScale);
    {
        QPainter painter(&image);
        paintSheet(painter, sheet);
    }
    return image.save(&out, "PNG");
}

bool writeSvg(const ChartSheet& sheet, QIODevice& out) {
    QSvgGenerator svg;
    svg.setOutputDevice(&out);
    svg.setTitle(sheet.data.title());
    svg.setDescription(sheet.data.summary());
    svg.setSize(sheetSize(sheet).toSize());
    svg.setViewBox(QRectF(QPointF(), sheetSize(sheet)));
    QPainter painter;
    if (!painter.begin(&svg)) {
        return false;
    }
    paintSheet(painter, sheet);
    return painter.end();
}

bool writeCsv(const ChartSheet& sheet, QIODevice& out) {
    const QByteArray bytes = sheet.data.csv().toUtf8();
    return out.write(bytes) == bytes.size();
}

} // namespace

bool exportChart(const ChartSheet& sheet, const QString& file) {
    const auto ends = [&file](const char* ending) {
        return file.endsWith(QLatin1String(ending), Qt::CaseInsensitive);
    };
    if (ends(".png")) {
        return saved(file, [&](QIODevice& out) { return writePng(sheet, out); });
    }
    if (ends(".svg")) {
        return saved(file, [&](QIODevice& out) { return writeSvg(sheet, out); });
    }
    return ends(".csv") && saved(file, [&](QIODevice& out) { return writeCsv(sheet, out); });
}

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#include "app/console/fonts.h"

#include <QFont>
#include <QFontDatabase>
#include <QFontInfo>
#include <QGuiApplication>
#include <QStringList>

namespace hotswap::console {

namespace {

constexpr qreal kDesignPoints = 9; // what fontconfig and most desktops answer at 96 dpi

bool isFallback(const QString& family) {
    const QStringList fallbacks{QStringLiteral("DejaVu Sans"), QStringLiteral("Sans Serif"),
                                QStringLiteral("sans"), QStringLiteral("Bitstream Vera Sans")};
    return family.isEmpty() || fallbacks.contains(family, Qt::CaseInsensitive);
}

} // namespace

void chooseFonts() {
    QFont font = QGuiApplication::font();
    const QStringList installed = QFontDatabase::families();
    if (isFallback(QFontInfo(font).family())) {
        // All have digits of one width, which tables need.
        for (const QString& family : {QStringLiteral("Noto Sans"), QStringLiteral("Open Sans"),
                                      QStringLiteral("Roboto"), QStringLiteral("Cantarell")}) {
            if (installed.contains(family)) {
                font.setFamily(family);
                break;
            }
        }
        QGuiApplication::setFont(font);
    }
    QFont::insertSubstitutions(QFontInfo(font).family(),
                               {QStringLiteral("Noto Sans CJK SC"), QStringLiteral("Noto Sans SC"),
                                QStringLiteral("WenQuanYi Micro Hei")});
}

qreal systemTextScale() {
    const qreal points = QGuiApplication::font().pointSizeF();
    // Sizes below the design's are a platform's default rather than somebody's wish for smaller text.
    return points > kDesignPoints ? std::min(points / kDesignPoints, 2.0) : 1.0;
}

} // namespace hotswap::console

// SPDX-License-Identifier: Apache-2.0
#include "ui/policies/line_difference.h"

#include <QStringList>

#include <algorithm>
#include <vector>

namespace hotswap::ui {

namespace {

constexpr qsizetype kPairsMax = 4'000'000;

/// Length of the longest common sequence.
int common(const QStringList& a, const QStringList& b) {
    std::vector<int> row(static_cast<std::size_t>(b.size()) + 1, 0);
    for (const QString& line : a) {
        int diagonal = 0;
        for (std::size_t j = 1; j < row.size(); ++j) {
            const int above = row[j];
            row[j] = line == b[static_cast<qsizetype>(j) - 1] ? diagonal + 1 : std::max(above, row[j - 1]);
            diagonal = above;
        }
    }
    return row.back();
}

} // namespace

int changedLines(const QString& before, const QString& after) {
    QStringList a = before.split(QLatin1Char('\n'));
    QStringList b = after.split(QLatin1Char('\n'));
    while (!a.isEmpty() && !b.isEmpty() && a.back() == b.back()) {
        a.removeLast();
        b.removeLast();
    }
    qsizetype same = 0;
    while (same < std::min(a.size(), b.size()) && a[same] == b[same]) {
        ++same;
    }
    a = a.mid(same);
    b = b.mid(same);
    const qsizetype longer = std::max(a.size(), b.size());
    const bool countable = a.size() == 0 || b.size() <= kPairsMax / a.size();
    return static_cast<int>(longer) - (countable ? common(a, b) : 0);
}

} // namespace hotswap::ui

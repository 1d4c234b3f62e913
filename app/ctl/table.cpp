// SPDX-License-Identifier: Apache-2.0
#include "app/ctl/table.h"

#include <algorithm>

namespace hotswap::ctl {

void TextTable::print(Output& output) const {
    constexpr qsizetype kGap = 2;
    if (m_rows.size() < 2) {
        return;
    }
    std::vector<qsizetype> widths(static_cast<std::size_t>(m_rows.front().size()), 0);
    for (const QStringList& row : m_rows) {
        for (qsizetype i = 0; i < row.size(); ++i) {
            auto& width = widths[static_cast<std::size_t>(i)];
            width = std::max(width, row[i].size());
        }
    }
    for (const QStringList& row : m_rows) {
        QString line;
        for (qsizetype i = 0; i < row.size(); ++i) {
            line += row[i].leftJustified(widths[static_cast<std::size_t>(i)] + kGap);
        }
        while (line.endsWith(QLatin1Char(' '))) {
            line.chop(1);
        }
        output.line(line);
    }
}

} // namespace hotswap::ctl

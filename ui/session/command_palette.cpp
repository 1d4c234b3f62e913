// SPDX-License-Identifier: Apache-2.0
#include "ui/session/command_palette.h"

#include <QStringList>

#include <algorithm>

namespace hotswap::ui {

namespace {

constexpr std::size_t kRowsMax = 60;

} // namespace

CommandPalette::CommandPalette(QObject* parent)
    : RowListModel({{"title", [](const PaletteRow& row) { return QVariant(row.title); }},
                    {"detail", [](const PaletteRow& row) { return QVariant(row.detail); }},
                    {"iconName", [](const PaletteRow& row) { return QVariant(row.icon); }},
                    {"shortcut", [](const PaletteRow& row) { return QVariant(row.shortcut); }}},
                   parent) {}

void CommandPalette::addProvider(Provider provider) {
    m_providers.push_back(std::move(provider));
}

void CommandPalette::setQuery(const QString& query) {
    m_query = query;
    refresh();
}

void CommandPalette::refresh() {
    std::vector<PaletteRow> found;
    const QString needle = m_query.trimmed().toLower();
    for (const Provider& provider : m_providers) {
        provider(needle, found);
    }
    if (!needle.isEmpty()) {
        std::stable_partition(found.begin(), found.end(), [&](const PaletteRow& row) {
            return row.title.startsWith(needle, Qt::CaseInsensitive);
        });
    }
    if (found.size() > kRowsMax) {
        found.resize(kRowsMax);
    }
    setRows(std::move(found));
    Q_EMIT queryChanged();
}

void CommandPalette::choose(int row) {
    if (row >= 0 && row < rowCount()) {
        Q_EMIT chosen(rows()[static_cast<std::size_t>(row)].key);
    }
}

bool CommandPalette::matches(const QString& text, const QString& query) {
    const QStringList words = query.split(QLatin1Char(' '), Qt::SkipEmptyParts);
    return std::all_of(words.begin(), words.end(),
                       [&](const QString& word) { return text.contains(word, Qt::CaseInsensitive); });
}

} // namespace hotswap::ui

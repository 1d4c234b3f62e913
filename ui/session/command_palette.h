// SPDX-License-Identifier: Apache-2.0
#pragma once
// Everything that Ctrl+K can reach: pages, deployments, nodes and actions, by typing a few letters of a name.

#include "ui/common/row_model.h"

#include <QtQmlIntegration/qqmlintegration.h>

#include <functional>
#include <vector>

namespace hotswap::ui {

struct PaletteRow {
    QString key;
    QString title;
    QString detail; ///< what kind of thing, or its state
    QString icon;
    QString shortcut; ///< keys that do the same; may be empty
    bool operator==(const PaletteRow&) const = default;
};

/// GUI thread.
class CommandPalette : public HS_ROW_LIST(PaletteRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("ConsoleSession owns it")

    Q_PROPERTY(QString query READ query WRITE setQuery NOTIFY queryChanged FINAL)
    Q_PROPERTY(int count READ count NOTIFY queryChanged FINAL)

public:
    /// Appends what it has for a query (lower case, trimmed; empty: its most useful entries).
    using Provider = std::function<void(const QString& query, std::vector<PaletteRow>& rows)>;

    explicit CommandPalette(QObject* parent = nullptr);

    void addProvider(Provider provider);
    QString query() const { return m_query; }
    void setQuery(const QString& query);
    int count() const { return rowCount(); }
    /// Asks the providers again.
    Q_INVOKABLE void refresh();
    Q_INVOKABLE void choose(int row);

    /// Whether all words of the query occur in the text.
    static bool matches(const QString& text, const QString& query);

Q_SIGNALS:
    void queryChanged();
    void chosen(const QString& key);

private:
    std::vector<Provider> m_providers;
    QString m_query;
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// Pairs of a label and a value, for side panels and summaries.

#include "ui/common/row_model.h"
#include "ui/common/tone.h"

#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct FactRow {
    QString key; ///< the label, translated
    QString value;
    Tone tone = Tone::Neutral;
    bool mono = false; ///< an id, digest or address
    bool operator==(const FactRow&) const = default;
};

class FactList : public HS_ROW_LIST(FactRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models make these")

public:
    explicit FactList(QObject* parent = nullptr)
        : RowListModel({{"label", [](const FactRow& row) { return QVariant(row.key); }},
                        {"value", [](const FactRow& row) { return QVariant(row.value); }},
                        {"tone", [](const FactRow& row) { return QVariant(static_cast<int>(row.tone)); }},
                        {"mono", [](const FactRow& row) { return QVariant(row.mono); }}},
                       parent) {}
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// What is wrong with the database, each with what to do about it.

#include "ui/common/row_model.h"
#include "ui/common/tone.h"

#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct WarningRow {
    QString key;    ///< machine name of the warning
    QString text;   ///< what it costs, translated
    QString fix;    ///< what to do, translated
    QString detail; ///< measured value; may be empty
    Tone tone = Tone::Warning;
    bool operator==(const WarningRow&) const = default;
};

class WarningList : public HS_ROW_LIST(WarningRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("CoordinationView owns it")

    Q_PROPERTY(int count READ count NOTIFY countChanged FINAL)

public:
    explicit WarningList(QObject* parent = nullptr)
        : RowListModel({{"text", [](const WarningRow& row) { return QVariant(row.text); }},
                        {"fix", [](const WarningRow& row) { return QVariant(row.fix); }},
                        {"detail", [](const WarningRow& row) { return QVariant(row.detail); }},
                        {"tone", [](const WarningRow& row) { return QVariant(static_cast<int>(row.tone)); }}},
                       parent) {}

    int count() const { return rowCount(); }

Q_SIGNALS:
    void countChanged();

protected:
    void rowsCounted() override { Q_EMIT countChanged(); }
};

} // namespace hotswap::ui

// SPDX-License-Identifier: Apache-2.0
#pragma once
// A plan in words: its waves with node names and rounding, its lowest capacity, its durations.

#include "core/ports/console_service.h"
#include "ui/common/formatter.h"
#include "ui/common/row_model.h"

#include <QObject>
#include <QStringList>
#include <QtQmlIntegration/qqmlintegration.h>

namespace hotswap::ui {

struct PlanWaveRow {
    QString key; ///< index
    QString title;
    QString nodes; ///< names, joined
    QString rounding;
    QString bake;
    int nodeCount = 0;
    bool operator==(const PlanWaveRow&) const = default;
};

/// GUI thread.
class PlanWaves : public HS_ROW_LIST(PlanWaveRow) {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("PlanView owns it")

public:
    explicit PlanWaves(QObject* parent = nullptr);
};

/// GUI thread.
class PlanView : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("view models own it")

    Q_PROPERTY(bool present READ present NOTIFY changed FINAL)
    Q_PROPERTY(hotswap::ui::PlanWaves* waves READ waves CONSTANT FINAL)
    /// "20 of 20 nodes may change in 6 waves".
    Q_PROPERTY(QString headline READ headline NOTIFY changed FINAL)
    /// "At least 18 of 20 nodes serve at any moment; the floor is 16".
    Q_PROPERTY(QString capacity READ capacity NOTIFY changed FINAL)
    Q_PROPERTY(QString expected READ expected NOTIFY changed FINAL)
    Q_PROPERTY(QString worst READ worst NOTIFY changed FINAL)
    Q_PROPERTY(QString earliestStop READ earliestStop NOTIFY changed FINAL)
    /// What to know before submitting, one sentence each.
    Q_PROPERTY(QStringList notes READ notes NOTIFY changed FINAL)
    /// First digits of the digest that an approval is bound to.
    Q_PROPERTY(QString digest READ digest NOTIFY changed FINAL)

public:
    explicit PlanView(const Formatter& formatter, QObject* parent = nullptr);

    void show(const Plan& plan, const std::vector<std::string>& notes);
    void clear();
    /// Makes the texts anew in the present language.
    void retranslate();

    bool present() const { return m_present; }
    PlanWaves* waves() { return &m_waves; }
    QString headline() const;
    QString capacity() const;
    QString expected() const;
    QString worst() const;
    QString earliestStop() const;
    QStringList notes() const;
    QString digest() const;

Q_SIGNALS:
    void changed();

private:
    QString note(const std::string& code) const;
    QString count(std::size_t value) const { return m_formatter.number(static_cast<qint64>(value)); }

    const Formatter& m_formatter;
    PlanWaves m_waves;
    Plan m_plan;
    std::vector<std::string> m_notes;
    bool m_present = false;
};

} // namespace hotswap::ui

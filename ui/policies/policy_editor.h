// SPDX-License-Identifier: Apache-2.0
#pragma once
// A policy being written as text: checked in pauses of typing, with every wrong field and how much differs
// from what was set.

#include "core/ports/policy_text.h"
#include "ui/common/cell_table.h"

#include <QObject>
#include <QtQmlIntegration/qqmlintegration.h>

#include <optional>

class QTimer;

namespace hotswap::ui {

/// GUI thread.
class PolicyEditor : public QObject {
    Q_OBJECT
    QML_ELEMENT
    QML_UNCREATABLE("PolicyDesk owns it")

    Q_PROPERTY(QString text READ text WRITE setText NOTIFY changed FINAL)
    /// Wrong fields and what would be right there.
    Q_PROPERTY(hotswap::ui::CellTable* problems READ problems CONSTANT FINAL)
    /// "2 fields are not right", "3 lines differ from version 4"; for people who do not see the text too.
    Q_PROPERTY(QString summary READ summary NOTIFY changed FINAL)
    Q_PROPERTY(bool wrong READ wrong NOTIFY changed FINAL)
    /// Typing has not paused yet.
    Q_PROPERTY(bool checking READ checking NOTIFY changed FINAL)
    /// The text is not the one that was loaded.
    Q_PROPERTY(bool edited READ edited NOTIFY changed FINAL)
    /// Lines that differ from what was loaded.
    Q_PROPERTY(int changedLines READ changedLines NOTIFY changed FINAL)

public:
    explicit PolicyEditor(const ports::PolicyText& format, QObject* parent = nullptr);

    QString text() const { return m_text; }
    void setText(const QString& text);
    CellTable* problems() { return &m_problems; }
    QString summary() const;
    bool wrong() const { return !m_checking && !m_policy; }
    bool checking() const { return m_checking; }
    bool edited() const { return m_text != m_base; }
    int changedLines() const { return m_changedLines; }

    /// Starts over with a policy; `name` says what it is: "version 4", "the default".
    void load(const EnvironmentId& environment, const Policy& policy, const QString& name,
              const QString& heading);
    /// Puts another policy into the text; what was loaded stays what it is compared with.
    void put(const Policy& policy);
    /// What the text says; nothing while it is wrong or being checked.
    const std::optional<Policy>& policy() const { return m_policy; }
    /// It says what was loaded, in whatever words.
    bool saysTheSame() const;
    void retranslate();

Q_SIGNALS:
    void changed();
    /// The text was replaced, not typed: the field shows it anew.
    void textReplaced();

private:
    void check();
    void showProblems();
    QString written(const Policy& policy) const;

    const ports::PolicyText& m_format;
    QTimer* m_settle; ///< waits for a pause in typing
    CellTable m_problems;
    EnvironmentId m_environment;
    QString m_text;
    QString m_base;
    QString m_baseName;
    QString m_heading;
    std::optional<Policy> m_loaded;
    std::optional<Policy> m_policy;
    std::optional<Error> m_error;
    int m_changedLines = 0;
    bool m_checking = false;
};

} // namespace hotswap::ui
